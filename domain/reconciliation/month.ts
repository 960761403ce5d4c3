import { z } from 'zod';
import { readClave } from '../numbering/clave.ts';
import { costaRicaDate } from '../numbering/costa-rica-time.ts';
import type { ListedComprobante } from './listed.ts';

/** `YYYY-MM`, a month of Costa Rica: what one comparison covers. */
export const Month = z.string().regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/);
export type Month = z.infer<typeof Month>;

/** First day, `YYYY-MM-DD`. */
export const firstDayOf = (month: Month): string => `${month}-01`;

/** First day of the month after, `YYYY-MM-DD`. */
export function dayAfter(month: Month): string {
  const [year = '', number = ''] = month.split('-');
  return number === '12'
    ? `${Number(year) + 1}-01-01`
    : `${year}-${String(Number(number) + 1).padStart(2, '0')}-01`;
}

/** @param at UTC ms */
export const monthOf = (at: number): Month => costaRicaDate(at).slice(0, 7);

/** A moment that is surely before the first day: UTC ms of its midnight in Costa Rica. */
export const startsAt = (day: string): number => Date.parse(`${day}T00:00:00-06:00`);

/** The day of issue, by the clave (frozen when it was sealed), else by `fecha`. @returns undefined when neither can be read */
export function listedOn({ clave, issuedAt }: ListedComprobante): string | undefined {
  const parts = readClave(clave.slice(0, 50));
  if (parts !== undefined) return parts.issuedOn;
  return issuedAt === undefined ? undefined : costaRicaDate(issuedAt);
}
