import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListedComprobante, ListedPage } from '../../../../domain/reconciliation/listed.ts';
import {
  beginWalk,
  pagesLeft,
  pagesMax,
  takePage,
  type Walk,
} from '../../../../domain/reconciliation/walk.ts';

const claveOf = (day: string, number: number): string => {
  const [year = '', month = '', on = ''] = day.split('-');
  const running = String(number).padStart(10, '0');
  return `506${on}${month}${year.slice(2)}0031011234560010000101${running}148151623`;
};
const entry = (day: string, number: number): ListedComprobante => ({ clave: claveOf(day, number), notes: 0 });
const page = (entries: readonly ListedComprobante[], more: Partial<ListedPage> = {}): ListedPage => ({
  entries,
  ...more,
});
const walked = (...pages: readonly ListedPage[]): Walk => pages.reduce(takePage, beginWalk('2026-11', 1_000));

test('what lies outside of the month is read and not kept', () => {
  const walk = walked(
    page([entry('2026-12-01', 3), entry('2026-11-30', 2), entry('2026-11-01', 1)], { total: 9 }),
  );
  expect([...walk.listed.keys()]).toEqual([claveOf('2026-11-30', 2), claveOf('2026-11-01', 1)]);
  expect(walk).toMatchObject({ offset: 3, pages: 1, total: 9 });
  expect(walk.end).toBeUndefined();
});

describe('the end', () => {
  test('comes when all that the service counts was read', () => {
    const walk = walked(
      page([entry('2026-11-20', 2)], { total: 2 }),
      page([entry('2026-11-19', 1)], { total: 2 }),
    );
    expect(walk.end).toEqual({ how: 'complete' });
  });
  test('comes with an empty page where the service counts nothing, and not with a short one', () => {
    const once = walked(page([entry('2026-11-20', 2)]));
    expect(once.end).toBeUndefined();
    expect(takePage(once, page([])).end).toEqual({ how: 'complete' });
  });
  test('an empty list is complete', () => {
    expect(walked(page([])).end).toEqual({ how: 'complete' });
    expect(walked(page([], { total: 0 })).end).toEqual({ how: 'complete' });
  });
  test('an empty page before the count is reached is incomplete: what is missing proves nothing', () => {
    const walk = walked(page([entry('2026-11-20', 2)], { total: 5 }), page([], { total: 5 }));
    expect(walk.end).toEqual({ how: 'incomplete', why: 'short' });
  });
  test('a service that always gives the same page is noticed', () => {
    const same = page([entry('2026-11-20', 2), entry('2026-11-20', 1)], { total: 100 });
    expect(walked(same, same).end).toEqual({ how: 'incomplete', why: 'repeats' });
  });
  test('a page of another offset than the one asked for is not believed', () => {
    const walk = walked(page([entry('2026-11-20', 2)], { from: 50, total: 100 }));
    expect(walk.end).toEqual({ how: 'incomplete', why: 'repeats' });
  });
  test('documents that arrive meanwhile repeat some rows, and that is no repeated page', () => {
    const walk = walked(
      page([entry('2026-11-20', 4), entry('2026-11-20', 3)], { total: 4 }),
      page([entry('2026-11-20', 3), entry('2026-11-20', 2)], { total: 5 }),
    );
    expect(walk.end).toBeUndefined();
    expect(walk.listed.size).toBe(3);
  });
  test('a page wholly before the month ends it, once the list is seen to go back in time', () => {
    const walk = walked(
      page([entry('2026-11-20', 3)], { total: 900 }),
      page([entry('2026-10-29', 2), entry('2026-10-28', 1)], { total: 900 }),
    );
    expect(walk.end).toEqual({ how: 'complete' });
  });
  test('one older document among newer ones does NOT end it, nor do the last days before the month', () => {
    const mixed = walked(page([entry('2026-11-20', 3), entry('2026-09-01', 2)], { total: 900 }));
    expect(mixed.end).toBeUndefined();
    expect(takePage(mixed, page([entry('2026-10-31', 1)], { total: 900 })).end).toBeUndefined();
  });
  test('a list that goes forward in time is NOT ended by its first, old page', () => {
    const walk = walked(page([entry('2026-01-01', 1), entry('2026-01-02', 2)], { total: 900 }));
    expect(walk.end).toBeUndefined();
  });
  test('a list that never ends is given up', () => {
    let walk = beginWalk('2026-11', 0);
    for (let number = 1; walk.end === undefined; number++)
      walk = takePage(walk, page([{ clave: `x${number}`, notes: 0 }]));
    expect(walk).toMatchObject({ pages: pagesMax, end: { how: 'incomplete', why: 'too-long' } });
  });
  test('a page after the end is a defect', () => {
    expect(() => takePage(walked(page([])), page([]))).toThrow('after the end');
  });
});

test('answers to suppliers are no documents of ours; a row without a clave is counted', () => {
  const walk = walked(
    page(
      [
        { clave: `${claveOf('2026-11-20', 1)}-00100001050000000001`, notes: 0 },
        { clave: '', notes: 0 },
      ],
      { total: 9 },
    ),
  );
  expect(walk.listed.size).toBe(0);
  expect(walk.unreadable).toBe(1);
});

test('a clave without a readable day is kept whatever the month', () => {
  const clave = '9'.repeat(50);
  expect(walked(page([{ clave, notes: 0 }], { total: 9 })).listed.has(clave)).toBe(true);
});

test('the pages left are told only by a service that counts', () => {
  expect(pagesLeft(walked(page([entry('2026-11-20', 1)])))).toBeUndefined();
  expect(pagesLeft(walked(page([entry('2026-11-20', 1)], { total: 102 })))).toBe(3);
});

test('no document is passed over, however many arrive while the list is read', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 }),
      (there, arriving) => {
        const all = Array.from({ length: there }, (_, index) => entry('2026-11-15', there - index));
        const before = all.map(({ clave }) => clave);
        let next = there;
        let walk = beginWalk('2026-11', 0);
        for (let turn = 0; walk.end === undefined; turn++) {
          const { offset } = walk;
          walk = takePage(walk, page(all.slice(offset, offset + 50), { total: all.length, from: offset }));
          for (let made = 0; made < (arriving[turn] ?? 0); made++) all.unshift(entry('2026-11-16', ++next));
        }
        expect(walk.end).toEqual({ how: 'complete' });
        expect(before.every((clave) => walk.listed.has(clave))).toBe(true);
      },
    ),
  );
});
