import type { Invoice } from '../../domain/billing/invoice.ts';
import { formatAmount } from '../../domain/money/amount.ts';

/** Amounts of a line or of a part of a bundle. */
export interface LineFigures {
  readonly total: string;
  readonly discounts: readonly string[];
  readonly subtotal: string;
  readonly taxBase?: string;
  readonly taxes: readonly { readonly code: string; readonly amount: string }[];
  readonly parts: readonly LineFigures[];
}

/** Every amount of a document as decimal text. */
export interface Figures {
  readonly lines: readonly (LineFigures & {
    readonly exonerated: string;
    readonly taxAssumed: string;
    readonly netTax: string;
    readonly lineTotal: string;
  })[];
  readonly charges: readonly string[];
  readonly summary: Readonly<Record<string, unknown>>;
}

type Written = Pick<
  Invoice['lines'][number],
  'total' | 'discounts' | 'subtotal' | 'taxBase' | 'components'
> & {
  readonly taxes: readonly { readonly code: string; readonly amount: bigint }[];
};
function writtenFigures(
  line: Omit<Written, 'components' | 'discounts'> & {
    readonly discounts: readonly { readonly amount: bigint }[];
    readonly components?: Written['components'];
  },
): LineFigures {
  return {
    total: formatAmount(line.total),
    discounts: line.discounts.map((each) => formatAmount(each.amount)),
    subtotal: formatAmount(line.subtotal),
    ...(line.taxBase !== undefined && { taxBase: formatAmount(line.taxBase) }),
    taxes: line.taxes.map((tax) => ({ code: tax.code, amount: formatAmount(tax.amount) })),
    parts: (line.components ?? []).map((part) => writtenFigures(part)),
  };
}

/** The same of an invoice of the program, to compare with `recompute(form)`. */
export function figuresOf(invoice: Pick<Invoice, 'lines' | 'otherCharges' | 'summary'>): Figures {
  const { taxBreakdown, ...amounts } = invoice.summary;
  return {
    lines: invoice.lines.map((line) => ({
      ...writtenFigures(line),
      exonerated: formatAmount(
        line.taxes.reduce((all, { exoneration }) => all + (exoneration?.amount ?? 0n), 0n),
      ),
      taxAssumed: formatAmount(line.taxAssumed),
      netTax: formatAmount(line.netTax),
      lineTotal: formatAmount(line.lineTotal),
    })),
    charges: invoice.otherCharges.map((charge) => formatAmount(charge.amount)),
    summary: {
      ...Object.fromEntries(Object.entries(amounts).map(([field, amount]) => [field, formatAmount(amount)])),
      taxBreakdown: taxBreakdown
        .toSorted((a, b) => (`${a.code} ${a.rateCode ?? ''}` < `${b.code} ${b.rateCode ?? ''}` ? -1 : 1))
        .map((row) => ({ ...row, amount: formatAmount(row.amount) })),
    },
  };
}
