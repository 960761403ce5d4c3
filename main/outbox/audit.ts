import type { AuditedRow, DocumentAudit, Traces } from '../../domain/outbox/audit.ts';
import { type OutboxDocument, recoveredDocument } from '../../domain/outbox/document.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { OutboxStore, SealedFacts, Series } from '../../domain/outbox/store.ts';
import { readConsecutivo } from '../../domain/numbering/consecutivo.ts';
import { sealsIn, type Seals } from './journal-line.ts';
import { sha256Hex, type SealedStore } from './sealed-store.ts';

export interface AuditParts {
  readonly store: OutboxStore;
  readonly sealed: SealedStore;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** the program ends: the look ends at the next pause, and is begun anew by the next start */
  readonly stopped: () => boolean;
}

/**
 * `rows`: the sums of every row, and that every document has its second copy by name. `whole`: also every stored byte, every second
 * copy and journal line, the kept counts and the indexes.
 */
export type AuditDepth = 'rows' | 'whole';

/** What a look found and put right. Claves, for the clerk; empty lists are the rule. */
export interface AuditReport {
  readonly depth: AuditDepth;
  /** rows written anew; what is not certain of them is asked at the authority, never sent first */
  readonly mended: readonly string[];
  /** rows that nothing could put right: shown, and going nowhere */
  readonly isolated: readonly string[];
  /** signed bytes put back into the database from the second copy */
  readonly bytesBack: readonly string[];
  /** second copies written again from the database */
  readonly filesBack: readonly string[];
  /** journal lines written again */
  readonly linesBack: readonly string[];
  /** the stored answer was damaged: it is asked for again */
  readonly answersAsked: readonly string[];
  /** neither the database nor the second copy has the signed bytes any more; nothing is sent of them */
  readonly bytesLost: readonly string[];
  /** rows of other tables that no CHECK let pass */
  readonly checks: number;
  /** what SQLite said of indexes that were made anew */
  readonly indexes: readonly string[];
  readonly recounted: boolean;
}

type Finding = Exclude<keyof AuditReport, 'depth' | 'checks' | 'indexes' | 'recounted'>;
type Found = Record<Finding, string[]>;

/** A chunk holds the thread that answers the window for some milliseconds. */
const rowsAtOnce = 200;

export const isClean = (report: AuditReport): boolean =>
  report.checks === 0 &&
  report.indexes.length === 0 &&
  !report.recounted &&
  [
    report.mended,
    report.isolated,
    report.bytesBack,
    report.filesBack,
    report.linesBack,
    report.answersAsked,
    report.bytesLost,
  ].every((list) => list.length === 0);

/**
 * Looks whether the database still holds what was written, and puts right what it can: the row from the journal, the bytes from the
 * second copy, the second copy from the bytes. A row that is not what was written is believed in nothing; its document is found out
 * about by asking (OUTBOX.md sections 2, 3 and 8).
 * @throws what the database throws when the disk refuses: what was put right before stays right
 */
export async function auditDocuments(parts: AuditParts, depth: AuditDepth): Promise<AuditReport> {
  const { store, sealed, clock } = parts;
  const audit = store.audit;
  const found: Found = {
    mended: [],
    isolated: [],
    bytesBack: [],
    filesBack: [],
    linesBack: [],
    answersAsked: [],
    bytesLost: [],
  };
  let seals: Seals | undefined;
  /** the whole journal, once, and only where it is needed: it holds every form ever sealed */
  const journal = async (): Promise<Seals> => {
    if (seals) return seals;
    const read = await sealed.journal(0);
    seals = sealsIn(read.ok ? read.value.lines : []);
    return seals;
  };
  const listed = await sealed.files();
  const filed = listed.ok ? new Set(listed.value.map(({ clave }) => clave)) : undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      clock.after(0, resolve);
    });

  const checks = depth === 'whole' ? audit.mendChecks() : 0;
  const indexes = depth === 'whole' ? audit.mendIndexes() : [];
  const highest = new Map<string, Series & { readonly number: number }>();
  let seq = 0;
  for (;;) {
    const rows = audit.rowsAfter(seq, rowsAtOnce);
    for (const row of rows) {
      const numbered = row.sealedSound ? readConsecutivo(row.consecutivo) : undefined;
      if (numbered) {
        const series = { companyId: row.companyId, ...numbered };
        const name = `${row.companyId} ${row.consecutivo.slice(0, 10)}`;
        if (series.number > (highest.get(name)?.number ?? 0)) highest.set(name, series);
      }
      if (!(await mendRow(parts, row, journal, found))) continue;
      if (depth === 'whole') await proveBytes(parts, row, journal, found);
      else if (filed && !filed.has(row.clave)) await fileAgain(parts, row.seq, filed, found);
    }
    const last = rows.at(-1);
    if (!last || parts.stopped()) break;
    ({ seq } = last);
    await pause();
  }
  spendNumbers(store, highest);
  const recounted = (depth === 'whole' || found.mended.length + found.isolated.length > 0) && audit.recount();
  if (depth === 'whole' && !parts.stopped()) audit.noteWhole(clock.now());
  return { depth, ...found, checks, indexes, recounted };
}

