import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InvoiceForm } from '../../../../domain/billing/invoice-form.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { fail, ok } from '../../../../domain/result.ts';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { issuedAtOf } from '../../../../main/practice/comprobante-reading.ts';
import { identityOf } from '../../../helpers/exact-invoices.ts';
import { goodIssuer } from '../../../helpers/invoices.ts';
import { accepted, judge, trusted } from '../../../helpers/practice-judge.ts';
import { unsigned } from '../../../helpers/practice.ts';
import { testNow } from '../../../helpers/taxpayers.ts';

const emptySignature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>';

test.each([
  ['01', 1],
  ['04', 1],
  ['01', 300],
] as const)('kind %s with %i lines, nothing wrong, is accepted without observations', async (kind, lines) => {
  expect(await judge(unsigned(kind, 42, lines).xml)).toEqual(accepted);
});

const goldenFolder = 'test/fixtures/invoices';
test.each(readdirSync(goldenFolder).filter((name) => name.endsWith('.json')))(
  'the golden invoice %s, computed here in another way, is accepted',
  async (name) => {
    const { form } = JSON.parse(readFileSync(`${goldenFolder}/${name}`, 'utf8')) as { form: unknown };
    const { invoice } = readInvoice(InvoiceForm.parse(form), { issuer: goodIssuer(), today: '2026-11-20' });
    if (invoice === undefined) throw new Error('nothing was read');
    const xml = writeComprobante(invoice, identityOf(invoice.kind));
    expect(await judge(xml.replace(/(<\/\w+>)$/, `${emptySignature}$1`))).toEqual(accepted);
  },
);

const set =
  (name: string, value: string) =>
  (xml: string): string =>
    xml.replace(new RegExp(`(<${name}>)[^<]*`), `$1${value}`);
const withDiscount =
  (inside: string) =>
  (xml: string): string =>
    xml.replace('<SubTotal>', `<Descuento><MontoDescuento>0</MontoDescuento>${inside}</Descuento><SubTotal>`);

test.each([
  ['the clave has another date than the document', set('FechaEmision', '2026-11-19T09:30:00-06:00'), -405],
  ['the consecutivo is of another kind', (xml: string) => xml.replaceAll('0010000101', '0010000104'), -1],
  ['the day does not exist', set('FechaEmision', '2026-13-40T09:30:00-06:00'), -1],
  ['credit without a term', set('CondicionVenta', '02'), -58],
  ['a discount 99 without its text', withDiscount('<CodigoDescuento>99</CodigoDescuento>'), -41],
  ['the base is not the subtotal', set('BaseImponible', '251.24'), -454],
  ['the tax is a cent off', set('Monto', '32.67'), -45],
  ['the rate is not that of its code', set('Tarifa', '12'), -505],
  ['a transitional code outside notes', set('CodigoTarifaIVA', '06'), -505],
  [
    'no tax of the IVA family',
    (xml: string) => xml.replace('<Impuesto><Codigo>01', '<Impuesto><Codigo>06'),
    -513,
  ],
  ['services total off', set('TotalServGravados', '251.24'), -110],
  ['services counted as goods', set('CodigoCABYS', '1314100000000'), -111],
  ['breakdown off', set('TotalMontoImpuesto', '32.66'), -487],
  [
    'breakdown of another code',
    (xml: string) => xml.replace('<TotalDesgloseImpuesto><Codigo>01', '<TotalDesgloseImpuesto><Codigo>02'),
    -487,
  ],
  ['total of tax off', set('TotalImpuesto', '1'), -487],
] as const)('%s', async (_what, spoil, code) => {
  const { xml } = unsigned();
  expect(spoil(xml)).not.toBe(xml);
  const { verdict, rows } = await judge(spoil(xml));
  expect(verdict).toBe('rechazado');
  expect(rows.map((row) => row.code)).toContain(code);
});

