import { expect, test } from 'vitest';
import type { CallFacts } from '../../../../domain/outbox/results.ts';
import type { StorageFault } from '../../../../domain/outbox/store.ts';
import { outboxTimings } from '../../../../domain/outbox/timings.ts';
import type {
  ComprobantesApi,
  ListedOneResult,
  ListPageResult,
} from '../../../../domain/reconciliation/listed.ts';
import { fail, ok } from '../../../../domain/result.ts';
import { listSubject, reconciliation } from '../../../../main/outbox/reconciliation.ts';
import {
  applyLine,
  type ReconciliationBook,
  type ReconciliationRun,
} from '../../../../main/outbox/reconciliation-book.ts';
import { companyId, issue, outboxWorld, type Program, type World } from '../../../helpers/outbox-world.ts';

/** The comparison on the lane of a real outbox, with a scripted list and a clock that moves only when told to. */

const key = { companyId, service: 'hacienda' } as const;
const month = '2026-11';

class ScriptedList implements ComprobantesApi {
  /** what becomes of the next calls; after them the list is empty */
  readonly next: { readonly result: ListPageResult; readonly facts?: CallFacts }[] = [];
  readonly calls: { readonly what: number | string; readonly generation: number; readonly at: number }[] = [];
  answerToOne: ListedOneResult = { kind: 'listed' };
  now: () => number = () => 0;
  onCall: () => void = () => undefined;
  /** what the authority had been asked when each page was */
  readonly postsBefore: number[] = [];
  readonly getsBefore: number[] = [];
  authority: World['authority'] | undefined;

  async page(token: { generation: number }, offset: number) {
    this.calls.push({ what: offset, generation: token.generation, at: this.now() });
    this.postsBefore.push(this.authority?.posts.length ?? 0);
    this.getsBefore.push(this.authority?.gets.length ?? 0);
    this.onCall();
    const script = this.next.shift();
    return {
      result: script?.result ?? ({ kind: 'page', page: { entries: [], from: offset } } as const),
      facts: script?.facts ?? { status: 200 },
    };
  }
  async one(token: { generation: number }, clave: string) {
    this.calls.push({ what: clave, generation: token.generation, at: this.now() });
    return { result: this.answerToOne, facts: { status: 200 } };
  }
}

/** Memory in place of files, so that the virtual clock knows when they are written; may refuse like a full disk. */
class MemoryBook implements ReconciliationBook {
  readonly runs = new Map<string, ReconciliationRun>();
  activeMonth: string | undefined;
  fault: StorageFault | undefined;
  async read(_company: string, which: string) {
    return this.runs.get(which);
  }
  async begin(_company: string, run: ReconciliationRun) {
    if (this.fault) return fail(this.fault);
    this.runs.set(run.walk.month, run);
    return ok(undefined);
  }
  async append(_company: string, which: string, line: Parameters<typeof applyLine>[1]) {
    const run = this.runs.get(which);
    if (this.fault || !run) return fail(this.fault ?? 'io');
    this.runs.set(which, applyLine(run, line));
    return ok(undefined);
  }
  async active() {
    return this.activeMonth;
  }
  async setActive(_company: string, which: string | undefined) {
    if (this.fault) return fail(this.fault);
    this.activeMonth = which;
    return ok(undefined);
  }
}

interface Bench {
  readonly world: World;
  readonly program: Program;
  readonly list: ScriptedList;
  readonly book: MemoryBook;
  readonly compare: ReturnType<typeof reconciliation>;
  readonly ended: string[];
  readonly run: () => Promise<ReconciliationRun | undefined>;
}

async function bench(
  options: Parameters<World['start']>[0] = {},
  world = outboxWorld(),
  book = new MemoryBook(),
): Promise<Bench> {
  const program = await world.start(options);
  const list = new ScriptedList();
  list.now = () => program.clock.now();
  list.authority = world.authority;
  const ended: string[] = [];
  const compare = reconciliation({
    book,
    store: program.store,
    clock: program.clock,
    random: { fraction: () => 0.5 },
    timings: outboxTimings,
    bootId: 'boot-of-the-list',
    wake: (lane) => program.outbox.wake(lane),
    onChange: (_company, which) => {
      if (which !== undefined) ended.push(which);
    },
    onLane: () => undefined,
    onError: (error) => program.errors.push(error),
  });
  program.outbox.add(
    compare.work(companyId, { api: list, tokens: world.tokens, limits: () => world.limits }),
  );
  return { world, program, list, book, compare, ended, run: () => compare.run(companyId, month) };
}

const entries = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ clave: `x${from + index}`, notes: 0 }));
const pageOf = (from: number, count: number, total: number): { readonly result: ListPageResult } => ({
  result: { kind: 'page', page: { entries: entries(from, count), from, total } },
});