/** A number that a document bears is spent, whatever became of its series. */
function spendNumbers(
  store: OutboxStore,
  highest: ReadonlyMap<string, Series & { readonly number: number }>,
): void {
  for (const { number, ...series } of highest.values())
    if (store.series.last(series) < number) store.series.raise(series, number);
}

/** @returns whether the row can be relied on now */
async function mendRow(
  parts: AuditParts,
  row: AuditedRow,
  journal: () => Promise<Seals>,
  found: Found,
): Promise<boolean> {
  const { audit } = parts.store;
  const isSound = row.sealedSound && row.movingSound;
  const isAside = row.moving.state === 'quarantined' && row.moving.reason === 'row-damaged';
  if (isSound && !isAside) return true;
  const facts = row.sealedSound ? audit.factsAt(row.seq) : lineOf(row, await journal());
  const now = parts.clock.now();
  if (!facts) {
    // Once is enough: isolated rows stay damaged, and are looked at again by every start.
    if (row.moving.state !== 'quarantined' || row.moving.nextAt !== undefined) audit.isolate(row.seq, now);
    found.isolated.push(row.clave);
    return false;
  }
  const traces = audit.traces(row.seq, facts.id);
  const givenUp = traces.givenUp || (await journal()).abandoned.has(facts.clave);
  audit.rewrite(row.seq, facts, standing(row, facts, { ...traces, givenUp }, now));
  found.mended.push(facts.clave);
  return true;
}

/** The line that agrees with the row in most: whatever flipped is in one place of it. */
function lineOf(row: AuditedRow, { valid }: Seals): SealedFacts | undefined {
  const agreeing = (facts: SealedFacts): number =>
    [
      facts.id === row.id,
      facts.clave === row.clave,
      facts.xmlSha256 === row.xmlSha256,
      facts.companyId === row.companyId && facts.consecutivo === row.consecutivo,
    ].filter(Boolean).length;
  return valid.find((facts) => agreeing(facts) >= 2);
}

/** Where a document stands whose row is not to be believed: by what the rest of the database remembers, else by asking. */
function standing(row: AuditedRow, facts: SealedFacts, traces: Traces, now: number): OutboxDocument {
  const { dependsOn } = facts;
  const {
    sentAt: _sealedAt,
    nextAt,
    reason,
    doubt,
    ...blank
  } = recoveredDocument({
    id: facts.id,
    companyId: facts.companyId,
    clave: facts.clave,
    sealedAt: facts.sealedAt,
    now,
    ...(dependsOn === undefined ? {} : { dependsOn }),
  });
  const sent = traces.sentAt === undefined ? {} : { sentAt: traces.sentAt };
  const base = { ...blank, ...sent, posts: traces.posts };
  const { answer } = traces;
  if (answer)
    return {
      ...base,
      state: answer.verdict,
      verdict: answer.verdict,
      receivedAt: traces.receivedAt ?? answer.storedAt,
    };
  if (traces.receivedAt !== undefined)
    return { ...base, state: 'received', receivedAt: traces.receivedAt, nextAt: now };
  const { moving } = row;
  if (traces.lastMove?.to === 'abandoned' || (row.movingSound && moving.state === 'abandoned'))
    return { ...base, state: 'abandoned', intent: 'abandon' };
  // What waits for a person waits on: it is not sent again without one, and then it is asked about first.
  const lastTo = traces.lastMove?.to;
  if (lastTo === 'needs_fix' || lastTo === 'needs_person')
    return {
      ...base,
      state: lastTo,
      reason: lastTo === 'needs_fix' ? 'refused' : 'row-damaged',
      doubt: 'ordinary',
      ...(traces.givenUp ? { intent: 'abandon' } : {}),
    };
  // Never sent while it is held: the clerk releases it, and then it is asked about first.
  if (traces.lastMove?.to === 'held' && traces.lastMove.reason === 'by-clerk')
    return { ...base, state: 'held', reason: 'by-clerk', doubt: 'ordinary', nextAt: now };
  return {
    ...base,
    state: 'unknown',
    ...(reason === undefined ? {} : { reason }),
    ...(nextAt === undefined ? {} : { nextAt }),
    ...(doubt === undefined ? {} : { doubt }),
    sentAt: traces.sentAt ?? facts.sealedAt,
    ...(traces.givenUp || moving.intent === 'abandon' ? { intent: 'abandon' } : {}),
  };
}

