import { problemsAtMost, type RowProblem, type RowTrouble } from '../../domain/lookups/catalogue.ts';

const shownLetters = 60;

/** Keeps the first problems of a file and counts the rest. */
export function problemList(): {
  add(row: number, trouble: RowTrouble, text: string): void;
  told(): { readonly problems: RowProblem[]; readonly problemCount: number };
} {
  const problems: RowProblem[] = [];
  let problemCount = 0;
  return {
    add(row, trouble, text) {
      problemCount += 1;
      if (problems.length < problemsAtMost)
        problems.push({ row, trouble, text: text.slice(0, shownLetters) });
    },
    told: () => ({ problems, problemCount }),
  };
}
