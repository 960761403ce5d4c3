import type { InvoiceKind } from './invoice-form.ts';

/**
 * Which fields a kind of document has (DOMAIN.md 4.2; the schemas). One table for the form (what is shown), for reading (what is
 * checked and written, what is ignored) and for tests. `required`, `optional` and `none` are the schema's, tightened by the official
 * text where it is stricter.
 */
export type Presence = 'required' | 'optional' | 'none';

export interface KindFields {
  /** the other party as a whole; in a FEC it is the seller */
  readonly party: Presence;
  readonly partyIdentification: Presence;
  /** CodigoActividad of the other party */
  readonly partyActivity: Presence;
  readonly partyTradeName: boolean;
  readonly partyLocation: boolean;
  /** OtrasSenasExtranjero */
  readonly foreignAddress: boolean;
  readonly partyPhone: boolean;
  /** CodigoActividad of the taxpayer who issues */
  readonly ownActivity: Presence;
  /** DetalleServicio; `optional` only for documents of nothing but charges 04, 08, 09, 10 */
  readonly lines: Presence;
  /** a REP's line is a payment: detail, amount, IVA, and nothing else */
  readonly paymentLines: boolean;
  readonly cabys: Presence;
  readonly tariffHeading: boolean;
  readonly transactionType: boolean;
  /** NumeroVINoSerie, RegistroMedicamento, FormaFarmaceutica, several CodigoComercial */
  readonly goodsDetails: boolean;
  readonly components: boolean;
  readonly discounts: boolean;
  readonly factoryIva: boolean;
  readonly taxBase: boolean;
  /** DatosImpuestoEspecifico: taxes 03, 04, 05, 06 */
  readonly specificTaxes: boolean;
  /** taxes besides the one of the IVA family */
  readonly otherTaxes: boolean;
  readonly exoneration: boolean;
  readonly exportedTax: boolean;
  /** ImpuestoAsumidoEmisorFabrica of the line */
  readonly taxAssumed: boolean;
  /** ImpuestoNeto of the line */
  readonly netTax: boolean;
  readonly otherCharges: boolean;
  readonly ivaReturned: boolean;
  readonly references: Presence;
  /** Otros/OtroTexto */
  readonly notes: boolean;
}

const sale: KindFields = {
  party: 'required',
  partyIdentification: 'required',
  partyActivity: 'optional',
  partyTradeName: true,
  partyLocation: true,
  foreignAddress: true,
  partyPhone: true,
  ownActivity: 'required',
  lines: 'optional',
  paymentLines: false,
  cabys: 'required',
  tariffHeading: false,
  transactionType: true,
  goodsDetails: true,
  components: true,
  discounts: true,
  factoryIva: true,
  taxBase: true,
  specificTaxes: true,
  otherTaxes: true,
  exoneration: true,
  exportedTax: false,
  taxAssumed: true,
  netTax: true,
  otherCharges: true,
  ivaReturned: true,
  references: 'optional',
  notes: true,
};

/** A note answers a document that may itself have lacked customer, activity or CAByS. */
const note: KindFields = {
  ...sale,
  party: 'optional',
  partyIdentification: 'optional',
  ownActivity: 'optional',
  cabys: 'optional',
  tariffHeading: true,
  exportedTax: true,
  references: 'required',
};

export const kindFields: Readonly<Record<InvoiceKind, KindFields>> = {
  '01': sale,
  '02': note,
  '03': note,
  '04': {
    ...sale,
    party: 'optional',
    partyIdentification: 'optional',
    partyActivity: 'none',
    transactionType: false,
  },
  '08': {
    ...sale,
    partyActivity: 'optional',
    lines: 'required',
    components: false,
    factoryIva: false,
    specificTaxes: false,
    taxAssumed: false,
    ivaReturned: false,
    references: 'required',
  },
  '09': {
    ...sale,
    party: 'optional',
    partyActivity: 'none',
    partyLocation: false,
    lines: 'required',
    tariffHeading: true,
    factoryIva: false,
    taxBase: false,
    specificTaxes: false,
    exoneration: false,
    exportedTax: true,
    taxAssumed: false,
    netTax: false,
    ivaReturned: false,
  },
  '10': {
    ...sale,
    partyActivity: 'none',
    partyTradeName: false,
    partyLocation: false,
    foreignAddress: false,
    partyPhone: false,
    ownActivity: 'none',
    lines: 'required',
    paymentLines: true,
    cabys: 'none',
    transactionType: false,
    goodsDetails: false,
    components: false,
    discounts: false,
    factoryIva: false,
    taxBase: false,
    specificTaxes: false,
    otherTaxes: false,
    exoneration: false,
    taxAssumed: false,
    otherCharges: false,
    ivaReturned: false,
    references: 'required',
    notes: false,
  },
};
