import type { CauseAction, CauseFocus, CauseKind, CauseRow, Explanation } from './cause-row.ts';
import { causeSentences } from './cause-sentences.ts';
import type { Language } from './language.ts';
import { rejectionCodes } from './rejection-codes.ts';

/**
 * What the authorities' own words mean to a clerk: what happened, what it means, what to do. The words themselves are always shown beside
 * it; what no row explains stands alone. Nothing here decides anything: evidence is read in main/api (OUTBOX.md section 5). To explain
 * one more, add a row to rejection-codes.ts or cause-sentences.ts.
 */
export type { CauseAction, CauseFocus, CauseKind, Explanation } from './cause-row.ts';

/** An explanation, and what the screen can offer with it. */
export interface ExplainedCause extends Explanation {
  readonly kind: CauseKind;
  readonly action: CauseAction;
  readonly focus?: CauseFocus;
  /** the line that the text names, from 1 */
  readonly line?: number;
}

/** Longer texts are not sentences; a pattern never runs over more than this. */
const maxCharacters = 2_000;

const linePattern = /l[ií]nea(?: de detalle)?(?: n[uú]mero| no\.?| n[°º]\.?)?[\s:#[]{1,3}(\d{1,4})(?!\d)/i;

function explained(
  { kind, action, focus, words }: CauseRow,
  text: string,
  language: Language,
): ExplainedCause {
  const line = Number(linePattern.exec(text)?.[1] ?? 0);
  return {
    ...words[language],
    kind,
    action,
    ...(focus === undefined ? {} : { focus }),
    ...(line >= 1 && line <= 1_000 ? { line } : {}),
  };
}

/** @param text as the service wrote it. @returns undefined when no row explains it: its own text then stands alone */
export function explainCause(text: string, language: Language): ExplainedCause | undefined {
  const head = text.slice(0, maxCharacters);
  const row = causeSentences.find(({ pattern }) => pattern.test(head));
  return row && explained(row, head, language);
}

/** One row of the authority's answer: by its code, else by its words. */
export function explainRejection(
  answered: { readonly code: string; readonly text: string },
  language: Language,
): ExplainedCause | undefined {
  const code = answered.code.replace('−', '-');
  const row = Object.hasOwn(rejectionCodes, code) ? rejectionCodes[code] : undefined;
  return row
    ? explained(row, answered.text.slice(0, maxCharacters), language)
    : explainCause(answered.text, language);
}

/**
 * The field of a copy that the fault concerns, as a path of domain/fault.ts.
 * @param lineIds ids of the form's lines in their order
 * @returns undefined when the cause names none; of a line that is not told, the first one's
 */
export function focusPath(
  { focus, line }: Pick<ExplainedCause, 'focus' | 'line'>,
  lineIds: readonly string[],
): string | undefined {
  if (focus === undefined || !focus.includes('*')) return focus;
  const id = lineIds[(line ?? 1) - 1] ?? lineIds[0];
  return id === undefined ? undefined : focus.replace('*', id);
}
