import { describe, expect, it } from 'vitest';
import {
  costaRicaDate,
  isCalendarDate,
  rfc3339CostaRica,
} from '../../../../domain/numbering/costa-rica-time.ts';

describe('Costa Rica time', () => {
  it.each([
    ['2026-03-15T15:30:00.000Z', '2026-03-15', '2026-03-15T09:30:00-06:00'],
    ['2026-03-15T05:59:59.999Z', '2026-03-14', '2026-03-14T23:59:59-06:00'],
    ['2026-03-15T06:00:00.000Z', '2026-03-15', '2026-03-15T00:00:00-06:00'],
    ['2026-01-01T00:00:00.000Z', '2025-12-31', '2025-12-31T18:00:00-06:00'],
    ['2028-03-01T03:00:00.000Z', '2028-02-29', '2028-02-29T21:00:00-06:00'],
    ['2026-07-15T12:00:00.000Z', '2026-07-15', '2026-07-15T06:00:00-06:00'],
  ])('%s is %s, written %s', (utc, on, written) => {
    const atMs = Date.parse(utc);
    expect(costaRicaDate(atMs)).toBe(on);
    expect(rfc3339CostaRica(atMs)).toBe(written);
    expect(Date.parse(written)).toBe(Math.floor(atMs / 1_000) * 1_000);
  });

  it('refuses what is no instant', () => {
    expect(() => costaRicaDate(Number.NaN)).toThrow(RangeError);
  });

  it.each([
    ['2026-02-28', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['', false],
  ])('says whether %j is a date: %s', (on, answer) => {
    expect(isCalendarDate(on)).toBe(answer);
  });
});
