import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { z } from 'zod';
import {
  initialSwitches,
  PracticeSwitches,
  type CountedEndpoint,
  type NextVerdict,
  type PracticeCounters,
  type PracticeEndpoint,
  type PracticePayment,
  type PracticeRequest,
  type Provocation,
} from '../../domain/practice/switches.ts';

/**
 * What the simulated authorities remember, in a SQLite file of their own: what they accepted stays accepted when the program is
 * killed. Its SQL stays here and not in main/db, because this is another party's book: no transaction may ever span both.
 */

const schema = /* sql */ `
create table setting (key text primary key, value text not null) strict;
create table provocation (
  id integer primary key, endpoint text not null, outcome text not null, times_left integer not null check (times_left > 0),
  ms integer, cause text
) strict;
create table next_verdict (id integer primary key, verdict text not null, detail text not null) strict;
create table request (
  id integer primary key, endpoint text not null, method text not null, path text not null, status integer, at integer not null
) strict;
create index request_by_time on request (endpoint, at);
create table request_count (
  endpoint text not null, status integer not null, count integer not null, primary key (endpoint, status)
) strict;
create table subject_count (
  endpoint text not null, subject text not null, arrived integer not null, applied integer not null,
  primary key (endpoint, subject)
) strict;
create table session (
  id integer primary key, refresh_sha256 text not null unique, refresh_until integer not null
) strict;
create table access_token (
  sha256 text primary key, session_id integer not null references session (id) on delete cascade, until integer not null
) strict;
create table comprobante (
  seq integer primary key, key text not null unique, clave text not null, consecutivo text not null, issuer text not null,
  parties text not null check (json_valid(parties)), fecha text not null, xml blob not null, xml_sha256 text not null,
  received_at integer not null, ready_at integer not null, hidden_until integer not null,
  forced text check (forced is null or json_valid(forced)),
  state text check (state in ('aceptado', 'rechazado')), detail text, answer blob,
  callback_url text, callback_tries integer not null default 0, callback_at integer,
  check ((state is null) = (answer is null) and (state is null) = (detail is null))
) strict;
create index comprobante_by_number on comprobante (issuer, consecutivo);
create index comprobante_waiting on comprobante (ready_at) where state is null;
create index comprobante_callback on comprobante (callback_at) where callback_at is not null;
create table remote_document (
  id text primary key, facts text not null check (json_valid(facts)),
  sent_at integer, authorised_at integer, touched_at integer not null
) strict;
create table remote_payment (
  id integer primary key autoincrement, document_id text not null references remote_document (id), amount text not null,
  code text not null, on_date text not null, superseded integer not null default 0
) strict;
create index remote_payment_by_document on remote_payment (document_id);
`;
/** The schema grows by steps: the book of an older program goes through those it has not seen. */
const steps: readonly string[] = [
  schema,
  /* sql */ `
create table referred (
  clave text not null, by_key text not null references comprobante (key) on delete cascade, primary key (clave, by_key)
) strict, without rowid;
create index referred_by_key on referred (by_key);
create index comprobante_by_clave on comprobante (clave);
`,
];
const schemaVersion = steps.length;
const tables = [
  'provocation',
  'next_verdict',
  'request',
  'request_count',
  'subject_count',
  'access_token',
  'session',
  'referred',
  'comprobante',
  'remote_payment',
  'remote_document',
] as const;

/** The log is for looking at; counters are kept apart. Above the day's quota, which is counted from the log. */
const keptRequests = 5_000;

export interface PlannedProvocation extends Provocation {
  readonly id: number;
}

export interface ComprobanteRow {
  readonly seq: number;
  /** the clave; of a message `{clave}-{consecutivo}` (DOMAIN.md section 8) */
  readonly key: string;
  /** the document it is, or the one a message answers */
  readonly clave: string;
  /** of a message its own */
  readonly consecutivo: string;
  /** who numbered it, padded to 12: of a FEC and of a message the receiver */
  readonly issuer: string;
  /** JSON of the body's emisor and receptor */
  readonly parties: string;
  readonly fecha: string;
  readonly xml: Buffer;
  readonly xml_sha256: string;
  readonly received_at: number;
  readonly ready_at: number;
  readonly hidden_until: number;
  readonly forced: string | null;
  readonly state: 'aceptado' | 'rechazado' | null;
  readonly detail: string | null;
  readonly answer: Buffer | null;
  readonly callback_url: string | null;
  readonly callback_tries: number;
  readonly callback_at: number | null;
}

