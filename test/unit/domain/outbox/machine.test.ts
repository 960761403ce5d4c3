import { describe, expect, test } from 'vitest';
import type { OutboxDocument } from '../../../../domain/outbox/document.ts';
import { type DocumentEvent, stepDocument } from '../../../../domain/outbox/document-step.ts';
import type { Lane, LaneReason } from '../../../../domain/outbox/lane.ts';
import { type LaneEvent, stepLane } from '../../../../domain/outbox/lane-step.ts';
import {
  newPaymentSlot,
  type PaymentSlot,
  type PaymentSlotState,
  paymentSlotStates,
} from '../../../../domain/outbox/payment-slot.ts';
import { type PaymentEvent, stepPayment } from '../../../../domain/outbox/payment-step.ts';
import type { AuthorityAnswer, PostResult, StatusResult } from '../../../../domain/outbox/results.ts';
import { type DocumentState, documentStates, laneStates } from '../../../../domain/outbox/states.ts';
import { outboxTimings as timings } from '../../../../domain/outbox/timings.ts';
import {
  initialTokenState,
  stepToken,
  type TokenEvent,
  type TokenState,
} from '../../../../domain/outbox/token.ts';
import { claveOf, context, openLane, queued, t0 } from '../../../helpers/outbox-documents.ts';

/**
 * The whole machine to be read at one sight: every state with every event, one table for each section of OUTBOX.md. The tables are
 * made by running the reducers and compared with what is written here, so that no transition changes unseen.
 *
 * `=` stays as it is. `no` a person asked for what this state does not allow. `!` cannot happen: the reducer throws, nothing is
 * written. `state/reason` where the reason says more.
 */

const minute = 60_000;

/** Columns as wide as their widest cell. */
function table(
  corner: string,
  rows: readonly (readonly [name: string, cells: readonly string[]])[],
  columns: readonly string[],
): string {
  const lines = [[corner, ...columns], ...rows.map(([name, cells]) => [name, ...cells])];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index + 1]?.length ?? 0)));
  const first = Math.max(...lines.map(([name]) => name?.length ?? 0));
  return lines
    .map(([name = '', ...cells]) =>
      [name.padEnd(first), ...cells.map((cell, index) => cell.padEnd(widths[index] ?? 0))]
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}
const cell = (work: () => string): string => {
  try {
    return work();
  } catch {
    return '!';
  }
};

