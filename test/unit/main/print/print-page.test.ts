import { describe, expect, test } from 'vitest';
import type { Comprobante } from '../../../../domain/billing/comprobante.ts';
import type { InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import type { Invoice } from '../../../../domain/billing/invoice.ts';
import { amountOf } from '../../../../domain/money/amount.ts';
import { decimal } from '../../../../domain/money/decimal.ts';
import { documentPage, type PrintPage } from '../../../../main/print/print-page.ts';
import { printable, type PrintFacts } from '../../../../main/print/printable.ts';
import { exactInvoice, identityOf, plainLine } from '../../../helpers/exact-invoices.ts';

const facts: PrintFacts = {
  language: 'es',
  environment: 'production',
  state: { kind: 'accepted', at: Date.parse('2026-11-20T15:31:00Z') },
  legend: 'Resolución de prueba',
  logo: false,
  placeName: () => 'San José, San José, Carmen',
};
const comprobante = (kind: InvoiceKind, changes: Partial<Invoice> = {}): Comprobante => ({
  identity: identityOf(kind),
  invoice: exactInvoice(kind, 1, changes),
  others: [],
});
const htmlOf = (page: PrintPage): string =>
  new TextDecoder().decode(page.files.get('document.html')?.bytes).replaceAll(/\s+/g, ' ');
const print = (
  kind: InvoiceKind,
  changes: Partial<Invoice> = {},
  more: Partial<PrintFacts> = {},
  paper: 'letter' | '80mm' = 'letter',
): string =>
  htmlOf(documentPage(printable(comprobante(kind, changes), { ...facts, ...more }), paper, undefined));

const kinds: readonly (readonly [InvoiceKind, string])[] = [
  ['01', 'Factura electrónica'],
  ['02', 'Nota de débito electrónica'],
  ['03', 'Nota de crédito electrónica'],
  ['04', 'Tiquete electrónico'],
  ['08', 'Factura electrónica de compra'],
  ['09', 'Factura electrónica de exportación'],
  ['10', 'Recibo electrónico de pago'],
];

describe.each(['letter', '80mm'] as const)('on %s', (paper) => {
  test.each(kinds)('kind %s stands with its clave and consecutivo as "%s"', (kind, title) => {
    const html = print(kind, {}, {}, paper);
    const { clave, consecutivo } = identityOf(kind);
    const at = [html.indexOf(`<h1>${title}</h1>`), html.indexOf(consecutivo), html.indexOf(clave)];
    expect(Math.min(...at)).toBeGreaterThan(0);
    // together: within one block of a few hundred characters of markup
    expect(Math.max(...at) - Math.min(...at)).toBeLessThan(700);
  });

  test('codes are shown by their words, never by their number', () => {
    const html = print('01', { saleCondition: '02', creditDays: 30 }, {}, paper);
    expect(html).toContain('Crédito, plazo de 30 días');
    expect(html).toContain('Cédula jurídica');
    expect(html).toContain('Efectivo');
    expect(html).toContain('General 13 %');
    expect(html).not.toMatch(/CondicionVenta|TipoMedioPago/);
  });

  test('what a customer wrote cannot become markup', () => {
    const html = print('01', { notes: '<script>alert(1)</script>' }, {}, paper);
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;');
  });
});

test('the practice company and the test environment mark every print', () => {
  expect(print('01', {}, { environment: 'practice' })).toContain('PRÁCTICA: Sin validez tributaria');
  expect(print('01', {}, { environment: 'test' })).toContain('PRUEBA: Sin validez tributaria');
  expect(print('01')).not.toContain('Sin validez');
});

test('the print says accepted only with the answer, and rejected in capitals', () => {
  expect(print('01')).toContain('Aceptado por Hacienda el');
  expect(print('01', {}, { state: { kind: 'waiting' } })).toContain('Hacienda todavía no lo ha recibido');
  expect(print('01', {}, { state: { kind: 'received' } })).not.toContain('Aceptado');
  expect(print('01', {}, { state: { kind: 'rejected', at: 0 } })).toContain('RECHAZADO');
});

test('an export invoice is printed in English when asked', () => {
  const html = print('09', {}, { language: 'en' });
  expect(html).toContain('<html lang="en">');
  expect(html).toContain('Export invoice');
  expect(html).toContain('Terms of sale');
});

test('exonerations, charges, references, parts and serials all have their words', () => {
  const html = print('01', {
    lines: [
      plainLine(1, {
        serials: ['1HGCM82633A004352'],
        taxes: [
          {
            code: '01',
            rateCode: '08',
            rate: decimal('13'),
            amount: amountOf('32.6625'),
            exoneration: {
              documentType: '03',
              number: 'Ley 1234',
              article: '5',
              clause: '2',
              institution: '01',
              issuedAt: '2026-01-15T00:00:00-06:00',
              rate: decimal('13'),
              amount: amountOf('32.6625'),
            },
          },
        ],
      }),
    ],
    otherCharges: [
      { type: '06', detail: 'Servicio de mesa', percentage: decimal('10'), amount: amountOf('25.125') },
    ],
    references: [
      {
        documentType: '01',
        number: identityOf('01').clave,
        issuedAt: '2026-11-19T10:00:00-06:00',
        code: '04',
        reason: 'Segunda entrega',
      },
    ],
  });
  expect(html).toContain('Exonerado 13 puntos (32,6625)');
  expect(html).toContain('artículo 5, inciso 2');
  expect(html).toContain('1HGCM82633A004352');
  expect(html).toContain('10 %: Servicio de mesa');
  expect(html).toContain('Segunda entrega');
});

test('the page may load its own style, fonts and logo, and names nothing else', () => {
  const logo = { type: 'image/png', bytes: Uint8Array.of(1) } as const;
  const page = documentPage(printable(comprobante('01'), { ...facts, logo: true }), 'letter', logo);
  const html = htmlOf(page);
  const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
  expect(named).toEqual(['style.css', 'logo']);
  expect([...page.files.keys()]).toEqual(expect.arrayContaining(['style.css', 'logo', 'latin-400.woff2']));
  const css = new TextDecoder().decode(page.files.get('style.css')?.bytes);
  for (const [, file] of css.matchAll(/url\("([^"]+)"\)/g)) expect(page.files.has(file ?? '')).toBe(true);
  // OpenType in WOFF2 begins with wOF2
  expect(
    Buffer.from(page.files.get('latin-400.woff2')?.bytes ?? [])
      .subarray(0, 4)
      .toString(),
  ).toBe('wOF2');
});
