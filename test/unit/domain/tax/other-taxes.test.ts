import { describe, expect, it } from 'vitest';
import { amountOf, formatAmount } from '../../../../domain/money/amount.ts';
import { decimal, formatDecimal } from '../../../../domain/money/decimal.ts';
import { type OtherTaxInput, alcoholProportion, otherTaxAmount } from '../../../../domain/tax/other-taxes.ts';

const rate = (code: '02' | '12' | '99', percent: string): OtherTaxInput => ({ code, rate: decimal(percent) });
const drink = (quantity: string, volume: string, unitTax: string, soap = false): OtherTaxInput => ({
  code: '05',
  soap,
  quantity: decimal(quantity),
  volume: decimal(volume),
  unitTax: amountOf(unitTax),
});
const alcohol = (quantity: string, percentage: string, unitTax: string): OtherTaxInput => ({
  code: '04',
  quantity: decimal(quantity),
  percentage: decimal(percentage),
  unitTax: amountOf(unitTax),
});

describe('the taxes besides the IVA', () => {
  it.each<[string, OtherTaxInput, quantity: string, subtotal: string, amount: string]>([
    ['02: 10 % of 1000 is 100', rate('02', '10'), '3', '1000', '100'],
    ['02: 0.5 % of 0.33333 is 0.00166665, so 0.00167', rate('02', '0.5'), '1', '0.33333', '0.00167'],
    ['12: 5 % of 1000 is 50', rate('12', '5'), '3', '1000', '50'],
    ['99: 2.5 % of 1000 is 25', rate('99', '2.5'), '3', '1000', '25'],
    [
      '03: 40 litres at 265.5 is 10620, however many units the line has',
      { code: '03', quantity: decimal('40'), unitTax: amountOf('265.5') },
      '7',
      '1000',
      '10620',
    ],
    [
      '04: 2 bottles of 750 mL at 40 % hold 600 mL, at 3.5 is 2100',
      alcohol('750', '40', '3.5'),
      '2',
      '1',
      '2100',
    ],
    [
      '04: 333.33 mL at 33.33 % is 111.098889, written and taxed as 111.09889',
      alcohol('333.33', '33.33', '1'),
      '1',
      '1',
      '111.09889',
    ],
    [
      '05: 10 drinks of 500 mL at 22.46 for each 250 mL is 449.2',
      drink('500', '250', '22.46'),
      '10',
      '1',
      '449.2',
    ],
    ['05: 1 x 100 x (1 / 3) is 33.33333', drink('100', '3', '1'), '1', '1', '33.33333'],
    ['05: 1 x 200 x (1 / 3) is 66.66667', drink('200', '3', '1'), '1', '1', '66.66667'],
    [
      '05: 0.5 x 0.01 x (0.01 / 10) is 0.000005, so 0.00001',
      drink('0.01', '10', '0.01'),
      '0.5',
      '1',
      '0.00001',
    ],
    ['05: 4 soaps of 90 g at 0.25 is 90', drink('1', '90', '0.25', true), '4', '1', '90'],
    [
      '06: 3 packs of 20 at 25.12 is 1507.2',
      { code: '06', quantity: decimal('20'), unitTax: amountOf('25.12') },
      '3',
      '1000',
      '1507.2',
    ],
  ])('%s', (_name, input, quantity, subtotal, amount) => {
    expect(formatAmount(otherTaxAmount(input, decimal(quantity), amountOf(subtotal)))).toBe(amount);
  });

  it.each([
    ['750', '40', '300.00000'],
    ['355', '4.5', '15.97500'],
    ['0.01', '0.01', '0.00000'],
    ['0.5', '0.01', '0.00005'],
    ['333.33', '33.33', '111.09889'],
  ])('%s mL at %s %% holds %s mL of alcohol', (millilitres, percentage, proportion) => {
    expect(formatDecimal(alcoholProportion(decimal(millilitres), decimal(percentage)))).toBe(proportion);
  });

  it('a drink of no volume is the mistake of whoever asks', () => {
    expect(() => otherTaxAmount(drink('100', '0', '1'), decimal('1'), 0n)).toThrow(RangeError);
  });
});
