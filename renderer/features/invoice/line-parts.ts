import type { KindFields } from '../../../domain/billing/kind-fields.ts';
import type { LineForm } from '../../../domain/billing/invoice-form.ts';

/** The parts of an unfolded line, in their order on the screen. */
export type LinePart = 'discounts' | 'basics' | 'taxes' | 'exoneration' | 'goods' | 'components';

const allParts: readonly LinePart[] = ['discounts', 'basics', 'taxes', 'exoneration', 'goods', 'components'];

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

const goodsTyped = (line: LineForm): boolean =>
  line.commercialCodes.length > 0 ||
  line.serials.length > 0 ||
  [line.medicineRegistry, line.medicineForm, line.tariffHeading, line.exportedTax].some(
    (text) => text !== '',
  );

/** The parts that a line has by its kind, and those that hold something from another kind: shown, so that it can be taken out. */
export function partsOf(fields: KindFields, line: LineForm): ReadonlySet<LinePart> {
  const goods = fields.goodsDetails || fields.tariffHeading || fields.exportedTax;
  const shown: Readonly<Record<LinePart, boolean>> = {
    basics: true,
    // of a bundle, its parts have them
    taxes: line.components.length === 0 || line.taxes.length > 0 || line.factoryIva + line.taxBase !== '',
    discounts: fields.discounts || line.discounts.length > 0,
    exoneration: fields.exoneration || line.exoneration !== undefined,
    goods: goods || goodsTyped(line),
    components: fields.components || line.components.length > 0,
  };
  return new Set(allParts.filter((part) => shown[part]));
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
