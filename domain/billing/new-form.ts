import type { IssuerForm } from '../company/company.ts';
import { formatDecimalTrimmed } from '../money/decimal.ts';
import { ivaRateOn } from '../tax/iva.ts';
import type {
  CommercialCodeForm,
  ComponentForm,
  DiscountForm,
  ExonerationForm,
  InvoiceForm,
  InvoiceKind,
  LineForm,
  OtherChargeForm,
  PartyForm,
  PaymentMeanForm,
  ReferenceForm,
  TaxForm,
} from './invoice-form.ts';
import { kindFields } from './kind-fields.ts';

/** General rate: what most lines have. What is exported is exempt (DOMAIN.md 6.1, FEE). */
const usualIvaCode = (kind: InvoiceKind): string => (kind === '09' ? '10' : '08');

/** Tarifa of a code as a form shows it. @returns '' for an unknown code */
export function ivaRateText(ivaCode: string, on?: string): string {
  const row = ivaRateOn(ivaCode, on);
  return row === undefined ? '' : formatDecimalTrimmed(row.rate);
}

/** A customer nobody typed yet; 506 is what phones here begin with. */
export const emptyParty = (): PartyForm => ({
  name: '',
  identificationType: '',
  identificationNumber: '',
  tradeName: '',
  activityCode: '',
  province: '',
  canton: '',
  district: '',
  barrio: '',
  address: '',
  foreignAddress: '',
  phoneCountry: '506',
  phone: '',
  email: '',
});

/** @param id unique within the invoice, stays with the line */
export const emptyLine = (id: string, kind: InvoiceKind = '01'): LineForm => ({
  id,
  cabys: '',
  productCode: '',
  detail: '',
  quantity: '1',
  unit: 'Unid',
  commercialUnit: '',
  unitPrice: '',
  ivaCode: usualIvaCode(kind),
  ivaRate: ivaRateText(usualIvaCode(kind)),
  transactionType: '',
  discounts: [],
  tariffHeading: '',
  commercialCodes: [],
  serials: [],
  medicineRegistry: '',
  medicineForm: '',
  components: [],
  ivaTax: '01',
  ivaFactor: '',
  factoryIva: '',
  taxBase: '',
  taxes: [],
  exportedTax: '',
  healthService: false,
});

export const emptyDiscount = (id: string): DiscountForm => ({
  id,
  code: '',
  otherText: '',
  nature: '',
  mode: 'percent',
  value: '',
});

export const emptyPaymentMean = (id: string): PaymentMeanForm => ({
  id,
  code: '',
  otherText: '',
  amount: '',
});

/** A tax besides the IVA, none chosen yet. */
export const emptyTax = (id: string): TaxForm => ({
  id,
  code: '',
  otherText: '',
  rate: '',
  quantity: '',
  percentage: '',
  volume: '',
  unitTax: '',
  soap: false,
  assumed: false,
});

/** Of all of the line's rate, by the Ministerio de Hacienda. */
export const emptyExoneration = (): ExonerationForm => ({
  documentType: '',
  otherText: '',
  number: '',
  article: '',
  clause: '',
  institution: '01',
  institutionOther: '',
  issuedOn: '',
  rate: '',
});

/** A part of a bundle. */
export const emptyComponent = (id: string, kind: InvoiceKind = '01'): ComponentForm => ({
  id,
  cabys: '',
  productCode: '',
  detail: '',
  quantity: '1',
  unit: 'Unid',
  commercialUnit: '',
  unitPrice: '',
  discounts: [],
  taxes: [],
  factoryIva: '',
  taxBase: '',
  ivaTax: '01',
  ivaCode: usualIvaCode(kind),
  ivaRate: ivaRateText(usualIvaCode(kind)),
});

export const emptyCommercialCode = (id: string): CommercialCodeForm => ({ id, type: '', code: '' });

export const emptyOtherCharge = (id: string): OtherChargeForm => ({
  id,
  type: '',
  otherText: '',
  thirdPartyIdType: '',
  thirdPartyIdNumber: '',
  thirdPartyName: '',
  detail: '',
  mode: 'amount',
  value: '',
});

export const emptyReference = (id: string): ReferenceForm => ({
  id,
  documentType: '',
  otherText: '',
  number: '',
  issuedOn: '',
  code: '',
  codeOther: '',
  reason: '',
});

/**
 * A cash sale in colones with one blank line and one means of payment (cash), whose ids are `line-1` and `pay-1`. A kind that must
 * refer to another document begins with a blank reference, `ref-1`; a REP pays a credit sale (condición 11).
 * @param issuer gives the default activity code
 */
export const emptyInvoiceForm = (
  kind: InvoiceKind,
  issuer: Pick<IssuerForm, 'activityCodes'>,
): InvoiceForm => ({
  version: 1,
  kind,
  customer: emptyParty(),
  customerId: '',
  activityCode: issuer.activityCodes[0] ?? '',
  saleCondition: kindFields[kind].paymentLines ? '11' : '01',
  saleConditionOther: '',
  creditDays: '',
  currency: 'CRC',
  exchangeRate: '1',
  lines: [emptyLine('line-1', kind)],
  paymentMeans: [{ ...emptyPaymentMean('pay-1'), code: '01' }],
  otherCharges: [],
  references: kindFields[kind].references === 'required' ? [emptyReference('ref-1')] : [],
  originId: '',
  notes: '',
});

/** An issuer nobody typed yet, for Ajustes. */
export const emptyIssuerForm = (): IssuerForm => ({
  name: '',
  identificationType: '',
  identificationNumber: '',
  tradeName: '',
  registry8707: '',
  province: '',
  canton: '',
  district: '',
  barrio: '',
  address: '',
  phoneCountry: '506',
  phone: '',
  emails: [''],
  activityCodes: [''],
  softwareProvider: '',
  branch: '001',
  terminal: '00001',
});
