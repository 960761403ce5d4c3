import { z } from 'zod';
import type { Comprobante } from '../billing/comprobante.ts';
import { InvoiceKind } from '../billing/invoice-form.ts';
import { formatDecimalTrimmed } from '../money/decimal.ts';

const Party = z.object({ name: z.string(), type: z.string(), number: z.string() });

/** What lists, checks and messages need of a received document. Amounts at scale 5, in its own currency. */
export const ReceivedFacts = z.object({
  /** 50 digits */
  clave: z.string().regex(/^\d{50}$/),
  kind: InvoiceKind,
  /** 20 digits */
  consecutivo: z.string().regex(/^\d{20}$/),
  /** FechaEmision as written */
  issuedAt: z.string(),
  /** who issued and signed it: the XML's Emisor, in a FEC its Receptor */
  issuer: Party,
  /** the other party; absent when the document names none, `type` and `number` '' when it is not identified */
  receiver: Party.optional(),
  currency: z.string(),
  /** to colones, decimal text */
  exchangeRate: z.string(),
  total: z.bigint(),
  /** TotalImpuesto */
  tax: z.bigint(),
});
export type ReceivedFacts = z.infer<typeof ReceivedFacts>;

export function receivedFacts({ identity, invoice }: Comprobante): ReceivedFacts {
  const { issuer, customer } = invoice;
  return {
    ...identity,
    kind: invoice.kind,
    issuer: { name: issuer.name, ...issuer.identification },
    ...(customer && {
      receiver: {
        name: customer.name,
        type: customer.identification?.type ?? '',
        number: customer.identification?.number ?? '',
      },
    }),
    currency: invoice.currency,
    exchangeRate: formatDecimalTrimmed(invoice.exchangeRate),
    total: invoice.summary.total,
    tax: invoice.summary.tax,
  };
}

/** Kinds that a mensaje receptor can answer (DOMAIN.md section 8: FE, NC, ND). */
export const answerableKinds: ReadonlySet<InvoiceKind> = new Set<InvoiceKind>(['01', '02', '03']);

/** An identification without dashes and leading zeros, so that `003101123456`, `3-101-123456` and `3101123456` are one. */
const bare = (number: string): string =>
  number
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^0+/, '');

/** Never true for an empty one. */
export const sameNumber = (a: string, b: string): boolean => bare(a) !== '' && bare(a) === bare(b);
