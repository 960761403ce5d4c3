import { expect, test } from 'vitest';
import { otherTaxCodes } from '../../../../../domain/billing/codes.ts';
import { taxNumbers } from '../../../../../domain/billing/parsed-taxes.ts';
import { copy } from '../../../../../renderer/features/invoice/copy.ts';
import { taxLayout } from '../../../../../renderer/features/invoice/tax-layout.ts';

test.each(otherTaxCodes.map(({ code, assumable }) => [code, assumable] as const))(
  'tax %s asks for what its formula reads, says the formula, and asks who bears it where that may be asked (%s)',
  (code, assumable) => {
    for (const soap of [false, true]) {
      const layout = taxLayout({ code, soap }, copy.es);
      expect(layout.fields.map(([field]) => field).toSorted()).toEqual(
        [...(taxNumbers[code] ?? [])].toSorted(),
      );
      expect(layout.formula).not.toBe('');
      expect(layout.asksAssumed).toBe(assumable);
    }
  },
);

test('drinks and soap share a code and differ in formula and words', () => {
  const drink = taxLayout({ code: '05', soap: false }, copy.es);
  const soap = taxLayout({ code: '05', soap: true }, copy.es);
  expect([drink.asksSoap, soap.asksSoap]).toEqual([true, true]);
  expect(drink.formula).not.toBe(soap.formula);
  expect(soap.fields.map(([, label]) => label)).toContain('Gramos por unidad');
});

test('nothing is asked while no tax is chosen', () => {
  expect(taxLayout({ code: '', soap: false }, copy.es)).toEqual({
    fields: [],
    formula: '',
    asksSoap: false,
    asksAssumed: false,
  });
});
