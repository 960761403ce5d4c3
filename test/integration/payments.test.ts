import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stepLane } from '../../domain/outbox/lane-step.ts';
import { outboxTimings, scaled } from '../../domain/outbox/timings.ts';
import { edinkyApi } from '../../main/api/edinky/edinky-api.ts';
import { nodeHttp } from '../../main/api/http.ts';
import { transactions } from '../../main/db/atomically.ts';
import { attemptStore } from '../../main/db/attempts.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { laneStore } from '../../main/db/lanes.ts';
import { paymentStore } from '../../main/db/payments.ts';
import { laneRunner, StorageTrouble } from '../../main/outbox/lane-runner.ts';
import { paymentSlots } from '../../main/outbox/payment-slots.ts';
import { paymentWork } from '../../main/outbox/payment-work.ts';
import { type EdinkyServer, edinkyServer } from '../helpers/edinky-server.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { type PaymentsProgram, program, rows, value } from '../helpers/payments-program.ts';

const H = outboxTimings.settleHorizonMs;

/** A program with the slot of the server's document opened and read. */
async function opened(options: Partial<Parameters<typeof program>[2]> = {}) {
  const server = await edinkyServer();
  const file = join(temporaryFolder(), 'talonario.sqlite');
  const running = program(file, server, { boot: 'boot-1', ...options });
  const slotId = value(running.slots.openSlot('c', server.document.id)).id;
  await running.run();
  const where = (of: PaymentsProgram = running) => {
    const slot = of.slots.slot(slotId);
    if (!slot) throw new Error('no slot');
    return slot.reason === '' ? slot.state : `${slot.state}/${slot.reason}`;
  };
  return { server, file, running, slotId, where };
}

describe('a payment list on its way', () => {
  it('is read, sent once, read back, and shown as confirmed with its whole history', async () => {
    const { server, running, slotId, where } = await opened();
    expect(where()).toBe('new');
    const saved = value(running.slots.saveList(slotId, rows('12.2', '30.34'), 'Ana'));
    expect([saved.state, saved.paid, saved.total, saved.totalFrom]).toEqual([
      'queued',
      '42.54',
      '42.54',
      'service',
    ]);
    await running.run();
    const slot = running.slots.slot(slotId);
    expect(where()).toBe('confirmed');
    expect(server.held()).toEqual(['12.20x01', '30.34x01']);
    expect(server.puts).toEqual(['12.20x01 30.34x01']);
    expect(slot).toMatchObject({
      number: '001-004-000000030',
      customerName: 'Consumidor Final',
      ackedRev: 1,
      revisions: [{ rev: 1, who: 'Ana', by: 'clerk', fate: 'applied' }],
    });
    expect(slot?.theirs.map((payment) => payment.status)).toEqual(['completed', 'completed']);
    expect(slot?.attempts.map((attempt) => [attempt.kind, attempt.end?.result])).toEqual([
      ['GET', 'read'],
      ['GET', 'listed'],
      ['GET', 'read'],
      ['GET', 'listed'],
      ['PUT', 'applied'],
      ['GET', 'read'],
      ['GET', 'listed'],
    ]);
  });

  it('has its intent on disk before the PUT leaves', async () => {
    const { server, running, slotId } = await opened();
    const seen: unknown[] = [];
    server.onPut = () => {
      seen.push(
        running.db
          .prepare(
            "select state, in_flight_rev as rev, json_extract(in_flight, '$.bootId') as boot from payment_slot",
          )
          .get(),
        running.db.prepare("select kind, ended_at as ended from attempt where kind = 'PUT'").get(),
        running.db.inTransaction,
      );
    };
    value(running.slots.saveList(slotId, rows('1.00'), 'Ana'));
    await running.run();
    expect(seen).toEqual([{ state: 'sending', rev: 1, boot: 'boot-1' }, { kind: 'PUT', ended: null }, false]);
  });

  it('waits on disk while there is no line, and then goes once', async () => {
    const { server, running, slotId, where } = await opened();
    await server.close();
    value(running.slots.saveList(slotId, rows('5.00'), 'Ana'));
    await running.run(60_000);
    expect([where(), running.lane().state]).toEqual(['queued', 'offline']);
    expect(server.puts).toEqual([]);
  });

  it('sends the last list only, however often the clerk saved', async () => {
    const { server, running, slotId, where } = await opened();
    for (const amount of ['1.00', '2.00', '3.00']) value(running.slots.saveList(slotId, rows(amount), 'Ana'));
    await running.run();
    expect([where(), server.puts, server.held()]).toEqual(['confirmed', ['3.00x01'], ['3.00x01']]);
    expect(running.slots.slot(slotId)?.revisions.map((one) => [one.rev, one.fate])).toEqual([
      [3, 'applied'],
      [2, 'superseded'],
      [1, 'superseded'],
    ]);
  });

  it('pressed twice is one revision and one PUT', async () => {
    const { server, running, slotId } = await opened();
    value(running.slots.saveList(slotId, rows('12.2', '3.00'), 'Ana'));
    value(running.slots.saveList(slotId, rows('3', '12.20'), 'Ana'));
    await running.run();
    const again = value(running.slots.saveList(slotId, rows('12.20', '3.00'), 'Ana'));
    await running.run();
    expect([again.state, again.desiredRev, again.revisions.length]).toEqual(['confirmed', 1, 1]);
    expect(server.puts).toEqual(['12.20x01 3.00x01']);
  });

  it('an edit while the PUT is in flight goes after it', async () => {
    const { server, running, slotId, where } = await opened();
    let once = true;
    server.onPut = () => {
      if (once) value(running.slots.saveList(slotId, rows('7.00'), 'Ana'));
      once = false;
    };
    value(running.slots.saveList(slotId, rows('1.00'), 'Ana'));
    await running.run();
    expect([where(), server.puts, server.held()]).toEqual(['confirmed', ['1.00x01', '7.00x01'], ['7.00x01']]);
  });
});

