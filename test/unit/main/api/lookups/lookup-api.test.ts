import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../../../../domain/outbox/ports.ts';
import { lookupApi } from '../../../../../main/api/lookups/lookup-api.ts';
import { VirtualClock } from '../../../../helpers/virtual-clock.ts';

const minute = 60_000;
const target = { source: 'https://api.example', url: 'https://api.example' };
const found: HttpResult = {
  phase: 'answered',
  status: 200,
  headers: {},
  body: new TextEncoder().encode('{"nombre":"Ana"}'),
};

function made() {
  const clock = new VirtualClock(1_800_000_000_000);
  const asked: { readonly url: string; readonly at: number }[] = [];
  const rests = new Map<string, number>();
  let next: HttpResult = found;
  const api = lookupApi({
    clock,
    http: {
      call: async ({ url }) => {
        asked.push({ url, at: clock.monotonic() });
        return next;
      },
    },
    rests: {
      read: (source) => rests.get(source) ?? 0,
      keep: (source, until) => void rests.set(source, until),
    },
  });
  return { clock, asked, rests, api, say: (result: HttpResult) => void (next = result) };
}
const tooMany: HttpResult = { phase: 'answered', status: 429, headers: {}, body: new Uint8Array() };

describe('the look-up client', () => {
  test('asks at most five times a second, and drops what would wait too long', async () => {
    const { clock, asked, api } = made();
    const all = Array.from({ length: 30 }, (_, index) => api.taxpayer(target, String(310_112_300 + index)));
    await clock.advance(10_000);
    const said = await Promise.all(all);
    const times = asked.map(({ at }) => at);
    expect(times.every((at, index) => index === 0 || at - (times[index - 1] ?? 0) >= 200)).toBe(true);
    expect(Math.max(...times)).toBeLessThanOrEqual(2_000);
    expect(said.filter(({ kind }) => kind === 'found').length).toBe(asked.length);
    expect(said.at(-1)).toEqual({ kind: 'unavailable', why: 'busy' });
  });

  test('asks the same question once while it is on its way', async () => {
    const { clock, asked, api } = made();
    const all = [api.taxpayer(target, '310112300'), api.taxpayer(target, '310112300')];
    await clock.advance(1_000);
    expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(['found', 'found']);
    expect(asked.length).toBe(1);
  });

  test('after a 429 asks nobody at that service for ten minutes, and then again', async () => {
    const { clock, asked, rests, api, say } = made();
    say(tooMany);
    const until = clock.now() + 10 * minute;
    expect(await api.taxpayer(target, '310112300')).toEqual({ kind: 'resting', until });
    say(found);
    expect(await api.dollar(target)).toEqual({ kind: 'resting', until });
    expect([asked.length, rests.get(target.source)]).toEqual([1, until]);
    const other = { source: 'practice', url: 'http://127.0.0.1:1' };
    expect((await api.taxpayer(other, '310112300')).kind).toBe('found');
    await clock.advance(10 * minute);
    expect((await api.taxpayer(target, '310112300')).kind).toBe('found');
  });

  test('a pause written by a clock that ran ahead does not last for ever', async () => {
    const { clock, rests, api } = made();
    rests.set(target.source, clock.now() + 11 * minute);
    expect((await api.taxpayer(target, '310112300')).kind).toBe('found');
  });

  test('an address that is none is no address', async () => {
    const { asked, api } = made();
    expect(await api.taxpayer({ source: 'x', url: 'nada' }, '310112300')).toEqual({
      kind: 'unavailable',
      why: 'no-address',
    });
    expect(asked).toEqual([]);
  });

  test('asks for ten days, so that a rate before a holiday is found', async () => {
    const { asked, api } = made();
    await api.dollarOn(target, '2026-03-05');
    expect(asked[0]?.url).toBe(
      'https://api.example/indicadores/tc/dolar/historico?d=2026-02-23&h=2026-03-05',
    );
  });
});
