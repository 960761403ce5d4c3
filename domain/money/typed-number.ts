import { type Decimal, decimalsOf, formatDecimal, parseDecimal, toScale } from './decimal.ts';

/**
 * What a clerk typed in a number field. `ambiguous`: one mark with three digits after it and nothing that tells whether it
 * groups thousands or marks decimals; both readings are given so that the form can ask (UX.md, "Words").
 */
export type TypedNumber =
  | { readonly kind: 'empty' }
  | { readonly kind: 'read'; readonly value: Decimal }
  | { readonly kind: 'ambiguous'; readonly asThousands: Decimal; readonly asDecimals: Decimal }
  /** `letters`: something that is no digit, mark or space; `malformed`: marks or groups in impossible places */
  | { readonly kind: 'fault'; readonly fault: 'letters' | 'malformed' | 'negative' }
  /** read, but with more decimals than the field holds; `decimals` is how many it has */
  | { readonly kind: 'fault'; readonly fault: 'too-many-decimals'; readonly decimals: number };

const spaces = /[\u0020\u00a0\u2009\u202f]/;
const plain = /^\d+$/;
const grouped = {
  '.': /^[1-9]\d{0,2}(?:\.\d{3})+$/,
  ',': /^[1-9]\d{0,2}(?:,\d{3})+$/,
  ' ': /^[1-9]\d{0,2}(?: \d{3})+$/,
} as const;

/** The integer part, with or without groups. @returns its bare digits, or undefined when the groups are wrong */
function integerDigits(text: string, mark: keyof typeof grouped): string | undefined {
  if (plain.test(text)) return text;
  return grouped[mark].test(text) ? text.replaceAll(mark, '') : undefined;
}

function limited(integer: string, decimals: string, maxDecimals: number): TypedNumber {
  // idle zeros at the end are no decimals: 1.500000 fits 5
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > maxDecimals) {
    return { kind: 'fault', fault: 'too-many-decimals', decimals: kept.length };
  }
  const shown = decimals.slice(0, maxDecimals);
  const value = parseDecimal(shown === '' ? integer : `${integer}.${shown}`);
  return value === undefined ? { kind: 'fault', fault: 'malformed' } : { kind: 'read', value };
}

/**
 * Reads a number typed with "." or "," as decimal mark, the other one or spaces as thousands. Never guesses: `1.234` is
 * ambiguous, `1.234,50`, `1,234.50`, `1 234,5`, `1234.567`, `0.125` and `1.5` are not.
 * A mark at the end (`12,`) is a number still being typed and reads as 12.
 * @param maxDecimals what the field holds
 */
export function readTypedNumber(text: string, maxDecimals: number): TypedNumber {
  const typed = text.trim();
  if (typed === '') return { kind: 'empty' };
  const body = typed.split(spaces).join(' ');
  if (/[^\d., ]/.test(body)) {
    const unsigned = body.replace(/^[-\u2212] ?/, '');
    const negative = unsigned !== body && unsigned !== '' && !/[^\d., ]/.test(unsigned);
    return { kind: 'fault', fault: negative ? 'negative' : 'letters' };
  }
  if (!/\d/.test(body)) return { kind: 'fault', fault: 'malformed' };

  const lastMark = body[Math.max(body.lastIndexOf('.'), body.lastIndexOf(','))];
  if (lastMark === undefined) {
    const digits = integerDigits(body, ' ');
    return digits === undefined ? { kind: 'fault', fault: 'malformed' } : limited(digits, '', maxDecimals);
  }
  const mark = lastMark === '.' ? '.' : ',';
  const other = mark === '.' ? ',' : '.';
  const at = body.lastIndexOf(mark);
  const before = body.slice(0, at);
  const after = body.slice(at + 1);
  if (after.includes(' ')) return { kind: 'fault', fault: 'malformed' };

  if (before.includes(mark)) {
    // the same mark twice can only group thousands
    const digits = before.includes(other) ? undefined : integerDigits(body, mark);
    return digits === undefined ? { kind: 'fault', fault: 'malformed' } : limited(digits, '', maxDecimals);
  }
  const grouping = before.includes(other) ? other : ' ';
  const integer = before === '' ? '0' : integerDigits(before, grouping);
  if (integer === undefined) return { kind: 'fault', fault: 'malformed' };
  if (before !== '' && grouped[mark].test(body)) {
    const asThousands = parseDecimal(before + after);
    const asDecimals = parseDecimal(`${before}.${after}`);
    if (asThousands !== undefined && asDecimals !== undefined) {
      return { kind: 'ambiguous', asThousands, asDecimals };
    }
  }
  return limited(integer, after, maxDecimals);
}

/**
 * As `readTypedNumber`, for a percentage: `33.333` is not ambiguous there, because grouped thousands are never a percentage.
 */
export function readTypedPercentage(text: string, maxDecimals: number): TypedNumber {
  const number = readTypedNumber(text, maxDecimals);
  if (number.kind !== 'ambiguous') return number;
  const decimals = decimalsOf(number.asDecimals);
  return decimals > maxDecimals
    ? { kind: 'fault', fault: 'too-many-decimals', decimals }
    : { kind: 'read', value: number.asDecimals };
}

/**
 * A value as text for a number field, such that `readTypedNumber` reads it back and never finds it ambiguous: 1.234 becomes
 * `1.2340`. For the answer to "which one did you mean?" and for fields filled in by the program (a product's price).
 * @param value >= 0
 */
export function typedNumberText(value: Decimal): string {
  const decimals = decimalsOf(value);
  return formatDecimal(toScale(value, decimals === 3 ? 4 : decimals));
}