describe('every answer to the PUT', () => {
  const save = async (fault: Parameters<EdinkyServer['nextPut']['push']>[0] | undefined) => {
    const at = await opened();
    if (fault) at.server.nextPut.push(fault);
    value(at.running.slots.saveList(at.slotId, rows('12.20'), 'Ana'));
    await at.running.run();
    return at;
  };

  it('422: to be corrected, with the sentence; nothing more is sent until the clerk acts', async () => {
    const { server, running, slotId, where } = await opened();
    server.onPut = () => (server.document.total = '10.00');
    value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
    await running.run(H * 10);
    expect([where(), server.puts.length]).toEqual(['needs_fix/refused', 1]);
    expect(running.slots.slot(slotId)?.sentence).toBe(
      'El total no puede superar los $10.00 del documento, valor calculado [12.2]',
    );
    value(running.slots.saveList(slotId, rows('9.00'), 'Ana'));
    await running.run();
    expect([where(), server.held()]).toEqual(['confirmed', ['9.00x01']]);
  });

  it('404: needs a person', async () => {
    const { server, running, where } = await save('404');
    await running.run(H * 10);
    expect([where(), server.puts.length]).toEqual(['needs_person/not-found', 1]);
  });

  it('401: one retry with a newer token, then the lane stops and the work is kept', async () => {
    const { server, running, where, slotId } = await opened();
    server.nextPut.push('401', '401');
    value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
    await running.run(H * 10);
    expect([where(), running.lane().state, server.puts.length]).toEqual(['queued', 'blocked_credentials', 2]);
    running.unblock();
    await running.run(60_000);
    expect([where(), server.held()]).toEqual(['confirmed', ['12.20x01']]);
  });

  it('401: the newer token is asked for by naming the refused one, once', async () => {
    const asked: number[] = [];
    const give = (generation: number) =>
      Promise.resolve({ ok: true, value: { value: 'pasted-token-of-the-test', generation } } as const);
    const { server, running, slotId, where } = await opened({
      tokens: {
        current: () => give(7),
        renewed(_companyId, refused) {
          asked.push(refused);
          return give(refused + 1);
        },
      },
    });
    server.nextPut.push('401');
    value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
    await running.run(H * 10);
    expect(where()).toBe('confirmed');
    expect(asked).toEqual([7]);
  });

  it('403: not one request more until the clerk presses "probar de nuevo"', async () => {
    const { server, running, where } = await save('403');
    const asked = server.asked.length;
    await running.run(H * 100);
    expect([where(), running.lane().state, server.asked.length]).toEqual(['queued', 'blocked_access', asked]);
    running.unblock();
    await running.run();
    expect([where(), server.puts.length]).toEqual(['confirmed', 2]);
  });

  it('what is saved while the lane is blocked and the clock a year ahead does NOT wait for that year', async () => {
    const { server, running, slotId, where } = await save('403');
    const now = running.clock.at;
    running.clock.at = now + 365 * outboxTimings.dayMs;
    value(running.slots.saveList(slotId, rows('3.00'), 'Ana'));
    running.clock.at = now + 1;
    running.unblock();
    await running.run(H * 4);
    expect([where(), server.puts.length]).toEqual(['confirmed', 2]);
  });

  it('429: waits, reads again and sends', async () => {
    const { server, running, where } = await save('429');
    expect([where(), running.lane().state]).toEqual(['queued', 'throttled']);
    await running.run(outboxTimings.dayMs);
    expect([where(), server.puts.length]).toEqual(['confirmed', 2]);
  });

  it.each([['apply-then-cut'], ['apply-then-500'], ['apply-then-hang'], ['payload-false']] as const)(
    '%s: found by reading, never sent twice',
    async (fault) => {
      const at = await opened({ deadlineMs: 150 });
      at.server.nextPut.push(fault);
      value(at.running.slots.saveList(at.slotId, rows('12.20'), 'Ana'));
      await at.running.run();
      expect(at.where()).toBe('unknown');
      await at.running.run(H * 4);
      expect([at.where(), at.server.puts.length, at.server.held()]).toEqual(['confirmed', 1, ['12.20x01']]);
    },
  );

  it.each([['cut-before'], ['500']] as const)(
    '%s: not there after H and a second look, so sent once more',
    async (fault) => {
      const { server, running, where } = await save(fault);
      await running.run(H - 1);
      expect([where(), server.puts.length]).toEqual(['unknown', 1]);
      await running.run(H * 4);
      expect([where(), server.puts.length, server.held()]).toEqual(['confirmed', 2, ['12.20x01']]);
    },
  );

  it('two doubts in a row: a person decides, and "mine" sends again', async () => {
    const at = await opened();
    at.server.nextPut.push('cut-before', '500');
    value(at.running.slots.saveList(at.slotId, rows('12.20'), 'Ana'));
    await at.running.run(H * 20);
    expect([at.where(), at.server.puts.length]).toEqual(['needs_person/not-applied', 2]);
    value(at.running.slots.resolve(at.slotId, 'mine', 'Ana'));
    await at.running.run(H);
    expect([at.where(), at.server.held()]).toEqual(['confirmed', ['12.20x01']]);
  });
});

