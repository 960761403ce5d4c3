/** One line per figure: value, the limit measured in the same run, their ratio, and the goal. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  /** largest ratio we want */
  readonly goal?: number;
  /** largest value we want, in `unit`: only where the goal is no ratio */
  readonly goalValue?: number;
}

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const verdict = (words: string, isMet: boolean): string => `, goal <= ${words}: ${isMet ? 'met' : 'NOT met'}`;

export function report({ name, value, limit, unit, goal, goalValue }: Figure): void {
  const ratio = value / limit;
  const verdicts = [
    goal === undefined ? '' : verdict(String(goal), ratio <= goal),
    goalValue === undefined ? '' : verdict(`${round(goalValue)} ${unit}`, value <= goalValue),
  ];
  console.log(
    `${name}: ${round(value)} ${unit} (limit ${round(limit)} ${unit}, ratio ${ratio.toFixed(2)}${verdicts.join('')})`,
  );
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
