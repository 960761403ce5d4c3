import { type FaultRule, official, schema } from './fault-rule.ts';

/** Part of `invoiceFaultRules`: faults of what a line carries, by kind of document. The same promises hold. */
export const lineFaultRules = {
  // what the kind of document has
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

  // IVA
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

  // other taxes
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

  // exoneration
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

  // bundles
  /** [max, count] */
  'components-too-many': { source: schema, rejection: '-1' },
  /** warns: in a bundle the taxes are those of its parts */
  'bundle-own-field': { source: `${official}; DOMAIN.md 6.1` },
  /** warns: a bundle names its maker's code (type 03) */
  'bundle-code-missing': { source: `${official}; DOMAIN.md 4.4` },
  /** warns [price, components]: the parts do not add up to the price */
  'bundle-price-mismatch': { source: 'DOMAIN.md 4.4' },
} as const satisfies Readonly<Record<string, FaultRule>>;

export type LineFaultCode = keyof typeof lineFaultRules;
