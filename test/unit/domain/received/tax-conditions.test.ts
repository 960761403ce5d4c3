import { expect, it } from 'vitest';
import { findCondition, taxConditions } from '../../../../domain/received/tax-conditions.ts';

it('has the five of Nota 18, and only proportionality says no amounts', () => {
  expect(taxConditions.map(({ code }) => code)).toEqual(['01', '02', '03', '04', '05']);
  expect(taxConditions.filter((row) => !row.amounts).map(({ code }) => code)).toEqual(['05']);
  expect(taxConditions.every((row) => row.name.es !== '' && row.name.en !== '')).toBe(true);
});

it('finds a condition by its code, NOT by nothing', () => {
  expect(findCondition(' 02 ')?.code).toBe('02');
  expect(findCondition('')).toBeUndefined();
  expect(findCondition('06')).toBeUndefined();
});
