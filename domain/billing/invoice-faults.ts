import type { Fault } from '../fault.ts';
import { documentFaultRules } from './document-faults.ts';
import { type FaultRule, official, schema } from './fault-rule.ts';

/**
 * Every fault that reading an invoice or an issuer can find. Codes never change once shipped; the sentence is made from the code
 * and `values` (named here in brackets).
 */
export const invoiceFaultRules = {
  // any text
  /** nothing typed where something must be */
  required: { source: official },
  /** [min, length] */
  'text-short': { source: schema, rejection: '-1' },
  /** [max, length] */
  'text-long': { source: schema, rejection: '-1' },
  /** a control character or half a surrogate pair: no XML can carry it */
  'text-characters': { source: 'XML 1.0, 2.2 Char', rejection: '-1' },

  // any number
  'number-letters': { source: schema },
  'number-malformed': { source: schema },
  'number-negative': { source: schema, rejection: '-1' },
  /** [asThousands, asDecimals]: the two readings */
  'number-ambiguous': { source: 'design/UX.md, Words' },

  // parties
  'identification-type-unknown': { source: `${schema}, Nota 4`, rejection: '-1' },
  /** [type]: exists, but not for this party in this kind of document */
  'identification-type-not-allowed': { source: `${official}, Nota 4` },
  /** [type] */
  'identification-format': { source: `${official}, Nota 4`, rejection: '-38' },
  /** [from]: a cédula jurídica with letters before the day they exist */
  'identification-letters-too-early': { source: 'Decreto 44648-MJ; DOMAIN.md section 1' },
  /** an issuer whose id has letters: nobody says how its clave, which is digits only, is built (DOMAIN.md 16.4) */
  'identification-letters-issuer': { source: 'DOMAIN.md 3.1, 16.4' },
  /** no 6 digits nor 4 digits, point, 1 digit */
  'activity-format': { source: `${schema}; DOMAIN.md 4.3`, rejection: '-411' },
  /** warns: not one of the company's */
  'activity-not-of-issuer': { source: 'DOMAIN.md 4.3' },
  'province-format': { source: schema, rejection: '-1' },
  'canton-format': { source: schema, rejection: '-1' },
  'district-format': { source: schema, rejection: '-1' },
  /** a foreigner without domicile has no address in Costa Rica */
  'location-of-foreigner': { source: `${official}; DOMAIN.md 4.4` },
  /** warns: written only for type 05, left out here */
  'foreign-address-unused': { source: `${official}; DOMAIN.md 4.4` },
  'phone-country-format': { source: schema, rejection: '-1' },
  /** no 3 to 20 digits, or less than 100 */
  'phone-format': { source: schema, rejection: '-1' },
  /** warns: less than 8 digits, which only special numbers have */
  'phone-short': { source: `${official}; DOMAIN.md 4.3` },
  'email-format': { source: `${official}; DOMAIN.md 4.3` },
  /** [max, count] */
  'emails-too-many': { source: schema, rejection: '-1' },
  'branch-format': { source: 'DOMAIN.md 3.2' },
  'terminal-format': { source: 'DOMAIN.md 3.2' },

  // the sale
  'sale-condition-unknown': { source: `${schema}, Nota 5`, rejection: '-1' },
  /** no whole number of days from 1 to 99999 */
  'credit-days-format': { source: `${official}; DOMAIN.md 4.3`, rejection: '-58' },
  'currency-unknown': { source: schema, rejection: '-1' },
  /** colones are worth one colón */
  'exchange-rate-not-one': { source: 'DOMAIN.md 5.13' },
  /** [max] */
  'exchange-rate-decimals': { source: schema, rejection: '-1' },
  'exchange-rate-zero': { source: official },
  'exchange-rate-too-large': { source: schema, rejection: '-1' },
  /** [from, today]: the clock says a day on which this version of the schema did not exist */
  'date-before-schema': { source: 'DOMAIN.md section 1' },

  // lines
  'lines-missing': { source: official },
  /** [max, count] */
  'lines-too-many': { source: schema, rejection: '-1' },
  /** not 13 digits */
  'cabys-format': { source: `${schema}; DOMAIN.md 5.13`, rejection: '-400' },
  /** [max, decimals] */
  'quantity-decimals': { source: schema, rejection: '-1' },
  'quantity-zero': { source: official },
  /** [max integer digits] */
  'quantity-too-large': { source: schema, rejection: '-1' },
  'unit-unknown': { source: schema, rejection: '-1' },
  /** warns: "Otros" wants its name in UnidadMedidaComercial */
  'unit-undescribed': { source: `${schema}, note of UnidadMedidaType` },
  /** [max, decimals] */
  'price-decimals': { source: schema, rejection: '-1' },
  'price-zero': { source: official },
  'price-too-large': { source: schema, rejection: '-1' },
  'iva-code-unknown': { source: `${schema}, Nota 8.1`, rejection: '-505' },
  /** transitional rates live in notes only */
  'iva-code-not-allowed': { source: 'DOMAIN.md 5.4', rejection: '-505' },
  /** [expected, received] */
  'iva-rate-mismatch': { source: 'DOMAIN.md 5.4', rejection: '-505' },
  'transaction-type-unknown': { source: `${schema}, Nota 22`, rejection: '-1' },
  /** a tiquete has no TipoTransaccion */
  'transaction-type-not-allowed': { source: `${schema}, DOMAIN.md 4.2`, rejection: '-1' },
  /** [max, count] */
  'discounts-too-many': { source: schema, rejection: '-1' },
  'discount-code-missing': { source: `${official}, Nota 20`, rejection: '-41' },
  'discount-code-unknown': { source: `${schema}, Nota 20`, rejection: '-1' },
  /** [max, decimals] */
  'discount-decimals': { source: schema, rejection: '-1' },
  'discount-over-100': { source: 'DOMAIN.md 6.1' },
  /** [left, discount] */
  'discount-exceeds-left': { source: `${official}; DOMAIN.md 6.1` },
  /** [left]: regalía and bonificación give the whole line free */
  'discount-not-whole-line': { source: 'DOMAIN.md 5.7' },
  /** an amount of the line needs more than 13 integer digits [max] */
  'line-too-large': { source: schema, rejection: '-1' },

  // lines: what the kind of document has
  /** warns: this kind of document has no such field, what was typed is not written */
  'left-out': { source: `${schema}, DOMAIN.md 4.2` },
  /** warns: a note names the CAByS code when the document it corrects does */
  'cabys-missing-in-note': { source: `${official}; DOMAIN.md 4.4` },
  /** the official catalogue, whole and loaded, does not have it */
  'cabys-not-in-catalogue': { source: 'DOMAIN.md 5.13', rejection: '-400' },
  /** warns: the catalogue in hand does not have it */
  'cabys-not-found': { source: 'DOMAIN.md 5.13', rejection: '-400' },
  /** warns [suggested, received]: the taxpayer decides */
  'cabys-suggests-rate': { source: 'DOMAIN.md 5.13' },
  /** warns: goods measured in a unit of services */
  'unit-of-service': { source: 'DOMAIN.md 5.13' },
  /** [max, count] */
  'commercial-codes-too-many': { source: schema, rejection: '-1' },
  'commercial-code-type-unknown': { source: `${schema}, Nota 12`, rejection: '-1' },
  /** [max, count] */
  'serials-too-many': { source: schema, rejection: '-1' },
  /** warns: a registered medicine has both registry and pharmaceutical form */
  'medicine-incomplete': { source: `${official}; DOMAIN.md 4.4` },
  /** no 12 digits */
  'tariff-heading-format': { source: `${schema}; DOMAIN.md 4.2`, rejection: '-1' },
  /** goods (CAByS 0 to 4) of an export invoice */
  'tariff-heading-missing': { source: `${official}; DOMAIN.md 4.4` },
  /** warns: the IVA returned is that of services */
  'health-service-goods': { source: 'DOMAIN.md 6.2' },

  // lines: IVA
  /** every line has a tax of the IVA family: 01, 07 or 08 */
  'iva-tax-unknown': { source: 'DOMAIN.md 5.3', rejection: '-513' },
  /** an export invoice has no total for what is not subject (codes 01 and 11): exempt is code 10 */
  'iva-code-not-in-export': { source: `${schema}, DOMAIN.md 4.2`, rejection: '-111' },
  /** [max, decimals] */
  'iva-factor-decimals': { source: schema, rejection: '-1' },
  'factory-iva-unknown': { source: `${schema}, Nota 21`, rejection: '-1' },
  /** already charged at the factory: exempt here */
  'factory-iva-not-exempt': { source: `${official}, Nota 21`, rejection: '-451' },
  /** being charged at the factory: the base is more than 0 */
  'factory-iva-base-zero': { source: `${official}, Nota 21` },
  /** warns: the base is the computed one, because neither IVA at the factory (01) nor special calculation (07) lets it be typed */
  'tax-base-unused': { source: 'DOMAIN.md 6.1', rejection: '-454' },
  /** warns: where nothing can be borne by the issuer, what is given free bears no IVA */
  'discount-free-not-borne': { source: `${schema}, DOMAIN.md 4.2` },

  // lines: other taxes
  'tax-code-unknown': { source: `${schema}, Nota 8`, rejection: '-1' },
  /** the IVA family has a field of its own */
  'tax-code-is-iva': { source: 'DOMAIN.md 5.3' },
  /** warns: this kind has no DatosImpuestoEspecifico; it is not written */
  'tax-not-in-kind': { source: `${schema}, DOMAIN.md 4.2` },
  /** [max, decimals] */
  'tax-decimals': { source: schema, rejection: '-1' },
  /** [max]: it has to be less */
  'tax-too-large': { source: schema, rejection: '-1' },
  /** [expected, received] */
  'tax-rate-mismatch': { source: 'DOMAIN.md 6.1' },
  /** drinks and soap: missing, or 0 in a drink, which divides by it */
  'tax-volume-missing': { source: `${official}; DOMAIN.md 6.1`, rejection: '-459' },
  /** the percentage of alcohol is what the absolute alcohol is computed from */
  'tax-alcohol-missing': { source: `${official}; DOMAIN.md 6.1`, rejection: '-471' },
  /** warns: only 03, 04, 05 and 12 can be borne */
  'tax-assumed-unused': { source: 'DOMAIN.md 6.1' },

  // lines: exoneration
  'exoneration-type-unknown': { source: `${schema}, Nota 10.1`, rejection: '-1' },
  /** in credit and debit notes only */
  'exoneration-type-only-notes': { source: `${official}, Nota 10.1`, rejection: '-125' },
  /** warns: authorisations look like AL-00000000-00 */
  'exoneration-number-form': { source: `${official}; DOMAIN.md 5.5`, rejection: '-125' },
  'exoneration-article-missing': { source: `${official}; DOMAIN.md 5.5`, rejection: '-478' },
  /** no 1 to 6 digits: article or clause */
  'exoneration-article-format': { source: schema, rejection: '-1' },
  'exoneration-institution-unknown': { source: `${schema}, Nota 23`, rejection: '-1' },
  /** no date that exists */
  'exoneration-date-format': { source: schema, rejection: '-1' },
  /** [today] */
  'exoneration-date-future': { source: `${official}; DOMAIN.md 5.5`, rejection: '-125' },
  /** [max]: points above the line's rate */
  'exoneration-rate-over-line': { source: `${official}; DOMAIN.md 5.5`, rejection: '-190' },
  /** [tax, exonerated] */
  'exoneration-exceeds-tax': { source: `${official}; DOMAIN.md 6.1`, rejection: '-190' },
  /** warns: 0 points exonerate nothing */
  'exoneration-nothing': { source: 'DOMAIN.md 5.5' },

  // lines: bundles
  /** [max, count] */
  'components-too-many': { source: schema, rejection: '-1' },
  /** warns: in a bundle the taxes are those of its parts */
  'bundle-own-field': { source: `${official}; DOMAIN.md 6.1` },
  /** warns: a bundle names its maker's code (type 03) */
  'bundle-code-missing': { source: `${official}; DOMAIN.md 4.4` },
  /** warns [price, components]: the parts do not add up to the price */
  'bundle-price-mismatch': { source: 'DOMAIN.md 4.4' },

  // the whole
  /** [max] */
  'total-too-large': { source: schema, rejection: '-1' },
  'payment-means-missing': { source: `${official}; DOMAIN.md 4.4` },
  /** [max, count] */
  'payment-means-too-many': { source: schema, rejection: '-1' },
  'payment-mean-unknown': { source: `${schema}, Nota 6`, rejection: '-1' },
  /** [max, decimals] */
  'payment-decimals': { source: schema, rejection: '-1' },
  'payment-zero': { source: `${official}; DOMAIN.md 4.3` },
  /** [total, sum, difference]: difference = total - sum, negative when too much was entered */
  'payment-means-difference': { source: `${official}; DOMAIN.md 4.4` },

  // charges, references, parties by kind, and what a note, a receipt or a correction was made from
  ...documentFaultRules,
} as const satisfies Readonly<Record<string, FaultRule>>;

export type InvoiceFaultCode = keyof typeof invoiceFaultRules;
export type InvoiceFault = Fault<InvoiceFaultCode>;
