import type { CauseAction, CauseKind, CauseRow, Explanation } from './cause-row.ts';
import { causeSentences } from './cause-sentences.ts';
import type { Language } from './language.ts';
import { rejectionCodes } from './rejection-codes.ts';

/**
 * What the authorities' own words mean to a clerk: what happened, what it means, what to do. The words themselves are always shown beside
 * it; what no row explains stands alone. Nothing here decides anything: evidence is read in main/api (OUTBOX.md section 5). To explain
 * one more, add a row to rejection-codes.ts or cause-sentences.ts.
 */
export type { CauseAction, CauseKind, Explanation } from './cause-row.ts';

/** An explanation, and what the screen can offer with it. */
export interface ExplainedCause extends Explanation {
  readonly kind: CauseKind;
  readonly action: CauseAction;
}

/** Longer texts are not sentences; a pattern never runs over more than this. */
const maxCharacters = 2_000;

const explained = ({ kind, action, words }: CauseRow, language: Language): ExplainedCause => ({
  ...words[language],
  kind,
  action,
});

/** @param text as the service wrote it. @returns undefined when no row explains it: its own text then stands alone */
export function explainCause(text: string, language: Language): ExplainedCause | undefined {
  const head = text.slice(0, maxCharacters);
  const row = causeSentences.find(({ pattern }) => pattern.test(head));
  return row && explained(row, language);
}

/** One row of the authority's answer: by its code, else by its words. */
export function explainRejection(
  answered: { readonly code: string; readonly text: string },
  language: Language,
): ExplainedCause | undefined {
  const code = answered.code.replace('−', '-');
  const row = Object.hasOwn(rejectionCodes, code) ? rejectionCodes[code] : undefined;
  return row ? explained(row, language) : explainCause(answered.text, language);
}
