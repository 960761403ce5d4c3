import { createHash } from 'node:crypto';
import type { DocumentState } from '../../domain/outbox/states.ts';
import { DamagedRow, type DocumentStore, type OutboxStore } from '../../domain/outbox/store.ts';
import { answerSum, checkColumns } from './answer-row.ts';
import { attemptStore } from './attempts.ts';
import { transactions } from './atomically.ts';
import { clerkActionStore, noteCopied } from './clerk-actions.ts';
import { chargeStore } from './charges.ts';
import type { Db } from './connection.ts';
import { documentAudit } from './document-audit.ts';
import {
  amountText,
  type FactsRow,
  factsColumns,
  formSum,
  isAsSealed,
  movingColumns,
  type MovingRow,
  movingSumOf,
  sumsOf,
  toDocument,
  toFacts,
  toRow,
  toSealedRow,
} from './document-row.ts';
import { deleteDraft } from './drafts.ts';
import { journalMark } from './journal-mark.ts';
import { laneStore } from './lanes.ts';
import { restoredMark } from './restored-mark.ts';
import { seriesStore } from './series.ts';

interface HeadRow {
  readonly id: string;
  readonly nextAt: number;
}

/** Sealed documents. Statements are prepared once: the outbox runs them several times per call. */
export function documentStore(db: Db): DocumentStore {
  const find = db.prepare<[string], MovingRow>(`select ${movingColumns} from document where id = ?`);
  const dependents = db.prepare<[string], MovingRow>(
    `select ${movingColumns} from document where depends_on = ?`,
  );
  const facts = db.prepare<[string], FactsRow & { readonly form: string }>(
    `select ${factsColumns}, coalesce(form, '') as form from document left join document_body on document_id = document.id
     where document.id = ?`,
  );
  const bytes = db.prepare<[string], Buffer>('select xml from document_body where document_id = ?').pluck();
  const findByClave = db.prepare<[string], MovingRow>(
    `select ${movingColumns} from document where clave = ?`,
  );
  // by the unique index on clave: nothing that begins so stands between
  const answersTo = db.prepare<[string, string, string], MovingRow>(
    `select ${movingColumns} from document where +company_id = ? and clave > ? and clave < ? order by seq`,
  );
  const insert = db.prepare(
    `insert into document (id, company_id, environment, kind, branch, terminal, consecutivo, clave, xml_sha256, situation,
       issued_at, sealed_at, customer_name, total, amount_text, currency, issuer_type, issuer_number, receiver_type,
       receiver_number, callback_url, depends_on, state, state_since, boot_id, next_at, reason, posts, sent_at, sent_boot,
       sent_mono, received_at, polls, not_found, not_found_at, doubt, foreign_duplicate, settle_gets, lonely_doubts,
       last_doubt_at, cause, location, raw_text, answer_verdict, intent, rounds, unanswered, sealed_sum, moving_sum)
     values (@id, @companyId, @environment, @kind, @branch, @terminal, @consecutivo, @clave, @xmlSha256, @situation,
       @issuedAt, @sealedAt, @customerName, @total, @amountText, @currency, @issuerType, @issuerNumber, @receiverType,
       @receiverNumber, @callbackUrl, @dependsOn, @state, @since, @bootId, @nextAt, @reason, @posts, @sentAt, @sentBoot,
       @sentMono, @receivedAt, @polls, @notFound, @notFoundAt, @doubt, @foreignDuplicate, @settleGets, @lonelyDoubts,
       @lastDoubtAt, @cause, @location, @rawText, @verdict, @intent, @rounds, @unanswered, @sealedSum,
       @movingSum)`,
  );
  const insertBody = db.prepare<[string, Uint8Array, string, number]>(
    'insert into document_body (document_id, xml, form, form_sum) values (?, ?, ?, ?)',
  );
  const write = db.prepare(
    `update document set state = @state, state_since = @since, boot_id = @bootId, next_at = @nextAt, reason = @reason,
       posts = @posts, sent_at = @sentAt, sent_boot = @sentBoot, sent_mono = @sentMono, received_at = @receivedAt,
       polls = @polls, not_found = @notFound, not_found_at = @notFoundAt, doubt = @doubt,
       foreign_duplicate = @foreignDuplicate, settle_gets = @settleGets, lonely_doubts = @lonelyDoubts,
       last_doubt_at = @lastDoubtAt, cause = @cause, location = @location, raw_text = @rawText,
       answer_verdict = @verdict, intent = @intent, rounds = @rounds, unanswered = @unanswered,
       moving_sum = @movingSum
     where id = @id`,
  );
  const copied = noteCopied(db);
  const storeAnswer = db.prepare(
    `insert into document_answer (document_id, verdict, detail, stored_at, xml, verification, signer, mismatches, row_sum)
     values (@id, @verdict, @detail, @storedAt, @xml, @verification, @signer, @mismatches, @rowSum)`,
  );
  const putAside = db.prepare(
    `insert into answer_aside (document_id, verdict, detail, stored_at, xml, xml_sha256, verification, signer)
     values (@id, @verdict, @detail, @storedAt, @xml, @xmlSha256, @verification, @signer)
     on conflict (document_id, xml_sha256) do nothing`,
  );
  const replaceBytes = db.prepare<[Uint8Array, string]>(
    'update document_body set xml = ? where document_id = ?',
  );
  // Said once more although the state is known: without it SQLite does not see that the partial index document_due serves.
  const due = `state in ('queued', 'unknown', 'received', 'processing')`;
  const head = db.prepare<[string, string], HeadRow>(
    `select id, next_at as nextAt from document where company_id = ? and state = ?
     and ${due} order by next_at, seq limit 1`,
  );
  const settle = db.prepare<[string], HeadRow & { readonly unanswered: number }>(
    `select id, next_at as nextAt, unanswered from document where company_id = ? and state = 'unknown'
     and reason is not 'recovered-earlier' and ${due} order by next_at, seq limit 1`,
  );
  const later = db.prepare<[string], HeadRow>(
    `select id, next_at as nextAt from document where company_id = ? and state = 'unknown'
     and reason = 'recovered-earlier' and ${due} order by next_at, seq limit 1`,
  );
  // By document_newest_by_state: nobody gives up many. `settle_gets`: it was looked at already.
  const givenUp = db.prepare<[string], { readonly id: string; readonly since: number }>(
    `select id, max(state_since, coalesce(last_doubt_at, 0)) as since from document
     where company_id = ? and state = 'abandoned' and sent_at is not null and settle_gets = 0 order by since, seq limit 1`,
  );
  const recovering = db
    .prepare<[string], number>(
      `select 1 from document where company_id = ? and state = 'unknown' and reason = 'recovered' and ${due} limit 1`,
    )
    .pluck();
  const sending = db.prepare<[string], MovingRow>(
    `select ${movingColumns} from document where state in ('sending', 'quarantined') and state = 'sending'
     and boot_id <> ? order by seq`,
  );
  const quarantined = db.prepare<[], MovingRow>(
    `select ${movingColumns} from document where state in ('sending', 'quarantined') and state = 'quarantined' order by seq`,
  );
  const unsent = db.prepare<[], MovingRow>(
    `select ${movingColumns} from document
     where state in ('queued', 'unknown', 'held', 'needs_fix', 'needs_person', 'quarantined') order by seq`,
  );
  const pullBack = db.prepare<[{ readonly companyId: string; readonly now: number }]>(
    `update document set next_at = @now where company_id = @companyId and next_at > @now
     and state in ('queued', 'unknown', 'received', 'processing')`,
  );

  const one = (id: string): MovingRow => {
    const row = find.get(id);
    if (!row) throw new DamagedRow(id);
    return row;
  };
  const headOf = (companyId: string, state: DocumentState): HeadRow | undefined => head.get(companyId, state);
  const earlier = (a: HeadRow | undefined, b: HeadRow | undefined): HeadRow | undefined =>
    a && b ? (a.nextAt <= b.nextAt ? a : b) : (a ?? b);

  return {
    find(id) {
      const row = find.get(id);
      return row && toDocument(row);
    },
    slice(id) {
      const row = one(id);
      const rows = [row, ...(row.dependsOn === null ? [] : [one(row.dependsOn)]), ...dependents.all(id)];
      return new Map(rows.map((each) => [each.id, toDocument(each)]));
    },
    facts(id) {
      const row = facts.get(id);
      if (!row || row.id !== id || !isAsSealed(row)) throw new DamagedRow(id);
      return toFacts(row);
    },
    bytes(id) {
      const xml = bytes.get(id);
      if (!xml) throw new DamagedRow(id);
      return xml;
    },
    findByClave(clave) {
      const row = findByClave.get(clave);
      return row && toDocument(row);
    },
    answersTo: (companyId, clave) => answersTo.all(companyId, `${clave}-`, `${clave}.`).map(toDocument),
    insert(sealed, document, xml) {
      const row = toSealedRow(sealed);
      insert.run({
        ...toRow(document),
        ...row,
        total: sealed.total,
        amountText: amountText(sealed.total),
        ...sumsOf(row, document),
      });
      insertBody.run(sealed.id, xml, sealed.form, formSum(sealed.id, sealed.form));
      if (sealed.draftId !== undefined)
        copied({
          draftId: sealed.draftId,
          documentId: sealed.id,
          at: sealed.sealedAt,
          copyOf: sealed.copyOf ?? null,
        });
    },
    write(document) {
      if (write.run({ ...toRow(document), movingSum: movingSumOf(document) }).changes !== 1)
        throw new Error(`no document ${document.id}`);
    },
    storeAnswer(id, answer, at) {
      const { verdict, detail, xml } = answer;
      const row = { verdict, detail, storedAt: at, ...checkColumns(answer.check) };
      storeAnswer.run({ ...row, id, xml, rowSum: answerSum(id, row, xml) });
    },
    putAnswerAside(id, answer, at) {
      const { verdict, detail, xml, check } = answer;
      if (!check) throw new Error('an answer put aside without a reason');
      const { verification, signer } = checkColumns(check);
      const xmlSha256 = createHash('sha256').update(xml).digest('hex');
      putAside.run({ id, verdict, detail, storedAt: at, xml, xmlSha256, verification, signer });
    },
    replaceBytes(id, xml) {
      if (replaceBytes.run(xml, id).changes !== 1) throw new Error(`document ${id} has no bytes`);
    },
    waiting(companyId) {
      const doubt = settle.get(companyId);
      const old = later.get(companyId);
      const over = givenUp.get(companyId);
      const send = headOf(companyId, 'queued');
      const poll = earlier(headOf(companyId, 'received'), headOf(companyId, 'processing'));
      return {
        ...(doubt ? { settle: { id: doubt.id, nextAt: doubt.nextAt, failing: doubt.unanswered > 0 } } : {}),
        ...(old ? { later: old } : {}),
        ...(over ? { givenUp: over } : {}),
        ...(send ? { send } : {}),
        ...(poll ? { poll } : {}),
        recovering: doubt !== undefined && recovering.get(companyId) === 1,
      };
    },
    // A damaged row says nothing that can be relied on, not even this: it is mended by itself.
    sendingOfOtherBoots: (bootId) =>
      sending
        .all(bootId)
        .map(toDocument)
        .filter(({ state }) => state === 'sending'),
    quarantined: () => quarantined.all().map(toDocument),
    unsent: () => unsent.all().map(toDocument),
    pullBack(companyId, now) {
      pullBack.run({ companyId, now });
    },
  };
}

/** Everything the outbox stores, on one connection. */
export function outboxStore(db: Db): OutboxStore {
  return {
    ...transactions(db),
    lanes: laneStore(db),
    attempts: attemptStore(db),
    actions: clerkActionStore(db),
    charges: chargeStore(db),
    series: seriesStore(db),
    documents: documentStore(db),
    audit: documentAudit(db),
    drafts: { remove: (companyId, draftId) => deleteDraft(db, companyId, draftId) },
    journalMark: journalMark(db),
    restoredMark: restoredMark(db),
  };
}
