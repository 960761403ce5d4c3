import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import { liveTotals } from '../../../../domain/billing/live-totals.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { formatAmount } from '../../../../domain/money/amount.ts';
import { anyFormOf, anyFormToday } from '../../../helpers/any-form.ts';
import { goodIssuer } from '../../../helpers/invoices.ts';
import { figuresOf, recompute } from '../../../helpers/recompute.ts';

const context = { issuer: goodIssuer(), today: anyFormToday };

describe('any document of each kind', () => {
  it.each(InvoiceKind.options)(
    'kind %s: nothing blocks, and every amount is what another library computes',
    (kind) => {
      fc.assert(
        fc.property(anyFormOf(kind), (form) => {
          const { faults, invoice } = readInvoice(form, context);
          expect(faults.filter((fault) => fault.severity === 'blocks')).toEqual([]);
          if (invoice === undefined) throw new Error('nothing was read');
          const expected = recompute(form);
          expect(figuresOf(invoice)).toEqual(expected);

          const live = liveTotals(form, anyFormToday);
          expect(live.complete).toBe(true);
          expect(formatAmount(live.summary.total)).toBe(expected.summary['total']);
          expect([...live.charges.values()].map((amount) => formatAmount(amount ?? -1n))).toEqual(
            expected.charges,
          );
        }),
        { numRuns: 150 },
      );
    },
  );
});
