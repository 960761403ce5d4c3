import type { Decimal } from '../money/decimal.ts';
import type { InvoiceKind } from './invoice-form.ts';

/**
 * An invoice ready to be written: exact, complete, checked. Field names are the schema's in English; the order of writing
 * belongs to main/comprobante. Amounts are at scale 5 (money.ts), half-up at the 5th decimal (DOMAIN.md section 6).
 */

/** Money at scale 5: 1.5 is 150000n. Never negative in a comprobante. */
export type Amount = bigint & { readonly __amount?: 'scale 5' };

export interface Identification {
  readonly type: string;
  readonly number: string;
}

export interface Location {
  readonly province: string;
  readonly canton: string;
  readonly district: string;
  readonly barrio?: string;
  readonly address: string;
}

export interface Phone {
  readonly country: string;
  readonly number: string;
}

/** The taxpayer who issues and signs: the XML's Emisor, in a FEC (08) its Receptor. `readIssuer` gives it complete. */
export interface Issuer {
  readonly name: string;
  readonly identification: Identification;
  readonly registry8707?: string;
  readonly tradeName?: string;
  /** absent only in a REP, and in documents of others */
  readonly location?: Location;
  readonly phone?: Phone;
  /** 1 to 4; a REP writes the first; documents of others may have none */
  readonly emails: readonly string[];
  /** ProveedorSistemas: identification of the software's provider */
  readonly softwareProvider: string;
}

/** The other party: the XML's Receptor, in a FEC (08) its Emisor. */
export interface Customer {
  readonly name: string;
  readonly identification?: Identification;
  readonly tradeName?: string;
  readonly activityCode?: string;
  readonly location?: Location;
  readonly foreignAddress?: string;
  readonly phone?: Phone;
  readonly email?: string;
  /** Registrofiscal8707: only the seller of a FEC has it */
  readonly registry8707?: string;
  /** the 2nd to 4th mail, which only the seller of a FEC has */
  readonly moreEmails?: readonly string[];
}

export interface Discount {
  readonly amount: Amount;
  readonly code: string;
  readonly otherText?: string;
  readonly nature?: string;
}

/** Exoneracion (DOMAIN.md 5.5). */
export interface Exoneration {
  readonly documentType: string;
  readonly otherText?: string;
  readonly number: string;
  readonly article?: string;
  readonly clause?: string;
  readonly institution: string;
  readonly institutionOther?: string;
  /** RFC 3339 */
  readonly issuedAt: string;
  /** points of rate, at most 2 decimals */
  readonly rate: Decimal;
  readonly amount: Amount;
}

/** DatosImpuestoEspecifico. */
export interface SpecificTax {
  /** CantidadUnidadMedida, at most 2 decimals; so is `volume` */
  readonly quantity: Decimal;
  /** percent of alcohol */
  readonly percentage?: Decimal;
  /** at most 5 decimals */
  readonly proportion?: Decimal;
  readonly volume?: Decimal;
  readonly unitTax: Amount;
}

export interface Tax {
  /** Nota 8 */
  readonly code: string;
  /** only with code 99 */
  readonly otherText?: string;
  /** CodigoTarifaIVA: with 01 and 07, but not on the main line of a surtido */
  readonly rateCode?: string;
  /** percent, at most 2 decimals */
  readonly rate?: Decimal;
  /** FactorCalculoIVA, at most 4 decimals */
  readonly factor?: Decimal;
  readonly specific?: SpecificTax;
  readonly amount: Amount;
  /** MontoExportacion */
  readonly exported?: Amount;
  readonly exoneration?: Exoneration;
}

export interface CommercialCode {
  readonly type: string;
  readonly code: string;
}

/** LineaDetalleSurtido; amounts are for one bundle. Its discounts have no `nature`. */
export interface Component {
  readonly cabys: string;
  readonly commercialCodes: readonly CommercialCode[];
  readonly quantity: Decimal;
  readonly unit: string;
  readonly commercialUnit?: string;
  readonly detail: string;
  readonly unitPrice: Decimal;
  readonly total: Amount;
  readonly discounts: readonly Omit<Discount, 'nature'>[];
  readonly subtotal: Amount;
  readonly factoryIva?: string;
  /** absent in a FEE */
  readonly taxBase?: Amount;
  readonly taxes: readonly Omit<Tax, 'exoneration' | 'exported' | 'factor'>[];
}

