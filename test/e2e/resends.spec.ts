import { createServer, type AddressInfo } from 'node:net';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { goodForm } from '../helpers/invoices.ts';
import { launch, newUserData } from '../helpers/launch.ts';
import { rawGate, type RawGate, type Spoil, spoils, through } from '../helpers/raw-gate.ts';
import { openTestCompany, outsideAuthorities } from '../helpers/test-company.ts';
import type { Authorities } from '../../main/practice/authorities.ts';
import { allDocuments, call } from './pages/call.ts';

/**
 * No hidden re-sends (issue 3.6): between the real program and the simulated authorities stands a raw TCP server that breaks connections
 * and counts for itself. What it saw must be what the program wrote down: a POST or PUT of which there is no attempt was sent by
 * somebody else than the outbox.
 */

const timeout = 60_000;
const payable = '948924864';

interface Life {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly authorities: Authorities;
  readonly hacienda: RawGate;
  readonly edinky: RawGate;
}

async function live(): Promise<Life> {
  const authorities = await outsideAuthorities();
  const hacienda = await rawGate(authorities.haciendaApiUrl);
  const edinky = await rawGate(authorities.edinkyApiUrl);
  const app = await launch(newUserData(), { env: { APP_TIME_SCALE: '0.01' } });
  const page = await app.firstWindow();
  const behindGates: Authorities = {
    haciendaApiUrl: through(hacienda, authorities.haciendaApiUrl),
    edinkyApiUrl: through(edinky, authorities.edinkyApiUrl),
    idpUrl: authorities.idpUrl,
    logoutUrl: authorities.logoutUrl,
    lookupsUrl: authorities.lookupsUrl,
    control: authorities.control,
    stop: () => authorities.stop(),
  };
  await openTestCompany(app, page, behindGates);
  return { app, page, authorities, hacienda, edinky };
}

async function end({ app, authorities, hacienda, edinky }: Life): Promise<void> {
  await app.close();
  await Promise.all([hacienda.close(), edinky.close(), authorities.stop()]);
}

/** Attempts by method, as the timelines of all documents show them. */
async function attemptsOfDocuments(page: Page): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { id } of await allDocuments(page))
    for (const { method } of (await call(page, 'documents.get', { id })).attempts)
      counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}

const issue = async (page: Page): Promise<string> =>
  (await call(page, 'invoices.issue', { draftId: crypto.randomUUID(), form: goodForm() })).documentId;

const stateOf = async (page: Page, id: string): Promise<string> =>
  (await call(page, 'documents.get', { id })).state;

