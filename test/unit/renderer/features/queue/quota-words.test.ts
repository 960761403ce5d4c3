import { expect, test } from 'vitest';
import type { QuotaView } from '../../../../../preload/contract/queue.ts';
import { copy } from '../../../../../renderer/features/queue/copy.ts';
import { quotaSentence } from '../../../../../renderer/features/queue/quota-words.ts';
import { formats } from '../../../../../renderer/words/formats.ts';

const now = new Date(2026, 10, 20, 12, 0).getTime();
const hourMs = 3_600_000;
const format = formats('es');
/** without the full stop that a sentence ends with anyway */
const time = (at: number): string => format.time(at).replace(/\.$/, '');
const quota = (change: Partial<QuotaView> = {}): QuotaView => ({
  usedHour: 82,
  limitHour: 100,
  usedDay: 82,
  limitDay: 1_000,
  waiting: 40,
  doneAt: now + 2 * hourMs,
  ...change,
});
const said = (
  change: Partial<QuotaView>,
  state: 'open' | 'throttled' | 'offline' | 'blocked_access' = 'open',
  until?: number,
) => quotaSentence(quota(change), { state, ...(until === undefined ? {} : { until }) }, now, copy.es, format);

test('says how many and until when today', () => {
  expect(said({})).toBe(`Los 40 en cola terminan a las ${time(now + 2 * hourMs)}.`);
  expect(said({ waiting: 1 })).toBe(`El que está en cola termina a las ${time(now + 2 * hourMs)}.`);
});

test('500 that take days are told with their date, not with an hour that reads as today’s', () => {
  const doneAt = now + 30 * hourMs;
  expect(said({ waiting: 500, doneAt })).toBe(
    `Los 500 en cola terminan el ${format.when(doneAt, now).replace(/\.$/, '')}.`,
  );
  expect(said({ waiting: 500, doneAt })).toContain('21 nov');
});

test('promises NO hour while the way is closed: only how long it takes from then on', () => {
  expect(said({}, 'offline')).toBe('Los 40 en cola terminan 2 h después de que el servicio se abra.');
  expect(said({}, 'blocked_access')).toContain('después de que el servicio se abra');
});

test('while the service asks to wait, the end is not before the wait', () => {
  const until = now + 5 * hourMs;
  expect(said({}, 'throttled', until)).toContain(time(until));
});

test('where no limit is known it promises nothing, and an empty queue says so', () => {
  const { doneAt: _, ...open } = quota({ limitHour: 0, limitDay: 0 });
  for (const state of ['offline', 'blocked_access', 'backoff'] as const)
    expect(quotaSentence({ ...open, waiting: 1 }, { state }, now, copy.es, format)).toBe(
      'El que está en cola espera a que el servicio se abra.',
    );
  expect(quotaSentence(open, { state: 'open' }, now, copy.es, format)).toBe(
    'Los 40 en cola salen uno tras otro, sin hora fija.',
  );
  expect(said({ waiting: 0 })).toBe('Nada espera por el límite.');
});
