import { describe, expect, it, onTestFinished } from 'vitest';
import { newPaymentSlot, type PaymentSlot } from '../../../../domain/outbox/payment-slot.ts';
import type { RemotePayment } from '../../../../domain/outbox/results.ts';
import { openDatabase } from '../../../../main/db/connection.ts';
import { liftTriggers } from '../../../../main/db/lifted-triggers.ts';
import { mendSlots, paymentStore } from '../../../../main/db/payments.ts';

function store() {
  const found = openDatabase(':memory:');
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const db = found.value;
  onTestFinished(() => {
    db.close();
  });
  for (const id of ['c', 'd'])
    db.prepare(`insert into company (id, environment, settings, created_at) values (?, 'test', '{}', 0)`).run(
      id,
    );
  return { db, payments: paymentStore(db) };
}
const slot = (more: Partial<PaymentSlot> = {}): PaymentSlot => ({
  ...newPaymentSlot({ id: 's1', companyId: 'c', remoteId: '948924864' }, 100),
  ...more,
});
const list = [
  { amount: '12.20', code: '01' },
  { amount: '30.34', code: '20' },
];
const queued: Partial<PaymentSlot> = { state: 'queued', desired: list, desiredRev: 1, desiredBy: 'clerk' };
const sent = { rev: 1, list, before: [], at: 5, bootId: 'b', answer: 'none' } as const;

describe('a slot', () => {
  it.each<[string, Partial<PaymentSlot>]>([
    ['new', {}],
    ['with a total', { total: '42.54', totalFrom: 'service' }],
    ['queued', queued],
    ['sending', { ...queued, state: 'sending', sent, nextAt: undefined }],
    [
      'in doubt',
      {
        ...queued,
        state: 'unknown',
        sent: { ...sent, settleAt: 9 },
        doubts: { rev: 1, count: 1 },
        readings: 1,
        givenUp: true,
        failures: 2,
      },
    ],
    [
      'refused',
      { ...queued, state: 'needs_fix', reason: 'refused', sentence: 'El total no puede', base: [] },
    ],
  ])('%s comes back as it was written', (_, more) => {
    const { payments } = store();
    payments.insert(slot(), 100);
    payments.write(slot(more), 200);
    expect(payments.find('s1')).toEqual(slot(more));
  });

  it('is found by its remote document, within its company only', () => {
    const { payments } = store();
    payments.insert(slot(), 100);
    expect(payments.findByRemote('c', '948924864')?.id).toBe('s1');
    expect(payments.findByRemote('d', '948924864')).toBeUndefined();
  });

  it('exists once per remote document', () => {
    const { payments } = store();
    payments.insert(slot(), 100);
    expect(() => payments.insert(slot({ id: 's2' }), 100)).toThrow(/UNIQUE/);
  });

  it('that comes first is due first; one without a time is not due', () => {
    const { payments } = store();
    payments.insert(slot({ nextAt: 300 }), 1);
    payments.insert(slot({ id: 's2', remoteId: '2', nextAt: 200 }), 1);
    payments.insert(slot({ id: 's3', remoteId: '3', nextAt: undefined }), 1);
    payments.insert(slot({ id: 's4', remoteId: '4', companyId: 'd', nextAt: 1 }), 1);
    expect(payments.nextDue('c')).toEqual({ id: 's2', at: 200 });
  });

  it('that is missing cannot be written', () => {
    expect(() => store().payments.write(slot(), 1)).toThrow(/0 rows/);
  });
});

describe('the table refuses', () => {
  it.each<[string, Partial<PaymentSlot>]>([
    [
      'sending without what is in flight',
      { ...queued, state: 'sending', sent: undefined, nextAt: undefined },
    ],
    ['unknown without what is in flight', { ...queued, state: 'unknown', sent: undefined }],
    ['confirmed with a list that waits', { ...queued, state: 'confirmed' }],
    ['queued with nothing to send', { state: 'queued' }],
    ['an acknowledged revision that was never wished', { state: 'confirmed', ackedRev: 3, desiredRev: 2 }],
    ['a total from nobody', { total: '1.00', totalFrom: undefined }],
  ])('%s', (_, more) => {
    const { payments } = store();
    payments.insert(slot(), 100);
    expect(() => payments.write(slot(more), 200)).toThrow(/CHECK/);
    expect(payments.find('s1')).toEqual(slot());
  });

  it('to go back to an older acknowledged revision', () => {
    const { payments } = store();
    payments.insert(slot({ state: 'confirmed', desiredRev: 2, ackedRev: 2 }), 1);
    expect(() => payments.write(slot({ ...queued, desiredRev: 2, ackedRev: 1 }), 2)).toThrow(
      /older revision/,
    );
  });

  it.each([
    ['update payment_revision set list = json_array()', /append-only/],
    ['delete from payment_revision', /append-only/],
    [`update payment_fate set fate = 'applied'`, /append-only/],
    ['delete from payment_fate', /append-only/],
    ['delete from payment_slot', /never deleted/],
  ])('%s', (sql, message) => {
    const { db, payments } = store();
    payments.insert(slot(queued), 1);
    payments.addRevision('s1', { rev: 1, savedAt: 1, by: 'clerk', who: 'Ana', list });
    payments.addFate('s1', 1, 1, { fate: 'waiting', sentence: '' });
    expect(() => db.exec(sql)).toThrow(message);
  });

  it('a fate of a revision nobody saved', () => {
    const { payments } = store();
    payments.insert(slot(), 1);
    expect(() => payments.addFate('s1', 7, 1, { fate: 'waiting', sentence: '' })).toThrow(/FOREIGN KEY/);
  });
});

