import { onTestFinished } from 'vitest';
import type { EdinkyApi } from '../../domain/outbox/edinky-api.ts';
import { laneOpenAt } from '../../domain/outbox/lane.ts';
import { stepLane } from '../../domain/outbox/lane-step.ts';
import type { LaneWork, TokenSource } from '../../domain/outbox/ports.ts';
import type { Transactions } from '../../domain/outbox/store.ts';
import { fail } from '../../domain/result.ts';
import { outboxTimings } from '../../domain/outbox/timings.ts';
import type { PaymentForm } from '../../domain/payments/payment-list.ts';
import { edinkyApi } from '../../main/api/edinky/edinky-api.ts';
import { nodeHttp } from '../../main/api/http.ts';
import { transactions } from '../../main/db/atomically.ts';
import { attemptStore } from '../../main/db/attempts.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { laneStore } from '../../main/db/lanes.ts';
import { paymentStore } from '../../main/db/payments.ts';
import type { PaymentOutcome } from '../../main/outbox/journal-line.ts';
import { paymentSlots, type PaymentSlots } from '../../main/outbox/payment-slots.ts';
import { paymentWork } from '../../main/outbox/payment-work.ts';

const key = { companyId: 'c', service: 'edinky' } as const;
const notCancelled = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };

/** Rows as a clerk types them, in cash. */
export const rows = (...amounts: readonly string[]): PaymentForm[] =>
  amounts.map((amount, index) => ({ id: `p${index}`, amount, code: '01' }));

/** One run of the program: database, work and slots over a server; time moves only when told. */
export interface PaymentsProgram {
  readonly db: Db;
  readonly slots: PaymentSlots;
  readonly clock: { at: number };
  readonly lane: () => ReturnType<ReturnType<typeof laneStore>['read']>;
  unblock(): void;
  /** Does every step that is due within `ms`, as the lane runner would. @returns steps done */
  run(ms?: number): Promise<number>;
  /** The company's settings changed: its work is made anew, in the same run of the program. */
  reconnect(): void;
  /** The process is gone: nothing of it writes any more. */
  kill(): void;
}

let ids = 0;
export function program(
  file: string,
  server: { readonly apiUrl: string; readonly token: string },
  options: {
    readonly boot: string;
    readonly at?: number;
    readonly api?: (real: EdinkyApi) => EdinkyApi;
    readonly tokens?: TokenSource;
    readonly deadlineMs?: number;
    /** every commit is refused while it says so */
    readonly fullDisk?: () => boolean;
    readonly keepOutcome?: (line: PaymentOutcome) => Promise<unknown>;
  },
): PaymentsProgram {
  const found = openDatabase(file);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const db = found.value;
  db.prepare(
    `insert into company (id, environment, settings, created_at) values ('c', 'test', '{}', 0) on conflict do nothing`,
  ).run();
  const clock = { at: options.at ?? 1_000_000 };
  const ports = { now: () => clock.at, monotonic: () => clock.at, after: () => () => {} };
  const real = edinkyApi({
    http: nodeHttp({ resolveProxy: () => Promise.resolve('DIRECT'), userAgent: 'test' }),
    clock: ports,
    apiUrl: server.apiUrl,
    deadlineMs: options.deadlineMs ?? 2_000,
  });
  const token = { ok: true, value: { value: server.token, generation: 1 } } as const;
  const tokens = options.tokens ?? {
    current: () => Promise.resolve(token),
    renewed: () => Promise.resolve(token),
  };
  const lanes = laneStore(db);
  const onDisk = transactions(db);
  const shared = {
    bootId: options.boot,
    store: paymentStore(db),
    attempts: attemptStore(db),
    transactions: {
      ...onDisk,
      atomically: (work) => (options.fullDisk?.() === true ? fail('disk-full') : onDisk.atomically(work)),
    } satisfies Transactions,
    timings: outboxTimings,
  };
  const slots = paymentSlots({
    ...shared,
    clock: ports,
    random: { id: () => `slot-${(ids += 1)}` },
    wake: () => {},
  });
  const connect = (): LaneWork =>
    paymentWork({
      ...shared,
      companyId: 'c',
      clock: ports,
      random: { fraction: () => 0.5 },
      api: options.api?.(real) ?? real,
      tokens,
      lanes,
      ...(options.keepOutcome ? { keepOutcome: options.keepOutcome } : {}),
      onChange: (id) => slots.changed(id),
    });
  let work = connect();
  onTestFinished(() => {
    if (db.open) db.close();
  });
  return {
    db,
    slots,
    clock,
    lane: () => lanes.read(key, clock.at),
    unblock() {
      lanes.write(
        stepLane(
          lanes.read(key, clock.at),
          { kind: 'unblock' },
          {
            now: clock.at,
            fraction: 0.5,
            timings: outboxTimings,
          },
        ),
      );
    },
    async run(ms = 0) {
      let until = clock.at + ms;
      for (let steps = 0; ; steps++) {
        if (steps > 200) throw new Error('the work never rests');
        const next = work.next(clock.at);
        const openAt = laneOpenAt(lanes.read(key, clock.at), clock.at);
        const at = next === undefined || openAt === undefined ? undefined : Math.max(next.at, openAt);
        if (next === undefined || at === undefined || at > until) {
          clock.at = Math.max(clock.at, until);
          return steps;
        }
        // a step takes a moment, which is not waited for
        clock.at = Math.max(clock.at, at) + 1;
        until += 1;
        await next.run(notCancelled);
      }
    },
    reconnect() {
      work = connect();
    },
    kill: () => db.close(),
  };
}

export function value<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