describe('the list is never above the total', () => {
  it('is refused before it is stored, with the figures of the service', async () => {
    const { server, running, slotId } = await opened();
    const result = running.slots.saveList(slotId, rows('34.06', '30.34'), 'Ana');
    expect(result).toMatchObject({
      ok: false,
      error: {
        kind: 'faults',
        faults: [{ code: 'payment-sum-over-total', values: { total: '42.54', sum: '64.4' } }],
      },
    });
    await running.run(H);
    expect([server.puts, running.slots.slot(slotId)?.revisions]).toEqual([[], []]);
  });

  it('is not sent when the total became smaller meanwhile, nor when the total is not known', async () => {
    const { server, running, slotId, where } = await opened();
    value(running.slots.saveList(slotId, rows('42.54'), 'Ana'));
    server.document.total = '42.53';
    await running.run(H);
    expect([where(), server.puts]).toEqual(['needs_fix/over-total', []]);
  });

  it('counts the total the clerk entered where the service gives none', async () => {
    const server = await edinkyServer();
    server.document.total = undefined;
    const running = program(join(temporaryFolder(), 'a.sqlite'), server, { boot: 'b' });
    const slotId = value(running.slots.openSlot('c', server.document.id)).id;
    value(running.slots.saveList(slotId, rows('20.00'), 'Ana'));
    await running.run();
    expect(running.slots.slot(slotId)).toMatchObject({ state: 'needs_fix', reason: 'total-unknown' });
    const entered = value(running.slots.openSlot('c', server.document.id, '20,00'));
    expect([entered.id, entered.total, entered.totalFrom]).toEqual([slotId, '20.00', 'clerk']);
    await running.run();
    expect([server.held(), server.puts.length]).toEqual([['20.00x01'], 1]);
    expect(running.slots.saveList(slotId, rows('20.01'), 'Ana').ok).toBe(false);
  });
});

