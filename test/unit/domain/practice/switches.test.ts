import { expect, test } from 'vitest';
import {
  initialSwitches,
  outcomesOf,
  practiceEndpoints,
  PracticeSwitches,
  Provocation,
  withSwitches,
} from '../../../../domain/practice/switches.ts';

test('the calm position is a legal one', () => {
  expect(PracticeSwitches.parse(initialSwitches)).toEqual(initialSwitches);
});

test('a patch changes only the keys it gives, inside each service too', () => {
  const changed = withSwitches(initialSwitches, { slowMs: 40, edinky: { paymentsWrite: 'append' } });
  expect(changed).toEqual({
    ...initialSwitches,
    slowMs: 40,
    edinky: { ...initialSwitches.edinky, paymentsWrite: 'append' },
  });
});

test('a patch with an undefined key keeps the old value', () => {
  expect(withSwitches(initialSwitches, { line: undefined, hacienda: { quota: undefined } })).toEqual(
    initialSwitches,
  );
});

test('a patch out of range is refused', () => {
  expect(() => withSwitches(initialSwitches, { slowMs: -1 })).toThrow(/slowMs/);
});

test.each(
  practiceEndpoints.flatMap((endpoint) =>
    outcomesOf[endpoint].map((outcome) => [endpoint, outcome] as const),
  ),
)('%s can be provoked to %s, once by default', (endpoint, outcome) => {
  expect(Provocation.parse({ endpoint, outcome }).times).toBe(1);
});

test.each([
  ['get', '201'],
  ['list', 'accept-then-cut'],
  ['idp', 'doctype'],
  ['document', 'payload-false'],
] as const)('%s can NOT be provoked to %s', (endpoint, outcome) => {
  expect(Provocation.safeParse({ endpoint, outcome }).success).toBe(false);
});

test('outcomes the sources name are all there', () => {
  expect(outcomesOf.idp).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '499', '500', '502', '503']),
  );
  expect(outcomesOf.post).toEqual(
    expect.arrayContaining([
      '201',
      '202',
      '400',
      '401',
      '403',
      '404',
      '429',
      '499',
      '500',
      '502',
      '503',
      '504',
    ]),
  );
  expect(outcomesOf.get).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '429', '499', '500', '502', '503', '504']),
  );
  expect(outcomesOf.put).toEqual(expect.arrayContaining(['200', '401', '404', '422', '500']));
});