/** The second copy is there, by its name alone. */
async function fileAgain(
  { store: { audit }, sealed }: AuditParts,
  seq: number,
  filed: ReadonlySet<string>,
  found: Found,
): Promise<void> {
  const facts = audit.factsAt(seq);
  if (filed.has(facts.clave)) return;
  const xml = audit.xmlAt(seq);
  if (!xml || sha256Hex(xml) !== facts.xmlSha256) return;
  if ((await sealed.keep(facts, xml)).ok) found.filesBack.push(facts.clave);
}

/** Every byte of a document, both ways. */
async function proveBytes(
  { store, sealed, clock }: AuditParts,
  { seq, moving }: AuditedRow,
  journal: () => Promise<Seals>,
  found: Found,
): Promise<void> {
  const { audit } = store;
  const facts = audit.factsAt(seq);
  const { clave } = facts;
  const before = audit.bytesAt(seq);
  const copy = await sealed.read(facts);
  const copySound = copy !== undefined && sha256Hex(copy) === facts.xmlSha256;
  const line = (await journal()).valid.find((each) => each.clave === clave);
  if (before.body !== 'sound' && copySound) {
    audit.putBody(facts.id, copy, before.form === 'sound' ? undefined : line?.form);
    found.bytesBack.push(clave);
  } else if (before.body !== 'sound') {
    found.bytesLost.push(clave);
    // Nothing can be sent of it; what was sent already is followed as before.
    if (moving.state === 'queued') audit.isolate(seq, clock.now());
  } else if (before.form !== 'sound' && line) {
    audit.putBody(facts.id, undefined, line.form);
    found.bytesBack.push(clave);
  }
  if (!copySound && before.body === 'sound') {
    const xml = audit.xmlAt(seq);
    if (xml && (await sealed.keep(facts, xml)).ok) found.filesBack.push(clave);
  }
  const known = line !== undefined || (await journal()).voided.has(clave);
  if (!known && (await sealed.append({ kind: 'sealed', facts: audit.factsAt(seq) })).ok)
    found.linesBack.push(clave);
  if (moving.state === 'abandoned' && !(await journal()).abandoned.has(clave))
    if ((await sealed.append({ kind: 'abandoned', clave })).ok) found.linesBack.push(clave);
  if (before.answer === 'gone') {
    askAgain(audit, store, seq, facts, clock.now());
    found.answersAsked.push(clave);
  }
}

/** I10: without the authority's answer it is not final. It has the document, so that a question is all that follows (I2). */
function askAgain(
  audit: DocumentAudit,
  store: OutboxStore,
  seq: number,
  facts: SealedFacts,
  now: number,
): void {
  const document = store.documents.find(facts.id);
  if (!document) return;
  const { verdict: _verdict, ...rest } = document;
  const done = store.atomically(() => {
    audit.dropAnswer(facts.id);
    audit.rewrite(seq, facts, {
      ...rest,
      state: 'received',
      since: now,
      receivedAt: document.receivedAt ?? now,
      polls: 0,
      nextAt: now,
    });
  });
  if (!done.ok) throw new Error(`the answer of ${facts.clave} could not be put aside: ${done.error}`);
}
