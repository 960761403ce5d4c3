import { describe, expect, it } from 'vitest';
import { answerTerm, answerUntil, daysLeft } from '../../../../domain/received/deadline.ts';

describe('the last day to answer a document', () => {
  it.each([
    // November 2026 begins on a Sunday, December on a Tuesday
    ['2026-10-31', 8, [], '2026-11-11'],
    ['2026-10-01', 8, [], '2026-11-11'],
    ['2026-11-20', 8, [], '2026-12-10'],
    ['2026-11-20', 1, [], '2026-12-01'],
    ['2026-12-31', 8, [], '2027-01-12'],
    ['2026-12-31', 8, ['2027-01-01'], '2027-01-13'],
    ['2026-12-31', 8, ['2027-01-01', '2027-01-02'], '2027-01-13'],
    ['2028-01-31', 8, [], '2028-02-10'],
  ])('of %s with %i business days and %j free is %s', (issuedOn, businessDays, holidays, until) => {
    expect(answerUntil(issuedOn, { businessDays }, holidays)).toBe(until);
  });

  it('is of eight business days unless told otherwise', () => {
    expect(answerTerm).toEqual({ businessDays: 8 });
    expect(answerUntil('2026-11-20')).toBe('2026-12-10');
  });

  it.each([
    ['2026-12-10', '2026-12-10', 0],
    ['2026-12-10', '2026-12-01', 9],
    ['2026-12-10', '2026-12-11', -1],
    ['2027-01-12', '2026-12-31', 12],
  ])('until %s there are, on %s, %i days', (until, today, days) => {
    expect(daysLeft(until, today)).toBe(days);
  });

  it('is NOT asked of what is no date or no term', () => {
    expect(() => answerUntil('2026-02-30')).toThrow(RangeError);
    expect(() => answerUntil('2026-11-20', { businessDays: 0 })).toThrow(RangeError);
  });
});
