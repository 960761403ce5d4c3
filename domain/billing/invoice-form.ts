import { z } from 'zod';

/**
 * The invoice as typed: every field is text, nothing is checked yet beyond its size. This is what a draft keeps and what
 * crosses the bridge; `readInvoice` turns it into an exact `Invoice`. Ids are made by the form and stay with their row.
 */
const text = z.string().max(2_000);
const id = z.string().min(1).max(40);

/** Codes of the document kinds that can be made here (DOMAIN.md section 2). Other kinds join this list. */
export const InvoiceKind = z.enum(['01', '04']);
export type InvoiceKind = z.infer<typeof InvoiceKind>;

export const DiscountForm = z.object({
  id,
  /** Nota 20; '' while not chosen */
  code: text,
  /** only with code 99 */
  otherText: text,
  nature: text,
  /** `percent` is of what is left after the previous discount */
  mode: z.enum(['amount', 'percent']),
  value: text,
});
export type DiscountForm = z.infer<typeof DiscountForm>;

export const LineForm = z.object({
  id,
  /** 13 digits */
  cabys: text,
  /** own code of the product, written as CodigoComercial type 04 when present */
  productCode: text,
  detail: text,
  quantity: text,
  /** symbol of UnidadMedidaType, case-sensitive */
  unit: text,
  commercialUnit: text,
  /** without tax */
  unitPrice: text,
  /** CodigoTarifaIVA, Nota 8.1 */
  ivaCode: text,
  /** Tarifa as typed or filled in from the code; must agree with it */
  ivaRate: text,
  /** TipoTransaccion, Nota 22; '' = normal sale (not written) */
  transactionType: text,
  discounts: z.array(DiscountForm).max(20),
});
export type LineForm = z.infer<typeof LineForm>;

export const PartyForm = z.object({
  name: text,
  /** Nota 4; '' = no identification (tiquete without customer) */
  identificationType: text,
  identificationNumber: text,
  tradeName: text,
  activityCode: text,
  province: text,
  canton: text,
  district: text,
  barrio: text,
  address: text,
  foreignAddress: text,
  phoneCountry: text,
  phone: text,
  email: text,
});
export type PartyForm = z.infer<typeof PartyForm>;

export const PaymentMeanForm = z.object({
  id,
  /** Nota 6 */
  code: text,
  otherText: text,
  /** '' is allowed when it is the only one */
  amount: text,
});
export type PaymentMeanForm = z.infer<typeof PaymentMeanForm>;

export const InvoiceForm = z.object({
  version: z.literal(1),
  kind: InvoiceKind,
  customer: PartyForm,
  /** id of the stored customer it was picked from, '' otherwise */
  customerId: text,
  /** CodigoActividadEmisor: one of the company's */
  activityCode: text,
  /** Nota 5 */
  saleCondition: text,
  saleConditionOther: text,
  /** days, required with conditions 02 and 10 */
  creditDays: text,
  currency: text,
  exchangeRate: text,
  lines: z.array(LineForm).max(1_100),
  paymentMeans: z.array(PaymentMeanForm).max(10),
  /** Otros/OtroTexto; commercial only */
  notes: text,
});
export type InvoiceForm = z.infer<typeof InvoiceForm>;
