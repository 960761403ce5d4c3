import { createHash } from 'node:crypto';
import type { AuditedRow, DocumentAudit, Traces } from '../../domain/outbox/audit.ts';
import { type DocumentState, documentStates } from '../../domain/outbox/states.ts';
import { DamagedRow } from '../../domain/outbox/store.ts';
import { type AnswerRow, answerColumns, answerSum, isSoundAnswer } from './answer-row.ts';
import type { Db } from './connection.ts';
import {
  amountText,
  asWritten,
  formSum,
  isAsMoved,
  isAsSealed,
  sumsOf,
  toFacts,
  toRow,
  toSealedRow,
  type WholeRow,
  wholeColumns,
} from './document-row.ts';
import { mendChecks } from './row-checks.ts';
import { liftTriggers } from './lifted-triggers.ts';

interface AuditRow extends WholeRow {
  readonly seq: number;
}

interface BodyRow {
  readonly xml: Buffer;
  readonly form: string;
  readonly formSum: number | null;
}

const isState = (text: string): text is DocumentState => documentStates.some((state) => state === text);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const toAudited = (row: AuditRow): AuditedRow => ({
  seq: row.seq,
  id: row.id,
  companyId: row.companyId,
  clave: row.clave,
  consecutivo: row.consecutivo,
  xmlSha256: row.xmlSha256,
  sealedSound: isAsSealed(row),
  movingSound: isAsMoved(row),
  moving: asWritten(row),
});

/** Above this many bytes the indexes are proved by the daily copy only: the look takes the thread that answers the window. */
const indexLookBytes = 64 * 1024 * 1024;
/** `integrity_check` about indexes and the search text, whose contents stand in their tables too. */
const isAboutIndex =
  /missing from index|wrong # of entries in index|non-unique entry in index|malformed inverted index|unable to validate the inverted index|fts5/i;

