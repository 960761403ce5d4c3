import type { Language } from './language.ts';

/**
 * Numbers, money, dates and times as people read them. Amounts come as decimal TEXT and stay exact: `Intl.NumberFormat`
 * takes decimal strings without going through a float. Instants are UTC ms. Dates of documents are Costa Rica's
 * (UTC-06:00 all year, the date that is signed); times of this computer's events are in the computer's own zone.
 */
export interface Formats {
  /** `1234.5`, `CRC` -> `₡1 234,50`; 2 to 5 decimals. Text that is not a decimal comes back as it is. */
  readonly money: (decimal: string, currency: string) => string;
  /** The number alone, 2 to 5 decimals, for a column whose heading names the currency. */
  readonly amount: (decimal: string) => string;
  /** Up to 5 decimals, none added: quantities, rates. */
  readonly decimal: (decimal: string) => string;
  /** whole number: counts */
  readonly count: (count: number) => string;
  /** `20 nov 2026` */
  readonly date: (at: number) => string;
  /** `4:21 p. m.` */
  readonly time: (at: number) => string;
  /** `4:21:07 p. m.`: lines of a log */
  readonly clock: (at: number) => string;
  /** `20 nov 2026, 4:21:07 p. m.` */
  readonly moment: (at: number) => string;
  /** time alone when it is today, date and time otherwise */
  readonly when: (at: number, now: number) => string;
  /** date and time on which a document was issued, in Costa Rica */
  readonly issued: (at: number) => string;
  readonly issuedDate: (at: number) => string;
  /** the time for a document of today, the date for an older one */
  readonly issuedShort: (at: number, now: number) => string;
  /** `YYYY-MM-DD` -> `20 nov` */
  readonly day: (on: string) => string;
  /** `hace 5 min` */
  readonly ago: (at: number, now: number) => string;
  /** `1 h y 20 min`, `45 s`; never negative */
  readonly duration: (ms: number) => string;
  /** `12,4 kB` */
  readonly bytes: (bytes: number) => string;
}

const locales: Record<Language, string> = { es: 'es-CR', en: 'en' };
const costaRica = 'America/Costa_Rica';
/** `Intl.StringNumericLiteral` is what TypeScript calls a string that `format` takes exactly. */
const isMachineDecimal = (text: string): text is Intl.StringNumericLiteral =>
  /^-?\d{1,40}(\.\d{1,20})?$/.test(text);
/** The two currencies of every day have a sign nobody mistakes here; others keep what the locale writes (`CAD`, `€`). */
const everyday: ReadonlySet<string> = new Set(['CRC', 'USD']);

function moneyFormat(locale: string, currency: string): Intl.NumberFormat | undefined {
  if (!/^[A-Z]{3}$/.test(currency)) return undefined;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: everyday.has(currency) ? 'narrowSymbol' : 'symbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: 5,
  });
}

function makeFormats(language: Language): Formats {
  const locale = locales[language];
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 5 });
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 5 });
  const money = new Map<string, Intl.NumberFormat | undefined>();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const short = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const issued = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: costaRica,
  });
  const issuedDate = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: costaRica });
  const issuedTime = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: costaRica });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' });
  const durations = new Intl.DurationFormat(locale, { style: 'short' });

  const exact = (format: Intl.NumberFormat, decimal: string): string =>
    isMachineDecimal(decimal) ? format.format(decimal) : decimal;
  const duration = (ms: number): string => {
    const seconds = Math.max(0, Math.round(ms / 1_000));
    if (seconds < 60) return durations.format({ seconds: seconds === 0 ? 1 : seconds });
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return durations.format({ minutes });
    const hours = Math.floor(minutes / 60);
    if (hours < 24) {
      return durations.format(minutes % 60 === 0 ? { hours } : { hours, minutes: minutes % 60 });
    }
    const days = Math.floor(hours / 24);
    return durations.format(hours % 24 === 0 ? { days } : { days, hours: hours % 24 });
  };
  return {
    money(decimal, currency) {
      if (!money.has(currency)) money.set(currency, moneyFormat(locale, currency));
      const format = money.get(currency);
      return format ? exact(format, decimal) : `${exact(amount, decimal)} ${currency}`.trim();
    },
    amount: (decimal) => exact(amount, decimal),
    decimal: (decimal) => exact(plain, decimal),
    count: (count) => plain.format(count),
    date: (at) => date.format(at),
    time: (at) => time.format(at),
    clock: (at) => clock.format(at),
    moment: (at) => moment.format(at),
    when: (at, now) =>
      new Date(at).toDateString() === new Date(now).toDateString() ? time.format(at) : short.format(at),
    issued: (at) => issued.format(at),
    issuedDate: (at) => issuedDate.format(at),
    issuedShort: (at, now) =>
      issuedDate.format(at) === issuedDate.format(now) ? issuedTime.format(at) : issuedDate.format(at),
    day: (on) => {
      const at = Date.parse(`${on}T00:00:00Z`);
      return Number.isNaN(at) ? on : day.format(at);
    },
    ago(at, now) {
      const seconds = Math.max(0, Math.round((now - at) / 1_000));
      if (seconds < 60) return relative.format(-seconds, 'second');
      if (seconds < 3_600) return relative.format(-Math.round(seconds / 60), 'minute');
      if (seconds < 86_400) return relative.format(-Math.round(seconds / 3_600), 'hour');
      return relative.format(-Math.round(seconds / 86_400), 'day');
    },
    duration,
    bytes: (bytes) =>
      bytes < 1_000
        ? `${plain.format(bytes)} B`
        : bytes < 1_000_000
          ? `${plain.format(Math.round(bytes / 100) / 10)} kB`
          : `${plain.format(Math.round(bytes / 100_000) / 10)} MB`,
  };
}

const made = new Map<Language, Formats>();
export function formats(language: Language): Formats {
  const known = made.get(language);
  if (known) return known;
  const fresh = makeFormats(language);
  made.set(language, fresh);
  return fresh;
}
