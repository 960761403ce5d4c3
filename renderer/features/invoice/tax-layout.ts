import type { TaxForm } from '../../../domain/billing/invoice-form.ts';
import type { InvoiceWords } from './copy.ts';

type NumberField = 'rate' | 'quantity' | 'percentage' | 'volume' | 'unitTax';

/** What a tax besides the IVA asks for, with everyday names, and its formula in one line (DOMAIN.md 6.1, step 4). */
export interface TaxLayout {
  readonly fields: readonly (readonly [NumberField, string])[];
  /** '' while no tax is chosen */
  readonly formula: string;
  /** drinks and soap go by different formulas under one code */
  readonly asksSoap: boolean;
  /** may be borne by the factory or the shop */
  readonly asksAssumed: boolean;
}

export function taxLayout(tax: Pick<TaxForm, 'code' | 'soap'>, words: InvoiceWords): TaxLayout {
  const { taxFormula } = words;
  const plain = { asksSoap: false, asksAssumed: false };
  switch (tax.code) {
    case '02':
    case '99':
      return { ...plain, fields: [['rate', words.taxRate]], formula: taxFormula.rate };
    case '12':
      return {
        ...plain,
        fields: [['rate', words.taxRate]],
        formula: taxFormula.rate,
        asksAssumed: true,
      };
    case '03':
      return {
        ...plain,
        fields: [
          ['quantity', words.taxLitres],
          ['unitTax', words.taxUnitTax],
        ],
        formula: taxFormula.fuel,
        asksAssumed: true,
      };
    case '04':
      return {
        ...plain,
        fields: [
          ['quantity', words.taxMillilitres],
          ['percentage', words.taxPercentage],
          ['unitTax', words.taxUnitTax],
        ],
        formula: taxFormula.alcohol,
        asksAssumed: true,
      };
    case '05':
      return {
        asksSoap: true,
        asksAssumed: true,
        fields: tax.soap
          ? [
              ['quantity', words.taxUnits],
              ['volume', words.taxGrams],
              ['unitTax', words.taxUnitTax],
            ]
          : [
              ['quantity', words.taxMillilitres],
              ['volume', words.taxVolume],
              ['unitTax', words.taxUnitTax],
            ],
        formula: tax.soap ? taxFormula.soap : taxFormula.drink,
      };
    case '06':
      return {
        ...plain,
        fields: [
          ['quantity', words.taxUnits],
          ['unitTax', words.taxUnitTax],
        ],
        formula: taxFormula.tobacco,
      };
    default:
      return { ...plain, fields: [], formula: '' };
  }
}
