import type { CodeRow } from '../billing/code-row.ts';

/** CondicionImpuesto, Nota 18 (DOMAIN.md section 8). */
export interface TaxConditionRow extends CodeRow {
  /** MontoTotalImpuestoAcreditar, MontoTotalDeGastoAplicable and CodigoActividad may be said */
  readonly amounts: boolean;
}

const condition = (code: string, es: string, en: string, amounts = true): TaxConditionRow => ({
  code,
  name: { es, en },
  amounts,
});

export const taxConditions: readonly TaxConditionRow[] = [
  condition('01', 'Crédito de IVA completo', 'Full VAT credit'),
  condition('02', 'Crédito de IVA parcial', 'Partial VAT credit'),
  condition('03', 'Bienes de capital', 'Capital goods'),
  condition('04', 'Gasto corriente, sin crédito', 'Expense without credit'),
  condition('05', 'Proporcionalidad (se decide después)', 'Proportionality (decided later)', false),
];

/** @returns undefined for '' and unknown codes */
export const findCondition = (code: string): TaxConditionRow | undefined =>
  taxConditions.find((each) => each.code === code.trim());