const tables = {
  /** OUTBOX.md section 3 */
  documents: `
             | send    | send, other bytes         | interrupted         | restored          | known-abandoned    | repaired | predecessor-final | retry  | settle-now | send-again | hold          | release | abandon
sealed       | !       | !                         | !                   | =                 | unknown/abandoning | !        | =                 | no     | no         | no         | no            | no      | no
held         | !       | !                         | !                   | =                 | unknown/abandoning | !        | =                 | no     | no         | no         | no            | queued  | abandoned
queued       | sending | quarantined/bytes-changed | !                   | unknown/recovered | unknown/abandoning | !        | =                 | no     | no         | no         | held/by-clerk | no      | no
sending      | !       | !                         | unknown/interrupted | =                 | unknown/abandoning | !        | =                 | no     | no         | no         | no            | no      | no
unknown      | !       | !                         | !                   | =                 | unknown/abandoning | !        | =                 | no     | =          | no         | no            | no      | no
received     | !       | !                         | !                   | =                 | =                  | !        | =                 | no     | =          | no         | no            | no      | no
processing   | !       | !                         | !                   | =                 | =                  | !        | =                 | no     | =          | no         | no            | no      | no
accepted     | !       | !                         | !                   | =                 | =                  | !        | =                 | no     | no         | no         | no            | no      | no
rejected     | !       | !                         | !                   | =                 | =                  | !        | =                 | no     | no         | no         | no            | no      | no
needs_fix    | !       | !                         | !                   | =                 | unknown/abandoning | !        | =                 | queued | no         | no         | no            | no      | unknown/abandoning
needs_person | !       | !                         | !                   | =                 | unknown/abandoning | !        | =                 | no     | unknown    | queued     | no            | no      | no
quarantined  | !       | !                         | !                   | =                 | unknown/abandoning | queued   | =                 | no     | no         | no         | no            | no      | no
abandoned    | !       | !                         | !                   | =                 | =                  | !        | =                 | no     | no         | no         | no            | no      | no
`.slice(1, -1),
  /** OUTBOX.md section 5, first table */
  posts: `
POST                             | first ever                          | a later one                               | elsewhere
201, 202                         | received +passed                    | received +passed                          | !
other 2xx, 3xx, unreadable       | unknown/strange-answer              | unknown/strange-answer                    | !
400 already received             | unknown/foreign-duplicate +answered | unknown/duplicate +answered +late-arrival | !
400 other                        | needs_fix/refused +answered         | needs_fix/refused +answered               | !
401                              | queued                              | queued                                    | !
403                              | queued                              | queued                                    | !
404                              | queued +wrong-address               | queued +wrong-address                     | !
429                              | queued                              | queued                                    | !
408                              | unknown/server-error                | unknown/server-error                      | !
499                              | unknown/server-error                | unknown/server-error                      | !
5xx                              | unknown/server-error                | unknown/server-error                      | !
4xx that nobody documents        | unknown/strange-answer              | unknown/strange-answer                    | !
DNS before a byte                | queued                              | queued                                    | !
connect before a byte            | queued                              | queued                                    | !
TLS before a byte                | queued                              | queued                                    | !
reset after the first byte       | unknown/no-answer                   | unknown/no-answer                         | !
timeout after the first byte     | unknown/no-answer                   | unknown/no-answer                         | !
abort, quit after the first byte | unknown/no-answer                   | unknown/no-answer                         | !
`.slice(1, -1),
  /** OUTBOX.md section 5, settling and polling */
  gets: `
GET                               | unknown                         | a late 404 before               | after "already received"         | given up                        | sent too often                  | received                        | processing, two 404s before     | asked in vain too often
recibido                          | received                        | received                        | received                         | received/abandon-too-late       | received                        | =                               | received                        | received
procesando                        | processing                      | processing                      | processing                       | processing/abandon-too-late     | processing                      | processing                      | processing                      | =
aceptado, answer good             | accepted                        | accepted                        | accepted                         | accepted/abandon-too-late       | accepted                        | accepted                        | accepted                        | accepted
rechazado, answer good            | rejected                        | rejected                        | rejected                         | rejected/abandon-too-late       | rejected                        | rejected                        | rejected                        | rejected
aceptado, no answer               | processing/answer-missing       | processing/answer-missing       | processing/answer-missing        | processing/answer-missing       | processing/answer-missing       | processing/answer-missing       | processing/answer-missing       | needs_person/answer-missing
aceptado, answer unreadable       | processing/answer-unreadable    | processing/answer-unreadable    | processing/answer-unreadable     | processing/answer-unreadable    | processing/answer-unreadable    | processing/answer-unreadable    | processing/answer-unreadable    | needs_person/answer-unreadable
aceptado, answer of another clave | needs_person/answer-other-clave | needs_person/answer-other-clave | needs_person/answer-other-clave  | needs_person/answer-other-clave | needs_person/answer-other-clave | needs_person/answer-other-clave | needs_person/answer-other-clave | needs_person/answer-other-clave
aceptado, answer says rejected    | needs_person/answer-contradicts | needs_person/answer-contradicts | needs_person/answer-contradicts  | needs_person/answer-contradicts | needs_person/answer-contradicts | needs_person/answer-contradicts | needs_person/answer-contradicts | needs_person/answer-contradicts
error                             | needs_person/authority-error    | needs_person/authority-error    | needs_person/authority-error     | needs_person/authority-error    | needs_person/authority-error    | needs_person/authority-error    | needs_person/authority-error    | needs_person/authority-error
a word nobody knows               | needs_person/unknown-state      | needs_person/unknown-state      | needs_person/unknown-state       | needs_person/unknown-state      | needs_person/unknown-state      | needs_person/unknown-state      | needs_person/unknown-state      | needs_person/unknown-state
404 before H                      | =                               | =                               | =                                | =                               | =                               | received/vanished               | needs_person/vanished           | processing/vanished
404 after H                       | =                               | queued                          | needs_person/duplicate-not-found | abandoned                       | needs_person/too-many-doubts    | received/vanished               | needs_person/vanished           | processing/vanished
401                               | =                               | =                               | =                                | =                               | =                               | =                               | =                               | =
403                               | =                               | =                               | =                                | =                               | =                               | =                               | =                               | =
429                               | =                               | =                               | =                                | =                               | =                               | =                               | =                               | =
DNS before a byte                 | =                               | =                               | =                                | =                               | =                               | =                               | =                               | =
499, 5xx                          | =                               | =                               | =                                | =                               | =                               | =                               | =                               | needs_person/too-many-doubts
timeout                           | =                               | =                               | =                                | =                               | =                               | =                               | =                               | needs_person/too-many-doubts
unreadable                        | =                               | =                               | =                                | =                               | =                               | =                               | =                               | needs_person/too-many-doubts
`.slice(1, -1),
  /** OUTBOX.md sections 3, 5 and 6 */
  lanes: `
                 | open                | need_token          | throttled           | backoff             | blocked_credentials | blocked_access      | offline             | clock_bad
passed           | =                   | open                | open                | open                | =                   | =                   | open                | =
answered         | =                   | open                | open                | open                | =                   | =                   | open                | =
401              | need_token          | blocked_credentials | need_token          | need_token          | =                   | =                   | need_token          | need_token
403              | blocked_access      | blocked_access      | blocked_access      | blocked_access      | blocked_access      | =                   | blocked_access      | blocked_access
404 on POST      | blocked_access      | blocked_access      | blocked_access      | blocked_access      | blocked_access      | blocked_access      | blocked_access      | blocked_access
429              | throttled           | throttled           | =                   | throttled           | =                   | =                   | throttled           | throttled
DNS              | offline             | offline             | offline             | offline             | =                   | =                   | =                   | offline
TLS              | backoff             | backoff             | backoff             | backoff             | =                   | =                   | backoff             | backoff
5xx              | backoff             | backoff             | backoff             | =                   | =                   | =                   | backoff             | backoff
cut              | backoff             | backoff             | backoff             | backoff             | =                   | =                   | backoff             | backoff
unreadable       | =                   | =                   | =                   | =                   | =                   | =                   | =                   | =
no credentials   | blocked_credentials | blocked_credentials | blocked_credentials | blocked_credentials | blocked_credentials | blocked_credentials | blocked_credentials | blocked_credentials
IDP 401          | blocked_credentials | blocked_credentials | blocked_credentials | blocked_credentials | =                   | blocked_credentials | blocked_credentials | blocked_credentials
IDP 403          | blocked_access      | blocked_access      | blocked_access      | blocked_access      | blocked_access      | =                   | blocked_access      | blocked_access
IDP gone         | offline             | offline             | offline             | offline             | =                   | =                   | offline             | offline
IDP 5xx          | backoff             | backoff             | backoff             | backoff             | =                   | =                   | backoff             | backoff
token-ready      | =                   | open                | =                   | =                   | =                   | =                   | =                   | =
Date an hour off | clock_bad           | =                   | =                   | =                   | =                   | =                   | =                   | =
Date good        | =                   | =                   | =                   | =                   | =                   | =                   | =                   | open
network-back     | =                   | =                   | =                   | =                   | =                   | =                   | open                | =
unblock          | =                   | open                | =                   | open                | open                | open                | open                | open
late-arrival     | =                   | =                   | =                   | =                   | =                   | =                   | =                   | =
restarted        | =                   | =                   | =                   | =                   | =                   | =                   | =                   | =
went-back        | =                   | =                   | =                   | =                   | =                   | =                   | =                   | =
`.slice(1, -1),
  /** OUTBOX.md section 6 */
  tokens: `
                             | none yet                              | asking by refresh                        | asking by password                    | in hand                               | paused, offline                       | blocked, credentials        | blocked, access
asked                        | asking refresh +request               | =                                        | =                                     | = +give                               | = +deny later                         | = +deny credentials         | = +deny access
asked, newer than 8          | asking refresh +request               | =                                        | =                                     | asking refresh +request               | = +deny later                         | = +deny credentials         | = +deny access
asked past 80 % of its life  | asking refresh +request               | =                                        | =                                     | asking refresh +request               | asking password +request              | = +deny credentials         | = +deny access
asked with other credentials | asking refresh +request               | =                                        | =                                     | asking password +request              | asking password +request              | asking password +request    | asking password +request
200                          | token 8 +give                         | token 8 +give                            | token 8 +give                         | token 9 +give                         | token 8 +give                         | token 8 +give               | token 8 +give
400 invalid_grant            | blocked credentials +deny credentials | asking password +forget-refresh +request | blocked credentials +deny credentials | blocked credentials +deny credentials | blocked credentials +deny credentials | = +deny credentials         | blocked credentials +deny credentials
400 other                    | paused +deny later                    | asking password +forget-refresh +request | paused +deny later                    | = +give                               | = +deny later                         | = +deny later               | = +deny later
401                          | blocked credentials +deny credentials | blocked credentials +deny credentials    | blocked credentials +deny credentials | blocked credentials +deny credentials | blocked credentials +deny credentials | = +deny credentials         | blocked credentials +deny credentials
403                          | blocked access +deny access           | blocked access +deny access              | blocked access +deny access           | blocked access +deny access           | blocked access +deny access           | blocked access +deny access | = +deny access
nothing stored               | = +deny missing                       | none +deny missing                       | none +deny missing                    | = +deny missing                       | = +deny missing                       | = +deny missing             | = +deny missing
5xx, unreadable              | paused +deny later                    | paused +deny later                       | paused +deny later                    | = +give                               | = +deny later                         | = +deny later               | = +deny later
not reached                  | paused +deny later                    | paused +deny later                       | paused +deny later                    | = +give                               | = +deny later                         | = +deny later               | = +deny later
credentials-changed          | =                                     | =                                        | =                                     | none                                  | none                                  | none                        | none
retry-pressed                | =                                     | =                                        | =                                     | =                                     | none                                  | =                           | none
line-back                    | =                                     | =                                        | =                                     | =                                     | none                                  | =                           | =
signed-out                   | =                                     | =                                        | =                                     | none                                  | =                                     | =                           | =
`.slice(1, -1),
  /** OUTBOX.md section 7 */
  payments: `
                      | new                        | confirmed                  | acked                      | queued                     | sending                | unknown                    | conflict               | needs_fix              | needs_person           | frozen
saved                 | queued                     | queued                     | =                          | =                          | =                      | =                          | =                      | queued                 | =                      | !
total-entered         | =                          | =                          | =                          | =                          | =                      | =                          | =                      | =                      | =                      | =
read: nothing there   | =                          | conflict/changed-elsewhere | =                          | sending PUT                | =                      | =                          | =                      | =                      | =                      | conflict/changed-elsewhere
read: what is wanted  | confirmed                  | =                          | confirmed                  | confirmed                  | =                      | confirmed                  | confirmed              | confirmed              | confirmed              | confirmed
read: something else  | confirmed                  | conflict/changed-elsewhere | needs_person/different     | conflict/changed-elsewhere | =                      | needs_person/different     | =                      | =                      | =                      | conflict/changed-elsewhere
read: not every page  | new/unverified             | confirmed/unverified       | needs_person/unverified    | needs_person/unverified    | =                      | needs_person/unverified    | =                      | =                      | =                      | =
read: sent to the SRI | frozen                     | frozen                     | frozen                     | frozen                     | =                      | frozen                     | frozen                 | frozen                 | frozen                 | =
read: stage unclear   | needs_person/stage-unclear | needs_person/stage-unclear | needs_person/stage-unclear | needs_person/stage-unclear | =                      | needs_person/stage-unclear | =                      | =                      | =                      | =
404 on reading        | needs_person/not-found     | needs_person/not-found     | needs_person/not-found     | needs_person/not-found     | =                      | needs_person/not-found     | needs_person/not-found | needs_person/not-found | needs_person/not-found | needs_person/not-found
read-failed           | =                          | =                          | =                          | =                          | =                      | =                          | =                      | =                      | =                      | =
read-lost             | =                          | =                          | =                          | =                          | =                      | =                          | =                      | =                      | =                      | =
PUT 200               | !                          | !                          | !                          | !                          | acked                  | !                          | !                      | !                      | !                      | !
PUT 422               | !                          | !                          | !                          | !                          | needs_fix/refused      | !                          | !                      | !                      | !                      | !
PUT 404               | !                          | !                          | !                          | !                          | needs_person/not-found | !                          | !                      | !                      | !                      | !
PUT 401               | !                          | !                          | !                          | !                          | queued                 | !                          | !                      | !                      | !                      | !
PUT 403               | !                          | !                          | !                          | !                          | queued                 | !                          | !                      | !                      | !                      | !
PUT 429               | !                          | !                          | !                          | !                          | queued                 | !                          | !                      | !                      | !                      | !
PUT before a byte     | !                          | !                          | !                          | !                          | queued                 | !                          | !                      | !                      | !                      | !
PUT 5xx               | !                          | !                          | !                          | !                          | unknown                | !                          | !                      | !                      | !                      | !
PUT cut               | !                          | !                          | !                          | !                          | unknown                | !                          | !                      | !                      | !                      | !
interrupted           | =                          | =                          | =                          | =                          | unknown                | =                          | =                      | =                      | =                      | =
restored              | =                          | =                          | =                          | conflict/older-copy        | =                      | conflict/older-copy        | =                      | =                      | =                      | =
went-back             | =                          | =                          | =                          | =                          | =                      | =                          | =                      | =                      | =                      | =
clerk: mine           | !                          | !                          | !                          | !                          | !                      | !                          | queued                 | !                      | queued                 | !
clerk: theirs         | !                          | !                          | !                          | !                          | !                      | !                          | confirmed              | !                      | confirmed              | !
clerk: again          | =                          | =                          | =                          | =                          | =                      | =                          | =                      | queued                 | unknown                | =
clerk: read now       | =                          | =                          | =                          | =                          | =                      | =                          | =                      | =                      | =                      | =
`.slice(1, -1),
};

