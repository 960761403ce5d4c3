import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { type Month, monthOf } from '../../domain/reconciliation/month.ts';
import {
  actOnList,
  askAgain,
  pauseReconciliation,
  type ReconcileContext,
  reconciliationTable,
  reconciliationView,
  resumeReconciliation,
  startReconciliation,
} from '../../main/usecases/reconcile.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import type { Program } from '../../main/usecases/program.ts';
import type { ReconciliationView } from '../../preload/contract/reconciliation.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm, goodLine } from '../helpers/invoices.ts';
import { send } from '../helpers/practice.ts';
import { practising, runProgram } from '../helpers/program.ts';

/** Our documents against the list of the practice authorities: real SQLite, real HTTP, the lane of the program itself. */

const until = { timeout: 20_000, interval: 20 };

interface Shop {
  readonly program: Program;
  readonly company: Company;
  readonly context: ReconcileContext;
  readonly month: Month;
  readonly view: () => Promise<ReconciliationView>;
}

function shopOf(program: Program, company: Company): Shop {
  const context: ReconcileContext = {
    db: program.db,
    clock: program.clock,
    store: program.store,
    outbox: program.outbox,
    reconciliation: program.reconciliation,
    company,
  };
  const month = monthOf(program.clock.now());
  return { program, company, context, month, view: () => reconciliationView(context, month) };
}

async function openShop(folder = temporaryFolder()): Promise<Shop> {
  const { program } = await runProgram(folder, 0.01);
  return shopOf(program, await practising(program));
}

async function issue({ program, company }: Shop): Promise<string> {
  const form = goodForm('01', { lines: [goodLine('a1', { quantity: '1', unitPrice: '1000' })] });
  const isOnline = ({ id }: Company): Promise<boolean> => program.network.look(id);
  const issued = await issueInvoice({ ...program, isOnline }, company, program.random.id(), form);
  if (!issued.ok) throw new Error(issued.error.kind);
  return issued.value.documentId;
}

async function accepted(shop: Shop, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made++) ids.push(await issue(shop));
  await vi.waitFor(
    () =>
      expect(ids.map((id) => shop.program.store.documents.find(id)?.state)).toEqual(
        ids.map(() => 'accepted'),
      ),
    until,
  );
  return ids;
}

async function compared(shop: Shop): Promise<ReconciliationView> {
  expect(await startReconciliation(shop.context, shop.month)).toEqual({ ok: true, value: null });
  return vi.waitFor(async () => {
    const view = await shop.view();
    expect(['complete', 'incomplete']).toContain(view.state);
    return view;
  }, until);
}

const asked = (program: Program): Promise<number> =>
  program.authorities().then(({ control }) =>
    control
      .counters()
      .requests.filter(({ endpoint }) => endpoint === 'comprobantes')
      .reduce((sum, { count }) => sum + count, 0),
  );

test('a month that was never compared says so, and nothing was asked', async () => {
  const shop = await openShop();
  expect(await shop.view()).toMatchObject({ state: 'never', pages: 0, counts: { agree: 0 } });
  expect(await asked(shop.program)).toBe(0);
});

test('all agree: every accepted document is in the list, and no list of differences has a row', async () => {
  const shop = await openShop();
  await accepted(shop, 3);
  const view = await compared(shop);
  expect(view).toMatchObject({ state: 'complete', why: '', read: 3, total: 3 });
  expect(view.counts).toEqual({
    agree: 3,
    open: 0,
    theirs: 0,
    elsewhere: 0,
    ours: 0,
    notSent: 0,
    later: 0,
    unreadable: 0,
  });
});

test('they have, we do not: whose it is comes from the clave, and its number is never used again', async () => {
  const shop = await openShop();
  await accepted(shop, 2);
  const { control } = await shop.program.authorities();
  const same = await control.sentElsewhere('same');
  const other = await control.sentElsewhere('other');
  const { theirs, counts } = await compared(shop);
  expect(counts).toMatchObject({ agree: 2, theirs: 1, elsewhere: 1 });
  await vi.waitFor(async () => {
    const seen = await shop.view();
    const causes = new Map([...seen.theirs, ...seen.elsewhere].map(({ clave, cause }) => [clave, cause]));
    expect(causes.get(other)).toBe('other-terminal');
    // set aside: from now on a number that we passed
    expect(causes.get(same)).toBe('forgotten');
  }, until);
  expect(theirs.find(({ clave }) => clave === same)).toMatchObject({ kind: '01', number: 3 });
  const [next] = await accepted(shop, 1);
  const facts = shop.program.store.documents.facts(next ?? '');
  expect(facts.number).toBe(4);
  expect(control.counters().numbers.every(({ claves }) => claves === 1)).toBe(true);
});

