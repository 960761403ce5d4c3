import type { Service } from '../../domain/company/company.ts';
import type { CallFacts } from '../../domain/outbox/results.ts';
import type {
  Attempt,
  AttemptEnd,
  AttemptStart,
  AttemptStore,
  CallKind,
  SubjectKind,
} from '../../domain/outbox/store.ts';
import type { Db } from './connection.ts';

/** The columns as the CHECKs of the table keep them. */
interface AttemptRow {
  readonly id: number;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly companyId: string;
  readonly service: Service;
  readonly kind: CallKind;
  readonly n: number;
  readonly bootId: string;
  readonly startedAt: number;
  readonly startedMono: number;
  readonly bytesSha256: string | null;
  readonly endedAt: number | null;
  readonly result: string | null;
  readonly status: number | null;
  readonly cause: string | null;
  readonly location: string | null;
  readonly serverAt: number | null;
  readonly bodySha256: string | null;
  readonly rawText: string | null;
}

const columns = `id, subject_kind as subjectKind, subject_id as subjectId, company_id as companyId, service, kind, n,
  boot_id as bootId, started_at as startedAt, started_mono as startedMono, bytes_sha256 as bytesSha256,
  ended_at as endedAt, result, status, cause, location, server_at as serverAt, body_sha256 as bodySha256,
  raw_text as rawText`;

const factsOf = (row: AttemptRow): CallFacts => ({
  ...(row.status === null ? {} : { status: row.status }),
  ...(row.cause === null ? {} : { cause: row.cause }),
  ...(row.location === null ? {} : { location: row.location }),
  ...(row.serverAt === null ? {} : { serverAt: row.serverAt }),
  ...(row.bodySha256 === null ? {} : { bodySha256: row.bodySha256 }),
  ...(row.rawText === null ? {} : { rawText: row.rawText }),
});

const endOf = (row: AttemptRow): AttemptEnd | undefined =>
  row.endedAt === null || row.result === null
    ? undefined
    : { endedAt: row.endedAt, result: row.result, facts: factsOf(row) };

function toAttempt(row: AttemptRow): Attempt {
  const end = endOf(row);
  return {
    id: row.id,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    companyId: row.companyId,
    service: row.service,
    kind: row.kind,
    n: row.n,
    bootId: row.bootId,
    startedAt: row.startedAt,
    startedMono: row.startedMono,
    ...(row.bytesSha256 === null ? {} : { bytesSha256: row.bytesSha256 }),
    ...(end === undefined ? {} : { end }),
  };
}

/** One row per call to the outside, whatever became of it. */
export function attemptStore(db: Db): AttemptStore {
  const open = db.prepare<[Omit<AttemptStart, 'bytesSha256'> & { readonly bytesSha256: string | null }]>(
    `insert into attempt (subject_kind, subject_id, company_id, service, kind, n, boot_id, started_at, started_mono,
       bytes_sha256)
     values (@subjectKind, @subjectId, @companyId, @service, @kind,
       1 + coalesce((select max(n) from attempt where subject_kind = @subjectKind and subject_id = @subjectId), 0),
       @bootId, @startedAt, @startedMono, @bytesSha256)`,
  );
  const complete = db.prepare(
    `update attempt set ended_at = @endedAt, result = @result, status = @status, cause = @cause, location = @location,
       server_at = @serverAt, body_sha256 = @bodySha256, raw_text = @rawText
     where id = @id and ended_at is null`,
  );
  const of = db.prepare<[string, string], AttemptRow>(
    `select ${columns} from attempt where subject_kind = ? and subject_id = ? order by n`,
  );
  const left = db.prepare<[string], AttemptRow>(
    `select ${columns} from attempt where ended_at is null and boot_id <> ? order by id`,
  );
  return {
    open(attempt) {
      const { bytesSha256, ...rest } = attempt;
      return Number(
        open.run({
          ...rest,
          startedMono: Math.round(rest.startedMono),
          bytesSha256: bytesSha256 ?? null,
        }).lastInsertRowid,
      );
    },
    complete(id, { endedAt, result, facts }) {
      const { changes } = complete.run({
        id,
        endedAt,
        result,
        status: facts.status ?? null,
        cause: facts.cause ?? null,
        location: facts.location ?? null,
        serverAt: facts.serverAt ?? null,
        bodySha256: facts.bodySha256 ?? null,
        rawText: facts.rawText ?? null,
      });
      if (changes !== 1) throw new Error(`attempt ${id} is not open`);
    },
    of: (kind, id) => of.all(kind, id).map(toAttempt),
    openOfOtherBoots: (bootId) => left.all(bootId).map(toAttempt),
  };
}
