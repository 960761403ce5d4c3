import { describe, expect, it } from 'vitest';
import type { InvoiceKind, LineForm } from '../../../../domain/billing/invoice-form.ts';
import { emptyComponent, emptyExoneration, emptyTax } from '../../../../domain/billing/new-form.ts';
import { parseLine } from '../../../../domain/billing/parsed-line.ts';
import { formatAmount } from '../../../../domain/money/amount.ts';
import { goodDiscount, goodLine } from '../../../helpers/invoices.ts';

/** One unit of 1000 at 13 %, unless something is said. */
const line = (changes: Partial<LineForm>): LineForm =>
  goodLine('a1', { quantity: '1', unitPrice: '1000', ...changes });
const tax = (code: string, changes: Partial<ReturnType<typeof emptyTax>>) => ({
  ...emptyTax(`t${code}`),
  code,
  ...changes,
});
const selective = tax('02', { rate: '10' });
const exonerated = (rate: string) => ({ exoneration: { ...emptyExoneration(), rate } });
const free = { discounts: [goodDiscount('d1', { code: '01', value: '100' })] };
const rate10 = { ivaCode: '10', ivaRate: '0' };

interface Expected {
  readonly base?: string;
  readonly taxes: string;
  readonly exonerated?: string;
  readonly assumed?: string;
  readonly net: string;
  readonly total: string;
}

const amountsOf = (kind: InvoiceKind, form: LineForm) => {
  const { amounts } = parseLine(form, kind);
  if (amounts?.ok !== true) throw new Error(amounts === undefined ? 'unread' : amounts.error.kind);
  return amounts.value;
};

