import { expect, test } from 'vitest';
import { haciendaDefaults } from '../../../../domain/company/addresses.ts';

test('staging begins with the quota that is published for it, production with none, because none is', () => {
  expect(haciendaDefaults.test).toMatchObject({ quotaPerHour: 100, quotaPerDay: 1_000 });
  expect(haciendaDefaults.production).toMatchObject({ quotaPerHour: 0, quotaPerDay: 0 });
});

test('the two environments share no address and no client', () => {
  const { test: staging, production } = haciendaDefaults;
  for (const key of ['idpUrl', 'logoutUrl', 'apiUrl', 'clientId'] as const)
    expect(staging[key]).not.toBe(production[key]);
});
