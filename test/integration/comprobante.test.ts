import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import { receiverMessageXml } from '../../main/comprobante/receiver-message.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { signChecked } from '../../main/signer/self-check.ts';
import { verifyComprobante } from '../../main/signer/verify.ts';
import { allKinds, anyInvoiceOfAnyKind, anyMessage } from '../helpers/any-invoice.ts';
import { exactInvoice, identityOf } from '../helpers/exact-invoices.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { documentFiles, judgeBySchema, judgeSignature, missingJudges } from '../helpers/judges.ts';
import { authorityPem, testSigningTime, testTaxpayer } from '../helpers/taxpayers.ts';

const unjudged = missingJudges(['xmllint', 'xmlsec1'], true);
const rootOf = {
  '01': 'FacturaElectronica',
  '02': 'NotaDebitoElectronica',
  '03': 'NotaCreditoElectronica',
  '04': 'TiqueteElectronico',
  '08': 'FacturaElectronicaCompra',
  '09': 'FacturaElectronicaExportacion',
  '10': 'ReciboElectronicoPago',
} as const;
const taxpayer = await testTaxpayer();

const signed = (invoice: Invoice, number?: number): Promise<Uint8Array> =>
  signedText(writeComprobante(invoice, identityOf(invoice.kind, number)));

async function signedText(xml: string): Promise<Uint8Array> {
  const result = await signChecked(xml, taxpayer.key, taxpayer.opened.info.serialNumber, testSigningTime);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

const sizes: readonly (readonly [kind: InvoiceKind, lines: number])[] = [
  ['01', 1],
  ['01', 50],
  ['01', 1_000],
  ['04', 1],
  ['04', 50],
  ['04', 1_000],
  ['02', 50],
  ['03', 50],
  ['08', 50],
  ['09', 50],
  ['10', 50],
];

/** FC_SEED repeats a run that failed. */
const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe.skipIf(unjudged !== undefined)('signed comprobantes, judged', () => {
  test.each(sizes)(
    'a document of kind %s with %d lines is valid by the official schema and xmlsec1',
    async (kind, lines) => {
      const files = documentFiles([await signed(exactInvoice(kind, lines))]);
      expect(judgeBySchema(rootOf[kind], files)).toMatchObject({ status: 0 });
      const judgement = judgeSignature(authorityPem(taxpayer.p12, temporaryFolder()), files);
      expect(judgement.words).toContain('SignedInfo References (ok/all): 3/3');
      expect(judgement.status).toBe(0);
    },
  );

  test('a tiquete without customer is valid by the official schema', async () => {
    const { customer: _, ...invoice } = exactInvoice('04');
    expect(judgeBySchema('TiqueteElectronico', documentFiles([await signed(invoice)]))).toMatchObject({
      status: 0,
    });
  });

  test('the schema judge refuses a document without its signature, so it does judge', () => {
    const xml = writeComprobante(exactInvoice('01'), identityOf('01'));
    const judgement = judgeBySchema('FacturaElectronica', documentFiles([Buffer.from(xml)]));
    expect(judgement.status).not.toBe(0);
    expect(judgement.words).toContain('Signature');
  });

  test('xmlsec1 refuses a signed document after one byte of its content changed', async () => {
    const bytes = Buffer.from(await signed(exactInvoice('01')));
    const at = bytes.indexOf('Consultor');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const judgement = judgeSignature(authorityPem(taxpayer.p12, temporaryFolder()), documentFiles([bytes]));
    expect(judgement.status).not.toBe(0);
  });

  /** The first words of the judge against a document, none when all are valid. */
  const complaints = (
    root: Parameters<typeof judgeBySchema>[0],
    files: readonly string[],
  ): readonly string[] =>
    judgeBySchema(root, files)
      .words.split('\n')
      .filter((line) => line !== '' && !line.endsWith(' validates'))
      .slice(0, 3)
      .map((line) => line.slice(0, 300));

  test(`350 hostile invoices of all kinds are valid by schema, xmlsec1 and our own check (seed ${seed})`, async () => {
    const invoices = fc.sample(anyInvoiceOfAnyKind, { numRuns: 350, seed });
    const documents = await Promise.all(invoices.map((invoice, index) => signed(invoice, index + 1)));
    const files = documentFiles(documents);
    for (const kind of allKinds) {
      const ofKind = files.filter((_, index) => invoices[index]?.kind === kind);
      expect(ofKind.length).toBeGreaterThan(15);
      expect(complaints(rootOf[kind], ofKind)).toEqual([]);
      expect(judgeBySchema(rootOf[kind], ofKind).status).toBe(0);
    }
    const judgement = judgeSignature(authorityPem(taxpayer.p12, temporaryFolder()), files);
    expect(judgement.words.match(/SignedInfo References \(ok\/all\): 3\/3/g)).toHaveLength(350);
    expect(judgement.status).toBe(0);
    for (const bytes of documents) expect(await verifyComprobante(bytes)).toMatchObject({ ok: true });
  });

  test(`60 hostile receiver messages are valid by schema and xmlsec1 (seed ${seed})`, async () => {
    const messages = fc.sample(anyMessage, { numRuns: 60, seed });
    const documents = await Promise.all(
      messages.map(({ message, identity }) => signedText(receiverMessageXml(message, identity))),
    );
    const files = documentFiles(documents);
    expect(complaints('MensajeReceptor', files)).toEqual([]);
    const judgement = judgeSignature(authorityPem(taxpayer.p12, temporaryFolder()), files);
    expect(judgement.words.match(/SignedInfo References \(ok\/all\): 3\/3/g)).toHaveLength(60);
    expect(judgement.status).toBe(0);
  });
});
