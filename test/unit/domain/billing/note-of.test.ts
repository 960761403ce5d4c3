import { describe, expect, it } from 'vitest';
import { checkNote } from '../../../../domain/billing/check-note.ts';
import type { InvoiceForm, LineForm } from '../../../../domain/billing/invoice-form.ts';
import { emptyPaymentMean, emptyTax } from '../../../../domain/billing/new-form.ts';
import { type NoteChoice, noteOf } from '../../../../domain/billing/note-of.ts';
import { remainingOf, roundingSlack } from '../../../../domain/billing/remaining.ts';
import { readInvoice } from '../../../../domain/billing/read-invoice.ts';
import { liveTotals } from '../../../../domain/billing/live-totals.ts';
import { amountText } from '../../../../domain/billing/form-of-invoice.ts';
import { amountOf, sumAmounts } from '../../../../domain/money/amount.ts';
import { decimal, formatDecimalTrimmed, subtractDecimals } from '../../../../domain/money/decimal.ts';
import { goodDiscount, goodForm, goodIssuer, goodLine } from '../../../helpers/invoices.ts';
import { earlierDocument, sealedDocument } from '../../../helpers/originals.ts';
import { goodCharge } from '../../../helpers/references.ts';

const context = { issuer: goodIssuer(), today: '2026-11-20' };
const noted = (result: ReturnType<typeof noteOf>): InvoiceForm => {
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const read = (form: InvoiceForm) => {
  const { invoice, faults } = readInvoice(form, context);
  expect(faults).toEqual([]);
  if (invoice === undefined) throw new Error('no invoice');
  return invoice;
};
const returned = (...lines: readonly (readonly [id: string, quantity: string])[]): NoteChoice => ({
  what: 'lines',
  code: '06',
  lines: lines.map(([id, quantity]) => ({ id, quantity: decimal(quantity) })),
});
const seven = (changes: Partial<LineForm> = {}) =>
  goodLine('a1', {
    quantity: '7',
    unitPrice: '1500',
    discounts: [goodDiscount('d1', { mode: 'amount', value: '100' })],
    ...changes,
  });
const dollars = { currency: 'USD', exchangeRate: '507.35' };

describe('a note made from its document', () => {
  it('whole: same lines and totals, code 01, customer, currency and rate', () => {
    const original = sealedDocument(
      goodForm('01', {
        ...dollars,
        lines: [seven(), goodLine('a2', { discounts: [goodDiscount('d2', { value: '12.5' })] })],
        otherCharges: [goodCharge('c1'), goodCharge('c2', { type: '02', mode: 'amount', value: '25' })],
        notes: 'Entregar en bodega',
      }),
    );
    const form = noted(noteOf(original, '03', { what: 'whole' }));
    const note = read(form);
    expect(note.summary).toEqual(original.invoice.summary);
    expect(note.lines).toEqual(original.invoice.lines);
    expect(note.customer).toEqual(original.invoice.customer);
    expect(note).toMatchObject({ kind: '03', currency: 'USD', exchangeRate: original.invoice.exchangeRate });
    expect(note.references).toEqual([
      {
        documentType: '01',
        number: original.identity.clave,
        issuedAt: '2026-11-02T10:00:00-06:00',
        code: '01',
        reason: 'Anula el documento',
      },
    ]);
    expect(form.originId).toBe('original-1');
    expect(form.notes).toBe('');
  });

  it('parts of a line share its discount so that they add up to it exactly', () => {
    const original = sealedDocument(goodForm('01', { lines: [seven()] }));
    const parts = ['2', '2', '3'];
    const notes: InvoiceForm[] = [];
    for (const quantity of parts) {
      const earlier = notes.map((form) => earlierDocument(form));
      notes.push(noted(noteOf(original, '03', returned(['a1', quantity]), earlier)));
    }
    const invoices = notes.map(read);
    expect(invoices.map((each) => each.lines[0]?.discounts[0]?.amount)).toEqual([
      amountOf('28.57143'),
      amountOf('28.57143'),
      amountOf('42.85714'),
    ]);
    expect(sumAmounts(invoices.map((each) => each.lines[0]?.subtotal ?? 0n))).toBe(amountOf('10400'));
    expect(invoices[0]?.references[0]).toMatchObject({ code: '06', reason: 'Devolución de mercancía' });
  });

  it('keeps the ids of the chosen lines, and the other lines out', () => {
    const original = sealedDocument(goodForm('01', { lines: [seven(), goodLine('a2'), goodLine('a3')] }));
    const form = noted(noteOf(original, '03', returned(['a3', '1'], ['a1', '7'])));
    expect(form.lines.map((line) => [line.id, line.quantity])).toEqual([
      ['a3', '1'],
      ['a1', '7'],
    ]);
    expect(read(form).lines).toHaveLength(2);
  });

  it('a line that goes back whole stays as it was typed', () => {
    const line = seven({ discounts: [goodDiscount('d1', { value: '12.5' })], serials: ['VIN-1'] });
    const original = sealedDocument(goodForm('01', { lines: [line] }));
    expect(noted(noteOf(original, '03', returned(['a1', '7']))).lines).toEqual([line]);
    expect(noted(noteOf(original, '03', returned(['a1', '1']))).lines[0]).toMatchObject({
      serials: [],
      discounts: [{ mode: 'amount', value: '187.5' }],
    });
  });

  it('shares the fuel of the whole line to the last hundredth, NOT what other taxes say of a unit', () => {
    const fuel = { ...emptyTax('t1'), code: '03', quantity: '20', unitTax: '10' };
    const tobacco = { ...emptyTax('t2'), code: '06', quantity: '20', unitTax: '10' };
    const original = sealedDocument(
      goodForm('01', { lines: [seven({ quantity: '3', taxes: [fuel, tobacco] })] }),
    );
    const notes: InvoiceForm[] = [];
    for (let count = 0; count < 3; count += 1) {
      const earlier = notes.map((form) => earlierDocument(form));
      const form = noted(noteOf(original, '03', returned(['a1', '1']), earlier));
      expect(checkNote(form, original, earlier)).toEqual([]);
      notes.push(form);
    }
    expect(notes.map((form) => form.lines[0]?.taxes.map((tax) => tax.quantity))).toEqual([
      ['6.67', '20'],
      ['6.67', '20'],
      ['6.66', '20'],
    ]);
  });

  it('shares a base that was typed', () => {
    const line = seven({ ivaTax: '07', taxBase: '700' });
    const original = sealedDocument(goodForm('01', { lines: [line] }));
    expect(noted(noteOf(original, '03', returned(['a1', '2']))).lines[0]?.taxBase).toBe('200');
  });

  it('of the charges a part repeats percentages and leaves fixed amounts out', () => {
    const original = sealedDocument(
      goodForm('01', {
        lines: [seven()],
        otherCharges: [goodCharge('c1'), goodCharge('c2', { type: '02', mode: 'amount', value: '25' })],
      }),
    );
    const note = read(noted(noteOf(original, '03', returned(['a1', '7']))));
    expect(note.otherCharges.map((charge) => charge.type)).toEqual(['06']);
  });

  it('shares several means of payment by what each paid, and a credit sale has none', () => {
    const mean = (id: string, code: string, amount: string) => ({ ...emptyPaymentMean(id), code, amount });
    const paid = sealedDocument(
      goodForm('01', { paymentMeans: [mean('p1', '01', '1130'), mean('p2', '02', '2260')] }),
    );
    const note = read(noted(noteOf(paid, '03', returned(['a1', '1']))));
    expect(note.paymentMeans).toEqual([
      { code: '01', amount: amountOf('565') },
      { code: '02', amount: amountOf('1130') },
    ]);
    const credit = sealedDocument(
      goodForm('01', { saleCondition: '02', creditDays: '30', paymentMeans: [] }),
    );
    const free = read(noted(noteOf(credit, '03', { what: 'whole' })));
    expect(free).toMatchObject({ saleCondition: '02', creditDays: 30, paymentMeans: [] });
  });

  it.each([
    ['01', '03', false, '01'],
    ['04', '03', false, '04'],
    ['02', '03', false, '02'],
    ['03', '02', false, '03'],
    ['08', '03', false, '17'],
    ['08', '02', false, '18'],
    ['09', '03', false, '99'],
    ['09', '03', true, '19'],
  ] as const)('of a document %s the note %s (revision %s) says type %s', (kind, note, revision, type) => {
    const base = sealedDocument(goodForm('01'));
    const original = { ...base, invoice: { ...base.invoice, kind } };
    const [reference] = noted(noteOf(original, note, { what: 'whole' }, [], revision)).references;
    expect(reference?.documentType).toBe(type);
    expect(reference?.otherText).toBe(type === '99' ? 'Factura electrónica de exportación' : '');
  });

  it('is made from a document without form too, its discounts as amounts', () => {
    const { form: _form, ...original } = sealedDocument(
      goodForm('01', { lines: [seven({ discounts: [goodDiscount('d1', { value: '12.5' })] })] }),
    );
    const note = read(noted(noteOf(original, '03', returned(['line-1', '7']))));
    expect(note.lines).toEqual(original.invoice.lines);
  });

  it('any document comes back in parts, without a fault and to the last unit', () => {
    // a fixed sequence, so that a failure can be repeated
    let seed = 20_261_120;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 60; round += 1) {
      const lines = Array.from({ length: 1 + random(3) }, (_, index) => {
        const units = 2 + random(9);
        return goodLine(`a${index}`, {
          quantity: String(units),
          unitPrice: `${1 + random(5_000)}.${String(random(100_000)).padStart(5, '0')}`,
          ivaCode: ['08', '04', '02', '10'][random(4)] ?? '08',
          ivaRate: '',
          discounts:
            random(2) === 0 ? [] : [goodDiscount('d1', { mode: 'percent', value: `${random(90)}.5` })],
        });
      });
      const original = sealedDocument(goodForm('01', { lines }));
      const notes: InvoiceForm[] = [];
      const leftNow = () =>
        remainingOf(
          original,
          notes.map((form) => earlierDocument(form)),
        );
      const openNow = () => leftNow().lines.filter((line) => line.quantity.unscaled > 0n);
      for (let open = openNow(); open.length > 0; open = openNow()) {
        const earlier = notes.map((form) => earlierDocument(form));
        const chosen = open.map(({ id, quantity }) => ({
          id,
          quantity: decimal(String(1 + random(Number(quantity.unscaled)))),
        }));
        const form = noted(noteOf(original, '03', { what: 'lines', code: '06', lines: chosen }, earlier));
        expect(checkNote(form, original, earlier)).toEqual([]);
        notes.push(form);
      }
      const { lines: ended, total } = leftNow();
      expect(ended.flatMap((line) => line.discounts).filter((discount) => discount !== 0n)).toEqual([]);
      const off = total < 0n ? 0n - total : total;
      expect(off).toBeLessThanOrEqual(roundingSlack(original.invoice.lines, notes.length));
    }
  });

  it('is NOT made of a REP, of lines that are not there, of nothing, nor whole after another note', () => {
    const original = sealedDocument(goodForm('01', { lines: [seven()] }));
    const receipt = { ...original, invoice: { ...original.invoice, kind: '10' as const } };
    const fault = (...args: Parameters<typeof noteOf>) => {
      const result = noteOf(...args);
      return result.ok ? undefined : result.error;
    };
    expect(fault(receipt, '03', { what: 'whole' })).toBe('receipt');
    expect(fault(original, '03', returned(['a9', '1']))).toBe('line-unknown');
    expect(fault(original, '03', returned(['a1', '0']))).toBe('line-unknown');
    expect(fault(original, '03', returned())).toBe('nothing-chosen');
    const earlier = noted(noteOf(original, '03', returned(['a1', '1'])));
    expect(fault(original, '03', { what: 'whole' }, [earlierDocument(earlier)])).toBe('already-adjusted');
    expect(fault(original, '03', { what: 'whole' }, [earlierDocument(earlier, 'rejected')])).toBeUndefined();
  });
});

