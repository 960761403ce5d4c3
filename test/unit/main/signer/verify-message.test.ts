import { X509Certificate } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sealHolder } from '../../../../main/practice/authority-certificate.ts';
import { newAuthorityKey, writeHaciendaMessage } from '../../../../main/practice/hacienda-message.ts';
import { readXmlTree } from '../../../../main/practice/xml-tree.ts';
import { verifyMessage } from '../../../../main/signer/verify-message.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { missingJudges } from '../../../helpers/judges.ts';
import { unsigned } from '../../../helpers/practice.ts';
import { testNow } from '../../../helpers/taxpayers.ts';

const { clave, xml } = unsigned();
const tree = await readXmlTree(xml);
if (!tree.ok) throw new Error(tree.error);
const key = await newAuthorityKey();
const message = (detail = 'Ñandú & compañía\r\n'): string =>
  writeHaciendaMessage(
    { clave, root: tree.value, verdict: 'aceptado', detail, signedAt: testNow },
    key,
  ).toString();
const whole = message();
const verify = (text: string): ReturnType<typeof verifyMessage> => verifyMessage(Buffer.from(text));
const certificateText = /<ds:X509Certificate>([^<]+)</.exec(whole)?.[1] ?? '';
const flipped = (name: string): string =>
  whole.replace(
    new RegExp(`(<ds:${name}[^>]*>)(.)`),
    (_, tag: string, first: string) => tag + (first === 'A' ? 'B' : 'A'),
  );

test('an answer as the authority signs it is intact, and says who signed it', async () => {
  expect(await verify(whole)).toEqual({ ok: true, value: { signer: sealHolder } });
});

test.each([
  ['another verdict', whole.replace('<Mensaje>1<', '<Mensaje>3<')],
  ['another total', whole.replace(/<TotalFactura>\d/, '<TotalFactura>9')],
  ['one letter of the detail', whole.replace('Ñandú', 'Nandú')],
  ['a blank between two tags', whole.replace('<Mensaje>', ' <Mensaje>')],
  ['an element after the signature', whole.replace('</MensajeHacienda>', '<X></X></MensajeHacienda>')],
  ['another signing time', whole.replace(/<xades:SigningTime>\d{4}/, '<xades:SigningTime>1999')],
  ['another signature value', flipped('SignatureValue')],
  ['another digest', flipped('DigestValue')],
  ['the certificate of somebody else', await withOtherCertificate()],
])('%s is altered', async (_what, text) => {
  expect(text).not.toBe(whole);
  expect(await verify(text)).toEqual({ ok: false, error: 'altered' });
});

async function withOtherCertificate(): Promise<string> {
  const other = writeHaciendaMessage(
    { clave, root: tree.ok ? tree.value : fail(), verdict: 'aceptado', detail: '.', signedAt: testNow },
    await newAuthorityKey(),
  ).toString();
  return whole.replace(certificateText, /<ds:X509Certificate>([^<]+)</.exec(other)?.[1] ?? '');
}
function fail(): never {
  throw new Error('no tree');
}

test.each([
  ['no signature', whole.replace(/<ds:Signature .*<\/ds:Signature>/s, ''), 'unsigned'],
  ['two signatures', whole.replace(/<ds:Signature .*<\/ds:Signature>/s, '$&$&'), 'unclear'],
  ['an algorithm that is not known here', whole.replaceAll('rsa-sha256', 'rsa-md5'), 'unclear'],
  ['a key without its certificate', whole.replace(/<ds:X509Data>.*<\/ds:X509Data>/s, ''), 'unclear'],
  ['a reference to something else', whole.replace('URI="#xades-sello"', 'URI="#otra"'), 'unclear'],
  [
    'nothing of the document signed',
    whole.replace(/<ds:Reference URI="">.*?<\/ds:Reference>/s, ''),
    'unclear',
  ],
  ['no XML', 'nada', 'unclear'],
])('%s is %s', async (_what, text, error) => {
  expect(await verify(text)).toEqual({ ok: false, error });
});

test('the certificate is one that others read, and the same for the same key', () => {
  const certificate = new X509Certificate(Buffer.from(certificateText, 'base64'));
  expect(certificate.subject).toContain(`CN=${sealHolder}`);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(message('otra')).toContain(certificateText);
});

test.skipIf(missingJudges(['xmlsec1']) !== undefined)('xmlsec1 agrees', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'answer.xml');
  const pem = join(folder, 'certificate.pem');
  writeFileSync(file, whole);
  writeFileSync(pem, new X509Certificate(Buffer.from(certificateText, 'base64')).toString());
  const { status, stderr } = spawnSync(
    'xmlsec1',
    [
      '--verify',
      '--id-attr:Id',
      'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
      '--trusted-pem',
      pem,
      file,
    ],
    { encoding: 'utf8' },
  );
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
});