/** A document as it usually is in a state. */
function documentIn(state: DocumentState, change: Partial<OutboxDocument> = {}): OutboxDocument {
  const sent = { posts: 1, sentAt: t0 - 10 * minute };
  const had = { ...sent, receivedAt: t0 - 9 * minute };
  const usual: Readonly<Record<DocumentState, Partial<OutboxDocument>>> = {
    sealed: {},
    held: { reason: 'by-clerk' },
    queued: {},
    sending: { bootId: 'b1', sentAt: t0 },
    unknown: { ...sent, doubt: 'ordinary' },
    received: had,
    processing: had,
    accepted: { ...had, verdict: 'accepted' },
    rejected: { ...had, verdict: 'rejected' },
    needs_fix: { ...sent, reason: 'refused' },
    needs_person: { ...sent, reason: 'too-many-doubts', notFound: 2 },
    quarantined: { reason: 'bytes-changed' },
    // and asked about once more since
    abandoned: { ...sent, intent: 'abandon', settleGets: 1 },
  };
  const { nextAt: _, ...base } = queued();
  return { ...base, ...(state === 'abandoned' ? {} : { nextAt: t0 }), state, ...usual[state], ...change };
}
function documentCell(document: OutboxDocument, event: DocumentEvent): string {
  return cell(() => {
    const step = stepDocument(document, event, context());
    if (!step) return 'no';
    const { state, reason } = step.document;
    if (state === document.state && reason === document.reason) return '=';
    return reason === undefined ? state : `${state}/${reason}`;
  });
}