describe('a part of what is paid or given in a special way', () => {
  it.each(['0.7', '0.8', '1.4', '0.333'])(
    'of 1.5 given free, %s go back free to the last unit, and the rest with the last note',
    (quantity) => {
      const lines = [
        goodLine('a1', {
          quantity: '1.5',
          unitPrice: '1234.56789',
          discounts: [goodDiscount('d1', { code: '01', value: '100' })],
        }),
        goodLine('a2'),
      ];
      const original = sealedDocument(goodForm('01', { lines }));
      const first = noted(noteOf(original, '03', returned(['a1', quantity], ['a2', '1'])));
      expect(read(first).lines[0]).toMatchObject({ subtotal: 0n, netTax: 0n });
      expect(checkNote(first, original, [])).toEqual([]);
      const rest = formatDecimalTrimmed(subtractDecimals(decimal('1.5'), decimal(quantity)));
      const earlier = [earlierDocument(first)];
      const last = noted(noteOf(original, '03', returned(['a1', rest]), earlier));
      expect(read(last).lines[0]).toMatchObject({ subtotal: 0n, netTax: 0n });
      expect(checkNote(last, original, earlier)).toEqual([]);
    },
  );

  it.each([
    ['1', '10000'],
    ['1', '333.33333'],
    ['3', '20000'],
  ])(
    'of twice %s health services paid %s by card and the rest in cash, IVA goes back in proportion',
    (quantity, card) => {
      const health = { cabys: '9310100000000', ivaCode: '04', ivaRate: '4', healthService: true };
      const means = (byCard: string, inCash: string) => [
        { ...emptyPaymentMean('p1'), code: '02', amount: byCard },
        { ...emptyPaymentMean('p2'), code: '01', amount: inCash },
      ];
      const units = String(Number(quantity) * 2);
      const unpaid = goodForm('01', {
        lines: [
          goodLine('a1', {
            ...health,
            quantity: units,
            unitPrice: quantity === '3' ? '9999.99999' : '10000',
          }),
        ],
        paymentMeans: means(card, '1'),
      });
      const { total } = liveTotals(unpaid).summary;
      const original = sealedDocument({
        ...unpaid,
        paymentMeans: means(card, amountText(total - amountOf(card))),
      });
      const half = noted(noteOf(original, '03', returned(['a1', quantity])));
      const note = read(half);
      expect(sumAmounts(note.paymentMeans.map(({ amount }) => amount))).toBe(note.summary.total);
      const doubled = note.summary.ivaReturned * 2n - original.invoice.summary.ivaReturned;
      expect(doubled >= -2n && doubled <= 2n).toBe(true);
      expect(checkNote(half, original, [])).toEqual([]);
      const earlier = [earlierDocument(half)];
      const other = noted(noteOf(original, '03', returned(['a1', quantity]), earlier));
      read(other);
      expect(checkNote(other, original, earlier)).toEqual([]);
    },
  );

  it('charges that are a percentage may round once more in each note', () => {
    const otherCharges = Array.from({ length: 9 }, (_, index) => goodCharge(`c${index}`));
    const lines = [goodLine('a1', { quantity: '4', unitPrice: '0.25005', ivaCode: '10', ivaRate: '0' })];
    const original = sealedDocument(goodForm('01', { lines, otherCharges }));
    const notes: InvoiceForm[] = [];
    for (let part = 0; part < 4; part += 1) {
      const earlier = notes.map((form) => earlierDocument(form));
      const form = noted(noteOf(original, '03', returned(['a1', '1']), earlier));
      read(form);
      expect(checkNote(form, original, earlier)).toEqual([]);
      notes.push(form);
    }
    const taken = sumAmounts(notes.map((form) => read(form).summary.total));
    expect(taken).toBeGreaterThan(original.invoice.summary.total);
  });
});
