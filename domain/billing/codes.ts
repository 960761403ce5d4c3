import type { CodeName, CodeRow } from './code-row.ts';

/**
 * Code tables of the v4.4 schema as data, for the form and for what is shown and printed (Notas 1 and 7: people read the name,
 * never the code). Source of every table: the enumerations of the schema, meaning as in DOMAIN.md section 5.
 */

const code = (value: string, es: string, en: string): CodeRow => ({ code: value, name: { es, en } });

/** DOMAIN.md section 2. */
export const documentKinds: readonly CodeRow[] = [
  code('01', 'Factura electrónica', 'Invoice'),
  code('02', 'Nota de débito electrónica', 'Debit note'),
  code('03', 'Nota de crédito electrónica', 'Credit note'),
  code('04', 'Tiquete electrónico', 'Receipt (tiquete)'),
  code('05', 'Mensaje receptor: aceptado', 'Receiver message: accepted'),
  code('06', 'Mensaje receptor: aceptado parcialmente', 'Receiver message: partly accepted'),
  code('07', 'Mensaje receptor: rechazado', 'Receiver message: rejected'),
  code('08', 'Factura electrónica de compra', 'Purchase invoice'),
  code('09', 'Factura electrónica de exportación', 'Export invoice'),
  code('10', 'Recibo electrónico de pago', 'Payment receipt (REP)'),
];

/** Nota 4 (DOMAIN.md 3.1). */
export interface IdentificationTypeRow extends CodeRow {
  /** the whole number; schema alone would take any 20 characters */
  readonly form: RegExp;
  /** how it is told to a person */
  readonly shape: CodeName;
  /** kinds whose Receptor may carry it, without a condition of its own (05 in 01 needs condición 12: `read-party.ts`) */
  readonly customerIn: readonly string[];
  /** kinds whose Emisor may carry it; in a FEC (08) that is the seller, our other party */
  readonly issuerIn: readonly string[];
}

const allSales = ['01', '02', '03', '04', '08', '09', '10'] as const;
const ownDocuments = ['01', '02', '03', '04', '09', '10'] as const;

export const identificationTypes: readonly IdentificationTypeRow[] = [
  {
    ...code('01', 'Cédula física', 'Personal id (cédula física)'),
    form: /^[1-9]\d{8}$/,
    shape: { es: '9 dígitos, sin cero al inicio ni guiones', en: '9 digits, no leading zero, no dashes' },
    customerIn: allSales,
    issuerIn: [...ownDocuments, '08'],
  },
  {
    ...code('02', 'Cédula jurídica', 'Company id (cédula jurídica)'),
    // letters: only from `juridicaLettersFrom`, checked by whoever knows the day
    form: /^[0-9A-Z]{10}$/,
    shape: { es: '10 dígitos, sin guiones', en: '10 digits, no dashes' },
    customerIn: allSales,
    issuerIn: [...ownDocuments, '08'],
  },
  {
    ...code('03', 'DIMEX', 'Resident id (DIMEX)'),
    form: /^[1-9]\d{10,11}$/,
    shape: { es: '11 o 12 dígitos, sin cero al inicio', en: '11 or 12 digits, no leading zero' },
    customerIn: allSales,
    issuerIn: [...ownDocuments, '08'],
  },
  {
    ...code('04', 'NITE', 'NITE'),
    form: /^\d{10}$/,
    shape: { es: '10 dígitos', en: '10 digits' },
    customerIn: allSales,
    issuerIn: [...ownDocuments, '08'],
  },
  {
    ...code('05', 'Extranjero no domiciliado', 'Foreigner without domicile'),
    form: /^[0-9A-Za-z]{1,20}$/,
    shape: { es: 'de 1 a 20 letras o dígitos', en: '1 to 20 letters or digits' },
    customerIn: ['02', '03', '04', '09'],
    issuerIn: ['08'],
  },
  {
    ...code('06', 'No contribuyente', 'Not a taxpayer'),
    form: /^[0-9A-Za-z]{1,20}$/,
    shape: { es: 'de 1 a 20 letras o dígitos', en: '1 to 20 letters or digits' },
    customerIn: [],
    issuerIn: ['08'],
  },
];

