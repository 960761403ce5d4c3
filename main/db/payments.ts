import { z } from 'zod';
import {
  type PaymentSlot,
  type PaymentSlotReason,
  paymentSlotStates,
  type SentPut,
} from '../../domain/outbox/payment-slot.ts';
import type { RevisionFate } from '../../domain/outbox/payment-step.ts';
import type { PaymentReading, PaymentRevision, PaymentStore } from '../../domain/outbox/payment-store.ts';
import type { RemotePayment } from '../../domain/outbox/results.ts';
import type { Db } from './connection.ts';
import { fromJson, readableOne } from './json-column.ts';
import { rowSum } from './row-sum.ts';
import { liftTriggers } from './lifted-triggers.ts';

const List = z.array(z.object({ amount: z.string(), code: z.string() }));
const Draft = z.array(z.object({ id: z.string(), amount: z.string(), code: z.string() }));
const Sent = z
  .object({
    list: List,
    before: List,
    at: z.int(),
    bootId: z.string(),
    answer: z.enum(['none', 'yes', 'turned-away']),
    settleAt: z.int().optional(),
  })
  .readonly();

interface SlotRow {
  readonly id: string;
  readonly company_id: string;
  readonly remote_id: string;
  readonly total: string | null;
  readonly total_from: 'service' | 'clerk' | null;
  readonly state: PaymentSlot['state'];
  readonly reason: string;
  readonly state_since: number;
  readonly base_list: string | null;
  readonly desired_list: string;
  readonly desired_rev: number;
  readonly desired_by: 'clerk' | 'service';
  readonly acked_rev: number;
  readonly in_flight_rev: number | null;
  readonly in_flight: string | null;
  readonly doubts_rev: number;
  readonly doubts_count: number;
  readonly given_up: number;
  readonly readings: number;
  readonly failures: number;
  readonly next_at: number | null;
  readonly sentence: string;
}

const slotColumns = `id, company_id, remote_id, total, total_from, state, reason, state_since, base_list, desired_list,
  desired_rev, desired_by, acked_rev, in_flight_rev, in_flight, doubts_rev, doubts_count, given_up, readings, failures,
  next_at, sentence`;

interface SummedRow extends SlotRow {
  /** of `id`, `company_id` and `remote_id`, which nothing else in the database says. null: written before there were sums */
  readonly identity_sum: number | null;
  readonly row_sum: number | null;
}
const summedColumns = `${slotColumns}, identity_sum, row_sum`;

const wholeSum = (row: SlotRow): number =>
  rowSum({
    id: row.id,
    company_id: row.company_id,
    remote_id: row.remote_id,
    total: row.total,
    total_from: row.total_from,
    state: row.state,
    reason: row.reason,
    state_since: row.state_since,
    base_list: row.base_list,
    desired_list: row.desired_list,
    desired_rev: row.desired_rev,
    desired_by: row.desired_by,
    acked_rev: row.acked_rev,
    in_flight_rev: row.in_flight_rev,
    in_flight: row.in_flight,
    doubts_rev: row.doubts_rev,
    doubts_count: row.doubts_count,
    given_up: row.given_up,
    readings: row.readings,
    failures: row.failures,
    next_at: row.next_at,
    sentence: row.sentence,
  });
const identitySum = ({ id, company_id, remote_id }: SlotRow): number => rowSum({ id, company_id, remote_id });
const sumsOf = (row: SlotRow): { readonly identity_sum: number; readonly row_sum: number } => ({
  identity_sum: identitySum(row),
  row_sum: wholeSum(row),
});

/** @returns undefined for a row that is not what was written: a list that a flipped byte made is never sent */
function soundSlot({ identity_sum, row_sum, ...row }: SummedRow): PaymentSlot | undefined {
  const sound =
    (identity_sum === null || identity_sum === identitySum(row)) &&
    (row_sum === null || row_sum === wholeSum(row));
  return sound ? readableOne(row, toSlot) : undefined;
}

function sentOf(row: SlotRow): SentPut | undefined {
  if (row.in_flight_rev === null || row.in_flight === null) return undefined;
  const { settleAt, ...sent } = fromJson(Sent, row.in_flight);
  return { ...sent, rev: row.in_flight_rev, ...(settleAt === undefined ? {} : { settleAt }) };
}