/** All repairs of document rows; every statement names them by `seq`, the key of the table itself. */
export function documentAudit(db: Db): DocumentAudit {
  const after = db.prepare<[number, number], AuditRow>(
    `select seq, ${wholeColumns} from document not indexed where seq > ? order by seq limit ?`,
  );
  const at = db.prepare<[number], AuditRow>(`select seq, ${wholeColumns} from document where seq = ?`);
  const body = db.prepare<[string], BodyRow>(
    'select xml, form, form_sum as formSum from document_body where document_id = ?',
  );
  const answer = db.prepare<[string], AnswerRow>(
    `select ${answerColumns} from document_answer where document_id = ?`,
  );
  const one = (seq: number): AuditRow => {
    const row = at.get(seq);
    if (!row) throw new DamagedRow(String(seq));
    return row;
  };
  const soundAnswer = (id: string): AnswerRow | undefined => {
    const row = answer.get(id);
    return row && isSoundAnswer(id, row) ? row : undefined;
  };
  const heard = db.prepare<[string], { readonly at: number }>(
    `select ended_at as at from attempt where subject_kind = 'document' and subject_id = ? and service = 'hacienda'
       and (result = 'received' or result like 'found:%') order by n limit 1`,
  );
  const posted = db.prepare<[string], { readonly n: number; readonly last: number | null }>(
    `select count(*) as n, max(started_at) as last from attempt
     where subject_kind = 'document' and subject_id = ? and kind = 'POST'`,
  );
  const lastMove = db.prepare<[number], { readonly to: string; readonly reason: string }>(
    'select to_state as "to", reason from document_move where seq = ? order by n desc limit 1',
  );
  const movedToReceived = db
    .prepare<[number], number | null>(
      `select min(at) from document_move
       where seq = ? and to_state in ('received', 'processing', 'accepted', 'rejected')`,
    )
    .pluck();
  const gaveUp = db
    .prepare<[string], number>(
      `select 1 from clerk_action where subject_kind = 'document' and subject_id = ? and kind = 'abandon' limit 1`,
    )
    .pluck();

  const reindex = (): void => {
    db.exec('reindex');
    for (const text of ['document_text', 'customer_text', 'product_text'])
      db.exec(`insert into ${text} (${text}) values ('rebuild')`);
  };

  return {
    rowsAfter: (seq, limit) => after.all(seq, limit).map(toAudited),
    count: () => db.prepare<[], number>('select count(*) from document').pluck().get() ?? 0,
    claves: () => new Set(db.prepare<[], string>('select clave from document not indexed').pluck().all()),
    numbers: () =>
      new Set(
        db
          .prepare<[], string>("select company_id || ' ' || consecutivo from document not indexed")
          .pluck()
          .all(),
      ),
    factsAt(seq) {
      const row = one(seq);
      if (!isAsSealed(row)) throw new DamagedRow(row.id);
      return toFacts({ ...row, form: body.get(row.id)?.form ?? '' });
    },
    bytesAt(seq) {
      const row = one(seq);
      const found = body.get(row.id);
      const final = row.state === 'accepted' || row.state === 'rejected';
      const verdict = soundAnswer(row.id)?.verdict;
      return {
        body: !found ? 'missing' : sha256(found.xml) === row.xmlSha256 ? 'sound' : 'changed',
        form: !found
          ? 'missing'
          : found.formSum === null || found.formSum === formSum(row.id, found.form)
            ? 'sound'
            : 'changed',
        answer: !final ? 'none' : verdict === row.state ? 'sound' : 'gone',
      };
    },
    xmlAt: (seq) => body.get(one(seq).id)?.xml,
    traces(seq, id) {
      const move = lastMove.get(seq);
      const first = heard.get(id)?.at ?? movedToReceived.get(seq) ?? undefined;
      const stored = soundAnswer(id);
      const { n, last } = posted.get(id) ?? { n: 0, last: null };
      const traces: Traces = {
        ...(move && isState(move.to) ? { lastMove: { to: move.to, reason: move.reason } } : {}),
        ...(first === undefined ? {} : { receivedAt: first }),
        ...(stored ? { answer: { verdict: stored.verdict, storedAt: stored.storedAt } } : {}),
        posts: n,
        ...(last === null ? {} : { sentAt: last }),
        givenUp: gaveUp.get(id) === 1,
      };
      return traces;
    },
    rewrite(seq, facts, document) {
      const row = toSealedRow(facts);
      liftTriggers(db, ['document'], () => {
        // The entries of a damaged row stand under what it said before: SQLite would not find them to take them away.
        db.exec('reindex document');
        const { changes } = db
          .prepare(
            `update document set id = @id, company_id = @companyId, environment = @environment, kind = @kind,
               branch = @branch, terminal = @terminal, consecutivo = @consecutivo, clave = @clave,
               xml_sha256 = @xmlSha256, situation = @situation, issued_at = @issuedAt, sealed_at = @sealedAt,
               customer_name = @customerName, total = @total, amount_text = @amountText, currency = @currency,
               issuer_type = @issuerType, issuer_number = @issuerNumber, receiver_type = @receiverType,
               receiver_number = @receiverNumber, callback_url = @callbackUrl, depends_on = @dependsOn,
               state = @state, state_since = @since, boot_id = @bootId, next_at = @nextAt, reason = @reason,
               posts = @posts, sent_at = @sentAt, sent_boot = @sentBoot, sent_mono = @sentMono,
               received_at = @receivedAt, polls = @polls, not_found = @notFound, not_found_at = @notFoundAt,
               doubt = @doubt, foreign_duplicate = @foreignDuplicate, settle_gets = @settleGets,
               lonely_doubts = @lonelyDoubts, last_doubt_at = @lastDoubtAt, cause = @cause, location = @location,
               raw_text = @rawText, answer_verdict = @verdict, intent = @intent, rounds = @rounds,
               unanswered = @unanswered, sealed_sum = @sealedSum, moving_sum = @movingSum
             where seq = @seq`,
          )
          .run({
            ...toRow(document),
            ...row,
            total: facts.total,
            amountText: amountText(facts.total),
            ...sumsOf(row, document),
            seq,
          });
        if (changes !== 1) throw new DamagedRow(facts.id);
      });
    },
    isolate(seq, now) {
      liftTriggers(db, ['document'], () => {
        db.exec('reindex document');
        db.prepare(
          `update document set state = 'quarantined', state_since = ?, reason = 'row-damaged', next_at = null, boot_id = null
           where seq = ?`,
        ).run(now, seq);
      });
    },
    putBody(id, xml, form) {
      liftTriggers(db, ['document_body'], () => {
        const found = body.get(id);
        const bytes = xml ?? found?.xml;
        // What cannot be brought back of a form is left as it is: it only serves to repeat the sale.
        const text = form ?? found?.form ?? 'null';
        if (!bytes) throw new DamagedRow(id);
        db.prepare(
          `insert into document_body (document_id, xml, form, form_sum) values (?, ?, ?, ?)
           on conflict (document_id) do update set xml = excluded.xml, form = excluded.form, form_sum = excluded.form_sum`,
        ).run(id, bytes, text, formSum(id, text));
      });
    },
    dropAnswer(id) {
      liftTriggers(db, ['document_answer'], () => {
        db.prepare('delete from document_answer where document_id = ?').run(id);
      });
    },
    mendChecks: () => mendChecks(db),
    recount() {
      const kept = 'select company_id, state, n from document_count where n > 0';
      const counted =
        'select company_id, state, count(*) as n from document not indexed group by company_id, state';
      const differs = db
        .prepare<[], number>(
          `select exists (select * from (${kept} except ${counted}) union all select * from (${counted} except ${kept}))`,
        )
        .pluck()
        .get();
      if (differs !== 1) return false;
      db.transaction(() => {
        db.exec(
          `delete from document_count; insert into document_count (company_id, state, n) ${counted} having company_id in (select id from company)`,
        );
      }).immediate();
      return true;
    },
    mendIndexes() {
      const bytes =
        Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
      if (bytes > indexLookBytes) return [];
      const said = db
        .prepare<[], string>('select integrity_check from pragma_integrity_check')
        .pluck()
        .all()
        .filter((line) => isAboutIndex.test(line));
      if (said.length === 0) return [];
      reindex();
      return said;
    },
    reindex,
    sumUnsummed() {
      const rows = db
        .prepare<[], AuditRow>(
          `select seq, ${wholeColumns} from document not indexed where sealed_sum is null or moving_sum is null`,
        )
        .all();
      const write = db.prepare('update document set sealed_sum = ?, moving_sum = ? where seq = ?');
      for (const row of rows) {
        const { sealedSum, movingSum } = sumsOf(row, asWritten(row));
        write.run(sealedSum, movingSum, row.seq);
      }
      const answers = db
        .prepare<[], AnswerRow & { readonly id: string }>(
          `select document_id as id, ${answerColumns} from document_answer where row_sum is null`,
        )
        .all();
      const bodies = db
        .prepare<[], { readonly id: string; readonly form: string }>(
          'select document_id as id, form from document_body where form_sum is null',
        )
        .all();
      if (answers.length + bodies.length > 0)
        liftTriggers(db, ['document_answer', 'document_body'], () => {
          const sumAnswer = db.prepare('update document_answer set row_sum = ? where document_id = ?');
          for (const { id, ...row } of answers) sumAnswer.run(answerSum(id, row, row.xml), id);
          const sumForm = db.prepare('update document_body set form_sum = ? where document_id = ?');
          for (const { id, form } of bodies) sumForm.run(formSum(id, form), id);
        });
      return rows.length;
    },
    lastWholeAt() {
      const text = db.prepare<[], string>("select value from meta where key = 'audited-at'").pluck().get();
      return text === undefined ? undefined : Number(text);
    },
    noteWhole(now) {
      db.prepare(
        `insert into meta (key, value) values ('audited-at', ?)
         on conflict (key) do update set value = excluded.value`,
      ).run(String(now));
    },
  };
}