test.each([
  ['line total', set('MontoTotalLinea', '283.91'), 'MontoTotalLinea (línea 1)'],
  ['quantity by price', set('MontoTotal', '251.26'), 'MontoTotal (línea 1)'],
  ['subtotal', set('SubTotal', '251.26'), 'SubTotal (línea 1)'],
  ['net tax', set('ImpuestoNeto', '32'), 'ImpuestoNeto (línea 1)'],
  ['tax rounded alone', set('Monto', '32.66'), 'ImpuestoNeto (línea 1)'],
  ['sale', set('TotalVenta', '1'), 'TotalVenta'],
  ['net sale', set('TotalVentaNeta', '1'), 'TotalVentaNeta'],
  ['grand total', set('TotalComprobante', '283.91'), 'TotalComprobante'],
  ['line numbers', set('NumeroLinea', '2'), 'línea 1'],
  ['zero quantity', set('Cantidad', '0'), 'mayores que cero'],
  ['means of payment', (xml: string) => xml.replace(/<MedioPago>.*?<\/MedioPago>/, ''), 'medio de pago'],
  ['exchange rate of colones', set('TipoCambio', '500'), 'tipo de cambio'],
  ['country of the clave', (xml: string) => xml.replace('<Clave>506', '<Clave>507'), '506'],
  [
    'issuer of the clave',
    (xml: string) => xml.replace('<Clave>506201126003101123456', '<Clave>506201126003101123457'),
    'emisor',
  ],
  ['number of the clave', set('NumeroConsecutivo', '00100001010000000043'), 'NumeroConsecutivo'],
  ['situation of the clave', (xml: string) => xml.replace(/(<Clave>\d{41})1/, '$14'), 'situación'],
] as const)(
  '%s wrong: refused with a plain sentence, because no code is known',
  async (_what, spoil, words) => {
    const { xml } = unsigned();
    expect(spoil(xml)).not.toBe(xml);
    const { verdict, sentences } = await judge(spoil(xml));
    expect(verdict).toBe('rechazado');
    expect(sentences.join('\n')).toContain(words);
  },
);

test('a line rounded to two decimals is NOT refused for it', async () => {
  const { xml } = unsigned();
  const rounded = xml.replaceAll('32.6625', '32.66').replaceAll('283.9125', '283.91');
  expect(rounded).not.toBe(xml);
  expect(await judge(rounded)).toEqual(accepted);
});

test.each([
  ['bad-digest', 'modificado'],
  ['bad-signature', 'no es válida'],
  ['no-signature', 'no es válida'],
  ['no-policy', 'Policy Id'],
] as const)(
  'a signature with fault %s is refused before anything else is looked at',
  async (fault, words) => {
    const { verdict, rows, sentences } = await judge(unsigned().xml.replace(/<Emisor>.*<\/Emisor>/, ''), {
      signature: fail(fault),
    });
    expect([verdict, rows]).toEqual(['rechazado', []]);
    expect(sentences.join()).toContain(words);
  },
);

test('the certificate of someone else is -60', async () => {
  if (!trusted.ok) throw new Error('never');
  const certificate = { ...trusted.value.certificate, holderIdentification: '3101999999' };
  const { rows } = await judge(unsigned().xml, { signature: ok({ ...trusted.value, certificate }) });
  expect(rows.map(({ code }) => code)).toEqual([-60]);
});

test('a consecutivo that came before with another clave is -99', async () => {
  const { verdict, rows } = await judge(unsigned().xml, { numberUsed: true });
  expect([verdict, rows.map(({ code }) => code)]).toEqual(['rechazado', [-99]]);
});

test('a document of yesterday sent normally is accepted with observation -16, sealed without internet with none', async () => {
  const tomorrow = testNow + 24 * 3_600_000;
  const late = await judge(unsigned().xml, { receivedAt: tomorrow });
  expect([late.verdict, late.rows.map(({ code }) => code)]).toEqual(['aceptado', [-16]]);
  const offline = unsigned().xml.replace(/(<Clave>\d{41})1/, '$13');
  expect(await judge(offline, { receivedAt: tomorrow })).toEqual(accepted);
});

test('a document of the future is refused', async () => {
  const { verdict } = await judge(unsigned().xml, { receivedAt: testNow - 3_600_000 });
  expect(verdict).toBe('rechazado');
});

test('a kind that does not exist is refused in so many words, never accepted unseen', async () => {
  const { verdict, sentences } = await judge(
    '<NotaCreditoElectronica xmlns="https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.3/notaCreditoElectronica"/>',
  );
  expect(verdict).toBe('rechazado');
  expect(sentences.join()).toContain('NotaCreditoElectronica');
});

test('a date without offset is Costa Rica time', () => {
  expect(issuedAtOf('2026-11-20T09:30:00')).toBe(testNow);
  expect(issuedAtOf('2026-11-20T15:30:00Z')).toBe(testNow);
});
