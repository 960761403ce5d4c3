import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { certificateNames } from '../../../../main/signer/distinguished-name.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { missingJudges, openssl } from '../../../helpers/judges.ts';
import { testTaxpayer } from '../../../helpers/taxpayers.ts';

const unjudged = missingJudges(['openssl']);

let keyPem: string | undefined;
/** One key for all: only the names matter here. */
function keyFile(folder: string): string {
  keyPem ??= openssl('genrsa', '2048').replace(/^[^-]+/, '');
  const file = join(folder, 'k.pem');
  writeFileSync(file, keyPem);
  return file;
}

/** A self-signed certificate, so subject and issuer are the same name. */
function certificateOf(subject: string): {
  readonly names: ReturnType<typeof certificateNames>;
  readonly file: string;
} {
  const folder = temporaryFolder();
  const file = join(folder, 'c.pem');
  openssl(
    'req',
    '-x509',
    '-key',
    keyFile(folder),
    '-out',
    file,
    '-days',
    '1',
    '-utf8',
    '-multivalue-rdn',
    '-subj',
    subject,
  );
  return { names: certificateNames(new X509Certificate(readFileSync(file)).raw), file };
}

/** openssl's own RFC 2253 text, which has no blank after the comma. */
const rfc2253 = (file: string): string =>
  openssl('x509', '-in', file, '-noout', '-issuer', '-nameopt', 'RFC2253,-esc_msb')
    .replace(/^issuer=/, '')
    .replace(/\n+$/, '');

describe.skipIf(unjudged !== undefined)('names of certificates, judged by openssl', () => {
  test.each([
    '/C=CR/O=MINISTERIO DE HACIENDA/OU=DGT/CN=CA PERSONA JURIDICA',
    '/CN=Comillas "dobles", comas \\+ mas; <menor> \\\\ barra',
    '/CN= empieza con blanco y termina asi ',
    '/CN=#numeral',
    '/C=CR/CN=COMPAÑÍA ELÉCTRICA ÑANDÚ',
    '/C=CR/L=San José/ST=Heredia/DC=cr/UID=x1',
  ])('the issuer %j is written as openssl writes RFC 2253', (subject) => {
    const { names, file } = certificateOf(subject);
    expect(names.issuer.replaceAll(/(?<!\\), /g, ',')).toBe(rfc2253(file));
  });

  test('an attribute without keyword in RFC 2253 is its OID and the DER of its value in hex (openssl writes short names instead)', () => {
    const { names } = certificateOf(
      '/C=CR/O=BANCO CENTRAL DE COSTA RICA/serialNumber=CPJ-4-000-004017/CN=CA SINPE - PERSONA FISICA v2',
    );
    expect(names.issuer).toBe(
      'CN=CA SINPE - PERSONA FISICA v2, 2.5.4.5=#131043504a2d342d3030302d303034303137, O=BANCO CENTRAL DE COSTA RICA, C=CR',
    );
  });

  test('attributes of one step are joined by a plus, and STREET has its keyword', () => {
    const { names } = certificateOf('/C=CR/street=Calle 1/CN=uno+OU=dos');
    expect(names.issuer).toBe('CN=uno+OU=dos, STREET=Calle 1, C=CR');
  });

  test('common name and serial number of the subject are found among other attributes', () => {
    const { names } = certificateOf(
      '/C=CR/O=PERSONA FISICA/GN=ANA/SN=ROJAS/CN=ANA ROJAS (FIRMA)/serialNumber=CPF-01-1234-0567',
    );
    expect(names).toMatchObject({
      subjectCommonName: 'ANA ROJAS (FIRMA)',
      subjectSerialNumber: 'CPF-01-1234-0567',
    });
  });
});

test('accepted documents write the issuer CN first with a blank after each comma, and so does the practice authority', async () => {
  const { opened } = await testTaxpayer();
  expect(opened.info.issuer).toBe(
    'CN=CA PERSONA JURIDICA PRACTICA, OU=DGT PRACTICA, O=MINISTERIO DE HACIENDA PRACTICA, C=CR',
  );
});

test('bytes that are not a certificate are refused, not misread', () => {
  for (const bytes of [[], [0x30], [0x30, 0x82], [0x30, 0x03, 0x30, 0x01, 0x00], [0x30, 0x80, 0, 0]])
    expect(() => certificateNames(Uint8Array.from(bytes))).toThrow(RangeError);
});
