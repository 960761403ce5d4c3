/** Initials that clerks use for a kind (DOMAIN.md section 2). */
const initials: Readonly<Record<string, string>> = {
  '01': 'FE',
  '02': 'ND',
  '03': 'NC',
  '04': 'TE',
  '05': 'MR',
  '06': 'MR',
  '07': 'MR',
  '08': 'FEC',
  '09': 'FEE',
  '10': 'REP',
};
/** @returns the code itself for a kind without initials */
export const kindShort = (kind: string): string => initials[kind] ?? kind;
