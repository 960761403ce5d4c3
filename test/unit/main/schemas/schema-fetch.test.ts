import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../../../domain/outbox/ports.ts';
import { schemaFetch } from '../../../../main/schemas/schema-fetch.ts';
import { schemaStore } from '../../../../main/schemas/schema-store.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { officialSchemas } from '../../../helpers/official-schemas.ts';
import { VirtualClock } from '../../../helpers/virtual-clock.ts';

const answered = (status: number, body: Uint8Array = new Uint8Array()): HttpResult => ({
  phase: 'answered',
  status,
  headers: {},
  body,
});

function desk(address: string | undefined = 'https://schemas.example/v4.4/') {
  const clock = new VirtualClock(1_800_000_000_000);
  const asked: { readonly url: string; readonly at: number }[] = [];
  const store = schemaStore(temporaryFolder());
  let say = (_file: string): HttpResult => ({ phase: 'not-sent', why: 'dns' });
  const errors: unknown[] = [];
  let changes = 0;
  const fetch = schemaFetch({
    clock,
    store,
    http: {
      call: async ({ url }) => {
        asked.push({ url, at: clock.monotonic() });
        return say(decodeURIComponent(url.split('/').at(-1) ?? ''));
      },
    },
    address: () => address,
    onChange: () => void (changes += 1),
    onError: (error) => void errors.push(error),
  });
  return {
    clock,
    asked,
    store,
    fetch,
    errors,
    changes: () => changes,
    answer: (how: (file: string) => HttpResult) => void (say = how),
  };
}
const fromMinistry = (file: string): HttpResult => answered(200, officialSchemas?.get(file));
const minute = 60_000;

describe('fetching the schemas', () => {
  test.skipIf(!officialSchemas)('asks for the ten files one after the other, and never again', async () => {
    const { clock, asked, store, fetch, answer } = desk();
    answer(fromMinistry);
    let over = false;
    void fetch.now().then(() => (over = true));
    await clock.until(() => over);
    expect(asked[0]?.url).toBe('https://schemas.example/v4.4/FacturaElectronicaCompra_V4.4.xsd');
    expect([asked.length, new Set(asked.map(({ url }) => url)).size]).toEqual([10, 10]);
    expect(asked.every(({ at }, index) => index === 0 || at - (asked[index - 1]?.at ?? 0) >= 500)).toBe(true);
    expect(await store.load()).toMatchObject({ set: 'v4.4-2024' });
    expect(await fetch.state()).toEqual({
      set: 'v4.4-2024',
      wanted: 'v4.4-2024',
      stored: 10,
      files: 10,
      fetching: false,
    });
    await fetch.now();
    expect(asked.length).toBe(10);
  });

  test.skipIf(!officialSchemas)('goes on with what is missing', async () => {
    const { clock, asked, fetch, answer } = desk();
    answer((file) => (file.startsWith('Mensaje') ? { phase: 'cut', why: 'reset' } : fromMinistry(file)));
    let over = false;
    void fetch.now().then(() => (over = true));
    await clock.until(() => over);
    expect(await fetch.state()).toMatchObject({ stored: 3, trouble: 'offline', fetching: false });
    answer(fromMinistry);
    await clock.until(() => asked.length === 4 + 7);
    // joins the try that is on its way
    await fetch.now();
    expect(asked.length).toBe(4 + 7);
    expect(await fetch.state()).toMatchObject({ stored: 10, set: 'v4.4-2024' });
  });

  test.each([
    ['no line', { phase: 'not-sent', why: 'dns' } as const, 'offline'],
    ['404', answered(404), 'refused'],
    ['another file under the same name', answered(200, new TextEncoder().encode('<html/>')), 'other-file'],
  ])('%s: waits longer each time, and keeps nothing', async (_name, reply, trouble) => {
    const { clock, asked, store, fetch, answer } = desk();
    answer(() => reply);
    void fetch.now();
    await clock.advance(24 * 60 * minute);
    const waits = asked.slice(1).map(({ at }, index) => Math.round((at - (asked[index]?.at ?? 0)) / minute));
    expect(waits).toEqual([1, 10, 60, 360, 360, 360]);
    expect(await fetch.state()).toMatchObject({ stored: 0, trouble });
    expect(await store.load()).toBeUndefined();
  });

  test('asks nobody while there is no address, nor after it was stopped', async () => {
    const without = desk('');
    without.fetch.stop();
    await without.fetch.now();
    expect(without.asked).toEqual([]);
    const nobody = schemaFetch({
      clock: without.clock,
      store: without.store,
      http: { call: () => Promise.reject(new Error('asked')) },
      address: () => undefined,
      onChange: () => undefined,
      onError: (error) => void without.errors.push(error),
    });
    await nobody.now();
    expect(without.errors).toEqual([]);
  });
});
