import type { ExonerationForm } from '../billing/invoice-form.ts';
import { compareDecimals, decimal, parseDecimal } from '../money/decimal.ts';
import type { Exoneration } from './answers.ts';

/**
 * How a percentage up to 13 of the register is read. Whether it counts on 13 or on 100 is unknown (DOMAIN.md section 16, 11): `points` are
 * points of rate, as TarifaExonerada is. Above 13 it can only be a share of the tax. The screen says which reading was taken.
 */
export const smallPercentageIs: 'points' | 'share' = 'points';

export type ExonerationReading =
  | { readonly kind: 'points'; readonly certain: boolean; /** points of rate */ readonly rate: string }
  /** all of the tax, whatever the line's rate is */
  | { readonly kind: 'whole'; readonly certain: boolean }
  /** a part of the tax, in percent of it: what that is in points of rate depends on the line */
  | { readonly kind: 'share'; readonly certain: boolean; readonly percent: string }
  | { readonly kind: 'not-said' };

const highestRate = decimal('13');
const all = decimal('100');

export function readPercentage(
  percentage: string | undefined,
  small: 'points' | 'share' = smallPercentageIs,
): ExonerationReading {
  const value = percentage === undefined ? undefined : parseDecimal(percentage);
  if (percentage === undefined || !value || value.unscaled <= 0n) return { kind: 'not-said' };
  if (compareDecimals(value, all) === 0) return { kind: 'whole', certain: true };
  if (compareDecimals(value, all) > 0) return { kind: 'not-said' };
  const certain = compareDecimals(value, highestRate) > 0;
  return certain || small === 'share'
    ? { kind: 'share', certain, percent: percentage }
    : { kind: 'points', certain, rate: percentage };
}

/** Why an exoneration may not serve this line. Each is a warning: the register may be late. */
export type ExonerationDoubt = 'expired' | 'not-yet' | 'other-person' | 'other-goods';

/** @param sale `on`: `YYYY-MM-DD`; `buyer`: digits, '' when not typed; `cabys`: '' when not typed */
export function exonerationDoubts(
  exoneration: Exoneration,
  sale: { readonly on: string; readonly buyer: string; readonly cabys: string },
): readonly ExonerationDoubt[] {
  const { issuedOn, expiresOn, identification, cabys } = exoneration;
  const digits = (text: string): string => text.replaceAll(/\D/g, '').replace(/^0+/, '');
  const doubts: ExonerationDoubt[] = [];
  if (expiresOn !== undefined && expiresOn < sale.on) doubts.push('expired');
  if (issuedOn !== undefined && issuedOn > sale.on) doubts.push('not-yet');
  if (
    digits(identification) !== '' &&
    digits(sale.buyer) !== '' &&
    digits(identification) !== digits(sale.buyer)
  )
    doubts.push('other-person');
  if (cabys !== undefined && sale.cabys !== '' && !cabys.includes(sale.cabys)) doubts.push('other-goods');
  return doubts;
}

/** What the register fills in of a line's exoneration; what it does not say stays as typed. */
export function exonerationPatch(exoneration: Exoneration): Partial<ExonerationForm> {
  const reading = readPercentage(exoneration.percentage);
  return {
    number: exoneration.number,
    ...(exoneration.documentType === '' ? {} : { documentType: exoneration.documentType }),
    ...(exoneration.institution === '' ? {} : { institution: exoneration.institution }),
    ...(exoneration.issuedOn === undefined ? {} : { issuedOn: exoneration.issuedOn }),
    // '' is all of the line's rate
    ...(reading.kind === 'points' ? { rate: reading.rate } : reading.kind === 'whole' ? { rate: '' } : {}),
  };
}
