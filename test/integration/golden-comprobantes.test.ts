import { readFileSync, readdirSync } from 'node:fs';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import { readInvoice } from '../../domain/billing/read-invoice.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { signChecked } from '../../main/signer/self-check.ts';
import { identityOf } from '../helpers/exact-invoices.ts';
import { goodForm, goodIssuer, manyLines } from '../helpers/invoices.ts';
import { documentFiles, judgeBySchema, missingJudges } from '../helpers/judges.ts';
import { testSigningTime, testTaxpayer } from '../helpers/taxpayers.ts';

/** From what a clerk typed to the signed document: each golden form, whose amounts were computed by another program. */
const folder = 'test/fixtures/invoices';
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

interface Golden {
  readonly form: unknown;
  readonly expected: { readonly summary: Readonly<Record<string, unknown>> };
}

function invoiceOf(form: InvoiceForm): Invoice {
  const { invoice, faults } = readInvoice(form, { issuer: goodIssuer(), today: '2026-11-20' });
  if (!invoice) throw new Error(JSON.stringify(faults));
  return invoice;
}

const taxpayer = await testTaxpayer();
async function signed(invoice: Invoice): Promise<Uint8Array> {
  const xml = writeComprobante(invoice, identityOf(invoice.kind));
  const result = await signChecked(xml, taxpayer.key, taxpayer.opened.info.serialNumber, testSigningTime);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function textOf(bytes: Uint8Array, name: string): string | undefined {
  const document = XmlDocument.fromBuffer(bytes);
  try {
    return document.get(`//*[local-name()='${name}']`)?.content;
  } finally {
    document.dispose();
  }
}

const unjudged = missingJudges(['xmllint'], true);
const rootOf = {
  '01': 'FacturaElectronica',
  '02': 'NotaDebitoElectronica',
  '03': 'NotaCreditoElectronica',
  '04': 'TiqueteElectronico',
  '08': 'FacturaElectronicaCompra',
  '09': 'FacturaElectronicaExportacion',
  '10': 'ReciboElectronicoPago',
} as const;

describe.skipIf(unjudged !== undefined)('golden invoices as signed comprobantes', () => {
  test.each(names)('%s is valid by the official schema and carries the recomputed totals', async (name) => {
    // oxlint-disable-next-line no-unsafe-type-assertion -- a fixture of ours; the form is parsed below
    const golden = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Golden;
    const invoice = invoiceOf(InvoiceForm.parse(golden.form));
    const bytes = await signed(invoice);
    expect(judgeBySchema(rootOf[invoice.kind], documentFiles([bytes]))).toMatchObject({ status: 0 });
    const { summary } = golden.expected;
    expect(textOf(bytes, 'TotalComprobante')).toBe(summary['total']);
    expect(textOf(bytes, 'TotalVentaNeta')).toBe(summary['netSale']);
    expect(textOf(bytes, 'TotalImpuesto') ?? '0').toBe(summary['tax']);
  });

  test('a form of 1,000 lines becomes a valid document', async () => {
    const bytes = await signed(invoiceOf(goodForm('01', { lines: [...manyLines(1_000)] })));
    expect(judgeBySchema('FacturaElectronica', documentFiles([bytes]))).toMatchObject({ status: 0 });
  });
});
