import { beforeAll, describe, expect, test } from 'vitest';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { sealHolder } from '../../../../main/practice/authority-certificate.ts';
import { newAuthorityKey, writeHaciendaMessage } from '../../../../main/practice/hacienda-message.ts';
import { readXmlTree } from '../../../../main/practice/xml-tree.ts';
import { signComprobante } from '../../../../main/signer/xades.ts';
import { verifyComprobante } from '../../../../main/signer/verify.ts';
import { fileReaders } from '../../../../main/usecases/file-readers.ts';
import { inspectFile, type Inspection } from '../../../../main/usecases/inspect-file.ts';
import { signedSupplierXml, supplierDocument, type SupplierDocument } from '../../../helpers/received.ts';
import { type TestTaxpayer, testTaxpayer } from '../../../helpers/taxpayers.ts';

let supplier: TestTaxpayer;
let stranger: TestTaxpayer;
beforeAll(async () => {
  [supplier, stranger] = await Promise.all([
    testTaxpayer({ name: 'PAPELERA DEL NORTE', identification: { type: '02', number: '3101999999' } }),
    testTaxpayer({ name: 'OTRA COSA', identification: { type: '02', number: '3101555555' } }),
  ]);
});

const inspect = (bytes: Uint8Array | string): Promise<Inspection> =>
  inspectFile(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, fileReaders);
const signed = (document: SupplierDocument = {}, by = supplier): string =>
  signedSupplierXml(supplierDocument(document), by.key).toString();

async function checksOf(bytes: Uint8Array | string): Promise<readonly string[]> {
  const inspection = await inspect(bytes);
  if (inspection.kind !== 'document') throw new Error(JSON.stringify(inspection));
  return inspection.checks.map(({ name, code }) => `${name} ${code}`);
}

test.each(['01', '02', '03', '04'] as const)('a sound document of kind %s', async (kind) => {
  const inspection = await inspect(signed({ kind }));
  expect(inspection).toMatchObject({
    kind: 'document',
    facts: {
      kind,
      issuer: { number: '3101999999' },
      total: supplierDocument({ kind }).invoice.summary.total,
    },
  });
  expect(await checksOf(signed({ kind }))).toEqual([
    'readable read',
    'signature intact',
    'arithmetic adds-up',
  ]);
});

test('a BOM in front does not matter', async () => {
  expect(await inspect(`\ufeff${signed()}`)).toMatchObject({ kind: 'document' });
});

describe('signatures', () => {
  test('a digit changed after signing is noticed', async () => {
    expect(await checksOf(signed().replaceAll('283.9125', '283.9124'))).toContain('signature bad-digest');
  });
  test('somebody else’s signature is told apart from a broken one', async () => {
    expect(await checksOf(signed({}, stranger))).toContain('signature other-holder');
  });
  test('none at all', async () => {
    expect(await checksOf(signed().replace(/<ds:Signature.*<\/ds:Signature>/s, ''))).toContain(
      'signature no-signature',
    );
  });

  /** The document signed again by `by`, as who endorses it does. */
  const endorsed = (by: TestTaxpayer, change: (text: string) => string = (text) => text): string => {
    const { invoice, identity } = supplierDocument();
    const text = change(signed());
    const again = signComprobante(
      change(writeComprobante(invoice, identity)),
      by.key,
      '2026-11-22T10:00:00-06:00',
    );
    if (!again.ok) throw new Error(again.error);
    const second = /<ds:Signature .*<\/ds:Signature>/s.exec(Buffer.from(again.value).toString())?.[0] ?? '';
    return text.replace('</FacturaElectronica>', `${second}</FacturaElectronica>`);
  };
  test('an endorsement beside it does not matter, whoever endorsed', async () => {
    const text = endorsed(stranger);
    expect(text.match(/<ds:SignatureValue/g)?.length).toBe(2);
    expect(await checksOf(text)).toContain('signature intact');
    // what goes to Hacienda has one signature
    expect(await verifyComprobante(Buffer.from(text))).toEqual({ ok: false, error: 'malformed' });
  });
  test('a document that was changed is NOT saved by an endorsement of somebody else', async () => {
    const text = endorsed(stranger, (whole) => whole.replaceAll('283.9125', '283.9124'));
    expect(await checksOf(text)).toContain('signature bad-digest');
  });
});

