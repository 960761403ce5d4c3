import type { RowId } from './rows.ts';

/** One thing of OUTBOX.md broken on purpose, by replacing one text of one file of the product. */
export interface Mutant {
  /** unique; names it on the command line */
  readonly id: string;
  /** what of the specification it breaks */
  readonly row: RowId;
  /** path inside the repository */
  readonly file: string;
  /** occurs exactly once in the file; a run of white space stands for any other, so that formatting does not matter */
  readonly find: string;
  readonly replace: string;
  /** a second place of the same file, where one is not enough */
  readonly also?: { readonly find: string; readonly replace: string };
  /** vitest files to run first: those that should notice it */
  readonly guard: readonly string[];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** How often `find` occurs in `source`, white space of any kind and length being equal. */
export const occurrences = (source: string, find: string): number =>
  [...source.matchAll(patternOf(find))].length;

const patternOf = (find: string): RegExp =>
  new RegExp(
    find
      .trim()
      .split(/\s+/)
      .map(escaped)
      .join(String.raw`\s+`),
    'g',
  );

/** @throws Error when a text to be replaced does not occur exactly once */
export function broken(source: string, mutant: Mutant): string {
  const edits = [mutant, ...(mutant.also === undefined ? [] : [mutant.also])];
  let text = source;
  for (const { find, replace } of edits) {
    const found = occurrences(text, find);
    if (found !== 1) throw new Error(`${mutant.id}: found ${found} times in ${mutant.file}: ${find}`);
    text = text.replace(patternOf(find), () => replace);
  }
  return text;
}
