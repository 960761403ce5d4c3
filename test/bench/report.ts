/** One line per figure: value, the limit measured in the same run, their ratio, and the goal. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  /** largest ratio we want */
  readonly goal?: number;
}

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

export function report({ name, value, limit, unit, goal }: Figure): void {
  const ratio = value / limit;
  const verdict = goal === undefined ? '' : `, goal <= ${goal}: ${ratio <= goal ? 'met' : 'NOT met'}`;
  console.log(
    `${name}: ${round(value)} ${unit} (limit ${round(limit)} ${unit}, ratio ${ratio.toFixed(2)}${verdict})`,
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
