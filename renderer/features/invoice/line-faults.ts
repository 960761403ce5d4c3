import type { Fault } from '../../../domain/fault.ts';

const lineOf = (path: string): string | undefined => /^lines\.([^.]+)/.exec(path)?.[1];

const sameValues = (a: Fault['values'], b: Fault['values']): boolean => {
  const left = Object.entries(a ?? {});
  return left.length === Object.keys(b ?? {}).length && left.every(([name, value]) => b?.[name] === value);
};

/** Same faults in the same order. */
export const sameFaults = (a: readonly Fault[], b: readonly Fault[]): boolean =>
  a.length === b.length &&
  a.every((fault, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      fault.code === other.code &&
      fault.path === other.path &&
      fault.severity === other.severity &&
      sameValues(fault.values, other.values)
    );
  });

/**
 * Faults by line id. A line whose faults are the same as before keeps its array, so that its row is not drawn again while
 * another line is typed in.
 */
export function groupByLine(
  faults: readonly Fault[],
  before: ReadonlyMap<string, readonly Fault[]>,
): ReadonlyMap<string, readonly Fault[]> {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const line = lineOf(fault.path);
    if (line === undefined) continue;
    const group = groups.get(line);
    if (group === undefined) groups.set(line, [fault]);
    else group.push(fault);
  }
  const kept = new Map<string, readonly Fault[]>();
  for (const [line, group] of groups) {
    const old = before.get(line);
    kept.set(line, old !== undefined && sameFaults(old, group) ? old : group);
  }
  return kept;
}
