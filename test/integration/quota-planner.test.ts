import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { practiceCredentials } from '../../domain/practice/credentials.ts';
import type { HaciendaApi, TokenSource } from '../../domain/outbox/ports.ts';
import { outboxTimings } from '../../domain/outbox/timings.ts';
import { ok } from '../../domain/result.ts';
import { haciendaApi } from '../../main/api/hacienda/hacienda-api.ts';
import { nodeHttp } from '../../main/api/http.ts';
import { readAuthorityAnswer } from '../../main/comprobante/read-answer.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { outboxStore } from '../../main/db/documents.ts';
import { queueReader } from '../../main/db/queue.ts';
import { createOutbox, type Outbox } from '../../main/outbox/outbox.ts';
import { sealedStore } from '../../main/outbox/sealed-store.ts';
import { identityOf } from '../helpers/exact-invoices.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { grant, testAuthorities, unsigned } from '../helpers/practice.ts';
import { testNow } from '../helpers/taxpayers.ts';
import { VirtualClock } from '../helpers/virtual-clock.ts';

/**
 * The quota as a clerk in staging meets it (OUTBOX.md section 6): the real outbox on a real file, real HTTP to the simulated
 * reception, which counts in rolling windows of its own and answers 429 beyond them. Both live on one virtual time; the clerk's wall
 * clock is set wrong meanwhile, the server's is not.
 */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const limits = { perHour: 100, perDay: 1_000 };
const companyId = 'company-1';

/** Virtual time that waits for the real sockets: between two timers every call that was made has its answer. */
class SocketClock extends VirtualClock {
  pending = 0;
  async during<T>(work: Promise<T>): Promise<T> {
    this.pending++;
    try {
      return await work;
    } finally {
      this.pending--;
    }
  }
  override async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = this.pending > 0 ? 0 : quiet + 1)
      await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The most that any window of this length holds. @param times ascending */