export type NewComprobante = Pick<
  ComprobanteRow,
  | 'key'
  | 'clave'
  | 'consecutivo'
  | 'issuer'
  | 'parties'
  | 'fecha'
  | 'xml'
  | 'received_at'
  | 'ready_at'
  | 'callback_url'
> & {
  /** claves it corrects or pays */
  readonly corrects: readonly string[];
};

/** An accepted note and the document it corrects. */
export interface NoteRow {
  readonly original: string;
  readonly key: string;
  readonly fecha: string;
  readonly consecutivo: string;
}

/** Rows without their blobs, for lists. */
export type ComprobanteHead = Omit<ComprobanteRow, 'xml' | 'answer'>;

export interface RemoteDocumentRow {
  readonly id: string;
  readonly facts: string;
  readonly sent_at: number | null;
  readonly authorised_at: number | null;
  readonly touched_at: number;
}

export interface RemotePaymentRow {
  readonly id: number;
  readonly document_id: string;
  readonly amount: string;
  readonly code: string;
  readonly on_date: string;
  readonly superseded: number;
}

const sha256 = (value: string | Uint8Array): string => createHash('sha256').update(value).digest('hex');

const heads =
  'seq, key, clave, consecutivo, issuer, parties, fecha, xml_sha256, received_at, ready_at, hidden_until, forced, state, detail, callback_url, callback_tries, callback_at';

function openBookFile(file: string): Database.Database {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    // A kill of the program loses nothing in WAL with NORMAL; a power cut may lose the last moments of practice.
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    const sound = db.pragma('quick_check(1)', { simple: true });
    if (sound !== 'ok') throw new Database.SqliteError(String(sound), 'SQLITE_CORRUPT');
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > schemaVersion)
      throw new Error(`the practice book is of a newer program (version ${version})`);
    // All or nothing: a kill meanwhile must not leave some of the tables without a version.
    if (version < schemaVersion)
      db.transaction(() => {
        for (const step of steps.slice(version)) db.exec(step);
        db.pragma(`user_version = ${schemaVersion}`);
      })();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens or makes the book. @throws SqliteError when the file cannot be used (damaged, no space), Error when a newer program wrote it */