describe('the amounts of a line', () => {
  it.each<[string, InvoiceKind, Partial<LineForm>, Expected]>([
    ['13 % of 1000', '01', {}, { base: '1000', taxes: '01 130', net: '130', total: '1130' }],
    [
      'selective 10 % enters the base: 13 % of 1100',
      '01',
      { taxes: [selective] },
      { base: '1100', taxes: '01 143, 02 100', net: '243', total: '1243' },
    ],
    [
      'fuel, 40 L at 2, does NOT enter the base',
      '01',
      { taxes: [tax('03', { quantity: '40', unitTax: '2' })] },
      { base: '1000', taxes: '01 130, 03 80', net: '210', total: '1210' },
    ],
    [
      'alcohol, 750 mL at 40 % and 0.5, enters: 13 % of 1150',
      '04',
      { taxes: [tax('04', { quantity: '750', percentage: '40', unitTax: '0.5' })] },
      { base: '1150', taxes: '01 149.5, 04 150', net: '299.5', total: '1299.5' },
    ],
    [
      'a drink, 500 mL at 20 for 250 mL, enters: 13 % of 1040',
      '01',
      { taxes: [tax('05', { quantity: '500', volume: '250', unitTax: '20' })] },
      { base: '1040', taxes: '01 135.2, 05 40', net: '175.2', total: '1175.2' },
    ],
    [
      'tobacco, 20 at 25, does NOT enter and is charged although somebody ticked "assumed"',
      '01',
      { taxes: [tax('06', { quantity: '20', unitTax: '25', assumed: true })] },
      { base: '1000', taxes: '01 130, 06 500', net: '630', total: '1630' },
    ],
    [
      'cement 5 % enters: 13 % of 1050',
      '01',
      { taxes: [tax('12', {})] },
      { base: '1050', taxes: '01 136.5, 12 50', net: '186.5', total: '1186.5' },
    ],
    [
      'cement borne before the shop: the customer pays the IVA alone',
      '01',
      { taxes: [tax('12', { assumed: true })] },
      { base: '1050', taxes: '01 136.5, 12 50', assumed: '50', net: '136.5', total: '1136.5' },
    ],
    [
      'fuel borne before the shop',
      '01',
      { taxes: [tax('03', { quantity: '40', unitTax: '2', assumed: true })] },
      { base: '1000', taxes: '01 130, 03 80', assumed: '80', net: '130', total: '1130' },
    ],
    [
      'selective cannot be borne: it is charged',
      '01',
      { taxes: [{ ...selective, assumed: true }] },
      { base: '1100', taxes: '01 143, 02 100', net: '243', total: '1243' },
    ],
    [
      'another tax, 2.5 %, does NOT enter',
      '01',
      { taxes: [tax('99', { rate: '2.5' })] },
      { base: '1000', taxes: '01 130, 99 25', net: '155', total: '1155' },
    ],
    [
      'special calculation (07) with a base of 400',
      '01',
      { ivaTax: '07', taxBase: '400' },
      { base: '400', taxes: '07 52', net: '52', total: '1052' },
    ],
    [
      'special calculation without a base typed: the computed one',
      '01',
      { ivaTax: '07', taxes: [selective] },
      { base: '1100', taxes: '07 143, 02 100', net: '243', total: '1243' },
    ],
    [
      'a base typed with plain IVA does NOT count',
      '01',
      { taxBase: '400' },
      { base: '1000', taxes: '01 130', net: '130', total: '1130' },
    ],
    [
      'used goods: 1000 x 0.0475, of SubTotal and not of the base',
      '01',
      { ivaTax: '08', ivaFactor: '0,0475', taxes: [selective] },
      { base: '1100', taxes: '08 47.5, 02 100', net: '147.5', total: '1147.5' },
    ],
    ['exempt (10)', '01', rate10, { base: '1000', taxes: '01 0', net: '0', total: '1000' }],
    [
      'IVA charged at the factory now, of 600: borne',
      '01',
      { factoryIva: '01', taxBase: '600' },
      { base: '600', taxes: '01 78', assumed: '78', net: '0', total: '1000' },
    ],
    [
      'IVA charged at the factory before',
      '01',
      { factoryIva: '02', ...rate10 },
      { base: '1000', taxes: '01 0', net: '0', total: '1000' },
    ],
    [
      'wholly exonerated: all 13 points',
      '01',
      exonerated(''),
      { base: '1000', taxes: '01 130', exonerated: '130', net: '0', total: '1000' },
    ],
    [
      '5 points of 13, of the base with the selective tax: 55',
      '01',
      { taxes: [selective], ...exonerated('5') },
      { base: '1100', taxes: '01 143, 02 100', exonerated: '55', net: '188', total: '1188' },
    ],
    [
      'charged at the factory and exonerated by 5 points: 48 is borne',
      '01',
      { factoryIva: '01', taxBase: '600', ...exonerated('5') },
      { base: '600', taxes: '01 78', exonerated: '30', assumed: '48', net: '0', total: '1000' },
    ],
    [
      'used goods wholly exonerated: 4.75 points',
      '01',
      { ivaTax: '08', ivaFactor: '0.0475', ...exonerated('') },
      { base: '1000', taxes: '08 47.5', exonerated: '47.5', net: '0', total: '1000' },
    ],
    [
      'a gift: IVA of MontoTotal, borne',
      '01',
      free,
      { base: '0', taxes: '01 130', assumed: '130', net: '0', total: '0' },
    ],
    [
      'a gift of used goods: MontoTotal x factor, borne',
      '01',
      { ...free, ivaTax: '08', ivaFactor: '0.05' },
      { base: '0', taxes: '08 50', assumed: '50', net: '0', total: '0' },
    ],
    [
      'a gift in a purchase (08), where nothing can be borne: IVA of SubTotal',
      '08',
      free,
      { base: '0', taxes: '01 0', net: '0', total: '0' },
    ],
    [
      'a purchase charges cement that was ticked as borne',
      '08',
      { taxes: [tax('12', { assumed: true })] },
      { base: '1050', taxes: '01 136.5, 12 50', net: '186.5', total: '1186.5' },
    ],
    [
      'a purchase has no fuel tax',
      '08',
      { taxes: [tax('03', { quantity: '40', unitTax: '2' })] },
      { base: '1000', taxes: '01 130', net: '130', total: '1130' },
    ],
    [
      'an export: IVA of SubTotal, the selective tax beside it, nothing exonerated nor at the factory',
      '09',
      { taxes: [selective], factoryIva: '01', taxBase: '600', ...exonerated('') },
      { taxes: '01 130, 02 100', net: '230', total: '1230' },
    ],
  ])('%s (kind %s)', (_name, kind, changes, expected) => {
    const amounts = amountsOf(kind, line(changes));
    expect({
      ...(expected.base !== undefined && { base: formatAmount(amounts.taxBase) }),
      taxes: amounts.taxes.map((each) => `${each.code} ${formatAmount(each.amount)}`).join(', '),
      exonerated: formatAmount(amounts.exonerated),
      assumed: formatAmount(amounts.taxAssumed),
      net: formatAmount(amounts.netTax),
      total: formatAmount(amounts.lineTotal),
    }).toEqual({ exonerated: '0', assumed: '0', ...expected });
  });

  it('a payment of 500 whose IVA is of 800: 104, and 904 in all; quantity and discounts do not count', () => {
    const amounts = amountsOf('10', line({ quantity: '7', unitPrice: '500', taxBase: '800', ...free }));
    expect([amounts.total, amounts.subtotal, amounts.netTax, amounts.lineTotal].map(formatAmount)).toEqual([
      '500',
      '800',
      '104',
      '904',
    ]);
    expect(formatAmount(amountsOf('10', line({ unitPrice: '500' })).lineTotal)).toBe('565');
  });

  it('refuses an exoneration of more than the IVA', () => {
    const more = parseLine(line(exonerated('14')), '01').amounts;
    expect(more?.ok === false && more.error).toEqual({
      kind: 'exoneration-exceeds-tax',
      tax: 13_000_000n,
      exonerated: 14_000_000n,
    });
  });
});