test('asks page after page with a pause between them, each with its attempt and its charge written before', async () => {
  const { program, list, compare, ended } = await bench();
  list.next.push(pageOf(0, 50, 120), pageOf(50, 50, 120), pageOf(100, 20, 120));
  const charged: number[] = [];
  list.onCall = () => charged.push(program.store.charges.timesSince(key, 0).length);
  await compare.start(companyId, month);
  await program.clock.until(() => ended.length > 0);
  expect(list.calls.map(({ what }) => what)).toEqual([0, 50, 100]);
  expect(charged).toEqual([1, 2, 3]);
  const times = list.calls.map(({ at }) => at);
  expect(
    times.every((at, index) => index === 0 || at - (times[index - 1] ?? 0) >= outboxTimings.pageSpacingMs),
  ).toBe(true);
  const attempts = program.store.attempts.of('document', listSubject(companyId));
  expect(attempts.map(({ kind, end }) => [kind, end?.result])).toEqual([
    ['GET', 'page'],
    ['GET', 'page'],
    ['GET', 'page'],
  ]);
  expect(ended).toEqual([month]);
});

test('a page that was read is never asked for again by the next start of the program, and the rest is', async () => {
  const first = await bench();
  first.list.next.push(pageOf(0, 50, 120), pageOf(50, 50, 120), {
    result: { kind: 'not-sent', why: 'connect' },
  });
  await first.compare.start(companyId, month);
  await first.program.clock.until(() => first.list.calls.length === 3);
  first.program.kill();
  const second = await bench({}, first.world, first.book);
  second.list.next.push(pageOf(100, 20, 120));
  await second.program.clock.until(() => second.ended.length > 0);
  expect(second.list.calls.map(({ what }) => what)).toEqual([100]);
});

test('killed while a page was on its way: the attempt counts as interrupted, its charge stays, and the page is asked for again', async () => {
  const first = await bench();
  first.list.next.push(pageOf(0, 50, 60), pageOf(50, 10, 60));
  first.list.onCall = () => {
    if (first.list.calls.length === 2) first.program.kill();
  };
  await first.compare.start(companyId, month);
  await first.program.clock.advance(60_000);
  const second = await bench({}, first.world, first.book);
  second.list.next.push(pageOf(50, 10, 60));
  await second.program.clock.until(() => second.ended.length > 0);
  expect(second.list.calls.map(({ what }) => what)).toEqual([50]);
  const attempts = second.program.store.attempts.of('document', listSubject(companyId));
  expect(attempts.map(({ end }) => end?.result)).toEqual(['page', 'interrupted', 'page']);
  expect(second.program.store.charges.timesSince(key, 0)).toHaveLength(3);
});

test('does NOT ask while anything is to be sent or asked about, also where the list came to the lane first', async () => {
  const { world, program, list, compare, ended } = await bench({ connect: false });
  const id = await issue(program);
  await issue(program);
  await compare.start(companyId, month);
  program.outbox.connect(companyId, {
    api: world.authority,
    tokens: world.tokens,
    limits: () => world.limits,
  });
  await program.clock.until(() => ended.length > 0);
  expect(world.authority.posts).toHaveLength(2);
  expect(list.postsBefore).toEqual([2]);
  expect(program.stateOf(id)).not.toBe('queued');
  expect(program.errors).toEqual([]);
});

test('does NOT ask while what a restored copy forgot is being settled', async () => {
  const before = await bench({ connect: false });
  await issue(before.program);
  before.program.kill();
  const { world, program, list, compare, ended } = await bench({ restored: true }, before.world);
  // not there: the second question waits a minute, in which the lane has nothing to do
  world.authority.nextGets.push({ result: { kind: 'not-found' } }, { result: { kind: 'not-found' } });
  await compare.start(companyId, month);
  await program.clock.until(() => ended.length > 0);
  expect(world.authority.gets.length).toBeGreaterThan(1);
  expect(list.getsBefore[0]).toBeGreaterThan(1);
  expect(program.errors).toEqual([]);
});

test('does NOT ask when the way was closed while it waited for its token', async () => {
  const { world, program, list, compare } = await bench();
  const current = world.tokens.current.bind(world.tokens);
  world.tokens.current = async () => {
    const now = program.clock.now();
    const lane = program.store.lanes.read(key, now);
    program.store.lanes.write({ ...lane, state: 'blocked_access', reason: 'access-denied' });
    return current();
  };
  await compare.start(companyId, month);
  await program.clock.advance(60_000);
  expect(list.calls).toEqual([]);
});

