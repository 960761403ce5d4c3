import { addDecimals, formatDecimalTrimmed, parseDecimal, zero } from './decimal.ts';

/** The exact sum of machine decimals, as text; what is none ('' for what is not said) counts as nothing. */
export const sumDecimalTexts = (texts: readonly string[]): string =>
  formatDecimalTrimmed(texts.reduce((sum, text) => addDecimals(sum, parseDecimal(text) ?? zero), zero));