describe('a bundle', () => {
  const part = (id: string, changes: Partial<ReturnType<typeof emptyComponent>>) => ({
    ...emptyComponent(id),
    cabys: '4291100000100',
    detail: 'Parte',
    unitPrice: '100',
    ...changes,
  });
  const parts = [part('c1', { quantity: '2' }), part('c2', { unitPrice: '50', ivaCode: '02', ivaRate: '1' })];
  const bundle = (changes: Partial<LineForm> = {}) =>
    line({ quantity: '3', unitPrice: '250', components: parts, ...changes });

  it('pays 3 x (26 + 0.5) = 79.5 of IVA, without a rate of its own', () => {
    const amounts = amountsOf('01', bundle());
    expect(amounts.taxes).toEqual([
      {
        code: '01',
        inTaxBase: false,
        amount: 7_950_000n,
        exonerated: 0n,
        assumed: 0n,
        net: 7_950_000n,
      },
    ]);
    expect(formatAmount(amounts.lineTotal)).toBe('829.5');
    expect(amounts.components.map((each) => formatAmount(each.total))).toEqual(['200', '50']);
  });

  it('does NOT count the taxes, factory and base of the line itself', () => {
    const own = bundle({ taxes: [selective], factoryIva: '01', taxBase: '1', ivaTax: '08', ivaFactor: '' });
    expect(formatAmount(amountsOf('01', own).lineTotal)).toBe('829.5');
  });

  it('sums the other taxes of its parts by code and lets them into the base', () => {
    const [first, second] = parts;
    if (first === undefined || second === undefined) throw new Error('no parts');
    const amounts = amountsOf(
      '01',
      bundle({
        components: [
          { ...first, taxes: [selective] },
          { ...second, taxes: [selective, tax('12', { assumed: true })] },
        ],
      }),
    );
    // parts: IVA 13 % of 220 and 1 % of 57.5; selective 20 and 5; cement 2.5, borne; all times 3
    expect(amounts.taxes.map((each) => [each.code, formatAmount(each.amount)])).toEqual([
      ['01', '87.525'],
      ['02', '75'],
      ['12', '7.5'],
    ]);
    expect(formatAmount(amounts.taxBase)).toBe('832.5');
    expect(formatAmount(amounts.taxAssumed)).toBe('7.5');
    expect(formatAmount(amounts.lineTotal)).toBe('912.525');
  });

  it('given free bears the IVA of its parts', () => {
    const amounts = amountsOf('01', bundle(free));
    expect([amounts.taxAssumed, amounts.netTax, amounts.lineTotal].map(formatAmount)).toEqual([
      '79.5',
      '0',
      '0',
    ]);
  });

  it('multiplies the stored tax of its parts: 3 x 0.00001 x 100 is 0.003, NOT the 0.00156 of unrounded ones', () => {
    const small = part('c1', { unitPrice: '0.00004' });
    const amounts = amountsOf(
      '01',
      bundle({ quantity: '100', components: [small, { ...small, id: 'c2' }, { ...small, id: 'c3' }] }),
    );
    // 13 % of 0.00004 is 0.0000052: stored as 0.00001 in each part
    expect(formatAmount(amounts.taxes[0]?.amount ?? 0n)).toBe('0.003');
  });

  it('cannot be told while a part cannot be read', () => {
    expect(parseLine(bundle({ components: [part('c1', { unitPrice: '?' })] }), '01').amounts).toBeUndefined();
    const over = part('c1', {
      discounts: [goodDiscount('d1', { mode: 'amount', value: '101' })],
    });
    const { amounts } = parseLine(bundle({ components: [over] }), '01');
    expect(amounts?.ok === false && amounts.error.kind).toBe('component');
  });

  it('is no bundle in a purchase, which has none', () => {
    expect(formatAmount(amountsOf('08', bundle()).lineTotal)).toBe('847.5');
  });
});
