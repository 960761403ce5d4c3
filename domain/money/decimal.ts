/**
 * An exact decimal number: `unscaled` / 10^`scale`. For quantities, unit prices, rates and exchange rates. Two values that are
 * equal may have different scales (1.5 and 1.50): compare with `compareDecimals`, never field by field.
 */
export interface Decimal {
  readonly unscaled: bigint;
  /** number of decimals, an integer >= 0 */
  readonly scale: number;
}

export const zero: Decimal = { unscaled: 0n, scale: 0 };
export const one: Decimal = { unscaled: 1n, scale: 0 };

const powers: bigint[] = [1n];

/** 10^exponent, kept: the totals of a long invoice ask for the same few again and again. */
export function powerOfTen(exponent: number): bigint {
  if (!Number.isInteger(exponent) || exponent < 0) throw new RangeError(`not a scale: ${exponent}`);
  const known = powers[exponent];
  if (known !== undefined) return known;
  const made = 10n ** BigInt(exponent);
  powers[exponent] = made;
  return made;
}

const machineText = /^-?\d+(?:\.\d+)?$/;

/**
 * Reads the text machines write: digits, at most one point, an optional minus; no spaces, exponent, plus or thousands.
 * What a person types is read by `readTypedNumber`.
 * @returns undefined when `text` is anything else
 */
export function parseDecimal(text: string): Decimal | undefined {
  if (!machineText.test(text)) return undefined;
  const point = text.indexOf('.');
  if (point === -1) return { unscaled: BigInt(text), scale: 0 };
  return { unscaled: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

/** For values written in the program's own source. @throws RangeError when it is not machine text */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new RangeError(`not a decimal: ${text}`);
  return value;
}

function formatScaled(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const sign = negative ? '-' : '';
  if (scale === 0) return sign + digits;
  const cut = digits.length - scale;
  return `${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** Every decimal of the scale, a point, no thousands: `1.50`. */
export const formatDecimal = (value: Decimal): string => formatScaled(value.unscaled, value.scale);

/** As the XML writes it, without idle zeros: `13`, `1.5` (DOMAIN.md 4.3: 13 % is written `13`). */
export function formatDecimalTrimmed(value: Decimal): string {
  const text = formatDecimal(value);
  return value.scale === 0 ? text : text.replace(/\.?0+$/, '');
}

/** The same value at `scale`. @throws RangeError when decimals that are not zero would be lost */
export function toScale(value: Decimal, scale: number): Decimal {
  if (scale >= value.scale) {
    return { unscaled: value.unscaled * powerOfTen(scale - value.scale), scale };
  }
  const divisor = powerOfTen(value.scale - scale);
  if (value.unscaled % divisor !== 0n)
    throw new RangeError(`${formatDecimal(value)} does not fit ${scale} decimals`);
  return { unscaled: value.unscaled / divisor, scale };
}

/** Quotient of two integers, half away from zero. @throws RangeError when `divisor` is 0 */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new RangeError('division by zero');
  const negative = dividend < 0n !== divisor < 0n;
  const n = dividend < 0n ? -dividend : dividend;
  const d = divisor < 0n ? -divisor : divisor;
  const quotient = (2n * n + d) / (2n * d);
  return negative ? -quotient : quotient;
}

/** Rounds half-up (away from zero for a negative) to `scale` decimals; adds zeros when it has fewer. */
export function roundHalfUp(value: Decimal, scale: number): Decimal {
  if (scale >= value.scale) return toScale(value, scale);
  return { unscaled: divideHalfUp(value.unscaled, powerOfTen(value.scale - scale)), scale };
}

/** How many decimals the value really needs: 1.500 needs 1. */
export function decimalsOf(value: Decimal): number {
  let { unscaled, scale } = value;
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale -= 1;
  }
  return scale;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: toScale(a, scale).unscaled + toScale(b, scale).unscaled, scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { unscaled: -b.unscaled, scale: b.scale });
}

/** Exact: the scales add up. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale };
}

/** -1, 0 or 1, by value: 1.5 and 1.50 are equal. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const left = toScale(a, scale).unscaled;
  const right = toScale(b, scale).unscaled;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
