import type { ComprobanteFault } from '../../domain/billing/comprobante-fault.ts';
import type { Amount } from '../../domain/billing/invoice.ts';
import { amountScale, maxAmount } from '../../domain/money/amount.ts';
import { type Decimal, toScale } from '../../domain/money/decimal.ts';
import { isCalendarDate } from '../../domain/numbering/costa-rica-time.ts';
import type { XmlElement } from './open-xml.ts';

/** Thrown while reading fields, caught by whoever reads the whole document. */
export class Unreadable extends Error {
  readonly fault: ComprobanteFault;
  constructor(fault: ComprobanteFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** xs:decimal. Zeros are taken off by hand: a pattern for them would need the square of a long text's time. */
const decimalForm = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?$/;
const dateTimeForm =
  /^(\d{4}-\d{2}-\d{2})T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;

export interface DigitLimits {
  /** totalDigits: of the value, leading and trailing zeros apart */
  readonly digits: number;
  /** fractionDigits */
  readonly decimals: number;
}

/** xs:decimal without its idle zeros. @returns undefined when it is none or has more digits than the schema */
export function schemaDecimal(text: string, { digits, decimals }: DigitLimits): Decimal | undefined {
  const match = decimalForm.exec(text.trim());
  if (!match) return undefined;
  const [, sign, before = '', after = ''] = match;
  let start = 0;
  while (before[start] === '0') start += 1;
  let end = after.length;
  while (end > 0 && after[end - 1] === '0') end -= 1;
  const whole = before.slice(start);
  const fraction = after.slice(0, end);
  if (fraction.length > decimals || whole.length + fraction.length > digits) return undefined;
  const unscaled = BigInt(whole + fraction);
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale: fraction.length };
}

/**
 * The children of one element, each asked for by name: one that nobody asks for is a fault, so nothing of a document can be lost
 * unnoticed. The order is not looked at. Text stays as it is; codes, dates and numbers are trimmed (xs:string keeps blanks, the
 * other types collapse them).
 */
export class Fields {
  readonly #path: string;
  readonly #left = new Map<string, XmlElement[]>();

  constructor(element: XmlElement, path: string) {
    this.#path = path;
    for (const child of element.children) {
      const name = child.namespace === element.namespace ? child.name : `${child.namespace} ${child.name}`;
      const same = this.#left.get(name);
      if (same) same.push(child);
      else this.#left.set(name, [child]);
    }
    if (element.text.trim() !== '') throw new Unreadable({ code: 'unexpected', path });
  }

  /** Takes every child of that name, of another namespace when it is said. */
  take(name: string, most: number, namespace?: string): readonly XmlElement[] {
    const key = namespace === undefined ? name : `${namespace} ${name}`;
    const found = this.#left.get(key) ?? [];
    if (found.length > most) throw new Unreadable({ code: 'repeated', path: this.#at(name) });
    this.#left.delete(key);
    return found;
  }

  /** @throws Unreadable when a child was not asked for */
  done(): void {
    for (const [name] of this.#left)
      throw new Unreadable({ code: 'unexpected', path: this.#at(name.slice(name.lastIndexOf(' ') + 1)) });
  }

  optionalText(name: string): string | undefined {
    const [found] = this.take(name, 1);
    return found && this.#leaf(found, name);
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name);
  }

  texts(name: string, most: number): readonly string[] {
    return this.take(name, most).map((child, index) => this.#leaf(child, `${name}[${index + 1}]`));
  }

  /** Text of one form, trimmed. */
  optionalToken(name: string, form: RegExp): string | undefined {
    const token = this.optionalText(name)?.trim();
    return token === undefined || form.test(token) ? token : this.#bad(name);
  }

  token(name: string, form: RegExp): string {
    return this.optionalToken(name, form) ?? this.#missing(name);
  }

  optionalCode(name: string): string | undefined {
    return this.optionalToken(name, /^\d{2}$/);
  }

  code(name: string): string {
    return this.optionalCode(name) ?? this.#missing(name);
  }

  /** xs:integer of at most five digits. */
  optionalInteger(name: string): number | undefined {
    const value = this.optionalDecimal(name, { digits: 5, decimals: 0 });
    return value && Number(value.unscaled);
  }

  integer(name: string): number {
    return this.optionalInteger(name) ?? this.#missing(name);
  }

  optionalDecimal(name: string, limits: DigitLimits): Decimal | undefined {
    const text = this.optionalText(name);
    return text === undefined ? undefined : (schemaDecimal(text, limits) ?? this.#bad(name));
  }

  decimal(name: string, limits: DigitLimits): Decimal {
    return this.optionalDecimal(name, limits) ?? this.#missing(name);
  }

  /** DecimalDineroType: 0 to 9999999999999.99999. */
  optionalAmount(name: string): Amount | undefined {
    const value = this.optionalDecimal(name, { digits: 18, decimals: amountScale });
    if (value === undefined) return undefined;
    const { unscaled } = toScale(value, amountScale);
    return unscaled < 0n || unscaled > maxAmount ? this.#bad(name) : unscaled;
  }

  amount(name: string): Amount {
    return this.optionalAmount(name) ?? this.#missing(name);
  }

  /** A total that may be left out: zero then. */
  total(name: string): Amount {
    return this.optionalAmount(name) ?? 0n;
  }

  /** xs:dateTime as it is written, with any offset or none. */
  dateTime(name: string): string {
    const token = this.token(name, dateTimeForm);
    return isCalendarDate(token.slice(0, 10)) ? token : this.#bad(name);
  }

  optionalGroup<T>(name: string, read: (fields: Fields) => T): T | undefined {
    const [found] = this.take(name, 1);
    return found && readGroup(found, this.#at(name), read);
  }

  group<T>(name: string, read: (fields: Fields) => T): T {
    const [found] = this.take(name, 1);
    return found ? readGroup(found, this.#at(name), read) : this.#missing(name);
  }

  groups<T>(
    name: string,
    bounds: { readonly least?: number; readonly most: number },
    read: (fields: Fields) => T,
  ): readonly T[] {
    const found = this.take(name, bounds.most);
    if (found.length < (bounds.least ?? 0)) this.#missing(name);
    return found.map((child, index) => readGroup(child, `${this.#at(name)}[${index + 1}]`, read));
  }

  #at(name: string): string {
    return `${this.#path}/${name}`;
  }

  #leaf(element: XmlElement, name: string): string {
    if (element.children.length > 0) throw new Unreadable({ code: 'unexpected', path: this.#at(name) });
    return element.text;
  }

  #missing(name: string): never {
    throw new Unreadable({ code: 'missing', path: this.#at(name) });
  }

  #bad(name: string): never {
    throw new Unreadable({ code: 'bad-value', path: this.#at(name) });
  }
}

/** Reads an element completely. @throws Unreadable when something of it was not asked for */
export function readGroup<T>(element: XmlElement, path: string, read: (fields: Fields) => T): T {
  const fields = new Fields(element, path);
  const value = read(fields);
  fields.done();
  return value;
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Without the keys whose value is undefined: an optional field that is absent has no key (exactOptionalPropertyTypes). */
export const present = <T extends object>(value: T): Present<T> =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- the undefined ones are gone, which no type of fromEntries can say
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Present<T>;
