import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outboxTimings } from '../../domain/outbox/timings.ts';
import { type EdinkySwitches, outcomesOf, type PracticeOutcome } from '../../domain/practice/switches.ts';
import { practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { program, rows, value } from '../helpers/payments-program.ts';
import { testAuthorities } from '../helpers/practice.ts';

/** API.md section 12: every doubtful behaviour of the service is a switch, and the client must be right in every position. */

const remoteId = '948924864';
const aDay = outboxTimings.dayMs;

async function ready(switches: Partial<EdinkySwitches> = {}) {
  const authorities = await testAuthorities();
  const { control } = authorities;
  await control.set({ edinky: switches });
  const running = program(
    join(temporaryFolder(), 'talonario.sqlite'),
    { apiUrl: authorities.edinkyApiUrl, token: practiceEdinkyToken },
    // the practice servers tell real time: the program starts at it
    { boot: 'boot-1', at: Date.now(), deadlineMs: 400 },
  );
  const slotId = value(running.slots.openSlot('c', remoteId)).id;
  await running.run();
  const slot = () => {
    const found = running.slots.slot(slotId);
    if (!found) throw new Error('no slot');
    return found;
  };
  const where = () => (slot().reason === '' ? slot().state : `${slot().state}/${slot().reason}`);
  const held = () =>
    control
      .paymentsOf(remoteId)
      .map((one) => Number(one.amount).toFixed(2))
      .toSorted();
  const puts = () => slot().attempts.filter((attempt) => attempt.kind === 'PUT').length;
  return { control, running, slotId, slot, where, held, puts };
}

describe('every position of a switch: two lists, one after the other', () => {
  const first = ['12.20', '30.34'];
  const second = ['2.54', '40.00'];

  it.each<[string, Partial<EdinkySwitches>, where: string, held: readonly string[]]>([
    ['as documented', {}, 'confirmed', second],
    ['appends', { paymentsWrite: 'append' }, 'needs_person/append', first],
    ['history cancelled', { history: 'cancelled' }, 'confirmed', second],
    // nobody can tell a history shown as live from an append: a person decides
    ['history completed', { history: 'completed' }, 'needs_person/append', second],
    ['payments in the document', { paymentsInDocument: 'present' }, 'confirmed', second],
    ['page parameter ignored', { paymentsPaging: 'ignores-page' }, 'confirmed', second],
    ['ids as text', { ids: 'text' }, 'confirmed', second],
    ['money as numbers', { money: 'number' }, 'confirmed', second],
    ['no status word', { statusText: 'missing' }, 'confirmed', second],
    ['a status word nobody knows', { statusText: 'HECHO' }, 'confirmed', second],
    ['sums below the total refused', { partialSum: 'refuse' }, 'confirmed', second],
    ['empty lists refused', { emptyPayments: 'refuse' }, 'confirmed', second],
  ])('%s', async (_, switches, expectedWhere, expectedHeld) => {
    const { running, slotId, slot, where, held, puts } = await ready(switches);
    value(running.slots.saveList(slotId, rows(...first), 'Ana'));
    await running.run(aDay);
    expect([where(), held()]).toEqual(['confirmed', first]);
    value(running.slots.saveList(slotId, rows(...second), 'Ana'));
    await running.run(aDay);
    expect([where(), held(), puts()]).toEqual([expectedWhere, expectedHeld, 2]);
    expect(
      slot()
        .desired.map((one) => one.amount)
        .toSorted(),
    ).toEqual(second);
  });

  it.each(['E1', 'E2', 'E3', 'E4', 'E5', 'html', 'empty'] as const)(
    'errors in shape %s: the refusal is understood without its words',
    async (errorShape) => {
      const { control, running, slotId, where, held, puts } = await ready({ errorShape });
      control.provoke({ endpoint: 'put', outcome: '422' });
      value(running.slots.saveList(slotId, rows('42.54'), 'Ana'));
      await running.run(aDay);
      expect([where(), held(), puts()]).toEqual(['needs_fix/refused', [], 1]);
    },
  );

  it.each([
    ['emptyPayments', 'refuse', [], 'needs_fix/refused'],
    ['emptyPayments', 'accept', [], 'confirmed'],
    ['partialSum', 'refuse', ['1.00'], 'needs_fix/refused'],
    ['partialSum', 'accept', ['1.00'], 'confirmed'],
  ] as const)('%s %s: the list %j ends as %s', async (name, position, list, expected) => {
    const { running, slotId, where } = await ready({ [name]: position });
    value(running.slots.saveList(slotId, rows('42.54'), 'Ana'));
    await running.run(aDay);
    value(running.slots.saveList(slotId, rows(...list), 'Ana'));
    await running.run(aDay);
    expect(where()).toBe(expected);
  });

  it('a document the service sends to the SRI by itself is frozen, and the list is not sent', async () => {
    const { control, running, slotId, where, held, puts } = await ready();
    control.sendToSri(remoteId);
    value(running.slots.saveList(slotId, rows('42.54'), 'Ana'));
    await running.run(aDay);
    expect([where(), held(), puts()]).toEqual(['frozen/frozen-before-sent', [], 0]);
  });

  it('a token that stopped working blocks the lane and keeps the list', async () => {
    const { control, running, slotId, where, puts } = await ready();
    await control.set({ edinky: { tokenAccepted: false } });
    value(running.slots.saveList(slotId, rows('42.54'), 'Ana'));
    await running.run(aDay);
    expect([where(), running.lane().state, puts()]).toEqual(['queued', 'blocked_credentials', 0]);
    await control.set({ edinky: { tokenAccepted: true } });
    running.unblock();
    await running.run();
    expect(where()).toBe('confirmed');
  });
});

describe('every outcome of the PUT, provoked once', () => {
  /** where it ends by itself; the others end confirmed */
  const stops: Partial<Record<PracticeOutcome, string>> = {
    '404': 'needs_person/not-found',
    '422': 'needs_fix/refused',
    '403': 'queued',
  };
  it.each(outcomesOf.put)(
    '%s: the list is there once or a person is asked, after at most two PUTs',
    async (outcome) => {
      const { control, running, slotId, where, held, puts } = await ready();
      control.provoke({ endpoint: 'put', outcome, ...(outcome === 'slow-bytes' ? { ms: 100 } : {}) });
      value(running.slots.saveList(slotId, rows('12.20', '30.34'), 'Ana'));
      await running.run(aDay);
      const expected = stops[outcome] ?? 'confirmed';
      expect([where(), held()]).toEqual([expected, expected === 'confirmed' ? ['12.20', '30.34'] : []]);
      expect(puts()).toBeLessThanOrEqual(2);
    },
  );

  it.each(outcomesOf.put)(
    '%s from an appending service: never twice, never above the total',
    async (outcome) => {
      const { control, running, slotId, where, held, puts } = await ready({ paymentsWrite: 'append' });
      control.provoke({ endpoint: 'put', outcome, ...(outcome === 'slow-bytes' ? { ms: 100 } : {}) });
      value(running.slots.saveList(slotId, rows('1.10', '2.20'), 'Ana'));
      await running.run(aDay);
      const expected = stops[outcome] ?? 'confirmed';
      expect([where(), held()]).toEqual([expected, expected === 'confirmed' ? ['1.10', '2.20'] : []]);
      expect(puts()).toBeLessThanOrEqual(2);
    },
  );

  it('accept-then-cut onto a list, from an appending service: recognised, one PUT, a person decides', async () => {
    const { control, running, slotId, where, held, puts } = await ready({ paymentsWrite: 'append' });
    value(running.slots.saveList(slotId, rows('1.10'), 'Ana'));
    await running.run(aDay);
    control.provoke({ endpoint: 'put', outcome: 'accept-then-cut' });
    value(running.slots.saveList(slotId, rows('2.20'), 'Ana'));
    await running.run(aDay);
    expect([where(), held(), puts()]).toEqual(['needs_person/append', ['1.10', '2.20'], 2]);
  });
});