test('we have, they do not: it is asked about again, never sent again, and our answer stands', async () => {
  const shop = await openShop();
  const [, newest] = await accepted(shop, 2);
  const { control } = await shop.program.authorities();
  await control.set({ hacienda: { listOmits: 1 } });
  const view = await compared(shop);
  expect(view.counts).toMatchObject({ agree: 1, ours: 1 });
  expect(view.ours[0]).toMatchObject({ id: newest, cause: 'accepted-missing', canAsk: true });
  expect(view.ours[0]?.asked).toBeUndefined();

  expect(await askAgain(shop.context, shop.month, newest ?? '')).toEqual({ ok: true, value: null });
  await vi.waitFor(async () => expect((await shop.view()).ours[0]?.asked?.listed).toBe(false), until);
  await control.set({ hacienda: { listOmits: 0 } });
  await askAgain(shop.context, shop.month, newest ?? '');
  await vi.waitFor(
    async () => expect((await shop.view()).counts).toMatchObject({ agree: 2, ours: 0 }),
    until,
  );
  expect(shop.program.store.documents.find(newest ?? '')?.state).toBe('accepted');
  expect(control.counters().posts.map(({ arrived }) => arrived)).toEqual([1, 1]);
});

test('what is not sent yet is told apart, and is not missing anywhere', async () => {
  const shop = await openShop();
  await accepted(shop, 1);
  const { control } = await shop.program.authorities();
  control.provoke({ endpoint: 'post', outcome: '400' });
  const refused = await issue(shop);
  await vi.waitFor(() => expect(shop.program.store.documents.find(refused)?.state).toBe('needs_fix'), until);
  const view = await compared(shop);
  expect(view.counts).toMatchObject({ agree: 1, ours: 0, notSent: 1 });
  expect(view.notSent[0]).toMatchObject({ id: refused, cause: 'not-sent', canAsk: false });
});

test('a document that Hacienda lists and that waits here for its answer is asked about, and only its answer makes it accepted', async () => {
  const shop = await openShop();
  const { control } = await shop.program.authorities();
  // without its signed answer a final state is none (I10)
  control.provoke({ endpoint: 'get', outcome: 'no-answer', times: 1_000 });
  const id = await issue(shop);
  await vi.waitFor(() => expect(shop.program.store.documents.find(id)?.state).toBe('processing'), until);
  await vi.waitFor(() => expect(control.documents()[0]?.state).toBe('aceptado'), until);
  const view = await compared(shop);
  expect(view.open[0]).toMatchObject({ id, cause: 'awaiting-answer' });
  expect(shop.program.store.documents.find(id)?.state).toBe('processing');
  control.clearProvocations();
  await askAgain(shop.context, shop.month, id);
  await vi.waitFor(
    async () => expect((await shop.view()).counts).toMatchObject({ agree: 1, open: 0 }),
    until,
  );
  expect(shop.program.store.documents.find(id)?.state).toBe('accepted');
});