describe('the service appends instead of replacing', () => {
  it('is recognised by reading, remembered for the company, and never fed again', async () => {
    const { server, running, slotId, where } = await opened();
    server.mode = 'append';
    value(running.slots.saveList(slotId, rows('10.00'), 'Ana'));
    await running.run();
    expect(where()).toBe('confirmed');
    value(running.slots.saveList(slotId, rows('5.00'), 'Ana'));
    await running.run(H * 10);
    expect([where(), server.puts.length, server.held()]).toEqual([
      'needs_person/append',
      2,
      ['10.00x01', '5.00x01'],
    ]);
    expect(running.slots.appends('c')).toBe(true);
    value(running.slots.resolve(slotId, 'mine', 'Ana'));
    await running.run(H * 10);
    expect([where(), server.puts.length]).toEqual(['needs_person/append', 2]);
    value(running.slots.resolve(slotId, 'theirs', 'Ana'));
    await running.run(H);
    expect([where(), running.slots.slot(slotId)?.paid]).toEqual(['confirmed', '15.00']);
  });

  it('is recognised by the sum in a 422', async () => {
    const { server, running, slotId, where } = await opened();
    server.mode = 'append';
    value(running.slots.saveList(slotId, rows('40.00'), 'Ana'));
    await running.run();
    value(running.slots.saveList(slotId, rows('41.00'), 'Ana'));
    await running.run();
    expect([where(), running.slots.appends('c'), server.held()]).toEqual([
      'needs_person/append',
      true,
      ['40.00x01'],
    ]);
  });
});

describe('conflict', () => {
  const conflict = async () => {
    const at = await opened();
    value(at.running.slots.saveList(at.slotId, rows('10.00'), 'Ana'));
    await at.running.run();
    at.server.pay('11.00');
    value(at.running.slots.saveList(at.slotId, rows('12.00'), 'Ana'));
    await at.running.run();
    return at;
  };
  it('sends nothing and shows base, theirs and mine', async () => {
    const { server, running, slotId, where } = await conflict();
    expect([where(), server.puts.length, server.held()]).toEqual([
      'conflict/changed-elsewhere',
      1,
      ['11.00x01'],
    ]);
    expect(running.slots.slot(slotId)).toMatchObject({
      base: [{ amount: '10.00' }],
      theirs: [{ amount: '11.00' }],
      desired: [{ amount: '12.00' }],
      canResolve: true,
    });
  });
  it.each([
    ['mine', ['12.00x01'], 2],
    ['theirs', ['11.00x01'], 1],
  ] as const)('%s: the service ends with %j', async (choice, held, puts) => {
    const { server, running, slotId, where } = await conflict();
    value(running.slots.resolve(slotId, choice, 'Ana'));
    await running.run();
    expect([where(), server.held(), server.puts.length]).toEqual(['confirmed', held, puts]);
  });
});

