import { describe, expect, it } from 'vitest';
import type { InvoiceForm, InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import { matchingLine } from '../../../../domain/billing/made-from.ts';
import { remainingOf, returnsGoods, roundingSlack, takesAway } from '../../../../domain/billing/remaining.ts';
import { amountOf } from '../../../../domain/money/amount.ts';
import { formatDecimal } from '../../../../domain/money/decimal.ts';
import { documentStates } from '../../../../domain/outbox/states.ts';
import { goodForm, goodLine } from '../../../helpers/invoices.ts';
import { earlierDocument, sealedDocument } from '../../../helpers/originals.ts';
import { goodReference } from '../../../helpers/references.ts';

const original = sealedDocument(
  goodForm('01', { lines: [goodLine('a1', { quantity: '7' }), goodLine('a2', { detail: 'Clavos' })] }),
);
const note = (kind: '02' | '03', code: string, quantity: string, changes: Partial<InvoiceForm> = {}) =>
  goodForm(kind, {
    lines: [goodLine('a1', { quantity })],
    references: [goodReference('r1', { code })],
    ...changes,
  });
const leftOf = (...notes: Parameters<typeof remainingOf>[1]) => {
  const { lines, total } = remainingOf(original, notes);
  return { lines: lines.map((line) => [line.id, formatDecimal(line.quantity), line.amount]), total };
};

describe('what is left of a document', () => {
  it('is all of it without notes', () => {
    expect(leftOf()).toEqual({
      lines: [
        ['a1', '7', amountOf('11865')],
        ['a2', '2', amountOf('3390')],
      ],
      total: amountOf('15255'),
    });
  });

  it('is less by a credit note and more by a debit note', () => {
    expect(leftOf(earlierDocument(note('03', '06', '3')))).toMatchObject({
      lines: [
        ['a1', '4', amountOf('6780')],
        ['a2', '2', amountOf('3390')],
      ],
      total: amountOf('10170'),
    });
    expect(
      leftOf(earlierDocument(note('03', '06', '3')), earlierDocument(note('02', '01', '1'))),
    ).toMatchObject({
      lines: [
        ['a1', '5', amountOf('8475')],
        ['a2', '2', amountOf('3390')],
      ],
    });
  });

  it.each(documentStates.map((state) => [state, ['rejected', 'abandoned'].includes(state)] as const))(
    'a note that is %s is ignored: %s',
    (state, ignored) => {
      const { total } = leftOf(earlierDocument(note('03', '06', '7'), state));
      expect(total).toBe(amountOf(ignored ? '15255' : '3390'));
    },
  );

  it('a correction of an amount gives no goods back', () => {
    expect(leftOf(earlierDocument(note('03', '02', '3'))).lines[0]).toEqual(['a1', '7', amountOf('6780')]);
  });

  it('counts a line it cannot place in the total only', () => {
    const lines = [goodLine('z9', { cabys: '8311100000000', detail: 'Otra cosa', quantity: '1' })];
    const { lines: left, total } = leftOf(earlierDocument(note('03', '06', '1', { lines })));
    expect(left.map((line) => line[1])).toEqual(['7', '2']);
    expect(total).toBe(amountOf('13560'));
  });

  it('of a credit note is what a debit note takes back', () => {
    const kinds: readonly (readonly [InvoiceKind, InvoiceKind, boolean])[] = [
      ['01', '03', true],
      ['01', '02', false],
      ['02', '03', true],
      ['03', '02', true],
      ['03', '03', false],
    ];
    for (const [from, by, away] of kinds) expect(takesAway(from, by)).toBe(away);
  });

  it.each([
    ['01', true],
    ['06', true],
    ['13', true],
    ['02', false],
    ['09', false],
    ['14', false],
  ])('code %s gives goods back: %s', (code, gives) => {
    expect(returnsGoods([{ code }])).toBe(gives);
  });

  it('leaves half a unit of the last decimal for each field that a note rounds', () => {
    const { lines } = original.invoice;
    expect(roundingSlack(lines, 1)).toBe(4n);
    expect(roundingSlack(lines.slice(0, 1), 2)).toBe(3n);
    expect(roundingSlack([], 2)).toBe(0n);
  });
});

describe('the line a line of a note is about', () => {
  const lines = [
    { id: 'a1', cabys: '1', detail: 'Martillo' },
    { id: 'a2', cabys: '1', detail: 'Clavos' },
    { id: 'a3', cabys: '2', detail: 'Clavos' },
    { id: 'a4', detail: 'Interés' },
  ];
  it.each([
    [{ id: 'a2', cabys: '1', detail: 'otro texto' }, 'a2'],
    [{ id: 'a2', detail: 'otro texto' }, 'a2'],
    [{ id: 'a2', cabys: '2', detail: 'CLAVOS ' }, 'a3'],
    [{ id: 'n1', cabys: '1', detail: 'clavos' }, 'a2'],
    [{ id: 'n1', cabys: '1', detail: 'nada' }, undefined],
    [{ id: 'n1', detail: 'interés' }, 'a4'],
    [{ id: 'n1', detail: 'nada' }, undefined],
  ])('%j is %s', (wanted, id) => {
    expect(matchingLine(lines, wanted)?.id).toBe(id);
  });

  it('is the only one with its CAByS though the words differ', () => {
    expect(matchingLine(lines.slice(0, 1), { id: 'n1', cabys: '1', detail: 'nada' })?.id).toBe('a1');
  });
});