describe('documents of others', () => {
  async function withOthers(many: number, folder = temporaryFolder()): Promise<Shop> {
    const shop = await openShop(folder);
    await accepted(shop, 1);
    const { control } = await shop.program.authorities();
    for (let made = 0; made < many; made++) await control.sentElsewhere('other');
    return shop;
  }

  test('a thousand are read page by page, cut in the middle, and go on after another start of the program where they were', async () => {
    const many = 1_000;
    const folder = temporaryFolder();
    const shop = await withOthers(many, folder);
    const { control } = await shop.program.authorities();
    await startReconciliation(shop.context, shop.month);
    await vi.waitFor(async () => expect((await shop.view()).pages).toBeGreaterThanOrEqual(5), until);
    await control.cutLine(true);
    const cutAt = await vi.waitFor(async () => {
      const view = await shop.view();
      expect(view).toMatchObject({ state: 'running', waits: 'the-lane' });
      return view;
    }, until);
    expect(cutAt.pages).toBeLessThan(21);
    await shop.program.stop();

    const again = await runProgram(folder, 0.01);
    const company = again.program.active();
    if (!company) throw new Error('no company');
    await again.program.connect(company.id);
    const next = shopOf(again.program, company);
    const authorities = await again.program.authorities();
    await authorities.control.cutLine(false);
    const view = await vi.waitFor(async () => {
      const seen = await next.view();
      expect(seen.state).toBe('complete');
      return seen;
    }, until);
    expect(view).toMatchObject({
      pages: 21,
      read: many + 1,
      counts: { agree: 1, theirs: 0, elsewhere: many, ours: 0 },
    });
    expect(view.elsewhere).toHaveLength(200);
    // no page was asked for twice but the one that was cut
    const answered = authorities.control
      .counters()
      .requests.filter(({ endpoint, status }) => endpoint === 'comprobantes' && status >= 200)
      .reduce((sum, { count }) => sum + count, 0);
    expect(answered).toBe(21);
  });

  test('never take more than half of the hour, by the server’s own count, so that a sale goes at once', async () => {
    const shop = await withOthers(400);
    const authorities = await shop.program.authorities();
    const { control } = authorities;
    await control.set({ hacienda: { quota: 'staging' } });
    const token = await shop.program.session.current(shop.company.id);
    if (!token.ok) throw new Error(token.error.kind);
    const counted = (): number =>
      control
        .counters()
        .requests.filter(({ endpoint }) => ['post', 'get', 'comprobantes'].includes(endpoint))
        .reduce((sum, { count }) => sum + count, 0);
    // another program of the same taxpayer uses the quota too
    const authorization = { authorization: `Bearer ${token.value.value}` };
    while (counted() < 46) await send('GET', `${authorities.haciendaApiUrl}recepcion/x`, authorization);
    await startReconciliation(shop.context, shop.month);
    const stopped = await vi.waitFor(async () => {
      const view = await shop.view();
      expect(view).toMatchObject({ state: 'running', waits: 'the-quota' });
      return view;
    }, until);
    expect(stopped.nextAt).toBeGreaterThan(shop.program.clock.now());
    expect(counted()).toBeLessThanOrEqual(51);

    await accepted(shop, 3);
    // 46 and these are half of the hour; the list has nine pages
    expect((await shop.view()).pages).toBeLessThanOrEqual(5);
    expect(control.counters().requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe('a list that fails', () => {
  test('rests after five failures and says so; sending goes on as if nothing had been', async () => {
    const shop = await openShop();
    const { control } = await shop.program.authorities();
    control.provoke({ endpoint: 'comprobantes', outcome: '500', times: 100 });
    await startReconciliation(shop.context, shop.month);
    await vi.waitFor(
      async () => expect(await shop.view()).toMatchObject({ state: 'paused', why: 'service-failing' }),
      until,
    );
    expect(await asked(shop.program)).toBe(5);
    await accepted(shop, 1);
    expect(shop.program.store.lanes.read({ companyId: shop.company.id, service: 'hacienda' }, 0).state).toBe(
      'open',
    );
    control.clearProvocations();
    await resumeReconciliation(shop.context, shop.month);
    await vi.waitFor(async () => expect((await shop.view()).state).toBe('complete'), until);
  });

  test('with 403 stops the way like every 403, rests, and does not begin again by itself', async () => {
    const shop = await openShop();
    const { control } = await shop.program.authorities();
    control.provoke({ endpoint: 'comprobantes', outcome: '403' });
    await startReconciliation(shop.context, shop.month);
    await vi.waitFor(
      async () => expect(await shop.view()).toMatchObject({ state: 'paused', why: 'forbidden' }),
      until,
    );
    const key = { companyId: shop.company.id, service: 'hacienda' } as const;
    expect(shop.program.store.lanes.read(key, 0).state).toBe('blocked_access');
    shop.program.outbox.unblock(key);
    await accepted(shop, 1);
    expect(await asked(shop.program)).toBe(1);
  });

  test.each([
    ['html', 'service-failing'],
    ['empty', 'service-failing'],
    ['400', 'refused'],
    ['404', 'unavailable'],
  ] as const)('answered with %s rests as %s and finds nothing missing', async (outcome, why) => {
    const shop = await openShop();
    await accepted(shop, 1);
    const { control } = await shop.program.authorities();
    control.provoke({ endpoint: 'comprobantes', outcome, times: 100 });
    await startReconciliation(shop.context, shop.month);
    await vi.waitFor(async () => expect(await shop.view()).toMatchObject({ state: 'paused', why }), until);
    expect((await shop.view()).counts).toMatchObject({ ours: 0, theirs: 0 });
  });

  test('that always gives the first page ends as incomplete and finds nothing missing', async () => {
    const shop = await openShop();
    await accepted(shop, 1);
    const { control } = await shop.program.authorities();
    for (let made = 0; made < 60; made++) await control.sentElsewhere('other');
    control.provoke({ endpoint: 'comprobantes', outcome: 'repeated-page', times: 100 });
    const view = await compared(shop);
    expect(view).toMatchObject({ state: 'incomplete', why: 'repeats', counts: { elsewhere: 50, ours: 0 } });
  });

  test('429 makes the way wait and the comparison goes on by itself', async () => {
    const shop = await openShop();
    const { control } = await shop.program.authorities();
    control.provoke({ endpoint: 'comprobantes', outcome: '429-retry-after', ms: 1_000 });
    expect((await compared(shop)).state).toBe('complete');
    expect(await asked(shop.program)).toBe(2);
  });

  test('with a token that ran out gets a new one and goes on', async () => {
    const shop = await openShop();
    await accepted(shop, 1);
    const { control } = await shop.program.authorities();
    control.expireTokens('access');
    expect((await compared(shop)).counts.agree).toBe(1);
  });
});

test('the clerk may pause and go on; a page read before is not asked for again', async () => {
  const shop = await openShop();
  const { control } = await shop.program.authorities();
  for (let made = 0; made < 120; made++) await control.sentElsewhere('other');
  await control.slow(300);
  await startReconciliation(shop.context, shop.month);
  await vi.waitFor(async () => expect((await shop.view()).pages).toBe(1), until);
  expect(await pauseReconciliation(shop.context)).toEqual({ ok: true, value: null });
  expect(await shop.view()).toMatchObject({ state: 'paused', why: 'clerk' });
  const { pages } = await shop.view();
  await control.slow(0);
  await resumeReconciliation(shop.context, shop.month);
  await vi.waitFor(async () => expect((await shop.view()).state).toBe('complete'), until);
  expect((await shop.view()).pages).toBe(3);
  expect(pages).toBeLessThanOrEqual(2);
});

test('a torn file costs the page that was being written, nothing else', async () => {
  const folder = temporaryFolder();
  const shop = await openShop(folder);
  await accepted(shop, 1);
  const { control } = await shop.program.authorities();
  for (let made = 0; made < 120; made++) await control.sentElsewhere('other');
  await compared(shop);
  await shop.program.stop();
  const file = join(folder, 'reconciliation', `${shop.company.id}-${shop.month}.ndjson`);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, -500));
  const again = await runProgram(folder, 0.01);
  const company = again.program.active();
  if (!company) throw new Error('no company');
  await again.program.connect(company.id);
  const next = shopOf(again.program, company);
  expect(await next.view()).toMatchObject({ state: 'paused', pages: 2, read: 100 });
  await resumeReconciliation(next.context, next.month);
  await vi.waitFor(async () => expect((await next.view()).state).toBe('complete'), until);
  expect((await next.view()).counts).toMatchObject({ agree: 1, elsewhere: 120 });
});

test('the table names every difference with its clave as text, and is not there before a comparison', async () => {
  const shop = await openShop();
  expect(await reconciliationTable(shop.context, shop.month)).toEqual({ ok: false, error: 'not-found' });
  await accepted(shop, 1);
  const { control } = await shop.program.authorities();
  const clave = await control.sentElsewhere('other');
  await compared(shop);
  expect(await actOnList(shop.context, shop.month)).toEqual({ ok: true, value: undefined });
  const table = await reconciliationTable(shop.context, shop.month);
  if (!table.ok) throw new Error(table.error);
  const text = new TextDecoder().decode(table.value.bytes);
  expect(table.value.name).toBe(`conciliacion_${shop.month}.csv`);
  expect(text.trimEnd().split('\r\n')).toHaveLength(2);
  expect(text).toContain(`"=""${clave}"""`);
});
