import { expect, test } from 'vitest';
import { receivedFacts, sameNumber } from '../../../../domain/received/received-facts.ts';
import { exactInvoice, identityOf } from '../../../helpers/exact-invoices.ts';

test.each([
  ['3101123456', '3101123456', true],
  ['3-101-123456', '003101123456', true],
  ['3101ab3456', '3101AB3456', true],
  ['3101123456', '3101123457', false],
  ['', '', false],
  ['000', '0', false],
])('%s and %s: %s', (a, b, same) => {
  expect(sameNumber(a, b)).toBe(same);
});

test('facts keep every digit, and a receiver without identification has none', () => {
  const invoice = exactInvoice('01', 1, { customer: { name: 'Ana' } });
  const facts = receivedFacts({ identity: identityOf('01'), invoice, others: [] });
  expect(facts).toMatchObject({
    ...identityOf('01'),
    kind: '01',
    issuer: { name: 'Distribuidora del Este S. A.', type: '02', number: '3101123456' },
    receiver: { name: 'Ana', type: '', number: '' },
    total: invoice.summary.total,
    tax: invoice.summary.tax,
    exchangeRate: '1',
  });
});
