import { describe, expect, it } from 'vitest';
import { checkNote } from '../../../../domain/billing/check-note.ts';
import type { InvoiceForm } from '../../../../domain/billing/invoice-form.ts';
import { emptyParty } from '../../../../domain/billing/new-form.ts';
import { noteOf } from '../../../../domain/billing/note-of.ts';
import { decimal } from '../../../../domain/money/decimal.ts';
import { goodForm, goodLine } from '../../../helpers/invoices.ts';
import { earlierDocument, sealedDocument } from '../../../helpers/originals.ts';

const original = sealedDocument(goodForm('01', { lines: [goodLine('a1', { quantity: '7' })] }));
const part = (quantity: string, code: '02' | '06' = '06', kind: '02' | '03' = '03'): InvoiceForm => {
  const made = noteOf(original, kind, {
    what: 'lines',
    code,
    lines: [{ id: 'a1', quantity: decimal(quantity) }],
  });
  if (!made.ok) throw new Error(made.error);
  return made.value;
};
const check = (form: InvoiceForm, ...before: InvoiceForm[]) =>
  checkNote(
    form,
    original,
    before.map((each) => earlierDocument(each)),
  );
const codes = (faults: ReturnType<typeof check>) =>
  faults.map(({ severity, code, path }) => `${severity} ${code} ${path}`);

describe('a note against its document', () => {
  it('as it was made has no fault', () => {
    expect(check(part('7'))).toEqual([]);
    expect(check(part('3'), part('4'))).toEqual([]);
  });

  it('cannot return more than is left, and says how much is', () => {
    const faults = check(part('4'), part('4'));
    expect(codes(faults)).toEqual([
      'blocks note-exceeds-left-quantity lines.a1.quantity',
      'blocks note-exceeds-left lines',
    ]);
    expect(faults[0]?.values).toEqual({ left: '3', quantity: '4' });
    expect(faults[1]?.values).toEqual({ left: '5085', amount: '6780' });
  });

  it('does NOT count a note that Hacienda rejected', () => {
    expect(checkNote(part('4'), original, [earlierDocument(part('4'), 'rejected')])).toEqual([]);
  });

  it('cannot correct an amount beyond what is left of the line', () => {
    const form = part('7', '02');
    const dearer = { ...form, lines: form.lines.map((line) => ({ ...line, unitPrice: '1500.01' })) };
    expect(codes(check(dearer))).toEqual([
      'blocks note-exceeds-left lines.a1.unitPrice',
      'blocks note-exceeds-left lines',
    ]);
    expect(check(form)).toEqual([]);
  });

  it('adds up the lines that take from the same one', () => {
    const form = part('4');
    const [line] = form.lines;
    const twice = { ...form, lines: line ? [line, { ...line, id: 'n1' }] : [] };
    expect(codes(check(twice))).toEqual([
      'blocks note-exceeds-left-quantity lines.n1.quantity',
      'blocks note-exceeds-left lines',
    ]);
  });

  it('does NOT mind the rounding of parts', () => {
    const line = goodLine('a1', { quantity: '3', unitPrice: '0.33335' });
    const small = sealedDocument(goodForm('01', { lines: [line] }));
    const choice = { what: 'lines', code: '06', lines: [{ id: 'a1', quantity: decimal('1') }] } as const;
    const made = noteOf(small, '03', choice);
    const form = made.ok ? made.value : goodForm();
    const before = [earlierDocument(form), earlierDocument(form)];
    expect(checkNote(form, small, before)).toEqual([]);
  });

  it('a debit note may be of any amount', () => {
    expect(check(part('7', '02', '02'), part('7', '02', '02'))).toEqual([]);
  });

  it.each<[Partial<InvoiceForm>, string[]]>([
    [{ references: [] }, ['warns note-other-document references']],
    [
      { customer: { ...emptyParty(), identificationType: '02', identificationNumber: '3101654322' } },
      ['blocks note-other-customer customer.identificationNumber'],
    ],
    [{ customer: emptyParty() }, ['blocks note-other-customer customer.identificationNumber']],
    [{ customer: { ...emptyParty(), identificationType: '02', identificationNumber: '3-101-654321' } }, []],
    [{ currency: 'USD', exchangeRate: '500' }, ['blocks note-other-currency currency']],
    [
      { lines: [goodLine('a1', { cabys: '8311100000000', quantity: '1' })] },
      ['blocks note-other-cabys lines.a1.cabys'],
    ],
  ])('%j is: %j', (changes, faults) => {
    expect(codes(check({ ...part('1'), ...changes }))).toEqual(faults);
  });

  it('wants the exchange rate of the document, NOT that of today', () => {
    const dollars = sealedDocument(goodForm('01', { currency: 'USD', exchangeRate: '507.35' }));
    const made = noteOf(dollars, '03', { what: 'whole' });
    const form = made.ok ? made.value : goodForm();
    expect(checkNote(form, dollars, [])).toEqual([]);
    const [fault] = checkNote({ ...form, exchangeRate: '510' }, dollars, []);
    expect(fault).toMatchObject({
      code: 'note-other-currency',
      path: 'exchangeRate',
      values: { expected: '507.35', received: '510' },
    });
  });

  it('only warns when the document named nobody', () => {
    const form = goodForm('04');
    const nobody = sealedDocument({ ...form, customer: emptyParty() });
    const made = noteOf(nobody, '03', { what: 'whole' });
    const note = { ...(made.ok ? made.value : form), customer: form.customer };
    expect(codes(checkNote(note, nobody, []))).toEqual([
      'warns note-other-customer customer.identificationNumber',
    ]);
  });
});