describe('reading', () => {
  it('is NOT kept waiting by another document that never answers', async () => {
    const hangs = 'sick';
    const { server, running, slotId, where } = await opened({
      api: (real) => ({
        ...real,
        document: (token, id, cancel) =>
          id === hangs
            ? Promise.resolve({ result: { kind: 'doubtful', why: 'timeout' }, facts: {} })
            : real.document(token, id, cancel),
      }),
    });
    value(running.slots.openSlot('c', hangs));
    await running.run();
    value(running.slots.saveList(slotId, rows('5.00'), 'Ana'));
    await running.run(30 * 60_000);
    expect([where(), server.held()]).toEqual(['confirmed', ['5.00x01']]);
  });

  it('does NOT wait for a year when the clock was a year ahead', async () => {
    const year = 365 * 24 * 3_600_000;
    const { server, running, slotId, where } = await opened({ at: year });
    server.nextPut = ['cut-before'];
    value(running.slots.saveList(slotId, rows('5.00'), 'Ana'));
    await running.run();
    expect([where(), running.lane().state]).toEqual(['unknown', 'backoff']);
    running.clock.at = 1_000_000;
    await running.run(60 * 60_000);
    expect([where(), server.held()]).toEqual(['confirmed', ['5.00x01']]);
  });

  it('takes a document that went to the SRI as read-only', async () => {
    const { server, running, slotId, where } = await opened();
    server.document.sent = true;
    value(running.slots.saveList(slotId, rows('1.00'), 'Ana'));
    await running.run();
    expect([where(), server.puts]).toEqual(['frozen/frozen-before-sent', []]);
    expect(running.slots.saveList(slotId, rows('2.00'), 'Ana')).toEqual({
      ok: false,
      error: { kind: 'frozen' },
    });
  });

  it('walks every page before it sends', async () => {
    const { server, running, slotId, where } = await opened();
    server.pay('1.00', '2.00', '3.00');
    server.perPage = 2;
    value(running.slots.refresh(slotId));
    await running.run();
    expect([where(), running.slots.slot(slotId)?.paid]).toEqual(['confirmed', '6.00']);
    expect(server.asked.filter((one) => one === 'GET payments?page=2')).toHaveLength(1);
  });

  it('counts only the payments of its own document', async () => {
    const { server, running, slotId, where } = await opened();
    server.payOther('111', '99.00', '12.20');
    value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
    await running.run();
    expect([where(), server.puts]).toEqual(['confirmed', ['12.20x01']]);
    expect(running.slots.slot(slotId)?.theirs.map((one) => one.amount)).toEqual(['12.20']);
  });

  it.each([
    ['the document', 'document', ['GET documents/948924864']],
    ['the list', 'payments', ['GET documents/948924864', 'GET payments']],
  ] as const)(
    'stops at once when the lane closes while %s is read: no request more',
    async (_, call, asked) => {
      let close = () => {};
      const { server, running, slotId, where } = await opened({
        api: (real) => ({
          ...real,
          async document(...given) {
            const got = await real.document(...given);
            if (call === 'document') close();
            return got;
          },
          async payments(...given) {
            const got = await real.payments(...given);
            if (call === 'payments') close();
            return got;
          },
        }),
      });
      const before = server.asked.length;
      value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
      close = () => {
        const lanes = laneStore(running.db);
        const context = { now: running.clock.at, fraction: 0.5, timings: outboxTimings };
        lanes.write(stepLane(running.lane(), { kind: 'forbidden' }, context));
      };
      await running.run(H * 4);
      expect(server.asked.slice(before)).toEqual(asked);
      expect([where(), running.lane().state]).toEqual(['queued', 'blocked_access']);
      close = () => {};
      running.unblock();
      await running.run();
      expect([where(), server.puts.length]).toEqual(['confirmed', 1]);
    },
  );

  it('does NOT send when the pages are not to be had', async () => {
    const { server, running, slotId, where } = await opened();
    server.pay('1.00', '2.00', '3.00');
    server.perPage = 2;
    server.ignoresPage = true;
    value(running.slots.saveList(slotId, rows('6.00'), 'Ana'));
    await running.run();
    expect([where(), server.puts]).toEqual(['needs_person/unverified', []]);
  });

  it('keeps trying, ever more slowly, while a document answers 500', async () => {
    const { server, running, slotId, where } = await opened();
    server.getStatus = 500;
    value(running.slots.saveList(slotId, rows('6.00'), 'Ana'));
    const asked = server.asked.length;
    await running.run(outboxTimings.hourMs);
    const tries = server.asked.length - asked;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(30);
    server.getStatus = undefined;
    await running.run(outboxTimings.hourMs);
    expect([where(), server.held()]).toEqual(['confirmed', ['6.00x01']]);
  });

  it('serves all idle slots of a refresh with one walk of the list', async () => {
    const { server, running, slotId } = await opened();
    value(running.slots.openSlot('c', '777'));
    await running.run();
    expect(
      running.slots
        .slots('c')
        .map((slot) => `${slot.remoteId} ${slot.state}/${slot.reason}`)
        .toSorted(),
    ).toEqual(['777 needs_person/not-found', '948924864 new/']);
    const before = server.asked.length;
    running.clock.at += 1_000;
    const askedAt = running.clock.at;
    value(running.slots.refreshAll('c'));
    await running.run();
    const asked = server.asked.slice(before);
    expect(asked.filter((one) => one.startsWith('GET documents/'))).toHaveLength(2);
    expect(asked.filter((one) => one.startsWith('GET payments'))).toHaveLength(1);
    expect(running.slots.slot(slotId)?.readAt).toBeGreaterThanOrEqual(askedAt);
  });

  it('without a token nothing is asked, and the list stays queued', async () => {
    const missing = { ok: false, error: { kind: 'missing' } } as const;
    const { server, running, slotId, where } = await opened({
      tokens: { current: () => Promise.resolve(missing), renewed: () => Promise.resolve(missing) },
    });
    value(running.slots.saveList(slotId, rows('6.00'), 'Ana'));
    await running.run(H);
    expect([where(), running.lane().state, server.asked]).toEqual(['queued', 'blocked_credentials', []]);
  });
});

