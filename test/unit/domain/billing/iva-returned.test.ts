import { describe, expect, it } from 'vitest';
import { ivaReturned } from '../../../../domain/billing/iva-returned.ts';
import { emptyPaymentMean } from '../../../../domain/billing/new-form.ts';
import { amountOf, formatAmount } from '../../../../domain/money/amount.ts';

const mean = (code: string, amount = '') => ({ ...emptyPaymentMean(`p${code}`), code, amount });
const returned = (healthTax: string, netSale: string, means: ReturnType<typeof mean>[]) => {
  const { amount, complete } = ivaReturned(amountOf(healthTax), amountOf(netSale), means);
  return [formatAmount(amount), complete];
};

describe('the IVA returned on health services', () => {
  it.each<[string, string, string, ReturnType<typeof mean>[], string]>([
    ['all by card: all of it', '40', '1000', [mean('02')], '40'],
    ['in cash: nothing', '40', '1000', [mean('01')], '0'],
    ['on credit: nothing', '40', '1000', [], '0'],
    ['by two cards: all of it', '40', '1000', [mean('02', '500'), mean('02', '540')], '40'],
    ['250 of 1000 by card: a quarter', '40', '1000', [mean('02', '250'), mean('01', '790')], '10'],
    ['1/3 of the sale: 13.33333', '40', '300', [mean('01', '240'), mean('02', '100')], '13.33333'],
    [
      'more by card than the net sale: never more than the IVA',
      '40',
      '100',
      [mean('02', '120'), mean('01', '20')],
      '40',
    ],
    ['no health service: nothing', '0', '1000', [mean('02')], '0'],
  ])('%s', (_name, healthTax, netSale, means, amount) => {
    expect(returned(healthTax, netSale, means)).toEqual([amount, true]);
  });

  it('is not known while the part paid by card is being typed', () => {
    expect(returned('40', '1000', [mean('02', '2x'), mean('01', '5')])).toEqual(['0', false]);
  });

  it('does NOT let a blank row count as a means', () => {
    expect(returned('40', '1000', [mean('02'), mean('')])).toEqual(['40', true]);
  });
});
