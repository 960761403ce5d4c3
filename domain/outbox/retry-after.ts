/** HTTP dates and pauses as text: read, never trusted to be one. */

/** IMF-fixdate and its two old spellings, RFC 9110 section 5.6.7. @returns UTC ms */
export function readHttpDate(text: string | undefined): number | undefined {
  // A bare number would also pass Date.parse, as a year.
  if (text === undefined || !/[a-z]{3}/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** `Retry-After`: seconds or a date, RFC 9110 section 10.2.3. @param serverNow UTC ms of the clock that wrote the date */
export function readRetryAfterMs(text: string | undefined, serverNow: number): number | undefined {
  if (text !== undefined && /^\d{1,12}$/.test(text.trim())) return Number(text) * 1_000;
  const at = readHttpDate(text);
  return at === undefined ? undefined : Math.max(0, at - serverNow);
}
