import { type SaleConditionRow, findCode, saleConditionsFor } from './codes.ts';
import { type FaultList, requiredText } from './fault-list.ts';
import type { InvoiceForm } from './invoice-form.ts';

/** CondicionVenta with what belongs to it. */
export interface SaleTerms {
  readonly condition: SaleConditionRow;
  readonly other?: string;
  readonly creditDays?: number;
}

/** @returns undefined when the condition is missing or not one of the kind's (DOMAIN.md 5.1) */
export function readSaleTerms(list: FaultList, form: InvoiceForm): SaleTerms | undefined {
  const code = form.saleCondition.trim();
  if (code === '') {
    list.block('required', 'saleCondition');
    return undefined;
  }
  const condition = findCode(saleConditionsFor(form.kind), code);
  if (condition === undefined) {
    list.block('sale-condition-unknown', 'saleCondition');
    return undefined;
  }
  const other =
    code === '99'
      ? requiredText(list, 'saleConditionOther', form.saleConditionOther, { min: 5, max: 100 })
      : undefined;
  let creditDays: number | undefined;
  if (condition.needsCreditDays) {
    const typed = form.creditDays.trim();
    if (typed === '') list.block('required', 'creditDays');
    else if (!/^\d{1,5}$/.test(typed) || Number(typed) === 0) list.block('credit-days-format', 'creditDays');
    else creditDays = Number(typed);
  }
  return {
    condition,
    ...(other !== undefined && { other }),
    ...(creditDays !== undefined && { creditDays }),
  };
}
