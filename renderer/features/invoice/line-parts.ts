import type { KindFields } from '../../../domain/billing/kind-fields.ts';
import type { LineForm } from '../../../domain/billing/invoice-form.ts';

/** The folded parts of a line, in their order on the screen. */
export type LinePart = 'discounts' | 'basics' | 'taxes' | 'exoneration' | 'goods' | 'components';

const partOfField: Readonly<Record<string, LinePart>> = {
  discounts: 'discounts',
  productCode: 'basics',
  commercialUnit: 'basics',
  transactionType: 'basics',
  healthService: 'basics',
  ivaTax: 'taxes',
  ivaFactor: 'taxes',
  factoryIva: 'taxes',
  taxBase: 'taxes',
  taxes: 'taxes',
  exoneration: 'exoneration',
  commercialCodes: 'goods',
  serials: 'goods',
  medicineRegistry: 'goods',
  medicineForm: 'goods',
  tariffHeading: 'goods',
  exportedTax: 'goods',
  components: 'components',
};

/**
 * The folded part that holds the field of a path (`lines.<id>.taxes.<id>.rate`).
 * @returns undefined for a field of the grid itself, and for what is not of a line
 */
export function linePart(path: string): LinePart | undefined {
  const [head, , field] = path.split('.');
  return head === 'lines' && field !== undefined ? partOfField[field] : undefined;
}

/** The folded parts that lines of a kind have. */
export function partsOf(fields: KindFields, line: LineForm): ReadonlySet<LinePart> {
  const parts = new Set<LinePart>(['basics', 'taxes']);
  if (fields.discounts) parts.add('discounts');
  if (fields.exoneration) parts.add('exoneration');
  if (fields.goodsDetails || fields.tariffHeading || fields.exportedTax) parts.add('goods');
  // already there from a kind that has them: shown, so that they can be taken out
  if (fields.components || line.components.length > 0) parts.add('components');
  return parts;
}

/** A line that says more than the grid shows. */
export const holdsMore = (line: LineForm): boolean =>
  line.discounts.length > 0 ||
  line.taxes.length > 0 ||
  line.components.length > 0 ||
  line.exoneration !== undefined ||
  line.commercialCodes.length > 0 ||
  line.serials.length > 0 ||
  line.ivaTax !== '01' ||
  line.factoryIva !== '' ||
  line.healthService ||
  [line.transactionType, line.tariffHeading, line.medicineRegistry, line.medicineForm, line.exportedTax].some(
    (text) => text.trim() !== '',
  );