const answer: AuthorityAnswer = {
  xml: new Uint8Array([1]),
  clave: claveOf(1),
  verdict: 'accepted',
  detail: '.',
};
const found = (
  state: Extract<StatusResult, { kind: 'found' }>['state'],
  more: object = {},
): StatusResult => ({
  kind: 'found',
  state,
  rawState: state,
  ...more,
});

describe('section 3: states of a document', () => {
  const events: readonly (readonly [name: string, event: DocumentEvent])[] = [
    ['send', { kind: 'send', bootId: 'b', mono: 0, bytesMatch: true }],
    ['send, other bytes', { kind: 'send', bootId: 'b', mono: 0, bytesMatch: false }],
    ['interrupted', { kind: 'interrupted' }],
    ['restored', { kind: 'restored' }],
    ['known-abandoned', { kind: 'known-abandoned' }],
    ['repaired', { kind: 'repaired' }],
    ['predecessor-final', { kind: 'predecessor-final' }],
    ['retry', { kind: 'retry' }],
    ['settle-now', { kind: 'settle-now' }],
    ['send-again', { kind: 'send-again' }],
    ['hold', { kind: 'hold' }],
    ['release', { kind: 'release' }],
    ['abandon', { kind: 'abandon' }],
  ];
  /** does not compile while an event is missing */
  const allEvents: Readonly<Record<Exclude<DocumentEvent['kind'], 'post-result' | 'status-result'>, true>> = {
    send: true,
    interrupted: true,
    restored: true,
    'known-abandoned': true,
    repaired: true,
    'predecessor-final': true,
    retry: true,
    'settle-now': true,
    'send-again': true,
    hold: true,
    release: true,
    abandon: true,
  };
  test('every state with every event but the outcome of a call', () => {
    const rows = documentStates.map(
      (state) => [state, events.map(([, event]) => documentCell(documentIn(state), event))] as const,
    );
    expect(
      table(
        '',
        rows,
        events.map(([name]) => name),
      ),
    ).toBe(tables.documents);
    expect(new Set(events.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(allEvents)));
  });
});