test('a 403 stops the way and the comparison: nothing more is asked, also when the way is opened again', async () => {
  const { program, list, compare, run } = await bench();
  list.next.push({ result: { kind: 'forbidden' }, facts: { status: 403 } });
  await compare.start(companyId, month);
  await program.clock.advance(60_000);
  expect(program.store.lanes.read(key, program.clock.now()).state).toBe('blocked_access');
  expect((await run())?.paused).toBe('forbidden');
  program.outbox.unblock(key);
  await program.clock.advance(24 * 3_600_000);
  expect(list.calls).toHaveLength(1);
});

test('a 401 brings a new token once; the second one rests the comparison', async () => {
  const { world, program, list, compare, run } = await bench();
  list.next.push({ result: { kind: 'unauthorized' } }, { result: { kind: 'unauthorized' } });
  await compare.start(companyId, month);
  await program.clock.advance(3_600_000);
  expect(list.calls.map(({ generation }) => generation)).toEqual([1, 2]);
  expect(world.tokens.renewedCalls).toEqual([1]);
  expect((await run())?.paused).toBe('forbidden');
});

test('a 401 that a new token cures leaves no refusal counted against the next sale', async () => {
  const { program, list, compare, ended } = await bench();
  list.next.push({ result: { kind: 'unauthorized' } });
  await compare.start(companyId, month);
  await program.clock.until(() => ended.length > 0);
  expect(program.store.lanes.read(key, program.clock.now())).toMatchObject({ state: 'open', refusals: 0 });
});

test('a success of the list does NOT clear a refusal that a document met', async () => {
  const { world, program, list, compare, ended } = await bench();
  world.authority.nextPosts.push({ arrives: false, result: { kind: 'unauthorized' } });
  world.authority.onCall = (kind) => {
    const retryAt = program.clock.now() + 60_000;
    if (kind === 'POST') world.tokens.faults.push({ kind: 'later', offline: false, retryAt });
  };
  const id = await issue(program);
  await program.clock.advance(1_000);
  expect(program.outbox.hold(id).ok).toBe(true);
  await compare.start(companyId, month);
  await program.clock.until(() => ended.length > 0);
  expect(list.calls).toHaveLength(1);
  // I8: the next 401 to that document is its second
  expect(program.store.lanes.read(key, program.clock.now()).refusals).toBe(1);
});

test.each([
  [{ kind: 'doubtful', why: 'status' }],
  [{ kind: 'doubtful', why: 'timeout' }],
  [{ kind: 'doubtful', why: 'unreadable' }],
] as const)('%o five times rests it, each after a longer wait, and the lane stays open', async (result) => {
  const { program, list, compare, run } = await bench();
  for (let time = 0; time < 9; time++) list.next.push({ result });
  await compare.start(companyId, month);
  await program.clock.advance(24 * 3_600_000);
  expect((await run())?.paused).toBe('service-failing');
  expect(list.calls).toHaveLength(5);
  const gaps = list.calls.slice(1).map(({ at }, index) => at - (list.calls[index]?.at ?? 0));
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  expect(program.store.lanes.read(key, program.clock.now())).toMatchObject({ state: 'open', failures: 0 });
});

test('a page that comes between failures starts their count anew', async () => {
  const { program, list, compare, ended } = await bench();
  const failing = { result: { kind: 'doubtful', why: 'status' } } as const;
  for (let time = 0; time < 4; time++) list.next.push(failing);
  list.next.push(pageOf(0, 50, 60));
  for (let time = 0; time < 4; time++) list.next.push(failing);
  list.next.push(pageOf(50, 10, 60));
  await compare.start(companyId, month);
  await program.clock.until(() => ended.length > 0);
  expect(list.calls).toHaveLength(10);
});

