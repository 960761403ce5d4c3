import { compareDecimals, parseDecimal } from '../money/decimal.ts';
import { ivaRatesFor } from './iva.ts';

/**
 * The CodigoTarifaIVA that the rate of a catalogue (percent, decimal text) stands for.
 * @param on `YYYY-MM-DD`
 * @returns undefined when several have that rate (0 % is exempt, or one of two "no sujeto") or none has: the clerk chooses
 */
export function ivaCodeOfRate(rate: string, kind: string, on: string): string | undefined {
  const value = parseDecimal(rate);
  if (!value) return undefined;
  const rows = ivaRatesFor(kind, on).filter((row) => compareDecimals(row.rate, value) === 0);
  return rows.length === 1 ? rows[0]?.code : undefined;
}