/** From this day a cédula jurídica may hold letters (revision of 22-Apr-2026, Decreto 44648-MJ; DOMAIN.md section 1). */
export const juridicaLettersFrom = '2026-11-01';

/** Nota 5 (DOMAIN.md 5.1). */
export interface SaleConditionRow extends CodeRow {
  readonly kinds: readonly string[];
  /** PlazoCredito required, in days */
  readonly needsCreditDays: boolean;
  /** MedioPago required (DOMAIN.md 4.4) */
  readonly needsPaymentMeans: boolean;
}

const condition = (
  value: string,
  es: string,
  en: string,
  needs: {
    readonly creditDays?: boolean;
    readonly paymentMeans?: boolean;
    readonly kinds?: readonly string[];
  } = {},
): SaleConditionRow => ({
  ...code(value, es, en),
  kinds: needs.kinds ?? ['01', '02', '03', '04', '08', '09'],
  needsCreditDays: needs.creditDays ?? false,
  needsPaymentMeans: needs.paymentMeans ?? true,
});

/**
 * The schema lets notes carry 09 and 11 too; the text keeps them for a REP (DOMAIN.md 5.1), which no note corrects: not offered there.
 */
export const saleConditions: readonly SaleConditionRow[] = [
  condition('01', 'Contado', 'Cash'),
  condition('02', 'Crédito', 'Credit', { creditDays: true, paymentMeans: false }),
  condition('03', 'Consignación', 'Consignment'),
  condition('04', 'Apartado', 'Lay-away'),
  condition('05', 'Arrendamiento con opción de compra', 'Lease with option to buy'),
  condition('06', 'Arrendamiento en función financiera', 'Finance-type lease'),
  condition('07', 'Cobro a favor de un tercero', 'Collected for a third party'),
  condition('08', 'Servicios prestados al Estado', 'Services to the State', { paymentMeans: false }),
  condition('09', 'Pago de servicios prestados al Estado', 'Payment of services to the State', {
    kinds: ['10'],
  }),
  condition('10', 'Venta a crédito en IVA hasta 90 días', 'Credit sale, VAT within 90 days', {
    creditDays: true,
    paymentMeans: false,
  }),
  condition('11', 'Pago de venta a crédito en IVA', 'Payment of a credit sale, VAT within 90 days', {
    kinds: ['10'],
  }),
  condition('12', 'Mercancía no nacionalizada', 'Goods not cleared through customs', {
    kinds: ['01', '02', '03'],
  }),
  condition('13', 'Bienes usados de no contribuyente', 'Used goods from a non-taxpayer'),
  condition('14', 'Arrendamiento operativo', 'Operating lease'),
  condition('15', 'Arrendamiento financiero', 'Finance lease'),
  condition('99', 'Otros', 'Other'),
];

export const saleConditionsFor = (kind: string): readonly SaleConditionRow[] =>
  saleConditions.filter((each) => each.kinds.includes(kind));

/** Nota 6 (DOMAIN.md 5.2). */
export const paymentMeanCodes: readonly CodeRow[] = [
  code('01', 'Efectivo', 'Cash'),
  code('02', 'Tarjeta', 'Card'),
  code('06', 'SINPE Móvil', 'SINPE Móvil'),
  code('04', 'Transferencia o depósito', 'Transfer or deposit'),
  code('03', 'Cheque', 'Cheque'),
  code('07', 'Plataforma digital', 'Digital platform'),
  code('05', 'Recaudado por terceros', 'Collected by a third party'),
  code('99', 'Otros', 'Other'),
];

/** Nota 20 (DOMAIN.md 5.7). */
export interface DiscountCodeRow extends CodeRow {
  /** the whole line is given free: IVA on MontoTotal, borne by the issuer */
  readonly freeLine: boolean;
}

