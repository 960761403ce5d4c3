import { costaRicaDate, isCalendarDate } from '../numbering/costa-rica-time.ts';

/** A date of somebody else's document, as it is written and as it is compared. */
export interface IssuedDate {
  /** RFC 3339 with an offset */
  readonly issuedAt: string;
  /** `YYYY-MM-DD` in Costa Rica */
  readonly on: string;
}

const instant =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/**
 * `YYYY-MM-DD` is the beginning of that day in Costa Rica; an instant without offset is of Costa Rica too (DOMAIN.md 3.5).
 * @returns undefined for anything else, or a day that does not exist
 */
export function readIssuedDate(typed: string): IssuedDate | undefined {
  const text = typed.trim();
  if (isCalendarDate(text)) return { issuedAt: `${text}T00:00:00-06:00`, on: text };
  const found = instant.exec(text);
  const day = found?.[1];
  if (day === undefined || !isCalendarDate(day)) return undefined;
  const issuedAt = found?.[3] === undefined ? `${text}-06:00` : text;
  return { issuedAt, on: costaRicaDate(Date.parse(issuedAt)) };
}