it('keeps every revision with everything that became of it, newest first', () => {
  const { payments } = store();
  payments.insert(slot(queued), 1);
  payments.addRevision('s1', { rev: 1, savedAt: 1, by: 'clerk', who: 'Ana', list });
  payments.addFate('s1', 1, 1, { fate: 'waiting', sentence: '' });
  payments.addFate('s1', 1, 2, { fate: 'refused', sentence: 'no' });
  payments.addRevision('s1', { rev: 2, savedAt: 3, by: 'service', who: 'e-Dinky', list: [] });
  expect(payments.revisions('s1')).toEqual([
    { rev: 2, savedAt: 3, by: 'service', who: 'e-Dinky', list: [], fates: [] },
    {
      rev: 1,
      savedAt: 1,
      by: 'clerk',
      who: 'Ana',
      list,
      fates: [
        { at: 1, fate: 'waiting', sentence: '' },
        { at: 2, fate: 'refused', sentence: 'no' },
      ],
    },
  ]);
});

it('keeps the last complete reading in its order, failed payments too, and replaces it by the next', () => {
  const { payments } = store();
  payments.insert(slot(), 1);
  expect(payments.reading('s1')).toBeUndefined();
  const row = (id: string, status: RemotePayment['status']): RemotePayment => ({
    id,
    documentId: '948924864',
    amount: '12.20',
    code: '01',
    method: 'm',
    on: '2024-10-27',
    status,
    rawStatus: status,
  });
  const reading = {
    readAt: 5,
    stage: 'unsent',
    number: '001-004-000000030',
    customerName: undefined,
    payments: [row('9', 'failed'), row('1', 'completed')],
  } as const;
  payments.keepReading('s1', reading);
  expect(payments.reading('s1')).toEqual(reading);
  payments.keepReading('s1', { ...reading, readAt: 6, payments: [row('1', 'cancelled')] });
  expect(payments.reading('s1')?.payments).toEqual([row('1', 'cancelled')]);
});

it('remembers that a service appends, for its company only, until it is told otherwise', () => {
  const { payments } = store();
  payments.rememberAppends('c', 'reading', 1);
  payments.rememberAppends('c', 'sum-of-422', 2);
  expect([payments.appends('c'), payments.appends('d')]).toEqual([true, false]);
  payments.forgetAppends('c');
  expect(payments.appends('c')).toBe(false);
});

describe('a damaged slot', () => {
  function damaged(sql: string) {
    const { db, payments } = store();
    payments.insert(slot(), 100);
    payments.insert(slot({ id: 's2', remoteId: '7', nextAt: 300 }), 100);
    payments.addRevision('s1', { rev: 1, savedAt: 1, by: 'clerk', who: 'a', list });
    payments.write(slot({ ...queued, nextAt: 200 }), 200);
    expect(payments.nextDue('c')).toEqual({ id: 's1', at: 200 });
    liftTriggers(db, ['payment_slot'], () => db.exec(sql));
    return { db, payments };
  }

  it.each([
    [
      'a list',
      `update payment_slot set desired_list = replace(desired_list, '12.20', '92.20') where id = 's1'`,
    ],
    ['a revision', `update payment_slot set desired_rev = 2 where id = 's1'`],
    ['a state', `update payment_slot set state = 'conflict' where id = 's1'`],
  ])('(%s) is due for nothing, and hides no other', (_what, sql) => {
    const { payments } = damaged(sql);
    expect(payments.find('s1')).toBeUndefined();
    expect(payments.ofCompany('c').map(({ id }) => id)).toEqual(['s2']);
    expect(payments.nextDue('c')).toEqual({ id: 's2', at: 300 });
  });

  it('gets its list from the last revision, and sends nothing before a person or a reading', () => {
    const { db, payments } = damaged(
      `update payment_slot set desired_list = replace(desired_list, '12.20', '92.20') where id = 's1'`,
    );
    expect(mendSlots(db, 500)).toEqual({ mended: ['s1'], unreadable: 0 });
    expect(payments.find('s1')).toMatchObject({
      state: 'needs_person',
      reason: 'unverified',
      remoteId: '948924864',
      desired: list,
      desiredRev: 1,
      base: undefined,
      nextAt: 500,
    });
    expect(mendSlots(db, 600)).toEqual({ mended: [], unreadable: 0 });
  });

  it('whose own identity is damaged stays where it is, counted: its payments must not go to another document', () => {
    const { db, payments } = damaged(`update payment_slot set remote_id = '948924865' where id = 's1'`);
    expect(mendSlots(db, 500)).toEqual({ mended: [], unreadable: 1 });
    expect(payments.findByRemote('c', '948924865')).toBeUndefined();
  });
});
