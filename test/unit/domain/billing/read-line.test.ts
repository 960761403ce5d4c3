import { describe, expect, it } from 'vitest';
import type { LineForm } from '../../../../domain/billing/invoice-form.ts';
import { readLine } from '../../../../domain/billing/read-line.ts';
import { formatDecimal } from '../../../../domain/money/decimal.ts';
import { goodDiscount, goodLine } from '../../../helpers/invoices.ts';

const today = '2026-11-20';
const faultsOf = (changes: Partial<LineForm>, kind: '01' | '04' = '01') =>
  readLine(goodLine('a1', changes), { kind, today }).faults.map(
    ({ code, path, severity }) => `${severity} ${code} ${path}`,
  );
const withDiscount = (changes: Parameters<typeof goodDiscount>[1]) => ({
  discounts: [goodDiscount('d1', changes)],
});

describe('reading a line', () => {
  it('gives what the XML writes', () => {
    const { line, faults } = readLine(
      goodLine('a1', {
        productCode: 'MRT-16',
        quantity: '1,5',
        transactionType: '08',
        commercialUnit: 'caja',
      }),
      { kind: '01', today },
    );
    expect(faults).toEqual([]);
    expect(line).toMatchObject({
      cabys: '4291100000100',
      commercialCodes: [{ type: '04', code: 'MRT-16' }],
      unit: 'Unid',
      transactionType: '08',
      commercialUnit: 'caja',
      detail: 'Martillo de uña',
      total: 225_000_000n,
      discounts: [],
      taxes: [{ code: '01', rateCode: '08', rate: { unscaled: 13n, scale: 0 }, amount: 29_250_000n }],
    });
    expect(line && formatDecimal(line.quantity)).toBe('1.5');
  });

  it.each<[Partial<LineForm>, string]>([
    [{ cabys: '' }, 'blocks required lines.a1.cabys'],
    [{ cabys: '429110000010' }, 'blocks cabys-format lines.a1.cabys'],
    [{ cabys: '42911000001000' }, 'blocks cabys-format lines.a1.cabys'],
    [{ cabys: '42911000001O0' }, 'blocks cabys-format lines.a1.cabys'],
    [{ productCode: 'x'.repeat(21) }, 'blocks text-long lines.a1.productCode'],
    [{ detail: '' }, 'blocks required lines.a1.detail'],
    [{ detail: 'ab' }, 'blocks text-short lines.a1.detail'],
    [{ detail: 'x'.repeat(201) }, 'blocks text-long lines.a1.detail'],
    [{ detail: 'abc\u0008' }, 'blocks text-characters lines.a1.detail'],
    [{ quantity: '' }, 'blocks required lines.a1.quantity'],
    [{ quantity: '0' }, 'blocks quantity-zero lines.a1.quantity'],
    [{ quantity: '-1' }, 'blocks number-negative lines.a1.quantity'],
    [{ quantity: '1.2345' }, 'blocks quantity-decimals lines.a1.quantity'],
    [{ quantity: '1.234' }, 'blocks number-ambiguous lines.a1.quantity'],
    [{ quantity: 'dos' }, 'blocks number-letters lines.a1.quantity'],
    [{ quantity: '1.2.3' }, 'blocks number-malformed lines.a1.quantity'],
    [{ quantity: '10000000000000' }, 'blocks quantity-too-large lines.a1.quantity'],
    [{ unit: '' }, 'blocks required lines.a1.unit'],
    [{ unit: 'unid' }, 'blocks unit-unknown lines.a1.unit'],
    [{ unit: 'Otros' }, 'warns unit-undescribed lines.a1.commercialUnit'],
    [{ commercialUnit: 'x'.repeat(21) }, 'blocks text-long lines.a1.commercialUnit'],
    [{ unitPrice: '' }, 'blocks required lines.a1.unitPrice'],
    [{ unitPrice: '0,00' }, 'blocks price-zero lines.a1.unitPrice'],
    [{ unitPrice: '1.234567' }, 'blocks price-decimals lines.a1.unitPrice'],
    [{ unitPrice: '99999999999999' }, 'blocks price-too-large lines.a1.unitPrice'],
    [{ unitPrice: '9999999999999' }, 'blocks line-too-large lines.a1.unitPrice'],
    [{ ivaCode: '' }, 'blocks required lines.a1.ivaCode'],
    [{ ivaCode: '12' }, 'blocks iva-code-unknown lines.a1.ivaCode'],
    [{ ivaCode: '07', ivaRate: '8' }, 'blocks iva-code-not-allowed lines.a1.ivaCode'],
    [{ ivaRate: '4' }, 'blocks iva-rate-mismatch lines.a1.ivaRate'],
    [{ ivaRate: 'x' }, 'blocks iva-rate-mismatch lines.a1.ivaRate'],
    [{ ivaCode: '10' }, 'blocks iva-rate-mismatch lines.a1.ivaRate'],
    [{ transactionType: '14' }, 'blocks transaction-type-unknown lines.a1.transactionType'],
    [withDiscount({ code: '' }), 'blocks discount-code-missing lines.a1.discounts.d1.code'],
    [withDiscount({ code: '10' }), 'blocks discount-code-unknown lines.a1.discounts.d1.code'],
    [withDiscount({ value: '' }), 'blocks required lines.a1.discounts.d1.value'],
    [withDiscount({ value: '0.123456' }), 'blocks discount-decimals lines.a1.discounts.d1.value'],
    [withDiscount({ mode: 'amount', value: '1.234' }), 'blocks number-ambiguous lines.a1.discounts.d1.value'],
    [
      withDiscount({ mode: 'amount', value: '3000.01' }),
      'blocks discount-exceeds-left lines.a1.discounts.d1.value',
    ],
    [withDiscount({ code: '01', value: '50' }), 'blocks discount-not-whole-line lines.a1.discounts.d1.value'],
    [withDiscount({ nature: 'ab' }), 'blocks text-short lines.a1.discounts.d1.nature'],
    [withDiscount({ nature: 'x'.repeat(81) }), 'blocks text-long lines.a1.discounts.d1.nature'],
    [withDiscount({ code: '99', nature: 'Pronto pago' }), 'blocks required lines.a1.discounts.d1.otherText'],
    [withDiscount({ code: '99', otherText: 'Pronto pago' }), 'blocks required lines.a1.discounts.d1.nature'],
    [
      withDiscount({ code: '99', nature: 'Pronto pago', otherText: 'abcd' }),
      'blocks text-short lines.a1.discounts.d1.otherText',
    ],
  ])('%j is: %s', (changes, fault) => {
    expect(faultsOf(changes)).toEqual([fault]);
  });

  it('more than 100 % says so and that it exceeds what is left', () => {
    expect(faultsOf(withDiscount({ value: '101' }))).toEqual([
      'blocks discount-over-100 lines.a1.discounts.d1.value',
      'blocks discount-exceeds-left lines.a1.discounts.d1.value',
    ]);
  });

  it('takes five discounts, NOT six', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => goodDiscount(`d${index}`));
    expect(faultsOf({ discounts: many(5) })).toEqual([]);
    expect(faultsOf({ discounts: many(6) })).toEqual(['blocks discounts-too-many lines.a1.discounts']);
  });

  it('quotes what is left, so that the sentence can', () => {
    const [fault] = readLine(goodLine('a1', withDiscount({ mode: 'amount', value: '3000.01' })), {
      kind: '01',
      today,
    }).faults;
    expect(fault?.values).toEqual({ left: '3000', discount: '3000.01' });
    const [ambiguous] = readLine(goodLine('a1', { unitPrice: '1.234' }), { kind: '01', today }).faults;
    expect(ambiguous?.values).toEqual({ asThousands: '1234', asDecimals: '1.234' });
  });

  it('does NOT write the text of code 99 with another code', () => {
    const { line } = readLine(goodLine('a1', withDiscount({ otherText: 'de antes' })), { kind: '01', today });
    expect(line?.discounts).toEqual([{ amount: 30_000_000n, code: '07' }]);
  });

  it('a tiquete has no transaction type: it is left out, and said so', () => {
    expect(faultsOf({ transactionType: '01' }, '04')).toEqual([
      'warns transaction-type-not-allowed lines.a1.transactionType',
    ]);
    expect(faultsOf({}, '04')).toEqual([]);
  });

  it('takes a rate left empty or written otherwise from its code', () => {
    expect(faultsOf({ ivaRate: '' })).toEqual([]);
    expect(faultsOf({ ivaRate: '13,00' })).toEqual([]);
    expect(faultsOf({ ivaCode: '09', ivaRate: '0,5' })).toEqual([]);
  });

  it('keeps the ohm of the schema as it is', () => {
    expect(readLine(goodLine('a1', { unit: '\u2126' }), { kind: '01', today }).line?.unit).toBe('\u2126');
    expect(faultsOf({ unit: '\u03a9' })).toEqual(['blocks unit-unknown lines.a1.unit']);
  });

  it('reads an unchanged line once, and again for another kind or day', () => {
    const line = goodLine('a1');
    const first = readLine(line, { kind: '01', today });
    expect(readLine(line, { kind: '01', today })).toBe(first);
    expect(readLine(line, { kind: '04', today })).not.toBe(first);
    expect(readLine(line, { kind: '01', today: '2026-11-21' })).not.toBe(first);
  });
});
