import type { FaultList } from './fault-list.ts';
import type { LineForm } from './invoice-form.ts';
import { type KindFields, kindFields } from './kind-fields.ts';
import type { LineContext } from './line-context.ts';

type Field = {
  readonly name: keyof LineForm;
  readonly typed: (line: LineForm) => boolean;
  readonly written: (fields: KindFields) => boolean;
};

const text =
  (name: 'tariffHeading' | 'exportedTax' | 'factoryIva' | 'medicineRegistry' | 'medicineForm') =>
  (line: LineForm): boolean =>
    line[name].trim() !== '';
const notPayment = (fields: KindFields): boolean => !fields.paymentLines;

/** Fields that some kind of document lacks, and whether something was typed in them. The transaction type and taxes have their own. */
const fieldsOfLines: readonly Field[] = [
  { name: 'cabys', typed: (line) => line.cabys.trim() !== '', written: (fields) => fields.cabys !== 'none' },
  { name: 'productCode', typed: (line) => line.productCode.trim() !== '', written: notPayment },
  {
    name: 'quantity',
    typed: (line) => !['', '1'].includes(line.quantity.trim()),
    written: notPayment,
  },
  { name: 'commercialUnit', typed: (line) => line.commercialUnit.trim() !== '', written: notPayment },
  { name: 'tariffHeading', typed: text('tariffHeading'), written: (fields) => fields.tariffHeading },
  {
    name: 'commercialCodes',
    typed: (line) => line.commercialCodes.length > 0,
    written: (fields) => fields.goodsDetails,
  },
  {
    name: 'serials',
    typed: (line) => line.serials.some((each) => each.trim() !== ''),
    written: (fields) => fields.goodsDetails,
  },
  { name: 'medicineRegistry', typed: text('medicineRegistry'), written: (fields) => fields.goodsDetails },
  { name: 'medicineForm', typed: text('medicineForm'), written: (fields) => fields.goodsDetails },
  {
    name: 'components',
    typed: (line) => line.components.length > 0,
    written: (fields) => fields.components,
  },
  { name: 'discounts', typed: (line) => line.discounts.length > 0, written: (fields) => fields.discounts },
  { name: 'factoryIva', typed: text('factoryIva'), written: (fields) => fields.factoryIva },
  { name: 'taxes', typed: (line) => line.taxes.length > 0, written: (fields) => fields.otherTaxes },
  {
    name: 'exoneration',
    typed: (line) => line.exoneration !== undefined,
    written: (fields) => fields.exoneration,
  },
  { name: 'exportedTax', typed: text('exportedTax'), written: (fields) => fields.exportedTax },
  { name: 'healthService', typed: (line) => line.healthService, written: (fields) => fields.ivaReturned },
];

/**
 * What was typed for another kind of document and this one has no field for: not written, not counted, and said so.
 * @param path of the line, with its dot at the end
 */
export function warnLeftOut(list: FaultList, path: string, line: LineForm, { kind }: LineContext): void {
  const fields = kindFields[kind];
  for (const { name, typed, written } of fieldsOfLines) {
    if (!written(fields) && typed(line)) list.warn('left-out', `${path}${name}`);
  }
  if (!fields.transactionType && line.transactionType.trim() !== '') {
    list.warn('transaction-type-not-allowed', `${path}transactionType`);
  }
}