/** Of a call's outcome: what becomes of the document, and what it tells the lane. */
function outcomeCell(document: OutboxDocument, event: DocumentEvent): string {
  return cell(() => {
    const step = stepDocument(document, event, context());
    if (!step) return 'no';
    const { state, reason } = step.document;
    const where =
      state === document.state && reason === document.reason
        ? '='
        : reason === undefined
          ? state
          : `${state}/${reason}`;
    return [where, ...step.lane.map(({ kind }) => kind)].join(' +');
  });
}

describe('section 5: results of POST /recepcion', () => {
  const results: readonly (readonly [row: string, result: PostResult, status?: number])[] = [
    ['201, 202', { kind: 'received' }, 201],
    ['other 2xx, 3xx, unreadable', { kind: 'doubtful', why: 'unreadable' }, 200],
    ['400 already received', { kind: 'already-received' }, 400],
    ['400 other', { kind: 'refused' }, 400],
    ['401', { kind: 'unauthorized' }, 401],
    ['403', { kind: 'forbidden' }, 403],
    ['404', { kind: 'wrong-address' }, 404],
    ['429', { kind: 'throttled' }, 429],
    ['408', { kind: 'doubtful', why: 'status' }, 408],
    ['499', { kind: 'doubtful', why: 'status' }, 499],
    ['5xx', { kind: 'doubtful', why: 'status' }, 503],
    ['4xx that nobody documents', { kind: 'doubtful', why: 'status' }, 418],
    ['DNS before a byte', { kind: 'not-sent', why: 'dns' }],
    ['connect before a byte', { kind: 'not-sent', why: 'connect' }],
    ['TLS before a byte', { kind: 'not-sent', why: 'tls' }],
    ['reset after the first byte', { kind: 'doubtful', why: 'cut' }],
    ['timeout after the first byte', { kind: 'doubtful', why: 'timeout' }],
    ['abort, quit after the first byte', { kind: 'doubtful', why: 'aborted' }],
  ];
  test('each of them, of the first POST ever and of a later one; never allowed but from sending', () => {
    const rows = results.map(([row, result, status]) => {
      const event: DocumentEvent = {
        kind: 'post-result',
        result,
        facts: status === undefined ? {} : { status },
      };
      const elsewhere = documentStates
        .filter((state) => state !== 'sending')
        .map((state) => documentCell(documentIn(state), event));
      return [
        row,
        [
          outcomeCell(documentIn('sending'), event),
          outcomeCell(documentIn('sending', { posts: 1 }), event),
          [...new Set(elsewhere)].join(),
        ],
      ] as const;
    });
    expect(table('POST', rows, ['first ever', 'a later one', 'elsewhere'])).toBe(tables.posts);
  });
});

