import { describe, expect, it } from 'vitest';
import { chargeAmounts } from '../../../../domain/billing/other-charges.ts';
import { emptyOtherCharge } from '../../../../domain/billing/new-form.ts';
import { amountOf, formatAmount } from '../../../../domain/money/amount.ts';
import { goodCharge } from '../../../helpers/references.ts';

describe('charges', () => {
  it.each([
    ['10', '1234.5', '123.45'],
    ['0.125', '1000', '1.25'],
    ['33.333', '0.00005', '0.00002'],
  ])('%s %% of a net sale of %s is %s', (value, netSale, amount) => {
    const { amounts, total } = chargeAmounts([goodCharge('o1', { value })], amountOf(netSale));
    expect([amounts.get('o1') ?? 0n, total].map(formatAmount)).toEqual([amount, amount]);
  });

  it('adds percentages, each of the same net sale, and amounts', () => {
    const { total, complete } = chargeAmounts(
      [
        goodCharge('o1'),
        goodCharge('o2', { value: '5' }),
        goodCharge('o3', { mode: 'amount', value: '7,5' }),
      ],
      amountOf('200'),
    );
    expect([formatAmount(total), complete]).toEqual(['37.5', true]);
  });

  it.each(['', '?', '1.234'])('leaves out %j and says it is not complete', (value) => {
    const charge = goodCharge('o1', { mode: 'amount', value });
    expect(chargeAmounts([charge], amountOf('200'))).toEqual({
      amounts: new Map([['o1', undefined]]),
      total: 0n,
      complete: false,
    });
  });

  it('does NOT count a blank row', () => {
    expect(chargeAmounts([emptyOtherCharge('o1')], 0n)).toEqual({
      amounts: new Map(),
      total: 0n,
      complete: true,
    });
  });
});
