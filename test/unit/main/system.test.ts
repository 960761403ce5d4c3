import { expect, test } from 'vitest';
import { z } from 'zod';
import { forLog } from '../../../main/system.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('the log does NOT quote what could not be read', () => {
  expect(forLog(thrownBy(() => JSON.parse('Juana Pérez, 1-1234-0567')))).toBe('SyntaxError');
  const parsed = thrownBy(() =>
    z
      .object({ name: z.literal('x') })
      .strict()
      .parse({ 'Juana Pérez': 1 }),
  );
  expect(forLog(parsed)).toBe('ZodError');
  expect(forLog({ token: 'secret' })).toBe('object');
});

test('the log says name, code and our own words', () => {
  expect(forLog(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' }))).toBe(
    'Error SQLITE_IOERR: disk I/O error',
  );
  expect(forLog('disk-full')).toBe('disk-full');
});