export function openLedger(file: string) {
  const db = openBookFile(file);

  const get = <Row>(sql: string) => db.prepare<unknown[], Row>(sql);
  const statements = {
    setting: get<{ value: string }>('select value from setting where key = ?'),
    setSetting: get(
      'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
    ),
    provoke: get('insert into provocation (endpoint, outcome, times_left, ms, cause) values (?, ?, ?, ?, ?)'),
    provocations: get<{
      id: number;
      endpoint: Provocation['endpoint'];
      outcome: Provocation['outcome'];
      times: number;
      ms: number | null;
      cause: string | null;
    }>('select id, endpoint, outcome, times_left as times, ms, cause from provocation order by id'),
    takeOne: get('update provocation set times_left = times_left - 1 where id = ? and times_left > 1'),
    takeLast: get('delete from provocation where id = ? and times_left = 1'),
    clearProvocations: get('delete from provocation'),
    planVerdict: get('insert into next_verdict (verdict, detail) values (?, ?)'),
    nextVerdict: get<{ id: number; verdict: string; detail: string }>(
      'select id, verdict, detail from next_verdict order by id limit 1',
    ),
    dropVerdict: get('delete from next_verdict where id = ?'),
    arrive: get('insert into request (endpoint, method, path, at) values (?, ?, ?, ?)'),
    answer: get('update request set status = ? where id = ? and status is null'),
    count: get(
      'insert into request_count (endpoint, status, count) values (?, ?, 1) on conflict (endpoint, status) do update set count = count + 1',
    ),
    orphans: get<{ id: number; endpoint: CountedEndpoint }>(
      'select id, endpoint from request where status is null',
    ),
    prune: get('delete from request where id <= ?'),
    requests: get<{
      id: number;
      endpoint: CountedEndpoint;
      method: string;
      path: string;
      status: number | null;
      at: number;
    }>('select id, endpoint, method, path, status, at from request order by id desc limit ?'),
    subject: get(
      'insert into subject_count (endpoint, subject, arrived, applied) values (?, ?, ?, ?) on conflict (endpoint, subject) do update set arrived = arrived + excluded.arrived, applied = applied + excluded.applied',
    ),
    subjects: get<{ subject: string; arrived: number; applied: number }>(
      'select subject, arrived, applied from subject_count where endpoint = ? order by rowid',
    ),
    requestCounts: get<PracticeCounters['requests'][number]>(
      'select endpoint, status, count from request_count order by endpoint, status',
    ),
    charged: get<{ count: number; oldest: number | null }>(
      "select count(*) as count, min(at) as oldest from request where endpoint in ('post', 'get', 'comprobantes') and at > ? and (status is null or status <> 429) and id <> ?",
    ),
    openSession: get('insert into session (refresh_sha256, refresh_until) values (?, ?)'),
    sessionOf: get<{ id: number; refresh_until: number }>(
      'select id, refresh_until from session where refresh_sha256 = ?',
    ),
    rotate: get('update session set refresh_sha256 = ?, refresh_until = ? where id = ?'),
    closeSession: get('delete from session where refresh_sha256 = ?'),
    openSessions: get<{ count: number }>('select count(*) as count from session where refresh_until > ?'),
    addAccess: get('insert into access_token (sha256, session_id, until) values (?, ?, ?)'),
    access: get<{ until: number }>('select until from access_token where sha256 = ?'),
    dropOldAccess: get('delete from access_token where until < ?'),
    dropAccess: get('delete from access_token'),
    dropSessions: get('delete from session'),
    receive: get(
      'insert into comprobante (key, clave, consecutivo, issuer, parties, fecha, xml, xml_sha256, received_at, ready_at, hidden_until, forced, callback_url) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?) on conflict (key) do nothing',
    ),
    hide: get('update comprobante set hidden_until = ? where key = ?'),
    comprobante: get<ComprobanteRow>('select * from comprobante where key = ?'),
    has: get<{ seq: number }>('select seq from comprobante where key = ?'),
    comprobantes: get<ComprobanteHead>(`select ${heads} from comprobante order by seq desc limit ? offset ?`),
    comprobanteTotal: get<{ count: number }>('select count(*) as count from comprobante'),
    waiting: get<{ key: string; ready_at: number }>(
      'select key, ready_at from comprobante where state is null order by ready_at limit 1',
    ),
    numberUsed: get<{ seq: number }>(
      'select seq from comprobante where issuer = ? and consecutivo = ? and seq < ? limit 1',
    ),
    refer: get('insert into referred (clave, by_key) values (?, ?) on conflict do nothing'),
    referring: get<{ xml: Buffer }>(
      "select xml from referred join comprobante on key = by_key where referred.clave = ? and seq < ? and state is not 'rechazado' order by seq",
    ),
    notes: get<NoteRow>(
      "select referred.clave as original, key, fecha, consecutivo from referred join comprobante on key = by_key where state = 'aceptado' and hidden_until <= ? order by seq",
    ),
    confirmed: get<{ seq: number }>(
      "select seq from comprobante where clave = ? and issuer = ? and key <> clave and state = 'aceptado' limit 1",
    ),
    postpone: get('update comprobante set ready_at = ? where key = ? and state is null'),
    decide: get(
      'update comprobante set state = ?, detail = ?, answer = ?, callback_at = ? where key = ? and state is null',
    ),
    callback: get<{ key: string; callback_at: number }>(
      'select key, callback_at from comprobante where callback_at is not null order by callback_at limit 1',
    ),
    callbackDone: get(
      'update comprobante set callback_tries = callback_tries + 1, callback_at = ? where key = ?',
    ),
    remoteDocument: get<RemoteDocumentRow>('select * from remote_document where id = ?'),
    remoteDocuments: get<RemoteDocumentRow>('select * from remote_document order by rowid'),
    addRemote: get(
      'insert into remote_document (id, facts, sent_at, authorised_at, touched_at) values (?, ?, ?, ?, ?)',
    ),
    touch: get('update remote_document set touched_at = ? where id = ?'),
    send: get('update remote_document set sent_at = ?, authorised_at = ? where id = ?'),
    supersede: get('update remote_payment set superseded = 1 where document_id = ? and superseded = 0'),
    pay: get('insert into remote_payment (document_id, amount, code, on_date) values (?, ?, ?, ?)'),
    payments: get<RemotePaymentRow>('select * from remote_payment order by id'),
    paymentsOf: get<RemotePaymentRow>('select * from remote_payment where document_id = ? order by id'),
  };

  const finish = (id: number, endpoint: CountedEndpoint, status: number): void => {
    if (statements.answer.run(status, id).changes === 1) statements.count.run(endpoint, status);
  };
  // Requests that a kill caught in the works ended without a status.
  db.transaction(() => {
    for (const { id, endpoint } of statements.orphans.all()) finish(id, endpoint, 0);
  })();

  const subjectsOf = (endpoint: CountedEndpoint) => statements.subjects.all(endpoint);
  const bump = (endpoint: CountedEndpoint, subject: string, arrived: number, applied: number): void => {
    statements.subject.run(endpoint, subject, arrived, applied);
  };

  return {
    close: (): void => {
      db.close();
    },
    setting: (key: string): string | undefined => statements.setting.get(key)?.value,
    setSetting: (key: string, value: string): void => {
      statements.setSetting.run(key, value);
    },
    switches(): PracticeSwitches {
      const stored = statements.setting.get('switches')?.value;
      return stored === undefined ? initialSwitches : readSwitches(stored);
    },

    provoke({ endpoint, outcome, times, ms, cause }: Provocation): void {
      statements.provoke.run(endpoint, outcome, times, ms ?? null, cause ?? null);
    },
    provocations(): readonly PlannedProvocation[] {
      return statements.provocations
        .all()
        .map(({ id, endpoint, outcome, times, ms, cause }): PlannedProvocation => ({
          id,
          endpoint,
          outcome,
          times,
          ms: ms ?? undefined,
          cause: cause ?? undefined,
        }));
    },
    provocationFor(endpoint: CountedEndpoint): PlannedProvocation | undefined {
      return this.provocations().find((one) => (one.endpoint satisfies PracticeEndpoint) === endpoint);
    },
    /** @returns false when another request took its last turn meanwhile */
    take: (id: number): boolean =>
      statements.takeLast.run(id).changes === 1 || statements.takeOne.run(id).changes === 1,
    clearProvocations: (): void => {
      statements.clearProvocations.run();
    },
    planVerdict: (next: NextVerdict): void => {
      statements.planVerdict.run(next.verdict, JSON.stringify(next.detail));
    },

    /** Counts it as arrived before anything is done with it. @returns id of the log line */
    arrived(endpoint: CountedEndpoint, method: string, path: string, at: number, subject?: string): number {
      return db.transaction(() => {
        const id = Number(statements.arrive.run(endpoint, method, path, at).lastInsertRowid);
        if (subject !== undefined) bump(endpoint, subject, 1, 0);
        if (id % 500 === 0) statements.prune.run(id - keptRequests);
        return id;
      })();
    },
    /** @param status 0: cut or held without one */
    answered: (id: number, endpoint: CountedEndpoint, status: number): void => {
      db.transaction(() => {
        finish(id, endpoint, status);
      })();
    },
    requests: (limit: number): readonly PracticeRequest[] =>
      statements.requests.all(limit).map(({ id, endpoint, method, path, status, at }) => ({
        id,
        endpoint,
        method,
        path,
        status: status ?? undefined,
        at,
      })),
    /** Requests the quota counts in the window that began at `since`, without the one being answered. */
    charged: (since: number, exceptId: number): { readonly count: number; readonly oldest: number | null } =>
      statements.charged.get(since, exceptId) ?? { count: 0, oldest: null },

    openSession(refresh: string, refreshUntil: number, access: string, until: number): void {
      db.transaction(() => {
        const session = statements.openSession.run(sha256(refresh), refreshUntil).lastInsertRowid;
        statements.addAccess.run(sha256(access), session, until);
        bump('idp', 'password', 0, 1);
      })();
    },
    /** Rotates: the old refresh token is worth nothing afterwards. @returns false when it was not a living one */
    refreshSession(
      old: string,
      next: string,
      refreshUntil: number,
      access: string,
      until: number,
      at: number,
    ): boolean {
      return db.transaction(() => {
        const session = statements.sessionOf.get(sha256(old));
        if (session === undefined || session.refresh_until <= at) return false;
        statements.rotate.run(sha256(next), refreshUntil, session.id);
        statements.dropOldAccess.run(at);
        statements.addAccess.run(sha256(access), session.id, until);
        bump('idp', 'refresh', 0, 1);
        return true;
      })();
    },
    closeSession: (refresh: string): boolean => statements.closeSession.run(sha256(refresh)).changes === 1,
    accessUntil: (access: string): number | undefined => statements.access.get(sha256(access))?.until,
    dropTokens: (scope: 'access' | 'all'): void => {
      statements.dropAccess.run();
      if (scope === 'all') statements.dropSessions.run();
    },

    /** @returns false when the key is there already: nothing changed */
    receive(row: NewComprobante): boolean {
      return db.transaction(() => {
        const next = statements.nextVerdict.get();
        const forced =
          next === undefined ? null : `{"verdict":${JSON.stringify(next.verdict)},"detail":${next.detail}}`;
        const { key, clave, consecutivo, issuer, parties, fecha, xml, received_at, ready_at } = row;
        const { changes } = statements.receive.run(
          key,
          clave,
          consecutivo,
          issuer,
          parties,
          fecha,
          xml,
          sha256(xml),
          received_at,
          ready_at,
          forced,
          row.callback_url,
        );
        if (changes === 0) return false;
        for (const corrected of row.corrects) statements.refer.run(corrected, key);
        if (next !== undefined) statements.dropVerdict.run(next.id);
        bump('post', key, 0, 1);
        return true;
      })();
    },
    /** A document that another program of the same taxpayer sent: nobody counts it as a POST of ours. */
    adopt(row: Omit<NewComprobante, 'callback_url' | 'corrects'>): void {
      const { key, clave, consecutivo, issuer, parties, fecha, xml, received_at, ready_at } = row;
      statements.receive.run(
        key,
        clave,
        consecutivo,
        issuer,
        parties,
        fecha,
        xml,
        sha256(xml),
        received_at,
        ready_at,
        null,
        null,
      );
    },
    hide: (key: string, until: number): void => {
      statements.hide.run(until, key);
    },
    comprobante: (key: string): ComprobanteRow | undefined => statements.comprobante.get(key),
    has: (key: string): boolean => statements.has.get(key) !== undefined,
    /** Newest first. */
    comprobantes: (limit: number, offset: number): readonly ComprobanteHead[] =>
      statements.comprobantes.all(limit, offset),
    /** Documents before `seq` that refer to the clave and were not rejected, oldest first. */
    referring: (clave: string, seq: number): readonly Buffer[] =>
      statements.referring.all(clave, seq).map(({ xml }) => xml),
    /** Accepted notes that are shown at `at`, oldest first. */
    notes: (at: number): readonly NoteRow[] => statements.notes.all(at),
    /** A message of that receiver (padded to 12) about the clave was accepted. */
    confirmed: (clave: string, receiver: string): boolean =>
      statements.confirmed.get(clave, receiver) !== undefined,
    comprobanteTotal: (): number => statements.comprobanteTotal.get()?.count ?? 0,
    postpone: (key: string, readyAt: number): void => {
      statements.postpone.run(readyAt, key);
    },
    nextWaiting: (): { readonly key: string; readonly ready_at: number } | undefined =>
      statements.waiting.get(),
    numberUsed: ({ issuer, consecutivo, seq }: ComprobanteRow): boolean =>
      statements.numberUsed.get(issuer, consecutivo, seq) !== undefined,
    decide: (
      key: string,
      state: 'aceptado' | 'rechazado',
      detail: string,
      answer: Buffer,
      callbackAt: number | null,
    ): void => {
      statements.decide.run(state, detail, answer, callbackAt, key);
    },
    nextCallback: (): { readonly key: string; readonly callback_at: number } | undefined =>
      statements.callback.get(),
    /** Notes one attempt. @param nextAt null: no more attempts */
    calledBack(key: string, delivered: boolean, nextAt: number | null): void {
      db.transaction(() => {
        statements.callbackDone.run(nextAt, key);
        bump('other', 'callback', 1, delivered ? 1 : 0);
      })();
    },

    remoteDocument: (id: string): RemoteDocumentRow | undefined => statements.remoteDocument.get(id),
    remoteDocuments: (): readonly RemoteDocumentRow[] => statements.remoteDocuments.all(),
    addRemote: (row: RemoteDocumentRow): void => {
      statements.addRemote.run(row.id, row.facts, row.sent_at, row.authorised_at, row.touched_at);
    },
    touch: (id: string, at: number): void => {
      statements.touch.run(at, id);
    },
    send: (id: string, sentAt: number, authorisedAt: number | null): boolean =>
      statements.send.run(sentAt, authorisedAt, id).changes === 1,
    /** Applies one PUT: one transaction, so that a kill leaves the old list or the new one. */
    pay(
      documentId: string,
      list: readonly { readonly amount: string; readonly code: string }[],
      onDate: string,
      mode: 'replace' | 'append',
    ): void {
      db.transaction(() => {
        if (mode === 'replace') statements.supersede.run(documentId);
        for (const { amount, code } of list) statements.pay.run(documentId, amount, code, onDate);
        bump('put', documentId, 0, 1);
      })();
    },
    payments: (): readonly RemotePaymentRow[] => statements.payments.all(),
    paymentsOf: (documentId: string): readonly RemotePaymentRow[] => statements.paymentsOf.all(documentId),
    paymentsInForce: (documentId: string): readonly PracticePayment[] =>
      statements.paymentsOf
        .all(documentId)
        .filter(({ superseded }) => superseded === 0)
        .map(({ id, code, amount, on_date }) => ({ id, code, amount, on: on_date })),

    counters(at: number): PracticeCounters {
      const posts = subjectsOf('post').map(({ subject, arrived }) => ({
        clave: subject,
        arrived,
        accepted: statements.has.get(subject) !== undefined,
      }));
      const numbers = new Map<string, number>();
      for (const { clave: key } of posts) {
        // Of a message the number is its own; whose it is, only the book knows.
        const [clave = '', consecutivo] = key.split('-');
        const number =
          consecutivo === undefined
            ? `${clave.slice(9, 21)}/${clave.slice(21, 41)}`
            : `${statements.comprobante.get(key)?.issuer ?? ''}/${consecutivo}`;
        numbers.set(number, (numbers.get(number) ?? 0) + 1);
      }
      const grant = (name: string): number =>
        subjectsOf('idp').find(({ subject }) => subject === name)?.applied ?? 0;
      const callbacks = subjectsOf('other').find(({ subject }) => subject === 'callback');
      return {
        requests: statements.requestCounts.all(),
        posts,
        numbers: [...numbers].map(([number, claves]) => {
          const [issuer = '', consecutivo = ''] = number.split('/');
          return { issuer, consecutivo, claves };
        }),
        puts: subjectsOf('put').map(({ subject, arrived, applied }) => ({
          documentId: subject,
          arrived,
          applied,
        })),
        grants: { password: grant('password'), refresh: grant('refresh') },
        openSessions: statements.openSessions.get(at)?.count ?? 0,
        callbacks: { attempted: callbacks?.arrived ?? 0, delivered: callbacks?.applied ?? 0 },
      };
    },
    /** Forgets everything but ports and the authority's key. */
    empty(): void {
      db.transaction(() => {
        for (const table of tables) db.exec(`delete from ${table}`);
        db.exec("delete from setting where key = 'switches'");
      })();
    },
  };
}
export type Ledger = ReturnType<typeof openLedger>;

/** Keys a newer program added get their calm position. */
function readSwitches(stored: string): PracticeSwitches {
  const Part = z.record(z.string(), z.unknown());
  const parsed = Part.safeParse(JSON.parse(stored));
  if (!parsed.success) return initialSwitches;
  const part = (name: 'hacienda' | 'edinky' | 'lookups'): object => ({
    ...initialSwitches[name],
    ...Part.catch({}).parse(parsed.data[name]),
  });
  const whole = PracticeSwitches.safeParse({
    ...initialSwitches,
    ...parsed.data,
    hacienda: part('hacienda'),
    edinky: part('edinky'),
    lookups: part('lookups'),
  });
  return whole.success ? whole.data : initialSwitches;
}
