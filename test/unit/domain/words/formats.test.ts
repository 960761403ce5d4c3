import { expect, test } from 'vitest';
import { formats } from '../../../../domain/words/formats.ts';

const es = formats('es');
const en = formats('en');
/** Intl puts no-break spaces between thousands. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

test.each([
  ['1234.5', 'CRC', '₡1 234,50', '₡1,234.50'],
  ['0.00001', 'CRC', '₡0,00001', '₡0.00001'],
  ['42.54', 'USD', '$42,54', '$42.54'],
  ['9999999999999.99999', 'CRC', '₡9 999 999 999 999,99999', '₡9,999,999,999,999.99999'],
  ['9007199254740993.01', 'CRC', '₡9 007 199 254 740 993,01', '₡9,007,199,254,740,993.01'],
])('money %s %s reads %s and %s, exact to the last digit', (amount, currency, spanish, english) => {
  expect(plain(es.money(amount, currency))).toBe(spanish);
  expect(plain(en.money(amount, currency))).toBe(english);
});

test('an amount that is not a decimal is shown as it came, never as NaN', () => {
  expect(es.money('12,5x', 'CRC')).toBe('12,5x');
  expect(es.amount('')).toBe('');
  expect(es.money('5', 'not-a-code')).toBe('5,00 not-a-code');
});

test.each([
  [0, '1 s'],
  [59_000, '59 s'],
  [-5_000, '1 s'],
  [83_000, '1 min'],
  [80 * 60_000, '1 h y 20 min'],
  [120 * 60_000, '2 h'],
])('a wait of %i ms reads "%s", never negative', (ms, words) => {
  expect(plain(es.duration(ms))).toBe(words);
});

test('an age is never in the future, even when the clock went back', () => {
  expect(plain(es.ago(2_000_000, 1_000_000))).toBe('ahora');
  expect(plain(es.ago(0, 5 * 60_000))).toBe('hace 5 min');
});

test('the day of a document is the day in Costa Rica, wherever the computer stands', () => {
  // 20 November 2026, 22:30 in Costa Rica = 21 November 04:30 UTC
  const at = Date.UTC(2026, 10, 21, 4, 30);
  expect(es.issuedDate(at)).toBe('20 nov 2026');
  expect(plain(es.issuedShort(at, at + 60_000))).toBe('10:30 p. m.');
  expect(es.issuedShort(at, at + 2 * 3_600_000)).toBe('20 nov 2026');
  expect(es.day('2026-11-20')).toBe('20 nov');
});
