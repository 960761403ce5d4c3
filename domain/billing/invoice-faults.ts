import type { Fault } from '../fault.ts';
import { documentFaultRules } from './document-faults.ts';
import { type FaultRule, official, schema } from './fault-rule.ts';
import { lineFaultRules } from './line-faults.ts';

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

  // what a line carries besides its own IVA and discounts
  ...lineFaultRules,

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
