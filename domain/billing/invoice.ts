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

/** Emisor: always complete. */
export interface Issuer {
  readonly name: string;
  readonly identification: Identification;
  readonly registry8707?: string;
  readonly tradeName?: string;
  readonly location: Location;
  readonly phone?: Phone;
  /** 1 to 4 */
  readonly emails: readonly string[];
  /** ProveedorSistemas: identification of the software's provider */
  readonly softwareProvider: string;
}

/** Receptor. */
export interface Customer {
  readonly name: string;
  readonly identification?: Identification;
  readonly tradeName?: string;
  readonly activityCode?: string;
  readonly location?: Location;
  readonly foreignAddress?: string;
  readonly phone?: Phone;
  readonly email?: string;
}

export interface Discount {
  readonly amount: Amount;
  readonly code: string;
  readonly otherText?: string;
  readonly nature?: string;
}

export interface Tax {
  /** Nota 8: '01' IVA; others come with their own issue */
  readonly code: string;
  readonly rateCode: string;
  /** percent, at most 2 decimals */
  readonly rate: Decimal;
  readonly amount: Amount;
}

export interface InvoiceLine {
  readonly number: number;
  readonly cabys: string;
  readonly commercialCodes: readonly { readonly type: string; readonly code: string }[];
  /** at most 3 decimals */
  readonly quantity: Decimal;
  readonly unit: string;
  readonly transactionType?: string;
  readonly commercialUnit?: string;
  readonly detail: string;
  /** at most 5 decimals */
  readonly unitPrice: Decimal;
  readonly total: Amount;
  readonly discounts: readonly Discount[];
  readonly subtotal: Amount;
  readonly taxBase: Amount;
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
    readonly rateCode: string;
    readonly amount: Amount;
  }[];
  readonly tax: Amount;
  readonly taxAssumed: Amount;
  readonly otherCharges: Amount;
  readonly total: Amount;
}

export interface PaymentMean {
  readonly code: string;
  readonly otherText?: string;
  readonly amount: Amount;
}

export interface Invoice {
  readonly kind: InvoiceKind;
  readonly issuer: Issuer;
  readonly activityCode: string;
  readonly customer?: Customer;
  readonly saleCondition: string;
  readonly saleConditionOther?: string;
  readonly creditDays?: number;
  readonly currency: string;
  /** to colones, at most 5 decimals; 1 for CRC */
  readonly exchangeRate: Decimal;
  readonly lines: readonly InvoiceLine[];
  readonly summary: Summary;
  readonly paymentMeans: readonly PaymentMean[];
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
