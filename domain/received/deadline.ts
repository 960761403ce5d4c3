/**
 * Until when a received document may be answered: the first business days of the month after it was issued (DOMAIN.md section 14: 8,
 * [peer]; the text of the present rule is unknown, so their number is a setting and the screen says so). Silence counts as acceptance.
 */
export const defaultBusinessDays = 8;

/**
 * Monday to Friday count; holidays are not known here, so the day may be earlier than the law's and never later.
 * @param issuedOn `YYYY-MM-DD`, Costa Rica
 * @param businessDays at least 1
 * @returns `YYYY-MM-DD`, the last day
 */
export function answerDeadline(issuedOn: string, businessDays: number): string {
  const [year = 0, month = 1] = issuedOn.split('-').map(Number);
  const at = new Date(Date.UTC(year, month, 1));
  for (let left = businessDays; ; at.setUTCDate(at.getUTCDate() + 1)) {
    const day = at.getUTCDay();
    if (day !== 0 && day !== 6) left -= 1;
    if (left <= 0) return at.toISOString().slice(0, 10);
  }
}
