import { describe, expect, it } from 'vitest';
import {
  balance,
  checkPayments,
  containsMultiset,
  payTheRest,
  type PaymentForm,
  readPayments,
  sameMultiset,
} from '../../../../domain/payments/payment-list.ts';

const row = (amount: string, code = '01', id = 'a'): PaymentForm => ({ id, amount, code });
const codesOf = (list: readonly PaymentForm[], total?: string, on?: string) =>
  checkPayments(list, total, on).map((fault) => fault.code);

describe('the amounts of a payment list', () => {
  it('accepts 12.2 + 30.34 for a total of 42.54 and writes two decimals', () => {
    const list = [row('12.2', '01', 'a'), row('30.34', '01', 'b')];
    expect(checkPayments(list, '42.54')).toEqual([]);
    expect(readPayments(list)).toEqual([
      { amount: '12.20', code: '01' },
      { amount: '30.34', code: '01' },
    ]);
  });

  it.each([
    ['', 'payment-amount-empty'],
    ['abc', 'payment-amount-format'],
    ['1.2.3', 'payment-amount-format'],
    ['1.234', 'payment-amount-ambiguous'],
    ['10.255', 'payment-amount-ambiguous'],
    ['0.125', 'payment-amount-decimals'],
    ['0', 'payment-amount-not-positive'],
    ['0.00', 'payment-amount-not-positive'],
    ['-5', 'payment-amount-not-positive'],
    ['1234567890123.00', 'payment-amount-too-large'],
  ])('refuses the amount "%s" as %s, at that row', (amount, code) => {
    const faults = checkPayments([row(amount, '20', 'r7')], '9999999999999.00');
    expect(faults.map((fault) => [fault.code, fault.path, fault.severity])).toEqual([
      [code, 'payments.r7.amount', 'blocks'],
    ]);
    expect(readPayments([row(amount)])).toBeUndefined();
  });

  it.each([
    ['12,5', '12.50'],
    ['1.234,50', '1234.50'],
    ['1,234.5', '1234.50'],
    ['7', '7.00'],
    ['0.01', '0.01'],
  ])('reads "%s" as %s', (typed, sent) => {
    expect(readPayments([row(typed)])).toEqual([{ amount: sent, code: '01' }]);
  });

  it.each(['', '1', '02', '14', '22', ' 01'])('does NOT accept the code "%s"', (code) => {
    expect(codesOf([row('1', code)], '5')).toEqual(['payment-code-unknown']);
    expect(readPayments([row('1', code)])).toBeUndefined();
  });

  it('quotes the figures of the service when 64.4 exceeds 42.54', () => {
    const faults = checkPayments([row('34.06', '01', 'a'), row('30.34', '20', 'b')], '42.54');
    expect(faults).toEqual([
      {
        code: 'payment-sum-over-total',
        path: 'payments',
        severity: 'blocks',
        values: { total: '42.54', sum: '64.4', over: '21.86' },
      },
    ]);
  });

  it.each([
    ['42.54', []],
    ['42.53', ['payment-sum-over-total']],
    ['42.55', []],
  ])('judges the sum 42.54 against a total of %s to the cent', (total, expected) => {
    expect(codesOf([row('12.20', '19', 'a'), row('30.34', '19', 'b')], total)).toEqual(expected);
  });

  it('does NOT judge the sum while nobody knows the total', () => {
    expect(codesOf([row('1000000')])).toEqual([]);
  });

  it('accepts an empty list: nothing is over the total', () => {
    expect(codesOf([], '10.00')).toEqual([]);
    expect(readPayments([])).toEqual([]);
  });
});

describe('cash in an operation over the limit', () => {
  it.each([
    ['500.00', '2026-01-05', []],
    ['500.01', '2026-01-05', ['payment-cash-over-limit']],
    ['500.01', '2023-12-20', ['payment-cash-over-limit']],
    ['500.01', '2023-12-19', []],
    ['1000.01', '2023-12-19', ['payment-cash-over-limit']],
  ])('total %s on %s gives %j, a warning that blocks nothing', (total, on, expected) => {
    const faults = checkPayments([row('10.00')], total, on);
    expect(faults.map((fault) => fault.code)).toEqual(expected);
    expect(faults.every((fault) => fault.severity === 'warns')).toBe(true);
  });

  it('takes the newest rule when no date is given', () => {
    expect(codesOf([row('10.00')], '500.01')).toEqual(['payment-cash-over-limit']);
  });

  it.each(['15', '16', '17', '18', '19', '20', '21'])('does NOT warn about code %s', (code) => {
    expect(codesOf([row('10.00', code)], '900.00')).toEqual([]);
  });
});

describe('the balance', () => {
  it('follows every keystroke, counting half-typed rows as zero and saying so', () => {
    expect(balance([row('12.2')], '42.54')).toEqual({ paid: '12.20', remaining: '30.34', complete: true });
    expect(balance([row('12.2'), row('', '20', 'b')], '42.54')).toEqual({
      paid: '12.20',
      remaining: '30.34',
      complete: false,
    });
  });

  it('is negative when the list exceeds the total', () => {
    expect(balance([row('50')], '42.54').remaining).toBe('-7.46');
  });

  it('stays exact where binary fractions would not: 0.10 + 0.20 of 0.30 leaves 0.00', () => {
    expect(balance([row('0.10'), row('0.20', '01', 'b')], '0.30').remaining).toBe('0.00');
  });
});

describe('pay the rest', () => {
  it('adds a row with what is left', () => {
    expect(payTheRest([row('12.2')], '42.54', { id: 'n', code: '20' })).toEqual([
      row('12.2'),
      { id: 'n', amount: '30.34', code: '20' },
    ]);
  });

  it('gives a row of the list what the others leave, keeping its code and its place', () => {
    const list = [row('1', '19', 'a'), row('12.20', '01', 'b')];
    expect(payTheRest(list, '42.54', { id: 'a', code: '20' })).toEqual([row('30.34', '19', 'a'), list[1]]);
  });

  it('changes nothing when nothing is left', () => {
    const list = [row('42.54')];
    expect(payTheRest(list, '42.54', { id: 'n', code: '20' })).toBe(list);
  });
});

describe('sets of payments', () => {
  const one = { amount: '12.2', code: '01' };
  const same = { amount: '12.20', code: '01' };
  const other = { amount: '30.34', code: '01' };

  it('treats 12.2 and 12.20 as equal, in any order', () => {
    expect(sameMultiset([one, other], [other, same])).toBe(true);
  });

  it.each([
    ['another code', [one], [{ amount: '12.2', code: '20' }]],
    ['once against twice', [one], [one, same]],
    ['another share of the same sum', [one, one, other], [one, other, other]],
    ['a cent', [one], [{ amount: '12.21', code: '01' }]],
  ])('tells apart %s', (_, a, b) => {
    expect(sameMultiset(a, b)).toBe(false);
    expect(sameMultiset(b, a)).toBe(false);
  });

  it('finds a payment as often as it is wanted, not more', () => {
    expect(containsMultiset([one, same, other], [one, one])).toBe(true);
    expect(containsMultiset([one, other], [one, one])).toBe(false);
    expect(containsMultiset([], [])).toBe(true);
  });
});
