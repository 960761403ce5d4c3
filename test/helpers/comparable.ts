import type { Invoice } from '../../domain/billing/invoice.ts';
import { kindFields } from '../../domain/billing/kind-fields.ts';
import { type Decimal, formatDecimalTrimmed } from '../../domain/money/decimal.ts';

const isDecimal = (value: object): value is Decimal => 'unscaled' in value && 'scale' in value;

/**
 * A value in the form in which two equal ones are equal field by field: decimals by value (1.5 and 1.50), line ends as XML keeps
 * them, no keys without value.
 */
export function comparable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(comparable);
  if (isDecimal(value)) return `decimal ${formatDecimalTrimmed(value)}`;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, comparable(field)]),
  );
}

/** The part of an invoice that its kind's XML can hold: the rest is not written, and does not come back. */
export function asWritten(invoice: Invoice): Invoice {
  const { kind, issuer, customer, summary } = invoice;
  const has = kindFields[kind];
  const [isPurchase, isPayment] = [kind === '08', kind === '10'];
  const [mean, ...moreMeans] = invoice.paymentMeans;
  const { activityCode, ...party } = customer ?? { name: '' };
  const { registry8707: _registry, ...buyer } = issuer;
  const { saleConditionOther: _other, creditDays: _days, activityCode: _activity, ...bare } = invoice;
  const onlyPayment = { name: issuer.name, identification: issuer.identification };
  return {
    ...(isPayment ? bare : invoice),
    issuer: isPayment
      ? { ...onlyPayment, emails: issuer.emails.slice(0, 1), softwareProvider: issuer.softwareProvider }
      : isPurchase
        ? { ...buyer, emails: issuer.emails.slice(0, 1) }
        : issuer,
    ...(customer && {
      customer: {
        ...party,
        ...(has.partyActivity === 'none' || activityCode === undefined ? {} : { activityCode }),
      },
    }),
    summary: isPayment
      ? {
          ...summary,
          servicesTaxed: 0n,
          servicesExempt: 0n,
          servicesExonerated: 0n,
          servicesNotSubject: 0n,
          goodsTaxed: 0n,
          goodsExempt: 0n,
          goodsExonerated: 0n,
          goodsNotSubject: 0n,
          taxed: 0n,
          exempt: 0n,
          exonerated: 0n,
          notSubject: 0n,
        }
      : summary,
    paymentMeans:
      mean && moreMeans.length === 0 ? [{ ...mean, amount: summary.total }] : invoice.paymentMeans,
  };
}
