import { expect, test } from 'vitest';
import { compareAnswer } from '../../../../domain/outbox/compare-answer.ts';

const message = (issuer: string, total: string, prefix = ''): string =>
  `<${prefix}MensajeHacienda xmlns="x"><${prefix}NumeroCedulaEmisor>${issuer}</${prefix}NumeroCedulaEmisor>` +
  `<${prefix}TotalFactura> ${total} </${prefix}TotalFactura></${prefix}MensajeHacienda>`;
const ours = { issuerNumbers: ['3101123456'], total: 11_300_000n };

test.each([
  ['3101123456', '113', 'same'],
  ['3101123456', '113.00000', 'same'],
  ['003101123456', '113.0', 'same'],
  ['3101123456', '113.00001', 'different'],
  ['3101999999', '113', 'different'],
  ['3101123456', '113.000001', 'cannot-tell'],
  ['3101123456', 'ciento trece', 'cannot-tell'],
])('issuer %s and total %s are %s', (issuer, total, expected) => {
  expect(compareAnswer(message(issuer, total), ours)).toBe(expected);
  expect(compareAnswer(message(issuer, total, 'mh:'), ours)).toBe(expected);
});
test('an answer without them cannot tell', () => {
  expect(compareAnswer('<MensajeHacienda/>', ours)).toBe('cannot-tell');
});
