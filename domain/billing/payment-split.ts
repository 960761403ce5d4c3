import { type Amount, allocate, percentOf, sumAmounts } from '../money/amount.ts';
import {
  type Decimal,
  compareDecimals,
  multiplyDecimals,
  decimal,
  divideHalfUp,
  powerOfTen,
} from '../money/decimal.ts';
import type { Invoice, InvoiceLine, Tax } from './invoice.ts';
import { atLeastZero } from './made-from.ts';

/**
 * What a payment is split by: the IVA of the invoice's lines, one share for each rate. A REP's line has an IVA and nothing else, no
 * exoneration and no other tax (DOMAIN.md 4.2): what bears no IVA on the invoice bears none there.
 */
export interface TaxShare {
  /** Nota 8: 01, 07 or 08 */
  readonly ivaTax: string;
  /** CodigoTarifaIVA; '' with a factor */
  readonly rateCode: string;
  /** FactorCalculoIVA, with tax 08 */
  readonly factor?: Decimal;
  /** percent the IVA is of what is paid without it */
  readonly rate: Decimal;
  /** with its IVA */
  readonly amount: bigint;
}

/**
 * Code of what bears no IVA though its line is taxed: the exonerated part, other taxes, charges. No text says which one a REP gives
 * it (10 exempt, 11 not subject); both charge nothing.
 */
export const untaxedRateCode = '10';

const ivaFamily: ReadonlySet<string> = new Set(['01', '07', '08']);
const hundred = decimal('100');
/** An amount that bears no IVA. */
export const untaxed = (amount: bigint): TaxShare => ({
  ivaTax: '01',
  rateCode: untaxedRateCode,
  rate: decimal('0'),
  amount,
});

const keyOf = (share: TaxShare): string =>
  `${share.ivaTax}-${share.rateCode}-${share.factor === undefined ? '' : share.factor.unscaled}`;

/** `gross` / (1 + rate), cut down: where the search for the exact base begins. */
function roughBase(gross: bigint, rate: Decimal): bigint {
  const whole = 100n * powerOfTen(rate.scale);
  return (gross * whole) / (whole + rate.unscaled);
}

function shareOfIva(iva: Tax): Omit<TaxShare, 'amount'> {
  const rate = iva.factor === undefined ? (iva.rate ?? decimal('0')) : multiplyDecimals(iva.factor, hundred);
  return {
    ivaTax: iva.code,
    rateCode: iva.rateCode ?? '',
    rate,
    ...(iva.factor !== undefined && { factor: iva.factor }),
  };
}

/** A line in its taxed share and the rest; a plain one is all of its rate. */
function sharesOfLine(line: InvoiceLine): readonly TaxShare[] {
  const iva = line.taxes.find((tax) => ivaFamily.has(tax.code));
  // the main line of a bundle says no rate: its parts do
  if (iva === undefined || (iva.rate === undefined && iva.factor === undefined)) {
    return line.netTax === 0n ? [untaxed(line.lineTotal)] : sharesOfBundle(line);
  }
  const share = shareOfIva(iva);
  const plain = line.taxes.length === 1 && iva.exoneration === undefined && line.taxAssumed === 0n;
  const onSubtotal = line.taxBase === undefined || line.taxBase === line.subtotal;
  if (plain && (onSubtotal || iva.amount === 0n)) return [{ ...share, amount: line.lineTotal }];
  return taxedShare(line, share, iva);
}

/** The base in the measure its IVA was charged (not exonerated, not borne by the issuer), with that IVA; the rest bears none. */
function taxedShare(line: InvoiceLine, share: Omit<TaxShare, 'amount'>, iva: Tax): readonly TaxShare[] {
  const notExonerated = iva.amount - (iva.exoneration?.amount ?? 0n);
  const charged = notExonerated > line.netTax ? line.netTax : notExonerated;
  if (charged === 0n || iva.amount === 0n) return [untaxed(line.lineTotal)];
  const base = divideHalfUp((line.taxBase ?? line.subtotal) * charged, iva.amount);
  const gross = base + charged > line.lineTotal ? line.lineTotal : base + charged;
  return [{ ...share, amount: gross }, untaxed(line.lineTotal - gross)];
}

/** A bundle is shared by the IVA of its parts. */
function sharesOfBundle(line: InvoiceLine): readonly TaxShare[] {
  const parts = line.components.flatMap((component) => {
    const iva = component.taxes.find((tax) => ivaFamily.has(tax.code));
    return iva === undefined ? [] : [{ share: shareOfIva(iva), weight: component.subtotal + iva.amount }];
  });
  const weights = parts.map(({ weight }) => weight);
  if (weights.every((weight) => weight === 0n)) return [untaxed(line.lineTotal)];
  const amounts = allocate(line.lineTotal, weights);
  return parts.map(({ share }, index) => ({ ...share, amount: amounts[index] ?? 0n }));
}

/** Shares of a document by rate, sorted by code; they add up to what is to be paid (TotalComprobante). */
export function taxShares(invoice: Invoice): readonly TaxShare[] {
  const { otherCharges, ivaReturned } = invoice.summary;
  const all = [...invoice.lines.flatMap(sharesOfLine), untaxed(otherCharges - ivaReturned)];
  return addShares(all);
}

/** Those of the same rate together. @returns sorted by code, without empty ones */
export function addShares(shares: readonly TaxShare[]): readonly TaxShare[] {
  const byRate = Map.groupBy(shares, keyOf);
  return [...byRate.keys()].toSorted().flatMap((key) => {
    const [first, ...others] = byRate.get(key) ?? [];
    if (first === undefined) return [];
    const amount = sumAmounts([first, ...others].map((share) => share.amount));
    return amount === 0n ? [] : [{ ...first, amount }];
  });
}

/** `from` without `taken`; nothing becomes negative. */
export const subtractShares = (from: readonly TaxShare[], taken: readonly TaxShare[]): readonly TaxShare[] =>
  addShares([...from, ...taken.map((share) => ({ ...share, amount: -share.amount }))]).map((share) => ({
    ...share,
    amount: atLeastZero(share.amount),
  }));

/** The base whose amount with IVA is exactly `gross`. @returns undefined when rounding steps over it */
function exactBase(gross: bigint, rate: Decimal): bigint | undefined {
  const rough = roughBase(gross, rate);
  return [rough, rough + 1n, rough - 1n].find((base) => base >= 0n && base + percentOf(base, rate) === gross);
}

/**
 * What is paid without IVA, such that base and IVA (base x rate, rounded half-up at the 5th decimal, as the line computes it) add up
 * to `gross` exactly. For one amount in nine or so at 13 % the rounding steps over it: then it takes two lines.
 * @param gross > 0
 * @returns one base, or two
 */
export function basesOf(gross: Amount, rate: Decimal): readonly Amount[] {
  if (compareDecimals(rate, decimal('0')) === 0) return [gross];
  const whole = exactBase(gross, rate);
  if (whole !== undefined) return [whole];
  const half = gross / 2n;
  for (let first = half; first > 0n; first -= 1n) {
    const bases = [exactBase(first, rate), exactBase(gross - first, rate)];
    if (bases.every((base) => base !== undefined && base > 0n)) return bases.flatMap((base) => base ?? []);
  }
  throw new RangeError('no two bases make this amount');
}
