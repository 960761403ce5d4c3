import { expect, test } from 'vitest';
import type { CopiesView } from '../../../../preload/contract/copies.ts';
import { stripOfCopies } from '../../../../renderer/app/strip-of-copies.ts';
import { formats } from '../../../../renderer/words/formats.ts';

const now = Date.UTC(2026, 10, 20);
const hour = 3_600_000;
const failed = { at: now, trouble: 'disk-full', detail: 'ENOSPC' } as const;
const textOf = (view: Omit<CopiesView, 'copies' | 'making'>): string | undefined =>
  stripOfCopies({ copies: [], making: false, ...view }, now, formats('es'), 'es')?.text;

test.each<readonly [string, Omit<CopiesView, 'copies' | 'making'>, string | undefined]>([
  ['a proved copy of today', { provedAt: now - hour }, undefined],
  ['one of two days ago', { provedAt: now - 47 * hour }, undefined],
  ['an old one', { provedAt: now - 80 * hour }, 'Última copia comprobada: hace 3 días'],
  ['none yet, on the first day', {}, undefined],
  ['none, and the first one failed', { failed }, 'Sin copia comprobada'],
  [
    'one of today, and the next failed',
    { provedAt: now - hour, failed },
    'Última copia comprobada: hace 1 h',
  ],
])('%s: %o says %s', (_case, view, text) => {
  expect(textOf(view)).toBe(text);
});

test('leads to where copies are made, and is NOT shown as well', () => {
  const part = stripOfCopies({ copies: [], making: false, failed }, now, formats('en'), 'en');
  expect(part).toMatchObject({
    tone: 'warning',
    text: 'No proved copy',
    route: { screen: 'settings', section: 'copies' },
  });
});