describe('the program is killed', () => {
  /** Saves 12.20, dies at `at`, starts again with another boot and lets everything settle. */
  const killedAt = async (
    at:
      | 'before T1'
      | 'after T1, before the request'
      | 'mid-request, applied'
      | 'mid-request, lost'
      | 'after the answer, before T2',
  ) => {
    let die = () => {};
    const { server, file, running, slotId } = await opened({
      api: (real) => ({
        ...real,
        async payments(token, cancel) {
          const got = await real.payments(token, cancel);
          if (at === 'before T1') die();
          return got;
        },
        async putPayments(token, id, list, cancel) {
          if (at === 'after T1, before the request') die();
          else if (at === 'mid-request, lost') server.nextPut.push('cut-before');
          if (at === 'after T1, before the request') throw new Error('killed');
          const got = await real.putPayments(token, id, list, cancel);
          die();
          return got;
        },
      }),
    });
    value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
    die = () => {
      if (running.db.open) running.kill();
    };
    await expect(running.run()).rejects.toThrow(/killed|not open/);
    expect(running.db.open).toBe(false);
    const again = program(file, server, { boot: 'boot-2', at: running.clock.at + 1_000 });
    return { server, again, slotId };
  };

  it.each([
    ['before T1', 1],
    ['after T1, before the request', 1],
    ['mid-request, applied', 1],
    ['mid-request, lost', 2],
    ['after the answer, before T2', 1],
  ] as const)('%s: after the restart the service holds the list once, after %i PUT', async (at, puts) => {
    const { server, again, slotId } = await killedAt(at);
    await again.run(H * 4);
    expect(server.puts).toHaveLength(puts);
    expect(server.held()).toEqual(['12.20x01']);
    expect(again.slots.slot(slotId)).toMatchObject({ state: 'confirmed', ackedRev: 1, desiredRev: 1 });
    expect(again.slots.slot(slotId)?.attempts.every((attempt) => attempt.end !== undefined)).toBe(true);
  });

  it('a doubt of another run is not resent before H has passed since its T1', async () => {
    const { server, again, slotId } = await killedAt('mid-request, lost');
    await again.run(H - 5_000);
    expect([again.slots.slot(slotId)?.state, server.puts.length]).toEqual(['unknown', 1]);
  });

  it('under append, a lost answer ends in one list or a person, never in a second PUT', async () => {
    const { server, again, slotId } = await killedAt('mid-request, applied');
    server.mode = 'append';
    await again.run(H * 10);
    expect([again.slots.slot(slotId)?.state, server.puts.length, server.held()]).toEqual([
      'confirmed',
      1,
      ['12.20x01'],
    ]);
  });

  it('half-typed rows are still there', async () => {
    const { server, file, running, slotId } = await opened();
    value(running.slots.keepDraft(slotId, rows('12.', '')));
    running.kill();
    const again = program(file, server, { boot: 'boot-2' });
    expect(again.slots.slot(slotId)?.draft).toEqual(rows('12.', ''));
    value(again.slots.saveList(slotId, rows('12.00'), 'Ana'));
    expect(again.slots.slot(slotId)?.draft).toBeUndefined();
  });
});