test('sums that do not hold are a warning, with both amounts', async () => {
  const { invoice } = supplierDocument();
  const text = signed({ changes: { summary: { ...invoice.summary, total: 99_900_000n } } });
  const inspection = await inspect(text);
  if (inspection.kind !== 'document') throw new Error('not read');
  expect(inspection.checks.at(-1)).toEqual({
    name: 'arithmetic',
    outcome: 'warned',
    code: 'differs',
    detail: 'TotalComprobante: 999 / 283.9125',
  });
});

const lol = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>';
test.each([
  ['an empty file', '', 'empty'],
  ['a PDF', '%PDF-1.7 ...', 'pdf'],
  ['a zip', 'PK\u0003\u0004...', 'zip'],
  ['plain text', 'estimado cliente', 'not-xml'],
  ['XML cut in the middle', '<FacturaElectronica><Clave>506', 'not-readable'],
  ['another XML', '<nota><para>Ana</para></nota>', 'other-document'],
  ['entities', `${lol}<FacturaElectronica>&b;</FacturaElectronica>`, 'hostile'],
  ['depth', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, 'hostile'],
  [
    'version 4.3',
    '<FacturaElectronica xmlns="https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.3/facturaElectronica"></FacturaElectronica>',
    'other-version',
  ],
  [
    'a message of another receiver',
    '<MensajeReceptor xmlns="https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeReceptor"></MensajeReceptor>',
    'own-message',
  ],
])('%s is refused by its code', async (_what, text, code) => {
  expect(await inspect(text)).toMatchObject({ kind: 'refused', code });
});

test('a number of fifty digits is refused, not cut', async () => {
  expect(
    await inspect(signed().replace('283.9125</TotalComprobante>', `${'9'.repeat(50)}</TotalComprobante>`)),
  ).toMatchObject({ kind: 'refused', code: 'not-readable' });
});

test('a file of more than 10 MB is not even looked at', async () => {
  expect(await inspect(new Uint8Array(10 * 1024 * 1024 + 1).fill(60))).toEqual({
    kind: 'refused',
    code: 'too-large',
  });
});

describe('Hacienda’s message', () => {
  async function message(verdict: 'aceptado' | 'rechazado' = 'aceptado'): Promise<string> {
    const root = await readXmlTree(signed());
    if (!root.ok) throw new Error(root.error);
    return writeHaciendaMessage(
      {
        clave: supplierDocument().identity.clave,
        root: root.value,
        verdict,
        detail: '.',
        signedAt: Date.parse('2026-11-20T09:31:00-06:00'),
      },
      await newAuthorityKey(),
    ).toString();
  }
  test('is told with what it says and whose signature it bears', async () => {
    expect(await inspect(await message('rechazado'))).toMatchObject({
      kind: 'answer',
      clave: supplierDocument().identity.clave,
      verdict: 'rejected',
      signature: 'intact',
      signer: sealHolder,
    });
  });
  test('changed after it was signed', async () => {
    const text = (await message('rechazado')).replace('<Mensaje>3<', '<Mensaje>1<');
    expect(await inspect(text)).toMatchObject({ kind: 'answer', verdict: 'accepted', signature: 'altered' });
  });
  test('without a signature', async () => {
    const text = (await message()).replace(/<ds:Signature.*<\/ds:Signature>/s, '');
    expect(await inspect(text)).toMatchObject({ kind: 'answer', signature: 'unsigned' });
  });
  test('without a clave it is no message', async () => {
    expect(await inspect((await message()).replace(/<Clave>\d+<\/Clave>/, ''))).toMatchObject({
      kind: 'refused',
      code: 'not-readable',
    });
  });
});
