import { type FaultRule, official, schema } from './fault-rule.ts';

/**
 * Faults of a document outside its lines, and of documents made from documents. Part of `invoiceFaultRules`: codes never change
 * once shipped; the sentence is made from the code and `values` (named here in brackets).
 */
export const documentFaultRules = {
  // parties by kind
  /** [type, condition]: the type stands here only with this sale condition (05 in an FE with 12, 06 in a FEC with 13) */
  'identification-needs-condition': { source: `${official}, Nota 4; DOMAIN.md 3.1` },
  /** [type]: a seller of type 05 needs a reference of type 16 */
  'foreign-supplier-unreferenced': { source: `${official}; DOMAIN.md section 7` },
  /** warns: a reference of type 16 goes with a seller of type 05 */
  'foreign-supplier-not-foreign': { source: 'DOMAIN.md 5.10' },
  /** warns [province, canton, district]: the table at hand has no such place, and it may be older than the law (DOMAIN.md 5.14) */
  'location-unknown': { source: 'DOMAIN.md 5.14', rejection: '-37' },
  /** warns: who sells alcohol says its registry (law 8707); told by the tax 04 of a line, for no list of such CAByS is at hand */
  'registry-8707-missing': { source: `${official}; DOMAIN.md 4.4` },

  // other charges
  /** [max, count] */
  'charges-too-many': { source: schema, rejection: '-1' },
  'charge-type-unknown': { source: `${schema}, Nota 16`, rejection: '-1' },
  /** [max, decimals] */
  'charge-decimals': { source: schema, rejection: '-1' },
  'charge-zero': { source: `${official}; DOMAIN.md 4.3` },
  /** [max integer digits] */
  'charge-too-large': { source: schema, rejection: '-1' },
  /** DetalleServicio left out, though not every charge is of type 04, 08, 09 or 10 */
  'lines-missing-beside-charges': { source: `${official}; DOMAIN.md 4.2` },

  // references
  'references-missing': { source: `${schema}; DOMAIN.md section 2`, rejection: '-1' },
  /** an exoneration of type 11 in an FE */
  'reference-for-exoneration': { source: `${official}; DOMAIN.md 5.5` },
  /** goods not cleared through customs (condición 12) sold to a foreigner */
  'reference-for-foreigner': { source: `${official}; DOMAIN.md section 2` },
  /** [max, count] */
  'references-too-many': { source: schema, rejection: '-1' },
  'reference-type-unknown': { source: `${schema}, Nota 10`, rejection: '-1' },
  /** [type]: exists, but not in this kind of document */
  'reference-type-not-allowed': { source: `${official}, Nota 10; DOMAIN.md 5.10` },
  'reference-code-unknown': { source: `${schema}, Nota 9`, rejection: '-1' },
  /** [code]: exists, but not in this kind of document */
  'reference-code-not-allowed': { source: `${official}, Nota 9; DOMAIN.md 5.9` },
  /** [code]: of the revision of April 2026, which the schema refuses; see `acceptsRevision2026` */
  'reference-revision-off': { source: 'DOMAIN.md sections 1, 16.3', rejection: '-1' },
  /** code or reason left out; a REP without them is -131, the others are refused by the text */
  'reference-incomplete': { source: `${official}; DOMAIN.md 5.10`, rejection: '-131' },
  /** not 50 digits made as a clave is */
  'reference-clave-format': { source: `${official}; DOMAIN.md 5.10` },
  /** warns [type, kind]: the clave is of another kind of document than the reference says */
  'reference-clave-kind': { source: 'DOMAIN.md 3.2, 5.10' },
  /** warns [on]: the clave holds another day than the reference */
  'reference-clave-date': { source: 'DOMAIN.md 3.3' },
  /** no date, or one that does not exist */
  'reference-date-format': { source: schema, rejection: '-1' },
  'reference-date-future': { source: official },
  /** [oldest] */
  'reference-date-too-old': { source: `${official}; DOMAIN.md 5.10` },

  // notes
  /** [left, amount]: of the line, or of the whole document when the path is `lines` */
  'note-exceeds-left': { source: `${official}; DOMAIN.md 5.10` },
  /** [left, quantity] */
  'note-exceeds-left-quantity': { source: `${official}; DOMAIN.md 5.10` },
  'note-other-customer': { source: 'DOMAIN.md 5.10', rejection: '-508' },
  /** [cabys] */
  'note-other-cabys': { source: 'DOMAIN.md 5.10', rejection: '-509' },
  /** [expected, received]: currency or exchange rate, by the path */
  'note-other-currency': { source: `${official}; DOMAIN.md 5.10, section 7` },
  /** the note does not refer to the document it was made from */
  'note-other-document': { source: `${official}; DOMAIN.md section 2` },

  // receipts
  /** [owed, amount] */
  'receipt-exceeds-owed': { source: 'DOMAIN.md section 7' },
  'receipt-other-customer': { source: 'DOMAIN.md section 7', rejection: '-508' },
  /** [expected, received] */
  'receipt-other-currency': { source: 'DOMAIN.md section 7' },
} as const satisfies Readonly<Record<string, FaultRule>>;

export type DocumentFaultCode = keyof typeof documentFaultRules;