describe('section 5: results of GET /recepcion/{clave}', () => {
  const late = { notFound: 1, notFoundAt: t0 - 2 * minute };
  const askers: readonly (readonly [name: string, document: OutboxDocument])[] = [
    ['unknown', documentIn('unknown')],
    ['a late 404 before', documentIn('unknown', late)],
    ['after "already received"', documentIn('unknown', { ...late, doubt: 'duplicate', reason: 'duplicate' })],
    ['given up', documentIn('unknown', { ...late, intent: 'abandon', reason: 'abandoning' })],
    ['sent too often', documentIn('unknown', { ...late, rounds: 23 })],
    ['received', documentIn('received')],
    [
      'processing, two 404s before',
      documentIn('processing', { notFound: 2, notFoundAt: t0 - 2 * minute, reason: 'vanished' }),
    ],
    ['asked in vain too often', documentIn('processing', { unanswered: 7 })],
  ];
  const results: readonly (readonly [row: string, result: StatusResult, sinceSentMs?: number])[] = [
    ['recibido', found('recibido')],
    ['procesando', found('procesando')],
    ['aceptado, answer good', found('aceptado', { answer })],
    ['rechazado, answer good', found('rechazado', { answer: { ...answer, verdict: 'rejected' } })],
    ['aceptado, no answer', found('aceptado')],
    ['aceptado, answer unreadable', found('aceptado', { answerFault: 'xml' })],
    ['aceptado, answer of another clave', found('aceptado', { answerFault: 'other-clave' })],
    ['aceptado, answer says rejected', found('aceptado', { answerFault: 'contradicts-state' })],
    ['error', found('error')],
    ['a word nobody knows', found('other')],
    ['404 before H', { kind: 'not-found' }, 0],
    ['404 after H', { kind: 'not-found' }],
    ['401', { kind: 'unauthorized' }],
    ['403', { kind: 'forbidden' }],
    ['429', { kind: 'throttled' }],
    ['DNS before a byte', { kind: 'not-sent', why: 'dns' }],
    ['499, 5xx', { kind: 'doubtful', why: 'status' }],
    ['timeout', { kind: 'doubtful', why: 'timeout' }],
    ['unreadable', { kind: 'doubtful', why: 'unreadable' }],
  ];
  const lane = openLane({ lastAnswerAt: t0 - 1 });
  const eventOf = (result: StatusResult, sinceSentMs = 10 * minute): DocumentEvent => ({
    kind: 'status-result',
    result,
    facts: {},
    sinceSentMs,
  });
  test('each of them, for each kind of asker', () => {
    const rows = results.map(
      ([row, result, sinceSentMs]) =>
        [
          row,
          askers.map(([, document]) =>
            cell(() => {
              const step = stepDocument(document, eventOf(result, sinceSentMs), context({ lane }));
              const { state, reason } = step?.document ?? document;
              if (state === document.state && reason === document.reason) return '=';
              return reason === undefined ? state : `${state}/${reason}`;
            }),
          ),
        ] as const,
    );
    expect(
      table(
        'GET',
        rows,
        askers.map(([name]) => name),
      ),
    ).toBe(tables.gets);
  });
  test.each(documentStates.filter((state) => !['unknown', 'received', 'processing'].includes(state)))(
    'nobody asks about a document that is %s',
    (state) => {
      for (const [, result] of results) expect(documentCell(documentIn(state), eventOf(result))).toBe('!');
    },
  );
  test('one given up a day ago stays given up whatever is answered, and says so when it is there', () => {
    const before = documentIn('abandoned', { settleGets: 0 });
    const cells = new Set(
      results.map(([, result]) => `${result.kind} ${documentCell(before, eventOf(result))}`),
    );
    expect([...cells].toSorted()).toEqual([
      'doubtful =',
      'forbidden =',
      'found abandoned/arrived-after-all',
      'not-found =',
      'not-sent =',
      'throttled =',
      'unauthorized =',
    ]);
    const neverSent = { ...documentIn('abandoned', { settleGets: 0 }), posts: 0 };
    const { sentAt: _, ...unsent } = neverSent;
    expect(documentCell(unsent, eventOf({ kind: 'not-found' }))).toBe('!');
  });
});

