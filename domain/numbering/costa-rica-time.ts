/** Costa Rica is UTC-06:00 all year (DOMAIN.md 3.5): plain arithmetic, the same on every machine. */
const offsetMs = 6 * 60 * 60 * 1_000;

const localIso = (atMs: number): string => new Date(atMs - offsetMs).toISOString();

/** The calendar date in Costa Rica. @param atMs UTC ms @returns `YYYY-MM-DD` @throws RangeError when it is no instant */
export const costaRicaDate = (atMs: number): string => localIso(atMs).slice(0, 10);

/** FechaEmision: RFC 3339, seconds, offset written. @param atMs UTC ms @throws RangeError when it is no instant */
export const rfc3339CostaRica = (atMs: number): string => `${localIso(atMs).slice(0, 19)}-06:00`;

/** Whether `on` is a date that exists, as `YYYY-MM-DD`. */
export function isCalendarDate(on: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on)) return false;
  const atMs = Date.parse(`${on}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().slice(0, 10) === on;
}
