import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { readInvoice } from '../../domain/billing/read-invoice.ts';
import { receiverMessageXml } from '../../main/comprobante/receiver-message.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { signChecked } from '../../main/signer/self-check.ts';
import { identityOf } from '../helpers/exact-invoices.ts';
import { goldenForms, goldenMessages } from '../helpers/golden-forms.ts';
import { goodIssuer } from '../helpers/invoices.ts';
import { documentFiles, judgeBySchema, missingJudges } from '../helpers/judges.ts';
import { testSigningTime, testTaxpayer } from '../helpers/taxpayers.ts';

/** Golden documents of every kind, reviewed by eye against DOMAIN.md: what is written today is what was written then, byte for byte. */
const folder = 'test/fixtures/comprobantes';
const golden = (name: string): string => readFileSync(`${folder}/${name}.xml`, 'utf8');

function written(name: string): string {
  const answer = goldenMessages[name];
  if (answer) return receiverMessageXml(answer.message, answer.identity);
  const form = InvoiceForm.parse(goldenForms[name]);
  const { invoice, faults } = readInvoice(form, { issuer: goodIssuer(), today: '2026-11-20' });
  if (!invoice) throw new Error(JSON.stringify(faults));
  return writeComprobante(invoice, identityOf(form.kind));
}

const names = [...Object.keys(goldenForms), ...Object.keys(goldenMessages)];
const roots = {
  '01': 'FacturaElectronica',
  '02': 'NotaDebitoElectronica',
  '03': 'NotaCreditoElectronica',
  '04': 'TiqueteElectronico',
  '05': 'MensajeReceptor',
  '06': 'MensajeReceptor',
  '07': 'MensajeReceptor',
  '08': 'FacturaElectronicaCompra',
  '09': 'FacturaElectronicaExportacion',
  '10': 'ReciboElectronicoPago',
} as const;
const rootOf = (name: string): (typeof roots)[keyof typeof roots] => {
  const found = Object.entries(roots).find(([kind]) => name.startsWith(kind));
  if (!found) throw new Error(`no kind: ${name}`);
  return found[1];
};

test('every kind has its golden document, and every file its form', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.xml$/, ''));
  expect(files.toSorted()).toEqual(names.toSorted());
  expect(new Set(names.map((name) => name.slice(0, 2)))).toEqual(new Set(Object.keys(roots)));
});

test.each(names)('%s is written as it was, byte for byte', (name) => {
  expect(written(name)).toBe(golden(name));
});

describe.skipIf(missingJudges(['xmllint'], true) !== undefined)('the golden documents, signed', () => {
  test.each(names)('%s is valid by the official schema', async (name) => {
    const { key, opened } = await testTaxpayer();
    const signed = await signChecked(golden(name), key, opened.info.serialNumber, testSigningTime);
    if (!signed.ok) throw new Error(signed.error);
    expect(judgeBySchema(rootOf(name), documentFiles([signed.value]))).toMatchObject({ status: 0 });
  });
});
