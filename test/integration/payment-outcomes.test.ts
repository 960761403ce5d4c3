import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outboxTimings } from '../../domain/outbox/timings.ts';
import { openDatabase } from '../../main/db/connection.ts';
import { outboxStore } from '../../main/db/documents.ts';
import { paymentStore } from '../../main/db/payments.ts';
import { queueReader } from '../../main/db/queue.ts';
import { createOutbox } from '../../main/outbox/outbox.ts';
import { sealedStore } from '../../main/outbox/sealed-store.ts';
import { edinkyServer } from '../helpers/edinky-server.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { program, rows } from '../helpers/payments-program.ts';
import { VirtualClock } from '../helpers/virtual-clock.ts';

/** Row "disk full or I/O error in T2" of OUTBOX.md section 5, for payments: the outcome is in the journal file. */

const value = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** One list saved; the disk is full when its PUT is answered, and the program ends before there is room. */
async function diedInT2() {
  const folder = temporaryFolder();
  const file = join(folder, 'talonario.sqlite');
  mkdirSync(join(folder, 'sealed'));
  const sealed = sealedStore(join(folder, 'sealed'));
  const server = await edinkyServer();
  let full = false;
  const running = program(file, server, {
    boot: 'boot-1',
    keepOutcome: (line) => sealed.append(line),
    fullDisk: () => full,
  });
  const slotId = value(running.slots.openSlot('c', '948924864')).id;
  await running.run();
  server.onPut = () => {
    full = true;
  };
  value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
  await expect(running.run()).rejects.toThrow(/storage/);
  await expect(running.run()).rejects.toThrow(/storage/);
  running.kill();
  server.onPut = () => {};
  return { file, sealed, server, slotId };
}

/** What every start does first. */
async function recovered(file: string, sealed: ReturnType<typeof sealedStore>) {
  const db = value(openDatabase(file));
  const outbox = createOutbox({
    store: outboxStore(db),
    payments: paymentStore(db),
    queue: queueReader(db),
    sealed,
    clock: new VirtualClock(2_000_000),
    random: { fraction: () => 0.5, digits: () => '7', id: () => 'id' },
    timings: outboxTimings,
    bootId: 'boot-2',
    knowsCompany: () => true,
    onError: (_where, error) => {
      throw error;
    },
  });
  const report = value(await outbox.recover());
  db.close();
  return report;
}

describe('a PUT whose outcome the disk refused, and then a crash', () => {
  test('its line is in the journal once, and the next start knows without a reading that the service said yes', async () => {
    const { file, sealed, server, slotId } = await diedInT2();
    const journal = value(await sealed.journal(0));
    expect(journal.lines).toMatchObject([{ kind: 'payment-outcome', slotId, result: { kind: 'applied' } }]);
    const report = await recovered(file, sealed);
    expect(report.paymentOutcomes).toEqual([slotId]);
    const next = program(file, server, { boot: 'boot-2', at: 2_000_000 });
    expect(next.slots.slot(slotId)?.state).toBe('acked');
    expect(next.slots.slot(slotId)?.attempts.at(-1)).toMatchObject({
      kind: 'PUT',
      end: { result: 'applied' },
    });
    await next.run();
    expect(next.slots.slot(slotId)?.state).toBe('confirmed');
    expect(server.puts).toHaveLength(1);
  });
  test('without the line it is a doubt that is settled by reading, NOT sent again', async () => {
    const { file, server, slotId } = await diedInT2();
    await recovered(file, sealedStore(join(temporaryFolder(), 'sealed')));
    const next = program(file, server, { boot: 'boot-2', at: 2_000_000 });
    expect(next.slots.slot(slotId)?.state).toBe('sending');
    await next.run(outboxTimings.settleHorizonMs * 2);
    expect(next.slots.slot(slotId)?.state).toBe('confirmed');
    expect(server.puts).toHaveLength(1);
  });
  test('a line is applied once: later starts leave the slot as it has become', async () => {
    const { file, sealed, server, slotId } = await diedInT2();
    await recovered(file, sealed);
    const next = program(file, server, { boot: 'boot-2', at: 2_000_000 });
    await next.run();
    next.kill();
    const report = await recovered(file, sealed);
    expect(report.paymentOutcomes).toEqual([]);
    const last = program(file, server, { boot: 'boot-3', at: 3_000_000 });
    expect(last.slots.slot(slotId)?.state).toBe('confirmed');
  });
});

describe('an outcome the program itself cannot take', () => {
  test('of a PUT: in doubt at once and read, NOT "sending" until the next start', async () => {
    const folder = temporaryFolder();
    const server = await edinkyServer();
    const running = program(join(folder, 'talonario.sqlite'), server, {
      boot: 'boot-1',
      // no column holds half a status
      api: (real) => ({
        ...real,
        async putPayments(...call) {
          const put = await real.putPayments(...call);
          return { ...put, facts: { ...put.facts, status: 200.5 } };
        },
      }),
    });
    const slotId = value(running.slots.openSlot('c', '948924864')).id;
    await running.run();
    value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
    await expect(running.run()).rejects.toThrow(/REAL|datatype|INTEGER/i);
    await running.run(outboxTimings.settleHorizonMs * 2);
    expect(running.slots.slot(slotId)?.state).toBe('confirmed');
    expect(running.slots.slot(slotId)?.attempts.every((attempt) => attempt.end !== undefined)).toBe(true);
    expect(server.puts).toHaveLength(1);
  });
});