describe('sections 3, 5, 6: states of a lane', () => {
  const laneIn = (state: Lane['state']): Lane => {
    const reasons: Partial<Record<Lane['state'], LaneReason>> = {
      need_token: 'token-refused',
      throttled: 'quota',
      backoff: 'server-error',
      blocked_credentials: 'credentials-refused',
      blocked_access: 'access-denied',
      offline: 'not-sent-dns',
      clock_bad: 'clock-skew',
    };
    const reason = reasons[state];
    const waits = state === 'throttled' || state === 'backoff' || state === 'offline';
    return openLane({
      state,
      failures: 1,
      refusals: state === 'need_token' ? 1 : 0,
      ...(reason === undefined ? {} : { reason }),
      ...(waits ? { until: t0 + minute } : {}),
      ...(state === 'clock_bad' ? { skewMs: 60 * minute } : {}),
    });
  };
  const events: readonly (readonly [name: string, event: LaneEvent])[] = [
    ['passed', { kind: 'passed' }],
    ['answered', { kind: 'answered' }],
    ['401', { kind: 'unauthorized', generation: 3 }],
    ['403', { kind: 'forbidden' }],
    ['404 on POST', { kind: 'wrong-address' }],
    ['429', { kind: 'throttled' }],
    ['DNS', { kind: 'not-sent', why: 'dns' }],
    ['TLS', { kind: 'not-sent', why: 'tls' }],
    ['5xx', { kind: 'doubtful', why: 'status' }],
    ['cut', { kind: 'doubtful', why: 'cut' }],
    ['unreadable', { kind: 'doubtful', why: 'unreadable' }],
    ['no credentials', { kind: 'token-fault', fault: { kind: 'missing' } }],
    ['IDP 401', { kind: 'token-fault', fault: { kind: 'credentials' } }],
    ['IDP 403', { kind: 'token-fault', fault: { kind: 'access' } }],
    ['IDP gone', { kind: 'token-fault', fault: { kind: 'later', offline: true, retryAt: t0 + minute } }],
    ['IDP 5xx', { kind: 'token-fault', fault: { kind: 'later', offline: false, retryAt: t0 + minute } }],
    ['token-ready', { kind: 'token-ready' }],
    ['Date an hour off', { kind: 'heard', skewMs: 60 * minute }],
    ['Date good', { kind: 'heard', skewMs: 0 }],
    ['network-back', { kind: 'network-back' }],
    ['unblock', { kind: 'unblock' }],
    ['late-arrival', { kind: 'late-arrival', lateMs: 4 * minute }],
    ['restarted', { kind: 'restarted' }],
    ['went-back', { kind: 'went-back' }],
  ];
  const allEvents: Readonly<Record<LaneEvent['kind'], true>> = {
    passed: true,
    answered: true,
    unauthorized: true,
    forbidden: true,
    'wrong-address': true,
    throttled: true,
    'not-sent': true,
    doubtful: true,
    'token-fault': true,
    'token-ready': true,
    heard: true,
    'network-back': true,
    unblock: true,
    'late-arrival': true,
    restarted: true,
    'went-back': true,
  };
  test('every event with every state', () => {
    const rows = events.map(
      ([name, event]) =>
        [
          name,
          laneStates.map((state) => {
            const after = stepLane(laneIn(state), event, { now: t0, fraction: 0.5, timings });
            if (after.state === state && after.reason === laneIn(state).reason) return '=';
            return after.state;
          }),
        ] as const,
    );
    expect(table('', rows, laneStates)).toBe(tables.lanes);
    expect(new Set(events.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(allEvents)));
  });
});

describe('section 6: the token', () => {
  const at = 1_000_000;
  const asking = (state: TokenState, at_: number): TokenState =>
    stepToken(state, { kind: 'asked', at: at_, credentialVersion: 1 }).state;
  const first = asking(initialTokenState(7), 0);
  const signedIn = stepToken(first, { kind: 'granted', at, lifeMs: 300_000, refreshLifeMs: 3_600_000 }).state;
  const fail = { at, fraction: 0.5 };
  const passwordAsked = stepToken(first, { ...fail, kind: 'refused', badCredentials: false }).state;
  const paused = stepToken(passwordAsked, { ...fail, kind: 'failed', offline: true }).state;
  const states: readonly (readonly [name: string, state: TokenState])[] = [
    ['none yet', initialTokenState(7)],
    ['asking by refresh', first],
    ['asking by password', passwordAsked],
    ['in hand', signedIn],
    ['paused, offline', paused],
    [
      'blocked, credentials',
      stepToken(passwordAsked, { ...fail, kind: 'refused', badCredentials: true }).state,
    ],
    ['blocked, access', stepToken(first, { kind: 'forbidden', at }).state],
  ];
  const events: readonly (readonly [name: string, event: TokenEvent])[] = [
    ['asked', { kind: 'asked', at, credentialVersion: 1 }],
    ['asked, newer than 8', { kind: 'asked', at, credentialVersion: 1, refusedGeneration: 8 }],
    ['asked past 80 % of its life', { kind: 'asked', at: at + 250_000, credentialVersion: 1 }],
    ['asked with other credentials', { kind: 'asked', at, credentialVersion: 2 }],
    ['200', { kind: 'granted', at, lifeMs: 300_000, refreshLifeMs: 3_600_000 }],
    ['400 invalid_grant', { ...fail, kind: 'refused', badCredentials: true }],
    ['400 other', { ...fail, kind: 'refused', badCredentials: false }],
    ['401', { kind: 'unauthorized', at }],
    ['403', { kind: 'forbidden', at }],
    ['nothing stored', { kind: 'no-credentials', at }],
    ['5xx, unreadable', { ...fail, kind: 'failed', offline: false }],
    ['not reached', { ...fail, kind: 'failed', offline: true }],
    ['credentials-changed', { kind: 'credentials-changed', credentialVersion: 2, at }],
    ['retry-pressed', { kind: 'retry-pressed' }],
    ['line-back', { kind: 'line-back' }],
    ['signed-out', { kind: 'signed-out' }],
  ];
  const nameOf = (state: TokenState): string =>
    state.asking
      ? `asking ${state.asking.grant}`
      : state.blocked
        ? `blocked ${state.blocked}`
        : state.live
          ? `token ${state.live.generation}`
          : state.pause
            ? 'paused'
            : 'none';
  test('every event with every state: where it leads, and what is done', () => {
    const rows = events.map(
      ([name, event]) =>
        [
          name,
          states.map(([, state]) =>
            cell(() => {
              const step = stepToken(state, event);
              const done = step.effects.map((effect) =>
                effect.kind === 'deny' ? `deny ${effect.fault.kind}` : effect.kind,
              );
              const where = nameOf(step.state);
              return [where === nameOf(state) ? '=' : where, ...done].join(' +');
            }),
          ),
        ] as const,
    );
    expect(
      table(
        '',
        rows,
        states.map(([name]) => name),
      ),
    ).toBe(tables.tokens);
  });
});