test('a 429 makes the whole way wait, as it makes a sale wait', async () => {
  const { program, list, compare, ended } = await bench();
  list.next.push({
    result: { kind: 'throttled' },
    facts: { status: 429, rate: { retryAfterMs: 600_000 } },
  });
  await compare.start(companyId, month);
  await program.clock.advance(1_000);
  expect(program.store.lanes.read(key, program.clock.now()).state).toBe('throttled');
  expect(compare.progress(companyId)).toMatchObject({ month, waits: 'the-lane' });
  await program.clock.until(() => ended.length > 0);
  const [refused, answered] = list.calls;
  expect((answered?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(600_000);
});

test('with half of the hour used it waits, and says until when', async () => {
  const { world, program, list, compare } = await bench();
  world.limits = { perHour: 20, perDay: 0 };
  for (let turn = 0; turn < 40; turn++) list.next.push(pageOf(turn * 50, 50, 2_000));
  await compare.start(companyId, month);
  await program.clock.advance(120_000);
  expect(list.calls).toHaveLength(10);
  const progress = compare.progress(companyId);
  expect(progress).toMatchObject({ month, waits: 'the-quota' });
  expect(progress?.nextAt).toBeGreaterThan(program.clock.now());
});

test('a full disk before the call means no call; after it, the outcome waits until the disk takes it', async () => {
  const fullDisk = { full: false };
  const { program, list, compare, ended } = await bench({ fullDisk });
  fullDisk.full = true;
  await compare.start(companyId, month);
  await program.clock.advance(60_000);
  expect(list.calls).toEqual([]);
  list.onCall = () => {
    fullDisk.full = true;
    program.clock.after(120_000, () => {
      fullDisk.full = false;
    });
  };
  fullDisk.full = false;
  await program.clock.until(() => ended.length > 0);
  expect(list.calls).toHaveLength(1);
  const [attempt] = program.store.attempts.of('document', listSubject(companyId));
  expect(attempt?.end?.result).toBe('page');
});

test('a disk that refuses the file of the list makes the comparison rest and holds up no sale', async () => {
  const { world, program, list, book, compare, run } = await bench();
  list.next.push(pageOf(0, 50, 60));
  await compare.start(companyId, month);
  book.fault = 'disk-full';
  await program.clock.advance(10_000);
  expect((await run())?.paused).toBe('disk');
  expect(list.calls).toHaveLength(1);
  await issue(program);
  await program.clock.advance(1_000);
  expect(world.authority.posts).toHaveLength(1);
  expect(await compare.goOn(companyId, month)).toEqual({ ok: false, error: 'disk-full' });
  book.fault = undefined;
  await compare.goOn(companyId, month);
  await program.clock.advance(10_000);
  // the page that could not be kept is asked for again
  expect(list.calls.map(({ what }) => what)).toEqual([0, 0]);
});

test('an answer that comes after the month was begun anew belongs to nobody', async () => {
  const { program, list, compare, run } = await bench();
  list.next.push(pageOf(0, 50, 120), pageOf(0, 50, 60), pageOf(50, 10, 60));
  let restarted: Promise<unknown> | undefined;
  list.onCall = () => {
    list.onCall = () => undefined;
    program.clock.setWall(program.clock.now() + 5);
    restarted = compare.start(companyId, month);
  };
  await compare.start(companyId, month);
  await program.clock.advance(60_000);
  await restarted;
  await program.clock.advance(60_000);
  expect((await run())?.walk).toMatchObject({ pages: 2, offset: 60, end: { how: 'complete' } });
});

test('another month that is begun rests the first, which goes on from where it was', async () => {
  const { program, list, compare, run } = await bench();
  list.next.push(pageOf(0, 50, 120));
  await compare.start(companyId, month);
  await program.clock.advance(500);
  expect(list.calls).toHaveLength(1);
  await compare.start(companyId, '2026-10');
  await program.clock.advance(60_000);
  expect(await run()).toMatchObject({ paused: 'clerk', walk: { pages: 1 } });
  list.next.push(pageOf(50, 50, 120), pageOf(100, 20, 120));
  await compare.goOn(companyId, month);
  await program.clock.advance(60_000);
  expect((await run())?.walk).toMatchObject({ pages: 3, end: { how: 'complete' } });
});

test('one clave is asked for alone, and the answer stays with its month', async () => {
  const { program, list, compare, run, ended } = await bench();
  await compare.start(companyId, month);
  await program.clock.until(() => ended.length > 0);
  list.answerToOne = { kind: 'not-found' };
  await compare.ask(companyId, month, 'c1');
  await compare.ask(companyId, month, 'c1');
  await program.clock.advance(60_000);
  expect(list.calls.map(({ what }) => what)).toEqual([0, 'c1']);
  expect((await run())?.asked.get('c1')?.listed).toBe(false);
});

test('a work that was replaced asks nothing more', async () => {
  const { world, program, list, compare } = await bench();
  const other = new ScriptedList();
  const replaced = compare.work(companyId, { api: other, tokens: world.tokens, limits: () => world.limits });
  program.outbox.add(replaced);
  await compare.start(companyId, month);
  await program.clock.advance(60_000);
  expect(list.calls).toEqual([]);
  expect(other.calls).toHaveLength(1);
});

test('a port that throws counts as a failure of the list, and is told', async () => {
  const { program, list, compare, ended } = await bench();
  list.onCall = () => {
    list.onCall = () => undefined;
    throw new Error('a port threw');
  };
  await compare.start(companyId, month);
  await program.clock.until(() => ended.length > 0);
  expect(program.errors).toHaveLength(1);
  expect(list.calls).toHaveLength(2);
});
