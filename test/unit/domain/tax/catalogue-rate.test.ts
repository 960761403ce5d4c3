import { expect, test } from 'vitest';
import { ivaCodeOfRate } from '../../../../domain/tax/catalogue-rate.ts';

test.each([
  ['13', '01', '08'],
  ['13.00', '01', '08'],
  ['1', '01', '02'],
  ['2', '04', '03'],
  ['4', '01', '04'],
  ['0.5', '01', '09'],
  // exempt, or one of the two "no sujeto"
  ['0', '01', undefined],
  // in a note the transitional 4 % counts too
  ['4', '03', undefined],
  ['8', '01', undefined],
  ['8', '03', '07'],
  ['7', '01', undefined],
  ['trece', '01', undefined],
])('%s %% in a document %s is IVA code %s', (rate, kind, code) => {
  expect(ivaCodeOfRate(rate, kind, '2026-11-20')).toBe(code);
});
