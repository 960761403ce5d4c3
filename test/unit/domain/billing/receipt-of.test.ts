import { describe, expect, it } from 'vitest';
import type { InvoiceForm } from '../../../../domain/billing/invoice-form.ts';
import type { EarlierDocument } from '../../../../domain/billing/made-from.ts';
import { noteOf } from '../../../../domain/billing/note-of.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import {
  type ReceivedPayment,
  checkReceipt,
  needsReceipt,
  paidBy,
  receiptCondition,
  receiptOf,
  unpaidOf,
} from '../../../../domain/billing/receipt-of.ts';
import { amountOf, sumAmounts } from '../../../../domain/money/amount.ts';
import { decimal } from '../../../../domain/money/decimal.ts';
import { emptyParty } from '../../../../domain/billing/new-form.ts';
import { goodForm, goodIssuer, goodLine } from '../../../helpers/invoices.ts';
import { earlierDocument, sealedDocument } from '../../../helpers/originals.ts';

const credit = (changes: Partial<InvoiceForm> = {}) =>
  sealedDocument(goodForm('01', { saleCondition: '10', creditDays: '60', paymentMeans: [], ...changes }));
const paid = (amount: string, changes: Partial<ReceivedPayment> = {}): ReceivedPayment => ({
  amount: amountOf(amount),
  paidOn: '2026-11-05',
  mean: '04',
  ...changes,
});
const made = (result: ReturnType<typeof receiptOf>): InvoiceForm => {
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};
const receiptFor = (...args: Parameters<typeof receiptOf>): EarlierDocument =>
  earlierDocument(made(receiptOf(...args)));

