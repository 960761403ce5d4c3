import { z } from 'zod';

/**
 * The invoice as typed: every field is text, nothing is checked yet beyond its size. This is what a draft keeps and what
 * crosses the bridge; `readInvoice` turns it into an exact `Invoice`. Ids are made by the form and stay with their row.
 */
const text = z.string().max(2_000);
const id = z.string().min(1).max(40);
/** A field that forms stored by the first version do not have yet: read as not filled in. */
const later = text.default('');
const laterYes = z.boolean().default(false);

/**
 * Codes of the document kinds that are made with this form (DOMAIN.md section 2); which fields each one has is in
 * `kind-fields.ts`. The mensaje receptor (05, 06, 07) answers somebody else's document and has a form of its own.
 */
export const InvoiceKind = z.enum(['01', '02', '03', '04', '08', '09', '10']);
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

/** CodigoComercial (Nota 12). */
export const CommercialCodeForm = z.object({ id, type: text, code: text });
export type CommercialCodeForm = z.infer<typeof CommercialCodeForm>;

/**
 * A tax of the line besides the one of the IVA family: 02 selective, 03 fuel, 04 alcohol, 05 drinks and soap, 06 tobacco, 12 cement,
 * 99 other (Nota 8). Which fields count depends on the code (DOMAIN.md 6.1, step 4); the rest is ignored.
 */
export const TaxForm = z.object({
  id,
  code: text,
  /** only with code 99 */
  otherText: text,
  /** percent: 02, 12, 99 */
  rate: text,
  /** CantidadUnidadMedida: litres (03), millilitres (04, 05), units (06) */
  quantity: text,
  /** Porcentaje of alcohol (04) */
  percentage: text,
  /** VolumenUnidadConsumo (05): millilitres of a drink, grams of a soap */
  volume: text,
  /** ImpuestoUnidad, in the currency of the document */
  unitTax: text,
  /** Nota 8, 05: whether it is soap, which has a formula of its own */
  soap: z.boolean(),
  /** borne by the factory or the shop, not by the customer: goes to ImpuestoAsumidoEmisorFabrica (03, 04, 05, 12) */
  assumed: z.boolean(),
});
export type TaxForm = z.infer<typeof TaxForm>;

/** Exoneracion of the line's IVA (DOMAIN.md 5.5). */
export const ExonerationForm = z.object({
  /** Nota 10.1 */
  documentType: text,
  /** only with type 99 */
  otherText: text,
  /** as printed, with its dashes: `AL-00000000-00`; for types 02, 03 and 08 the law */
  number: text,
  /** Articulo, Inciso */
  article: text,
  clause: text,
  /** Nota 23 */
  institution: text,
  institutionOther: text,
  /** FechaEmisionEX: `YYYY-MM-DD`, or an RFC 3339 instant as the register gives it */
  issuedOn: text,
  /** TarifaExonerada, points of rate: all of 13 % is `13`; '' = all of the line's rate */
  rate: text,
});
export type ExonerationForm = z.infer<typeof ExonerationForm>;

/** LineaDetalleSurtido: one part of a bundle (DOMAIN.md 4.4; 6.1 "surtido"). Quantities are for one bundle. */
export const ComponentForm = z.object({
  id,
  cabys: text,
  /** CodigoComercialSurtido type 03 when present */
  productCode: text,
  detail: text,
  quantity: text,
  unit: text,
  commercialUnit: text,
  unitPrice: text,
  discounts: z.array(DiscountForm).max(20),
  taxes: z.array(TaxForm).max(20),
  /** Nota 21; '' = not collected at the factory */
  factoryIva: text,
  /** BaseImponible; '' = computed. Only with factoryIva 01 or tax 07 */
  taxBase: text,
  /** tax of the IVA family: '01' or '07' */
  ivaTax: text,
  ivaCode: text,
  ivaRate: text,
});
export type ComponentForm = z.infer<typeof ComponentForm>;

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
  /** PartidaArancelaria, 12 digits: FEE and its notes, for goods */
  tariffHeading: later,
  /** further CodigoComercial, besides `productCode` */
  commercialCodes: z.array(CommercialCodeForm).max(20).default([]),
  /** NumeroVINoSerie */
  serials: z.array(text).max(1_100).default([]),
  /** RegistroMedicamento, FormaFarmaceutica */
  medicineRegistry: later,
  medicineForm: later,
  /** DetalleSurtido */
  components: z.array(ComponentForm).max(40).default([]),
  /** tax of the IVA family (Nota 8): '01' IVA, '07' special calculation, '08' used goods by factor */
  ivaTax: text.default('01'),
  /** FactorCalculoIVA, with tax 08: `0.0475` */
  ivaFactor: later,
  /** IVACobradoFabrica, Nota 21: '01' collecting it now, '02' collected before; '' = neither */
  factoryIva: later,
  /** BaseImponible; '' = computed. Only with factoryIva 01 or tax 07; in a REP the SubTotal that bears the IVA */
  taxBase: later,
  /** taxes besides the one of the IVA family */
  taxes: z.array(TaxForm).max(20).default([]),
  exoneration: ExonerationForm.exactOptional(),
  /** MontoExportacion of a note to an export invoice */
  exportedTax: later,
  /** a health service: its IVA is returned when paid by card (DOMAIN.md 6.2, TotalIVADevuelto) */
  healthService: laterYes,
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

/** OtrosCargos (Nota 16, DOMAIN.md 5.11). */
export const OtherChargeForm = z.object({
  id,
  type: text,
  /** only with type 99 */
  otherText: text,
  /** type 04: whom it is collected for */
  thirdPartyIdType: text,
  thirdPartyIdNumber: text,
  thirdPartyName: text,
  detail: text,
  /** `percent` is of the net sale (TotalVentaNeta), written as PorcentajeOC too */
  mode: z.enum(['amount', 'percent']),
  value: text,
});
export type OtherChargeForm = z.infer<typeof OtherChargeForm>;

/** InformacionReferencia (DOMAIN.md 5.9, 5.10). */
export const ReferenceForm = z.object({
  id,
  /** TipoDocIR, Nota 10 */
  documentType: text,
  /** only with type 99 */
  otherText: text,
  /** clave, consecutivo or a number of somebody else's */
  number: text,
  /** FechaEmisionIR: `YYYY-MM-DD`, or an RFC 3339 instant */
  issuedOn: text,
  /** Nota 9 */
  code: text,
  /** only with code 99 */
  codeOther: text,
  reason: text,
});
export type ReferenceForm = z.infer<typeof ReferenceForm>;

export const InvoiceForm = z.object({
  version: z.literal(1),
  kind: InvoiceKind,
  /** the other party: who buys; in a FEC (08) the one who sells and cannot issue */
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
  otherCharges: z.array(OtherChargeForm).max(30).default([]),
  references: z.array(ReferenceForm).max(20).default([]),
  /** id of our own document that this note, receipt or replacement was made from: it waits for it and cannot exceed it; '' = none */
  originId: later,
  /** Otros/OtroTexto; commercial only */
  notes: text,
});
export type InvoiceForm = z.infer<typeof InvoiceForm>;
