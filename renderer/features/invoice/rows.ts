import type { FocusEvent } from 'react';
import type { ComponentForm, DiscountForm, LineForm, TaxForm } from '../../../domain/billing/invoice-form.ts';

/** Rows of a form that carry an id: discounts, taxes, references and the like. */
interface Row {
  readonly id: string;
}

/** Changes the rows of one list; always a new array, as the form wants. */
export type ChangeRows<Each extends Row> = (make: (rows: readonly Each[]) => Each[]) => void;

export const editRow = <Each extends Row>(
  rows: readonly Each[],
  id: string,
  patch: Partial<Omit<Each, 'id'>>,
): Each[] => rows.map((row) => (row.id === id ? { ...row, ...patch } : row));

/**
 * Whether the focus leaves a row for another place of the window: then a row that was only opened goes away, so that it does not
 * keep the line from being computed. Not when the whole window is left: on coming back it is still there.
 */
export const leavesRow = (event: FocusEvent): boolean =>
  event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget);

export const removeRow = <Each extends Row>(rows: readonly Each[], id: string): Each[] =>
  rows.filter((row) => row.id !== id);

/** The line without its exoneration: the field is there or not, never empty. */
export function withoutExoneration(line: LineForm): LineForm {
  const { exoneration, ...rest } = line;
  return exoneration === undefined ? line : rest;
}

const blank = (...texts: readonly string[]): boolean => texts.every((text) => text.trim() === '');

export const isBlankDiscount = (row: DiscountForm): boolean =>
  blank(row.code, row.value, row.otherText, row.nature);
export const isBlankTax = (row: TaxForm): boolean =>
  blank(row.code, row.rate, row.quantity, row.percentage, row.volume, row.unitTax, row.otherText);

/** Rows that were opened and left as they were. @returns the same line when there are none */
export function withoutBlankRows(line: LineForm): LineForm {
  const discounts = line.discounts.filter((row) => !isBlankDiscount(row));
  const taxes = line.taxes.filter((row) => !isBlankTax(row));
  const commercialCodes = line.commercialCodes.filter((row) => !blank(row.code));
  const same =
    discounts.length === line.discounts.length &&
    taxes.length === line.taxes.length &&
    commercialCodes.length === line.commercialCodes.length;
  return same ? line : { ...line, discounts, taxes, commercialCodes };
}

const renewed = <Each extends Row>(rows: readonly Each[], newId: () => string): Each[] =>
  rows.map((row) => ({ ...row, id: newId() }));

const copyComponent = (part: ComponentForm, newId: () => string): ComponentForm => ({
  ...part,
  id: newId(),
  discounts: renewed(part.discounts, newId),
  taxes: renewed(part.taxes, newId),
});

/** The same line again, with ids of its own all the way down. A serial number names one thing only: the copy has none. */
export const copyLine = (line: LineForm, newId: () => string): LineForm => ({
  ...line,
  id: newId(),
  serials: [],
  discounts: renewed(line.discounts, newId),
  commercialCodes: renewed(line.commercialCodes, newId),
  taxes: renewed(line.taxes, newId),
  components: line.components.map((part) => copyComponent(part, newId)),
});