describe('the receipt of a payment', () => {
  it.each([
    ['01', '08', '09'],
    ['01', '10', '11'],
    ['01', '01', undefined],
    ['01', '02', undefined],
    ['04', '10', undefined],
    ['03', '10', undefined],
  ] as const)('a document %s with condition %s needs condition %s', (kind, saleCondition, condition) => {
    expect(receiptCondition({ kind, saleCondition })).toBe(condition);
    expect(needsReceipt({ kind, saleCondition })).toBe(condition !== undefined);
  });

  it('is a REP without faults: base and IVA of the payment, its instalment and its reference', () => {
    const original = credit();
    const form = made(receiptOf(original, paid('1130')));
    const { faults, invoice } = readInvoice(form, { issuer: goodIssuer(), today: '2026-11-20' });
    expect(faults).toEqual([]);
    expect(invoice).toMatchObject({
      kind: '10',
      saleCondition: '11',
      customer: { identification: { type: '02', number: '3101654321' } },
      lines: [
        {
          detail: `Abono 1 de la factura ${original.identity.consecutivo}, pagado el 05/11/2026`,
          total: amountOf('1000'),
          netTax: amountOf('130'),
          lineTotal: amountOf('1130'),
        },
      ],
      paymentMeans: [{ code: '04', amount: amountOf('1130') }],
      references: [{ documentType: '01', number: original.identity.clave, code: '04' }],
    });
    expect(form.originId).toBe('original-1');
  });

  it('says code 17 under the revision of 2026', () => {
    expect(made(receiptOf(credit(), paid('1130'), [], [], true)).references[0]?.code).toBe('17');
  });

  it('shares every payment among the rates; the last one takes exactly what is left', () => {
    const original = credit({
      lines: [
        goodLine('a1', { quantity: '3', unitPrice: '333.33' }),
        goodLine('a2', { quantity: '7', unitPrice: '14.29', ivaCode: '04', ivaRate: '4' }),
        goodLine('a3', { quantity: '1', unitPrice: '99.99', ivaCode: '10', ivaRate: '0' }),
      ],
    });
    const receipts: EarlierDocument[] = [];
    for (const amount of ['100', '33.33', '0.01', '700']) {
      receipts.push(receiptFor(original, paid(amount), receipts));
    }
    expect(receipts.map((receipt) => paidBy(receipt.invoice))).toEqual(
      ['100', '33.33', '0.01', '700'].map(amountOf),
    );
    const owed = unpaidOf(original.invoice, receipts, []);
    expect(owed).toBe(original.invoice.summary.total - amountOf('833.34'));
    receipts.push(receiptFor(original, { ...paid('1'), amount: owed }, receipts));
    expect(unpaidOf(original.invoice, receipts, [])).toBe(0n);
    const rateTotal = (code: string) =>
      sumAmounts(
        receipts.flatMap(({ invoice }) =>
          invoice.lines.filter((line) => line.taxes[0]?.rateCode === code).map((line) => line.lineTotal),
        ),
      );
    expect(['08', '04', '10'].map(rateTotal)).toEqual(original.invoice.lines.map((line) => line.lineTotal));
    expect(receipts[1]?.invoice.lines.map((line) => line.detail.slice(0, 7))).toContain('Abono 2');
    expect(receipts[1]?.invoice.lines[0]?.detail).toMatch(/\(IVA 4 %\)$/);
  });

  it('takes two lines when rounding steps over the amount', () => {
    const form = made(receiptOf(credit(), { ...paid('1'), amount: 4n }));
    expect(form.lines.map((line) => line.detail.slice(-14))).toEqual(
      ['parte 1 de 2', 'parte 2 de 2'].map((part) => `, ${part}`),
    );
    const invoice = sealedDocument(form).invoice;
    expect(paidBy(invoice)).toBe(4n);
  });

  it('is less after a credit note, and NOT after one that was rejected', () => {
    const original = credit();
    const note = noteOf(original, '03', {
      what: 'lines',
      code: '06',
      lines: [{ id: 'a1', quantity: decimal('1') }],
    });
    const form = note.ok ? note.value : goodForm();
    expect(unpaidOf(original.invoice, [], [earlierDocument(form)])).toBe(amountOf('1695'));
    expect(unpaidOf(original.invoice, [], [earlierDocument(form, 'rejected')])).toBe(amountOf('3390'));
    expect(receiptOf(original, paid('1695.01'), [], [earlierDocument(form)])).toEqual({
      ok: false,
      error: { kind: 'exceeds-owed', owed: amountOf('1695') },
    });
    expect(paidBy(receiptFor(original, paid('1695'), [], [earlierDocument(form)]).invoice)).toBe(
      amountOf('1695'),
    );
  });

  it('is more after a debit note', () => {
    const original = credit();
    const note = noteOf(original, '02', {
      what: 'lines',
      code: '02',
      lines: [{ id: 'a1', quantity: decimal('1') }],
    });
    const earlier = [earlierDocument(note.ok ? note.value : goodForm())];
    expect(unpaidOf(original.invoice, [], earlier)).toBe(amountOf('5085'));
    expect(receiptOf(original, paid('5085'), [], earlier).ok).toBe(true);
  });

  it('counts a receipt given up as not given', () => {
    const original = credit();
    const receipt = { ...receiptFor(original, paid('1000')), state: 'abandoned' as const };
    expect(unpaidOf(original.invoice, [receipt], [])).toBe(amountOf('3390'));
    expect(made(receiptOf(original, paid('1'), [receipt])).lines[0]?.detail).toMatch(/^Abono 1 /);
  });

  it('is NOT made of a cash sale, of nothing, nor of more than is owed', () => {
    expect(receiptOf(sealedDocument(goodForm()), paid('1'))).toEqual({
      ok: false,
      error: { kind: 'not-needed' },
    });
    expect(receiptOf(credit(), { ...paid('1'), amount: 0n })).toEqual({
      ok: false,
      error: { kind: 'nothing-paid' },
    });
    expect(receiptOf(credit(), paid('3390.00001')).ok).toBe(false);
    expect(receiptOf(credit(), paid('3390')).ok).toBe(true);
  });
});

describe('a receipt against its invoice', () => {
  const original = credit();
  const form = made(receiptOf(original, paid('2000')));
  const check = (changes: Partial<InvoiceForm>, ...receipts: EarlierDocument[]) =>
    checkReceipt({ ...form, ...changes }, original, receipts, []).map(
      ({ severity, code, path }) => `${severity} ${code} ${path}`,
    );

  it('as it was made has no fault', () => {
    expect(check({})).toEqual([]);
  });

  it('cannot exceed what is owed', () => {
    expect(check({}, receiptFor(original, paid('1390.00')))).toEqual([]);
    expect(check({}, receiptFor(original, paid('1390.01')))).toEqual(['blocks receipt-exceeds-owed lines']);
  });

  it('has the same customer; another currency only warns', () => {
    expect(check({ customer: emptyParty() })).toEqual([
      'blocks receipt-other-customer customer.identificationNumber',
    ]);
    expect(check({ currency: 'USD' })).toEqual(['warns receipt-other-currency currency']);
  });
});
