/**
 * Exchange rates for practice, invented: they move a little each day and are the same whenever they are asked. Colones with two decimals,
 * as text.
 */
export interface PracticeRate {
  readonly sale: string;
  readonly buy: string;
}

const dayMs = 86_400_000;

/** Cents of a colón as decimal text. */
const colones = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** A walk of whole cents in a band of 15 colones. @param day `YYYY-MM-DD` */
function centsOn(day: string): number {
  const index = Math.floor(Date.parse(`${day}T00:00:00Z`) / dayMs);
  const wave = (index * 37) % 1_500;
  return 50_500 + (wave < 750 ? wave : 1_500 - wave);
}

/** Dollar. @param day `YYYY-MM-DD` */
export const dollarOn = (day: string): PracticeRate => ({
  sale: colones(centsOn(day)),
  buy: colones(centsOn(day) - 650),
});

/** Euro: a fixed 1.08 dollars, and its colones at the dollar's sale. */
export const euroOn = (day: string): { readonly dollars: string; readonly colones: string } => ({
  dollars: '1.08',
  colones: colones(Math.round((centsOn(day) * 108) / 100)),
});

/** Days from one to the other, both counted. */
export function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += dayMs)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
