import { maxRunningNumber, readConsecutivo } from '../../../domain/numbering/consecutivo.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { SeriesView } from '../../../preload/contract/company.ts';

export type SeriesFault = 'series-format' | 'series-other-place' | 'series-not-higher';

/**
 * The last number of another program as it was typed: the running number, or the whole consecutivo of its last document, which
 * must then be of this series (DOMAIN.md 3.2). Spaces and hyphens are nothing. Only a number above the last one here changes anything.
 */
export function readLastNumber(text: string, series: SeriesView): Result<number, SeriesFault> {
  const digits = text.replaceAll(/[\s-]/g, '');
  if (digits.length === 20) {
    const parts = readConsecutivo(digits);
    if (!parts) return fail('series-format');
    const { branch, terminal, kind } = parts;
    return branch === series.branch && terminal === series.terminal && kind === series.kind
      ? higher(parts.number, series)
      : fail('series-other-place');
  }
  // DOMAIN.md 3.2: ten digits, written with zeros in front
  if (!/^\d{1,10}$/.test(digits)) return fail('series-format');
  return higher(Number(digits), series);
}

const higher = (number: number, { lastNumber }: SeriesView): Result<number, SeriesFault> =>
  number > lastNumber && number <= maxRunningNumber ? ok(number) : fail('series-not-higher');
