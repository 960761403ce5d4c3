import type { Comparison } from './document-step.ts';

/**
 * Whether the authority's answer is about our sale: issuer and total as MensajeHacienda repeats them (the date is inside the
 * clave). For `foreign_duplicate` only: OUTBOX.md section 5.
 * @param answerXml MensajeHacienda, already read as XML by the answer's parser (main/comprobante/read-answer.ts)
 */
export function compareAnswer(
  answerXml: string,
  ours: { readonly issuerNumbers: readonly string[]; readonly total: bigint },
): Comparison {
  const issuer = elementText(answerXml, 'NumeroCedulaEmisor');
  const total = elementText(answerXml, 'TotalFactura');
  if (issuer === undefined || total === undefined) return 'cannot-tell';
  const theirs = atScale5(total);
  if (theirs === undefined) return 'cannot-tell';
  const sameIssuer = ours.issuerNumbers.some((each) => bare(each) === bare(issuer));
  return sameIssuer && theirs === ours.total ? 'same' : 'different';
}

const bare = (number: string): string => number.replace(/^0+/, '');

export function elementText(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>\\s*([^<]*?)\\s*</`).exec(xml)?.[1];
}

/** Decimal text as an amount at scale 5. @returns undefined for anything else, also for more than 5 decimals that say something */
export function atScale5(text: string): bigint | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(5))) return undefined;
  return BigInt(whole + fraction.slice(0, 5).padEnd(5, '0'));
}