test.describe('a server that breaks connections', () => {
  let life: Life;
  test.beforeAll(async () => {
    life = await live();
  });
  test.afterAll(() => end(life));

  test('the first POST of a document, broken in every way: one connection and one request for each attempt, and no more', async () => {
    test.setTimeout(4 * timeout);
    const { page, hacienda, authorities } = life;
    // on a busy machine the scaled deadline may end a call first
    const broken = /^doubtful:(cut|timeout)$/;
    const expected: Readonly<Record<Spoil, RegExp>> = {
      'first-byte': broken,
      'before-headers': broken,
      'after-headers': broken,
      'after-body': /^received$/,
      'keep-alive': /^received$/,
      '307': /^doubtful:unreadable$/,
      '308': /^doubtful:unreadable$/,
      '408': /^doubtful:status$/,
      '425': /^doubtful:status$/,
      '503': /^doubtful:status$/,
    };
    for (const how of spoils) {
      hacienda.spoil('POST', how);
      const id = await issue(page);
      const firstPost = async (): Promise<string> =>
        (await call(page, 'documents.get', { id })).attempts.find(
          ({ method, endedAt }) => method === 'POST' && endedAt !== undefined,
        )?.result ?? '';
      await expect.poll(firstPost, { timeout }).toMatch(expected[how]);
      // one after the other: a document that is sent again must not take the next one's fate
      await expect.poll(() => stateOf(page, id), { timeout }).toBe('accepted');
    }

    const attempts = await attemptsOfDocuments(page);
    expect(hacienda.seen()).toEqual(attempts);
    expect(hacienda.reused()).toBe(0);
    // what arrived by the authority's own count arrived once
    for (const { arrived } of authorities.control.counters().posts) expect(arrived).toBe(1);
    // the broken ones that never arrived needed one more, under the same clave
    expect(attempts['POST']).toBeGreaterThan(spoils.length);
  });

  test('a server that accepts and closes: no more requests than attempts, and afterwards all is sent', async () => {
    test.setTimeout(2 * timeout);
    const { page, hacienda } = life;
    hacienda.closing = true;
    const id = await issue(page);
    const attempts = async (): Promise<number> =>
      (await call(page, 'documents.get', { id })).attempts.filter(({ endedAt }) => endedAt !== undefined)
        .length;
    await expect.poll(attempts, { timeout }).toBeGreaterThanOrEqual(3);
    hacienda.closing = false;
    await call(page, 'queue.unblock', { service: 'hacienda' });
    await expect.poll(() => stateOf(page, id), { timeout }).toBe('accepted');
    const counted = await attemptsOfDocuments(page);
    const seen = hacienda.seen();
    // a connection closed before the request was written has an attempt and no request
    for (const method of ['POST', 'GET']) expect(seen[method] ?? 0).toBeLessThanOrEqual(counted[method] ?? 0);
    expect(hacienda.reused()).toBe(0);
  });

  test('the PUT of a payment list, broken: one request for each attempt, and no more', async () => {
    test.setTimeout(4 * timeout);
    const { page, edinky } = life;
    const slot = await call(page, 'payments.open', { remoteId: payable });
    await expect
      .poll(async () => (await call(page, 'payments.slot', { id: slot.id })).state, { timeout })
      .toBe('new');
    // what differs for the outbox; the kinds of status are all walked above
    const kinds = ['first-byte', 'before-headers', 'after-headers', 'keep-alive', '307', '503'] as const;
    for (const [index, how] of kinds.entries()) {
      edinky.spoil('PUT', how);
      const amount = `${index + 1}.00`;
      await call(page, 'payments.save', { id: slot.id, payments: [{ id: 'r', amount, code: '01' }] });
      const held = async (): Promise<string> => {
        const { state, theirs } = await call(page, 'payments.slot', { id: slot.id });
        return `${state} ${theirs.map((row) => row.amount).join()}`;
      };
      await expect
        .poll(held, { timeout, message: how })
        .toMatch(new RegExp(`^confirmed ${index + 1}(\\.00?)?$`));
    }
    const counts: Record<string, number> = {};
    for (const { method } of (await call(page, 'payments.slot', { id: slot.id })).attempts)
      counts[method] = (counts[method] ?? 0) + 1;
    expect(edinky.seen()).toEqual(counts);
    expect(edinky.reused()).toBe(0);
  });

  test('the control: the browser’s own stack sends a POST again by itself where the outbox does not', async () => {
    const { app } = life;
    const counted = { posts: 0, connections: 0 };
    const server = createServer((socket) => {
      counted.connections++;
      let served = 0;
      const first = counted.connections === 1;
      socket.on('error', () => socket.destroy());
      socket.on('data', () => {
        counted.posts++;
        served++;
        // one answer with keep-alive; the second request on the same connection dies at its first byte
        if (first && served > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // oxlint-disable-next-line no-unsafe-type-assertion -- a TCP server that listens has an address of that shape
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const answers = await app.evaluate(async ({ session }, address) => {
      // the program's own session may not reach the network at all; this one is as Electron makes it
      const own = session.fromPartition('control');
      const statuses: number[] = [];
      for (let nth = 1; nth <= 2; nth++) {
        const response = await own.fetch(address, { method: 'POST', body: 'x' });
        await response.text();
        statuses.push(response.status);
      }
      return statuses;
    }, url);
    server.close();
    expect(answers).toEqual([200, 200]);
    // two calls, three POSTs: the caller of the second is never told that it was sent twice
    expect(counted).toEqual({ posts: 3, connections: 2 });
  });
});
