import { createPublicKey } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAuthorityAnswer } from '../../../../main/comprobante/read-answer.ts';
import { readMessageDetail } from '../../../../main/comprobante/read-message-detail.ts';
import {
  acceptanceDetail,
  newAuthorityKey,
  refusalDetail,
  writeHaciendaMessage,
} from '../../../../main/practice/hacienda-message.ts';
import { readXmlTree } from '../../../../main/practice/xml-tree.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { missingJudges } from '../../../helpers/judges.ts';
import { unsigned } from '../../../helpers/practice.ts';
import { sharedFolder } from '../../../helpers/shared.ts';
import { testNow } from '../../../helpers/taxpayers.ts';

const key = await newAuthorityKey();

async function message(
  detail: string,
  spoil = (xml: string): string => xml,
): Promise<{ clave: string; bytes: Buffer }> {
  const { clave, xml } = unsigned();
  const tree = await readXmlTree(spoil(xml));
  if (!tree.ok) throw new Error(tree.error);
  const verdict = detail.startsWith('.') ? 'aceptado' : 'rechazado';
  return {
    clave,
    bytes: writeHaciendaMessage({ clave, root: tree.value, verdict, detail, signedAt: testNow }, key),
  };
}

const rows = [
  { code: -99, text: 'El consecutivo "001" ya existe & <eso>' },
  { code: -45, text: 'Monto\rraro' },
];

const details: readonly (readonly [what: string, detail: string])[] = [
  ['accepted', acceptanceDetail([])],
  ['accepted with observations', acceptanceDetail([{ code: -37, text: 'Ubicación del emisor' }])],
  ['refused with rows', refusalDetail(rows, [])],
  ['refused with a sentence', refusalDetail([], ['La firma del comprobante electrónico no es válida'])],
];
const spoilt: readonly (readonly [what: string, spoil: (xml: string) => string])[] = [
  ['a document without parties', (xml) => xml.replace(/<Emisor>.*<\/Receptor>/, '')],
  [
    'names too long and kinds that do not exist',
    (xml) => xml.replace(/<Nombre>/g, `<Nombre>${'ñ'.repeat(200)}`).replaceAll('<Tipo>0', '<Tipo>9'),
  ],
  ['a total that is no number', (xml) => xml.replace('<TotalComprobante>', '<TotalComprobante>x')],
];

const unjudged = missingJudges(['xmllint', 'xmlsec1'], true);
/** Both judges, on files: the official schema, then the signature. */
function judged(bytes: Buffer): readonly string[] {
  const folder = temporaryFolder();
  const [file, publicKey] = [join(folder, 'answer.xml'), join(folder, 'key.pem')];
  writeFileSync(file, bytes);
  writeFileSync(publicKey, createPublicKey(key).export({ type: 'spki', format: 'pem' }));
  const schema = join(sharedFolder() ?? '', 'hacienda/xsd/v4.4/MensajeHacienda_V4.4.xsd');
  const runs = [
    spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, file], { encoding: 'utf8' }),
    spawnSync(
      'xmlsec1',
      [
        '--verify',
        '--id-attr:Id',
        'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
        '--pubkey-pem',
        publicKey,
        file,
      ],
      { encoding: 'utf8' },
    ),
  ];
  return runs.filter((run) => run.status !== 0).map(({ stdout, stderr }) => stdout + stderr);
}

test.skipIf(unjudged !== undefined).each(details)(
  'the answer "%s" is valid by the official schema and its signature by xmlsec1',
  async (_what, detail) => {
    expect(judged((await message(detail)).bytes)).toEqual([]);
  },
);

test.skipIf(unjudged !== undefined).each(spoilt)('%s still gives a valid answer', async (_what, spoil) => {
  expect(judged((await message('Rechazado', spoil)).bytes)).toEqual([]);
});

test.skipIf(unjudged !== undefined)('an answer changed by one letter does NOT verify', async () => {
  const { bytes } = await message('.');
  const tampered = Buffer.from(bytes.toString().replace('Aceptado', 'Aceptada'));
  expect(judged(tampered).length).toBe(1);
});

test.each(details)('the program reads the answer "%s" back whole', async (_what, detail) => {
  const { clave, bytes } = await message(detail);
  const read = readAuthorityAnswer(bytes.toString('base64'), clave);
  expect(read).toMatchObject({ ok: true, value: { clave, detail } });
});

test('rows come back with their codes and texts', () => {
  expect(readMessageDetail(refusalDetail(rows.slice(0, 1), [])).rows).toEqual([
    { code: '-99', text: 'El consecutivo "001" ya existe & <eso>', row: '0', column: '0' },
  ]);
  expect(readMessageDetail(acceptanceDetail([{ code: -37, text: 'Ubicación' }])).rows).toEqual([
    { code: '-37', text: 'Ubicación', row: '0', column: '0' },
  ]);
});

test('coded rows are told without the plain sentences, and sentences only when there are no rows', () => {
  expect(refusalDetail([{ code: -1, text: 'a' }], ['b'])).not.toContain('b"');
  expect(refusalDetail([], ['uno', 'dos'])).toBe('uno\r\ndos');
});