describe('the disk is full', () => {
  /** No page more than there is, and every page of `attempt` as full as it gets. */
  const fill = (db: Db): void => {
    db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`);
    const attempts = attemptStore(db);
    const filler = {
      subjectKind: 'payment_slot',
      subjectId: 'filler',
      companyId: 'c',
      service: 'edinky',
      kind: 'GET',
      bootId: 'boot-1',
      startedAt: 0,
      startedMono: 0,
    } as const;
    expect(() => {
      for (let n = 0; n < 100_000; n++) attempts.open(filler);
    }).toThrow(/full/);
  };
  const room = (db: Db): unknown => db.pragma('max_page_count = 1000000');
  /** longer than a page when stored */
  const longList = rows(...Array.from({ length: 200 }, () => '0.01'));

  it('at T1: no PUT, the list stays queued, and goes when there is room', async () => {
    let fillNow = () => {};
    const { server, running, slotId, where } = await opened({
      api: (real) => ({
        ...real,
        async payments(token, cancel) {
          const got = await real.payments(token, cancel);
          fillNow();
          return got;
        },
      }),
    });
    value(running.slots.saveList(slotId, longList, 'Ana'));
    fillNow = () =>
      running.db.pragma(`max_page_count = ${String(running.db.pragma('page_count', { simple: true }))}`);
    await expect(running.run()).rejects.toThrow(StorageTrouble);
    expect([where(), server.puts]).toEqual(['queued', []]);
    expect(server.asked.slice(-2)).toEqual(['GET documents/948924864', 'GET payments']);
    fillNow = () => {};
    room(running.db);
    await running.run();
    expect([where(), server.puts.length, server.held().length]).toEqual(['confirmed', 1, 200]);
  });

  it('at T2: the outcome is kept and written later, without another PUT', async () => {
    const { server, running, slotId, where } = await opened();
    server.onPut = () => fill(running.db);
    value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
    await expect(running.run()).rejects.toThrow(StorageTrouble);
    expect([where(), server.puts.length]).toEqual(['sending', 1]);
    room(running.db);
    await running.run();
    expect([where(), server.puts.length]).toEqual(['confirmed', 1]);
  });

  it('at T2, and the settings change before it is written: a doubt that is read, not a list lost in "sending"', async () => {
    const { server, running, slotId, where } = await opened();
    server.onPut = () => fill(running.db);
    value(running.slots.saveList(slotId, rows('12.20'), 'Ana'));
    await expect(running.run()).rejects.toThrow(StorageTrouble);
    room(running.db);
    running.reconnect();
    await running.run(H * 4);
    expect([where(), server.puts.length, server.held()]).toEqual(['confirmed', 1, ['12.20x01']]);
    expect(running.slots.slot(slotId)?.attempts.every((attempt) => attempt.end !== undefined)).toBe(true);
  });

  it('at saving: the clerk is told, nothing is half stored', async () => {
    const { running, slotId, where } = await opened();
    fill(running.db);
    expect(running.slots.saveList(slotId, longList, 'Ana')).toEqual({
      ok: false,
      error: { kind: 'storage', fault: 'disk-full' },
    });
    expect([where(), running.slots.slot(slotId)?.revisions]).toEqual(['new', []]);
  });
});

it('runs on the lane runner with real timers, from saved to confirmed through a lost answer', async () => {
  const server = await edinkyServer();
  const found = openDatabase(join(temporaryFolder(), 'r.sqlite'));
  if (!found.ok) throw new Error('no database');
  const db = found.value;
  db.prepare(
    `insert into company (id, environment, settings, created_at) values ('c', 'test', '{}', 0)`,
  ).run();
  const clock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(ms: number, callback: () => void) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
  const timings = scaled(outboxTimings, 0.001);
  const lanes = laneStore(db);
  const errors: unknown[] = [];
  const runner = laneRunner({
    clock,
    lanes,
    stopGraceMs: 1_000,
    storageRetryMs: 10,
    onError: (_, error) => errors.push(error),
  });
  const shared = {
    bootId: 'b',
    store: paymentStore(db),
    attempts: attemptStore(db),
    transactions: transactions(db),
    timings,
    clock,
  };
  const slots = paymentSlots({
    ...shared,
    random: { id: () => 'slot-r' },
    wake: (lane) => runner.wake(lane),
  });
  const token = { ok: true, value: { value: server.token, generation: 1 } } as const;
  runner.add(
    paymentWork({
      ...shared,
      companyId: 'c',
      random: { fraction: Math.random },
      api: edinkyApi({
        http: nodeHttp({ resolveProxy: () => Promise.resolve('DIRECT'), userAgent: 'test' }),
        clock,
        apiUrl: server.apiUrl,
        deadlineMs: 2_000,
      }),
      tokens: { current: () => Promise.resolve(token), renewed: () => Promise.resolve(token) },
      lanes,
      onChange: (id) => slots.changed(id),
    }),
  );
  const reached = (state: string) =>
    new Promise<void>((resolve) => {
      const stop = slots.onChange(() => {
        if (slots.slot('slot-r')?.state !== state) return;
        stop();
        resolve();
      });
    });
  value(slots.openSlot('c', server.document.id));
  server.nextPut.push('cut-before', 'apply-then-cut');
  const confirmed = reached('confirmed');
  value(slots.saveList('slot-r', rows('12.20'), 'Ana'));
  await confirmed;
  await runner.stop();
  expect([errors, server.puts.length, server.held()]).toEqual([[], 2, ['12.20x01']]);
  db.close();
});