const toSlot = (row: SlotRow): PaymentSlot => ({
  id: row.id,
  companyId: row.company_id,
  remoteId: row.remote_id,
  total: row.total ?? undefined,
  totalFrom: row.total_from ?? undefined,
  state: z.enum(paymentSlotStates).parse(row.state),
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by this module only; an unknown code is shown as it is
  reason: row.reason as PaymentSlotReason,
  stateSince: row.state_since,
  base: row.base_list === null ? undefined : fromJson(List, row.base_list),
  desired: fromJson(List, row.desired_list),
  desiredRev: row.desired_rev,
  desiredBy: row.desired_by,
  ackedRev: row.acked_rev,
  sent: sentOf(row),
  doubts: { rev: row.doubts_rev, count: row.doubts_count },
  givenUp: row.given_up === 1,
  readings: row.readings,
  failures: row.failures,
  nextAt: row.next_at ?? undefined,
  sentence: row.sentence,
});

function toRow(slot: PaymentSlot): SlotRow {
  const { rev, ...sent } = slot.sent ?? { rev: null };
  return {
    id: slot.id,
    company_id: slot.companyId,
    remote_id: slot.remoteId,
    total: slot.total ?? null,
    total_from: slot.totalFrom ?? null,
    state: slot.state,
    reason: slot.reason,
    state_since: slot.stateSince,
    base_list: slot.base === undefined ? null : JSON.stringify(slot.base),
    desired_list: JSON.stringify(slot.desired),
    desired_rev: slot.desiredRev,
    desired_by: slot.desiredBy,
    acked_rev: slot.ackedRev,
    in_flight_rev: rev,
    in_flight: rev === null ? null : JSON.stringify(sent),
    doubts_rev: slot.doubts.rev,
    doubts_count: slot.doubts.count,
    given_up: slot.givenUp ? 1 : 0,
    readings: slot.readings,
    failures: slot.failures,
    next_at: slot.nextAt ?? null,
    sentence: slot.sentence,
  };
}

interface RemoteRow {
  readonly payment_id: string;
  readonly amount: string;
  readonly code: string;
  readonly method: string;
  readonly dated_on: string;
  readonly status: RemotePayment['status'];
  readonly raw_status: string;
}

