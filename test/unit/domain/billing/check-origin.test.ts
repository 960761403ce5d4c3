import { describe, expect, it } from 'vitest';
import { checkOrigin } from '../../../../domain/billing/check-origin.ts';
import type { InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import { emptyParty } from '../../../../domain/billing/new-form.ts';
import { goodForm } from '../../../helpers/invoices.ts';
import { earlierDocument, sealedDocument } from '../../../helpers/originals.ts';
import { goodReference } from '../../../helpers/references.ts';

const original = sealedDocument(goodForm());
const form = (kind: InvoiceKind) =>
  goodForm(kind, { customer: emptyParty(), references: [goodReference('r1')] });
const codes = (kind: InvoiceKind) =>
  checkOrigin(form(kind), { original, notes: [], receipts: [] }).map((fault) => fault.code);

describe('a form against its origin', () => {
  it.each([
    ['02', ['note-other-customer']],
    ['03', ['note-other-customer']],
    ['10', ['receipt-other-customer']],
    ['01', []],
    ['04', []],
  ] as const)('of kind %s is checked as it asks: %j', (kind, expected) => {
    expect(codes(kind)).toEqual(expected);
  });

  it('a receipt is less what notes took, too', () => {
    const credit = earlierDocument(goodForm('03', { references: [goodReference('r1', { code: '06' })] }));
    const receipt = goodForm('10');
    const found = checkOrigin(receipt, { original, notes: [credit], receipts: [] });
    expect(found.map((fault) => fault.code)).toEqual(['receipt-exceeds-owed']);
  });
});