describe('section 7: a payment slot', () => {
  const one = [{ amount: '10.00', code: '01' }];
  const two = [{ amount: '20.00', code: '01' }];
  const slotIn = (state: PaymentSlotState): PaymentSlot => {
    const opened = newPaymentSlot({ id: 's', companyId: 'c', remoteId: '9' }, t0);
    const base = { ...opened, total: '50.00', totalFrom: 'service', base: [] } as const;
    const wanted = { ...base, desired: one, desiredRev: 1, desiredBy: 'clerk' } as const;
    const sent = {
      rev: 1,
      list: one,
      before: [],
      at: t0 - 10 * minute,
      bootId: 'b',
      answer: 'none',
    } as const;
    const all: Readonly<Record<PaymentSlotState, PaymentSlot>> = {
      new: base,
      confirmed: { ...wanted, ackedRev: 1, base: one, nextAt: undefined },
      acked: { ...wanted, sent: { ...sent, answer: 'yes' } },
      queued: wanted,
      sending: { ...wanted, sent, nextAt: undefined },
      unknown: { ...wanted, sent: { ...sent, settleAt: t0 - minute } },
      conflict: { ...wanted, reason: 'changed-elsewhere', nextAt: undefined },
      needs_fix: { ...wanted, reason: 'refused', nextAt: undefined },
      needs_person: { ...wanted, reason: 'different', sent, nextAt: undefined },
      frozen: { ...wanted, ackedRev: 1, base: one, nextAt: undefined },
    };
    return { ...all[state], state };
  };
  const read = (
    payments: typeof one | undefined,
    stage: 'unsent' | 'sent' | 'unclear' = 'unsent',
  ): PaymentEvent => ({
    kind: 'read',
    document: { kind: 'read', stage },
    payments,
  });
  const answered = (result: Extract<PaymentEvent, { kind: 'answered' }>['result']): PaymentEvent => ({
    kind: 'answered',
    result,
  });
  const events: readonly (readonly [name: string, event: PaymentEvent])[] = [
    ['saved', { kind: 'saved', list: two }],
    ['total-entered', { kind: 'total-entered', total: '60.00' }],
    ['read: nothing there', read([])],
    ['read: what is wanted', read(one)],
    ['read: something else', read(two)],
    ['read: not every page', read(undefined)],
    ['read: sent to the SRI', read(one, 'sent')],
    ['read: stage unclear', read(one, 'unclear')],
    ['404 on reading', { kind: 'missing', sentence: 'x' }],
    ['read-failed', { kind: 'read-failed' }],
    ['read-lost', { kind: 'read-lost' }],
    ['PUT 200', answered({ kind: 'applied' })],
    ['PUT 422', answered({ kind: 'refused', sentence: 'x' })],
    ['PUT 404', answered({ kind: 'not-found', sentence: 'x' })],
    ['PUT 401', answered({ kind: 'unauthorized' })],
    ['PUT 403', answered({ kind: 'forbidden' })],
    ['PUT 429', answered({ kind: 'throttled' })],
    ['PUT before a byte', answered({ kind: 'not-sent', why: 'dns' })],
    ['PUT 5xx', answered({ kind: 'doubtful', why: 'status' })],
    ['PUT cut', answered({ kind: 'doubtful', why: 'cut' })],
    ['interrupted', { kind: 'interrupted' }],
    ['restored', { kind: 'restored' }],
    ['went-back', { kind: 'went-back' }],
    ['clerk: mine', { kind: 'resolved', choice: 'mine', theirs: two }],
    ['clerk: theirs', { kind: 'resolved', choice: 'theirs', theirs: two }],
    ['clerk: again', { kind: 'retried' }],
    ['clerk: read now', { kind: 'refresh-asked' }],
  ];
  const allEvents: Readonly<Record<PaymentEvent['kind'], true>> = {
    saved: true,
    'total-entered': true,
    read: true,
    missing: true,
    'read-failed': true,
    'read-lost': true,
    restored: true,
    'went-back': true,
    answered: true,
    interrupted: true,
    resolved: true,
    retried: true,
    'refresh-asked': true,
  };
  test('every event with every state; PUT where one is sent', () => {
    const rows = events.map(
      ([name, event]) =>
        [
          name,
          paymentSlotStates.map((state) =>
            cell(() => {
              const before = slotIn(state);
              const step = stepPayment(before, event, { now: t0, bootId: 'b', appends: false, timings });
              const { slot } = step;
              const put = step.effects.some((effect) => effect.kind === 'put') ? ' PUT' : '';
              if (slot.state === state && slot.reason === before.reason) return `=${put}`;
              return `${slot.state}${slot.reason === '' ? '' : `/${slot.reason}`}${put}`;
            }),
          ),
        ] as const,
    );
    expect(table('', rows, paymentSlotStates)).toBe(tables.payments);
    expect(new Set(events.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(allEvents)));
  });
});