/** The payments part of the database. Callers put related writes into one transaction. */
export function paymentStore(db: Db): PaymentStore {
  const touched = (changes: number, slotId: string): void => {
    if (changes !== 1) throw new Error(`payment slot ${slotId}: ${changes} rows written instead of 1`);
  };
  const slots = (where: string, ...values: readonly string[]): readonly PaymentSlot[] =>
    db
      .prepare<string[], SummedRow>(`select ${summedColumns} from payment_slot where ${where}`)
      .all(...values)
      .flatMap((row) => soundSlot(row) ?? []);

  return {
    find: (slotId) => slots('id = ?', slotId)[0],
    findByRemote: (companyId, remoteId) => slots('company_id = ? and remote_id = ?', companyId, remoteId)[0],
    ofCompany: (companyId) => slots('company_id = ? order by updated_at desc, id', companyId),
    unsent: () => slots(`state in ('queued', 'unknown')`),
    sending: (companyId) => slots(`company_id = ? and state = 'sending'`, companyId),
    nextDue(companyId) {
      const due = db.prepare<[string], SummedRow>(
        `select ${summedColumns} from payment_slot
         where company_id = ? and next_at is not null order by next_at, id`,
      );
      // One that is damaged stands in nobody's way.
      for (const row of due.iterate(companyId)) {
        const slot = soundSlot(row);
        if (slot?.nextAt !== undefined) return { id: slot.id, at: slot.nextAt };
      }
      return undefined;
    },
    insert(slot, now) {
      db.prepare(
        `insert into payment_slot (${summedColumns}, updated_at)
         values (:id, :company_id, :remote_id, :total, :total_from, :state, :reason, :state_since, :base_list,
           :desired_list, :desired_rev, :desired_by, :acked_rev, :in_flight_rev, :in_flight, :doubts_rev, :doubts_count,
           :given_up, :readings, :failures, :next_at, :sentence, :identity_sum, :row_sum, :now)`,
      ).run({ ...toRow(slot), ...sumsOf(toRow(slot)), now });
    },
    write(slot, now) {
      const done = db
        .prepare(
          `update payment_slot set total = :total, total_from = :total_from, state = :state, reason = :reason,
             state_since = :state_since, base_list = :base_list, desired_list = :desired_list, desired_rev = :desired_rev,
             desired_by = :desired_by, acked_rev = :acked_rev, in_flight_rev = :in_flight_rev, in_flight = :in_flight,
             doubts_rev = :doubts_rev, doubts_count = :doubts_count, given_up = :given_up, readings = :readings,
             failures = :failures, next_at = :next_at, sentence = :sentence, updated_at = :now, row_sum = :row_sum
           where id = :id and company_id = :company_id and remote_id = :remote_id`,
        )
        .run({ ...toRow(slot), row_sum: sumsOf(toRow(slot)).row_sum, now });
      touched(done.changes, slot.id);
    },

    addRevision(slotId, revision) {
      db.prepare(
        'insert into payment_revision (slot_id, rev, saved_at, saved_by, who, list) values (?, ?, ?, ?, ?, ?)',
      ).run(slotId, revision.rev, revision.savedAt, revision.by, revision.who, JSON.stringify(revision.list));
    },
    addFate(slotId, rev, at, { fate, sentence }) {
      db.prepare('insert into payment_fate (slot_id, rev, at, fate, sentence) values (?, ?, ?, ?, ?)').run(
        slotId,
        rev,
        at,
        fate,
        sentence,
      );
    },
    revisions(slotId) {
      const fates = db
        .prepare<[string], { rev: number; at: number; fate: RevisionFate; sentence: string }>(
          'select rev, at, fate, sentence from payment_fate where slot_id = ? order by id',
        )
        .all(slotId);
      return db
        .prepare<
          [string],
          { rev: number; savedAt: number; by: PaymentRevision['by']; who: string; list: string }
        >(
          `select rev, saved_at as savedAt, saved_by as "by", who, list from payment_revision
           where slot_id = ? order by rev desc`,
        )
        .all(slotId)
        .map((row) => ({
          rev: row.rev,
          savedAt: row.savedAt,
          by: row.by,
          who: row.who,
          list: fromJson(List, row.list),
          fates: fates
            .filter((fate) => fate.rev === row.rev)
            .map(({ at, fate, sentence }) => ({ at, fate, sentence })),
        }));
    },

    keepReading(slotId, reading) {
      const done = db
        .prepare('update payment_slot set read_at = ?, stage = ?, number = ?, customer_name = ? where id = ?')
        .run(reading.readAt, reading.stage, reading.number ?? null, reading.customerName ?? null, slotId);
      touched(done.changes, slotId);
      db.prepare('delete from remote_payment where slot_id = ?').run(slotId);
      const insert = db.prepare(
        `insert into remote_payment (slot_id, payment_id, position, amount, code, method, dated_on, status, raw_status)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const [position, row] of reading.payments.entries())
        insert.run(
          slotId,
          row.id,
          position,
          row.amount,
          row.code,
          row.method,
          row.on,
          row.status,
          row.rawStatus,
        );
    },
    reading(slotId) {
      const head = db
        .prepare<
          [string],
          {
            remoteId: string;
            readAt: number | null;
            stage: PaymentReading['stage'] | null;
            number: string | null;
            customerName: string | null;
          }
        >(
          `select remote_id as remoteId, read_at as readAt, stage, number, customer_name as customerName
           from payment_slot where id = ?`,
        )
        .get(slotId);
      if (!head || head.readAt === null || head.stage === null) return undefined;
      return {
        readAt: head.readAt,
        stage: head.stage,
        number: head.number ?? undefined,
        customerName: head.customerName ?? undefined,
        payments: db
          .prepare<[string], RemoteRow>(
            `select payment_id, amount, code, method, dated_on, status, raw_status from remote_payment
             where slot_id = ? order by position`,
          )
          .all(slotId)
          .map((row) => ({
            id: row.payment_id,
            documentId: head.remoteId,
            amount: row.amount,
            code: row.code,
            method: row.method,
            on: row.dated_on,
            status: row.status,
            rawStatus: row.raw_status,
          })),
      };
    },

    keepDraft(slotId, rows) {
      const done = db
        .prepare('update payment_slot set draft = ? where id = ?')
        .run(rows === undefined ? null : JSON.stringify(rows), slotId);
      touched(done.changes, slotId);
    },
    draft(slotId) {
      const text = db
        .prepare<[string], string | null>('select draft from payment_slot where id = ?')
        .pluck()
        .get(slotId);
      return text === null || text === undefined ? undefined : fromJson(Draft, text);
    },

    appends: (companyId) =>
      db.prepare<[string], number>('select 1 from payment_append where company_id = ?').get(companyId) !==
      undefined,
    rememberAppends(companyId, by, at) {
      db.prepare(
        `insert into payment_append (company_id, proven_by, proven_at) values (?, ?, ?)
         on conflict (company_id) do nothing`,
      ).run(companyId, by, at);
    },
    forgetAppends(companyId) {
      db.prepare('delete from payment_append where company_id = ?').run(companyId);
    },
  };
}

/**
 * Makes damaged slots safe: the list is that of the last revision the clerk saved, what the service holds counts as unknown, and
 * nothing is sent before a reading was looked at. A slot whose own identity is damaged stays where it is, unread.
 */
export function mendSlots(
  db: Db,
  now: number,
): { readonly mended: readonly string[]; readonly unreadable: number } {
  const rows = db
    .prepare<[], SummedRow & { readonly rowid: number }>(
      `select rowid, ${summedColumns} from payment_slot not indexed order by rowid`,
    )
    .all();
  const damaged = rows.filter(({ rowid: _rowid, ...row }) => !soundSlot(row));
  if (damaged.length === 0) return { mended: [], unreadable: 0 };
  const store = paymentStore(db);
  const mended: string[] = [];
  liftTriggers(db, ['payment_slot'], () => {
    db.exec('reindex payment_slot');
    const remove = db.prepare(
      `update payment_slot set total = null, total_from = null, state = 'new', reason = '', base_list = null,
         desired_list = '[]', desired_rev = 0, desired_by = 'service', acked_rev = 0, in_flight_rev = null,
         in_flight = null, doubts_rev = 0, doubts_count = 0, given_up = 0, readings = 0, failures = 0, next_at = null,
         sentence = '', draft = case when json_valid(draft) then draft end where rowid = ?`,
    );
    for (const row of damaged) {
      if (row.identity_sum === null || row.identity_sum !== identitySum(row)) continue;
      const last = readableOne(row.id, (id) => store.revisions(id))?.[0];
      remove.run(row.rowid);
      store.write(
        {
          id: row.id,
          companyId: row.company_id,
          remoteId: row.remote_id,
          total: undefined,
          totalFrom: undefined,
          state: 'needs_person',
          reason: 'unverified',
          stateSince: now,
          base: undefined,
          desired: last?.list ?? [],
          desiredRev: last?.rev ?? 0,
          desiredBy: last?.by ?? 'service',
          ackedRev: 0,
          sent: undefined,
          doubts: { rev: 0, count: 0 },
          // a PUT may be on its way
          givenUp: true,
          readings: 0,
          failures: 0,
          nextAt: now,
          sentence: '',
        },
        now,
      );
      mended.push(row.id);
    }
  });
  return { mended, unreadable: damaged.length - mended.length };
}

/** Sums for rows written before there were any. */
export function sumSlots(db: Db): void {
  const rows = db.prepare<[], SlotRow>(`select ${slotColumns} from payment_slot where row_sum is null`).all();
  const write = db.prepare('update payment_slot set identity_sum = ?, row_sum = ? where id = ?');
  for (const row of rows) {
    const { identity_sum, row_sum } = sumsOf(row);
    write.run(identity_sum, row_sum, row.id);
  }
}