const discount = (value: string, es: string, en: string, freeLine = false): DiscountCodeRow => ({
  ...code(value, es, en),
  freeLine,
});

export const discountCodes: readonly DiscountCodeRow[] = [
  discount('07', 'Descuento comercial', 'Trade discount'),
  discount('04', 'Por volumen', 'Volume'),
  discount('05', 'Por temporada', 'Seasonal'),
  discount('06', 'Promocional', 'Promotional'),
  discount('08', 'Por frecuencia', 'Frequent customer'),
  discount('09', 'Sostenido', 'Sustained'),
  discount('01', 'Regalía (IVA a cargo del emisor)', 'Gift (VAT borne by the issuer)', true),
  discount('03', 'Bonificación (IVA a cargo del emisor)', 'Bonus (VAT borne by the issuer)', true),
  discount('02', 'Regalía o bonificación con IVA cobrado al cliente', 'Gift or bonus, VAT charged'),
  discount('99', 'Otro descuento', 'Other discount'),
];

/** Nota 22 (DOMAIN.md 5.12); a TE and a REP have no TipoTransaccion. */
export const transactionTypes: readonly CodeRow[] = [
  code('01', 'Venta normal', 'Normal sale'),
  code('02', 'Mercancía de autoconsumo exento', 'Own use of goods, exempt'),
  code('03', 'Mercancía de autoconsumo gravado', 'Own use of goods, taxed'),
  code('04', 'Servicio de autoconsumo exento', 'Own use of services, exempt'),
  code('05', 'Servicio de autoconsumo gravado', 'Own use of services, taxed'),
  code('06', 'Cuota de afiliación', 'Membership fee'),
  code('07', 'Cuota de afiliación exenta', 'Membership fee, exempt'),
  code('08', 'Bienes de capital para el emisor', 'Capital goods of the issuer'),
  code('09', 'Bienes de capital para el receptor', 'Capital goods of the customer'),
  code('10', 'Bienes de capital para el emisor y el receptor', 'Capital goods of both'),
  code(
    '11',
    'Bienes de capital de autoconsumo exento para el emisor',
    'Capital goods for own use, exempt for the issuer',
  ),
  code(
    '12',
    'Bienes de capital sin contraprestación a terceros exento para el emisor',
    'Capital goods given to third parties, exempt for the issuer',
  ),
  code('13', 'Sin contraprestación a terceros', 'Given to third parties'),
];

/** The units a clerk meets, the usual ones first; `units` has all of the schema (DOMAIN.md 5.13). */
export const commonUnitCodes: readonly string[] = [
  'Unid',
  'Kg',
  'G',
  'T',
  'L',
  'mL',
  'Gal',
  'M',
  'cm',
  'Mm',
  'm²',
  'm³',
  'Oz',
  'Qq',
  'Km',
  'kWh',
  'Sp',
  'Spe',
  'St',
  'Os',
  'Al',
  'Alc',
  'Cm',
  'I',
  'h',
  'D',
  'Min',
  'Otros',
];

/** The currencies seen every day in Costa Rica; `currencies` has all of the schema. */
export const commonCurrencyCodes: readonly string[] = ['CRC', 'USD', 'EUR'];

/** Looks a code up in one of the tables. */
export const findCode = <Row extends CodeRow>(rows: readonly Row[], wanted: string): Row | undefined =>
  rows.find((each) => each.code === wanted);

export { currencies } from './currencies.ts';
export {
  commercialCodeTypes,
  exonerationInstitutions,
  exonerationTypes,
  exonerationTypesFor,
  factoryIvaCodes,
  ivaTaxCodes,
  otherTaxCodes,
} from './line-codes.ts';
export { units } from './units.ts';

export type { CodeName, CodeRow } from './code-row.ts';
export type { ExonerationTypeRow, OtherTaxRow } from './line-codes.ts';
