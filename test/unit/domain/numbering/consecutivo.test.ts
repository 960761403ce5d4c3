import { describe, expect, it } from 'vitest';
import {
  makeConsecutivo,
  maxRunningNumber,
  nextRunningNumber,
  readConsecutivo,
} from '../../../../domain/numbering/consecutivo.ts';

const parts = { branch: '001', terminal: '00001', kind: '01', number: 42 };

describe('consecutivo', () => {
  it('is establishment, terminal, document code and ten digits', () => {
    expect(makeConsecutivo(parts)).toBe('00100001010000000042');
    expect(makeConsecutivo({ branch: '012', terminal: '00345', kind: '10', number: maxRunningNumber })).toBe(
      '01200345109999999999',
    );
  });

  it('reads back what it makes', () => {
    expect(readConsecutivo(makeConsecutivo(parts))).toEqual(parts);
  });

  it.each([
    { branch: '1' },
    { branch: '000' },
    { branch: '0001' },
    { terminal: '1' },
    { terminal: '00000' },
    { kind: '00' },
    { kind: '11' },
    { kind: '1' },
    { number: 0 },
    { number: 1.5 },
    { number: maxRunningNumber + 1 },
    { number: Number.NaN },
  ])('does NOT make one from %j', (bad) => {
    expect(() => makeConsecutivo({ ...parts, ...bad })).toThrow(RangeError);
  });

  it.each([
    '',
    '0010000101000000004',
    '001000010100000000421',
    '00100001110000000042',
    '00100001010000000000',
    '0010000101000000004x',
  ])('does NOT read %j', (text) => {
    expect(readConsecutivo(text)).toBeUndefined();
  });

  it('counts from 1 and restarts after the top', () => {
    expect(nextRunningNumber(0)).toBe(1);
    expect(nextRunningNumber(41)).toBe(42);
    expect(nextRunningNumber(maxRunningNumber)).toBe(1);
  });
});
