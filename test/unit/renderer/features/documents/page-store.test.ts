import { expect, test } from 'vitest';
import { ok, fail } from '../../../../../domain/result.ts';
import type { DocumentFilter, DocumentPage, DocumentRow } from '../../../../../preload/contract/documents.ts';
import { pageStore } from '../../../../../renderer/features/documents/page-store.ts';

const row = (n: number, state: DocumentRow['state'] = 'queued'): DocumentRow => ({
  id: `d${n}`,
  kind: '01',
  consecutivo: String(n),
  clave: String(n),
  customerName: '',
  total: '1',
  currency: 'CRC',
  issuedAt: n,
  state,
  reason: '',
});

test('says that a search stopped looking, until another answer says otherwise', async () => {
  let capped = true;
  const pages = pageStore({
    page: async () => ok({ rows: [row(1)], ...(capped && { capped }) }),
    row: async () => fail({ code: 'not-found' as const }),
  });
  await pages.show({ text: 'a' });
  expect(pages.store.getState().capped).toBe(true);
  capped = false;
  await pages.show({});
  expect(pages.store.getState().capped).toBe(false);
});

/** An authority of pages over rows that the test changes. */
function world(start: readonly DocumentRow[]) {
  const held = { rows: [...start], asked: [] as DocumentFilter[], fails: false };
  const pages = pageStore({
    page: async ({ filter, after, limit }) => {
      held.asked.push(filter);
      if (held.fails) return fail({ code: 'internal' as const });
      const fitting = held.rows.filter((each) => !filter.states || filter.states.includes(each.state));
      const from = after === undefined ? 0 : fitting.findIndex((each) => each.id === after) + 1;
      const rows = fitting.slice(from, from + limit);
      const last = rows.at(-1);
      const page: DocumentPage = {
        rows,
        ...(from + limit < fitting.length && last ? { next: last.id } : {}),
      };
      return ok(page);
    },
    row: async (id) => {
      const found = held.rows.find((each) => each.id === id);
      return found ? ok(found) : fail({ code: 'not-found' as const });
    },
  });
  const ids = (): readonly string[] => pages.store.getState().rows.map(({ id }) => id);
  return { held, pages, ids };
}
const many = (count: number): readonly DocumentRow[] =>
  Array.from({ length: count }, (_, index) => row(count - index));

test('reads page after page to the end, without a double', async () => {
  const { pages, ids } = world(many(120));
  await pages.show({});
  expect(ids()).toHaveLength(50);
  await pages.more();
  await pages.more();
  expect(ids()).toHaveLength(120);
  expect(pages.store.getState().next).toBeUndefined();
  await pages.more();
  expect(new Set(ids()).size).toBe(120);
});

test('a document issued in between appears on top and doubles nothing', async () => {
  const { held, pages, ids } = world(many(120));
  await pages.show({});
  await pages.more();
  held.rows.unshift(row(121));
  await pages.changed('d121');
  expect(ids().slice(0, 2)).toEqual(['d121', 'd120']);
  expect(ids()).toHaveLength(101);
  expect(new Set(ids()).size).toBe(101);
});

test('a changed document changes where it stands, and leaves when the filter no longer holds it', async () => {
  const { held, pages, ids } = world(many(3));
  await pages.show({ states: ['queued', 'sending'] });
  held.rows[1] = row(2, 'sending');
  await pages.changed('d2');
  expect(pages.store.getState().rows[1]?.state).toBe('sending');
  held.rows[1] = row(2, 'accepted');
  await pages.changed('d2');
  expect(ids()).toEqual(['d3', 'd1']);
});

test('an answer to a filter that was left is dropped', async () => {
  const { pages, ids } = world([row(2, 'accepted'), row(1, 'queued')]);
  const late = pages.show({ states: ['queued'] });
  const wanted = pages.show({ states: ['accepted'] });
  await Promise.all([late, wanted]);
  expect(ids()).toEqual(['d2']);
});

test('a failure keeps the rows on screen and says so; the next answer clears it', async () => {
  const { held, pages, ids } = world(many(2));
  await pages.show({});
  held.fails = true;
  await pages.show({});
  expect(pages.store.getState().error?.code).toBe('internal');
  expect(ids()).toHaveLength(2);
  held.fails = false;
  await pages.show({});
  expect(pages.store.getState().error).toBeUndefined();
});
