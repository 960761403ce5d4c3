import { expect, it } from 'vitest';
import type { Reference } from '../../../../domain/billing/invoice.ts';
import { situationOf } from '../../../../domain/billing/situation.ts';

const reference = (documentType: string, code: string): Reference => ({
  documentType,
  code,
  issuedAt: '2026-11-02T00:00:00-06:00',
});

it.each<[readonly Reference[], boolean, string]>([
  [[], true, '1'],
  [[], false, '3'],
  [[reference('08', '05')], true, '2'],
  [[reference('08', '05')], false, '2'],
  [[reference('01', '04'), reference('08', '05')], true, '2'],
  [[reference('08', '04')], true, '1'],
  [[reference('01', '05')], false, '3'],
])('%j, online %s, is situación %s', (references, online, situation) => {
  expect(situationOf({ references }, online)).toBe(situation);
});