function fullest(times: readonly number[], windowMs: number): number {
  let most = 0;
  let first = 0;
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - windowMs) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** What a sync costs is no part of this proof, and it makes thousands: in memory where the system has a folder there. */
function quickFolder(): string {
  if (!existsSync('/dev/shm')) return temporaryFolder();
  const folder = mkdtempSync('/dev/shm/talonario-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function stagingWorld() {
  const folder = quickFolder();
  const clock = new SocketClock(testNow);
  /** the server's own time: no clerk sets it */
  const trueNow = (): number => testNow + clock.monotonic();
  const authorities = await testAuthorities({ now: trueNow });
  await authorities.control.set({
    hacienda: { quota: 'staging', processingMinMs: 5_000, processingMaxMs: 90_000 },
  });
  const http = nodeHttp({ resolveProxy: async () => 'DIRECT', userAgent: 'Talonario/test' });
  const real = haciendaApi({
    http,
    clock,
    address: () => ({ apiUrl: authorities.haciendaApiUrl, deadlineMs: 20_000 }),
    readAnswer: readAuthorityAnswer,
  });
  /** a call takes a while in virtual time too */
  const latency = (): Promise<void> => new Promise((resolve) => clock.after(300, resolve));
  const api: HaciendaApi = {
    async post(...call) {
      const answer = await clock.during(real.post(...call));
      await latency();
      return answer;
    },
    async status(...call) {
      const answer = await clock.during(real.status(...call));
      await latency();
      return answer;
    },
  };
  // The identity provider has no part in the quota; its tokens live five minutes of the server's time.
  let token: { value: string; generation: number; until: number } | undefined;
  const fresh: TokenSource['current'] = async () => {
    if (!token || token.until <= clock.monotonic()) {
      const reply = await clock.during(grant(authorities, { username: practiceCredentials.user }));
      token = {
        value: String(reply.json.access_token),
        generation: (token?.generation ?? 0) + 1,
        until: clock.monotonic() + 200_000,
      };
    }
    return ok(token);
  };
  const tokens: TokenSource = { current: fresh, renewed: fresh };
  mkdirSync(join(folder, 'sealed'));
  let boots = 0;
  const errors: unknown[] = [];

  const start = async (): Promise<{ readonly outbox: Outbox; readonly db: Db; stop(): Promise<void> }> => {
    const opened = openDatabase(join(folder, 'talonario.sqlite'));
    if (!opened.ok) throw new Error(opened.error.kind);
    const db = opened.value;
    db.prepare(
      "insert or ignore into company (id, environment, settings, created_at) values (?, 'test', '{}', 0)",
    ).run(companyId);
    const boot = ++boots;
    const outbox = createOutbox({
      store: outboxStore(db),
      queue: queueReader(db),
      sealed: sealedStore(join(folder, 'sealed')),
      clock,
      random: { fraction: () => 0.5, digits: (count) => '7'.repeat(count), id: () => crypto.randomUUID() },
      timings: outboxTimings,
      bootId: `boot-${boot}`,
      knowsCompany: (id) => id === companyId,
      onError: (_where, error) => errors.push(error),
    });
    await outbox.recover();
    outbox.connect(companyId, { api, tokens, limits: () => limits });
    return {
      outbox,
      db,
      async stop() {
        await outbox.stop();
        db.close();
      },
    };
  };

  const seal = async (outbox: Outbox): Promise<void> => {
    const sealed = await outbox.seal({
      companyId,
      environment: 'test',
      branch: '001',
      terminal: '00001',
      kind: '01',
      situation: '1',
      identify: (number) => identityOf('01', number),
      build: async (identity) => ok(Buffer.from(unsigned('01', Number(identity.consecutivo.slice(10))).xml)),
      customerName: 'Cliente',
      total: 28_391_250n,
      currency: 'CRC',
      issuer: { type: '02', number: '3101123456' },
      receiver: { type: '01', number: '112340567' },
      form: {},
    });
    if (!sealed.ok) throw new Error(sealed.error.kind);
  };
  return { authorities, clock, trueNow, start, seal, errors };
}

const unfinished = (outbox: Outbox): number => {
  const { counts } = outbox.summary(companyId);
  return Object.values(counts).reduce((sum, count) => sum + count, -counts.accepted - counts.rejected);
};

type World = Awaited<ReturnType<typeof stagingWorld>>;

/** What the clerk is told at a moment, on the server's time. */
interface Told {
  readonly at: number;
  readonly doneAt: number;
}
function told(world: World, outbox: Outbox): Told {
  const { doneAt } = outbox.summary(companyId).plan;
  if (doneAt === undefined) throw new Error('no plan');
  const at = world.trueNow();
  return { at, doneAt: at + doneAt - world.clock.now() };
}
/** How far off it was, as a part of what was left to wait. */
const errorOf = ({ at, doneAt }: Told, really: number): number => Math.abs(doneAt - really) / (really - at);

function served(world: World) {
  const log = world.authorities.control
    .requests(5_000)
    .filter(({ endpoint }) => endpoint === 'post' || endpoint === 'get');
  const times = log.map(({ at }) => at).toSorted((a, b) => a - b);
  const { posts } = world.authorities.control.counters();
  return {
    hour: fullest(times, hourMs),
    day: fullest(times, dayMs),
    refused: log.filter(({ status }) => status === 429).length,
    arrivals: posts.map(({ arrived }) => arrived),
  };
}

test('500 documents in staging, three restarts and a clock set wrong three times: never above 100 in an hour or 1,000 in a day by the server’s own count, never a 429', async () => {
  const world = await stagingWorld();
  const { clock } = world;
  let program = await world.start();
  for (let n = 0; n < 500; n++) await world.seal(program.outbox);
  const plans = [told(world, program.outbox)];
  const startedAt = world.trueNow();
  /** `wall`: how far the clerk sets the clock from the true time */
  const events: readonly (readonly [afterMs: number, event: 'restart' | { readonly wall: number }])[] = [
    [20 * 60_000, 'restart'],
    [2 * hourMs, { wall: 3 * hourMs }],
    [4 * hourMs, 'restart'],
    [5 * hourMs, { wall: -5 * hourMs }],
    [9 * hourMs, 'restart'],
    [9 * hourMs + 1, { wall: 30 * dayMs }],
    [10 * hourMs, { wall: 0 }],
  ];
  for (const [afterMs, event] of events) {
    await clock.advance(startedAt + afterMs - world.trueNow());
    if (event === 'restart') {
      await program.stop();
      program = await world.start();
      if (program.outbox.summary(companyId).counts.queued > 0) plans.push(told(world, program.outbox));
    } else {
      clock.setWall(world.trueNow() + event.wall);
      // the lane sleeps until a slot is free; whatever wakes it looks at the clock
      program.outbox.wake();
    }
  }
  await clock.until(() => unfinished(program.outbox) === 0, 4 * dayMs);
  const doneAt = world.trueNow();

  expect(program.outbox.summary(companyId).counts).toMatchObject({ accepted: 500 });
  const { hour, day, refused, arrivals } = served(world);
  expect(refused).toBe(0);
  expect(hour).toBeLessThanOrEqual(100);
  expect(day).toBeLessThanOrEqual(1_000);
  expect(arrivals).toEqual(Array.from({ length: 500 }, () => 1));
  for (const plan of plans) expect(errorOf(plan, doneAt)).toBeLessThan(0.1);
  expect(world.errors).toEqual([]);
  await program.stop();
}, 120_000);

test('40 documents, where the early questions are in vain and use the hour up: the plan counts them', async () => {
  const world = await stagingWorld();
  const program = await world.start();
  for (let n = 0; n < 40; n++) await world.seal(program.outbox);
  const plan = told(world, program.outbox);
  await world.clock.until(() => unfinished(program.outbox) === 0, dayMs);
  const doneAt = world.trueNow();
  expect(served(world)).toMatchObject({ refused: 0 });
  expect(errorOf(plan, doneAt)).toBeLessThan(0.1);
  await program.stop();
}, 60_000);