export interface InvoiceLine {
  readonly number: number;
  readonly tariffHeading?: string;
  /** absent in a REP, and in notes to documents that had none */
  readonly cabys?: string;
  readonly commercialCodes: readonly CommercialCode[];
  /** at most 3 decimals; a REP has none of quantity (1), unit ('') and unit price (the total) */
  readonly quantity: Decimal;
  readonly unit: string;
  readonly transactionType?: string;
  readonly commercialUnit?: string;
  readonly detail: string;
  /** NumeroVINoSerie */
  readonly serials: readonly string[];
  readonly medicineRegistry?: string;
  readonly medicineForm?: string;
  readonly components: readonly Component[];
  /** at most 5 decimals */
  readonly unitPrice: Decimal;
  readonly total: Amount;
  readonly discounts: readonly Discount[];
  readonly subtotal: Amount;
  /** IVACobradoFabrica */
  readonly factoryIva?: string;
  /** absent in FEE and REP, which have no such field */
  readonly taxBase?: Amount;
  readonly taxes: readonly Tax[];
  /** ImpuestoAsumidoEmisorFabrica */
  readonly taxAssumed: Amount;
  /** ImpuestoNeto */
  readonly netTax: Amount;
  readonly lineTotal: Amount;
}

/** ResumenFactura (DOMAIN.md section 6.2); every total is written except the zero ones the schema lets out. */
export interface Summary {
  readonly servicesTaxed: Amount;
  readonly servicesExempt: Amount;
  readonly servicesExonerated: Amount;
  readonly servicesNotSubject: Amount;
  readonly goodsTaxed: Amount;
  readonly goodsExempt: Amount;
  readonly goodsExonerated: Amount;
  readonly goodsNotSubject: Amount;
  readonly taxed: Amount;
  readonly exempt: Amount;
  readonly exonerated: Amount;
  readonly notSubject: Amount;
  readonly sale: Amount;
  readonly discounts: Amount;
  readonly netSale: Amount;
  readonly taxBreakdown: readonly {
    readonly code: string;
    readonly rateCode?: string;
    readonly amount: Amount;
  }[];
  readonly tax: Amount;
  readonly taxAssumed: Amount;
  /** TotalIVADevuelto */
  readonly ivaReturned: Amount;
  readonly otherCharges: Amount;
  readonly total: Amount;
}

export interface PaymentMean {
  readonly code: string;
  readonly otherText?: string;
  readonly amount: Amount;
}

/** OtrosCargos. */
export interface OtherCharge {
  readonly type: string;
  readonly otherText?: string;
  readonly thirdParty?: Identification;
  readonly thirdPartyName?: string;
  readonly detail: string;
  /** PorcentajeOC, at most 5 decimals */
  readonly percentage?: Decimal;
  readonly amount: Amount;
}

/** InformacionReferencia. */
export interface Reference {
  readonly documentType: string;
  readonly otherText?: string;
  readonly number?: string;
  /** RFC 3339 */
  readonly issuedAt: string;
  readonly code?: string;
  readonly codeOther?: string;
  readonly reason?: string;
}

export interface Invoice {
  readonly kind: InvoiceKind;
  readonly issuer: Issuer;
  /** of the taxpayer who issues; a REP has none */
  readonly activityCode?: string;
  readonly customer?: Customer;
  readonly saleCondition: string;
  readonly saleConditionOther?: string;
  readonly creditDays?: number;
  readonly currency: string;
  /** to colones, at most 5 decimals; 1 for CRC */
  readonly exchangeRate: Decimal;
  readonly lines: readonly InvoiceLine[];
  readonly otherCharges: readonly OtherCharge[];
  readonly summary: Summary;
  readonly paymentMeans: readonly PaymentMean[];
  readonly references: readonly Reference[];
  /** Otros/OtroTexto */
  readonly notes?: string;
}

/** What numbering adds when the document is sealed. */
export interface DocumentIdentity {
  /** 50 digits */
  readonly clave: string;
  /** 20 digits */
  readonly consecutivo: string;
  /** RFC 3339 with offset -06:00, seconds: FechaEmision */
  readonly issuedAt: string;
}
