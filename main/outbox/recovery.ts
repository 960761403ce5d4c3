import { recoveredDocument } from '../../domain/outbox/document.ts';
import { readConsecutivo } from '../../domain/numbering/consecutivo.ts';
import { consecutivoOf } from '../../domain/numbering/identity.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { OutboxStore, SealedFacts, StorageFault } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { PaymentStore } from '../../domain/outbox/payment-store.ts';
import type { OutboxTimings } from '../../domain/outbox/timings.ts';
import { repairDocument } from './document-work.ts';
import type { EngineShell, Written } from './engine-shell.ts';
import { type JournalLine, type Seals, sealsIn } from './journal-line.ts';
import { StorageTrouble } from './lane-runner.ts';
import { movePayment } from './payment-transition.ts';
import { sha256Hex, type SealedFile, type SealedStore } from './sealed-store.ts';

export interface RecoveryParts {
  readonly store: OutboxStore;
  readonly shell: EngineShell;
  readonly sealed: SealedStore;
  readonly clock: Clock;
  /** this run of the program */
  readonly bootId: string;
  /** whether the database has this company (a restored copy may be older than it) */
  readonly knowsCompany: (companyId: string) => boolean;
  readonly readSealed?: ReadSealed;
  /** where payments are recorded too: outcomes of their calls that only the journal could take */
  readonly payments?: { readonly store: PaymentStore; readonly timings: OutboxTimings };
}

/** A second copy that neither row nor journal speaks of. @returns undefined where its signature or its text does not hold */
export type ReadSealed = (
  companyId: string,
  clave: string,
  xml: Uint8Array,
) => Promise<SealedFacts | undefined>;

export interface LostSeal {
  readonly companyId: string;
  readonly clave: string;
  readonly why: 'no-bytes' | 'no-company' | 'no-predecessor' | 'other-document';
  /** the draft it was made from: issued once, and never again, whoever still has it open */
  readonly draftId?: string;
}

export interface RecoveryReport {
  /** were being sent when the program ended: `unknown` now */
  readonly interrupted: readonly string[];
  /** outcomes that the database had refused and the journal kept */
  readonly outcomes: readonly string[];
  /** payment slots: the same */
  readonly paymentOutcomes: readonly string[];
  /** rebuilt from the journal as `unknown` */
  readonly adopted: readonly string[];
  /** unsent in a restored copy, perhaps sent since it was made: `unknown` now, or when their wait is over */
  readonly doubted: readonly string[];
  /** refused by the disk, and yet there: held until the clerk looks */
  readonly doubtfulSeals: readonly string[];
  readonly repaired: readonly string[];
  /** claves that cannot be rebuilt; their numbers are spent all the same */
  readonly lost: readonly LostSeal[];
  /** sealed files known neither to the database nor to the journal; their numbers are spent (only with `scanFiles`) */
  readonly strayFiles: readonly string[];
  /** lines of the journal that say nothing (torn by a power cut) */
  readonly unreadableLines: number;
  /** the journal ends before the place up to which the database has read it: lines of it are gone */
  readonly journalShort: boolean;
}

/**
 * What every start does before the first request (OUTBOX.md sections 3 and 8): rows of another run that were being sent become
 * `unknown`, never `queued`; lines of the journal without a row are adopted as `unknown` and their numbers are spent, whether
 * a crash came between file and commit or an older copy of the database was restored.
 * @param options `scanFiles` after a restore (also where the database still bears the mark of one): what the copy calls unsent is
 *   asked about before it is sent, and, because the journal may be gone too, the files' numbers are spent
 */
export async function recover(
  parts: RecoveryParts,
  options: { readonly scanFiles: boolean } = { scanFiles: false },
): Promise<Result<RecoveryReport, StorageFault>> {
  const { store, sealed } = parts;
  const mark = store.journalMark.read();
  const read = await sealed.journal(mark);
  if (!read.ok) return read;
  const journal = read.value;
  const { valid, voided, abandoned } = sealsIn(journal.lines);
  const missing = notThere(store, valid);
  const copies = new Map<string, Uint8Array>();
  for (const facts of missing) {
    const copy = await sealed.read(facts);
    if (copy && sha256Hex(copy) === facts.xmlSha256) copies.set(facts.clave, copy);
  }
  const files = options.scanFiles || store.restoredMark.read() ? await sealed.files() : undefined;
  if (files?.ok === false) return files;
  const lined = new Set(valid.map(({ clave }) => clave));
  const taken = numbersTaken(store, valid, files?.value ?? []);
  const strays = new Set<string>();
  for (const file of files?.value ?? []) {
    if (lined.has(file.clave) || voided.has(file.clave)) continue;
    // A crash between file and line: the sale stayed a draft, and what was issued afterwards got its number.
    if (taken.has(numberOf(file))) continue;
    const facts = await readStray(parts, file);
    if (!facts) continue;
    missing.push(facts.facts);
    copies.set(file.clave, facts.xml);
    strays.add(file.clave);
  }

  const done = store.atomically(() =>
    inOneTransaction(parts, journal, { missing, strays }, copies, { voided, abandoned }, files?.value),
  );
  if (!done.ok) return fail(done.error);
  const { report, written } = done.value;
  for (const each of written) parts.shell.announce(each);
  const copied = await copyAgain(parts, voided);
  if (!copied.ok) return copied;

  const repaired: string[] = [];
  for (const document of store.documents.quarantined()) {
    try {
      if (await repairDocument(parts, document.id)) repaired.push(document.id);
    } catch (error) {
      // The disk is full: it stays quarantined and nothing of it is sent; the rest of the program goes on.
      if (!(error instanceof StorageTrouble)) throw error;
    }
  }
  return ok({ ...report, repaired, unreadableLines: journal.unreadable, journalShort: journal.end < mark });
}

/** By its index, which costs nothing; and where that misses something by the table, because an index may be damaged by itself. */
function notThere(store: OutboxStore, valid: readonly SealedFacts[]): SealedFacts[] {
  const missing = valid.filter(({ clave }) => !store.documents.findByClave(clave));
  if (missing.length === 0) return missing;
  const there = store.audit.claves();
  if (!missing.some(({ clave }) => there.has(clave))) return missing;
  store.audit.reindex();
  return missing.filter(({ clave }) => !there.has(clave));
}

const numberOf = ({ companyId, clave }: Pick<SealedFile, 'companyId' | 'clave'>): string =>
  `${companyId} ${consecutivoOf(clave)}`;

/** Numbers whose document is known by its row or its line. */
function numbersTaken(
  store: OutboxStore,
  valid: readonly SealedFacts[],
  files: readonly SealedFile[],
): ReadonlySet<string> {
  return files.length === 0 ? new Set() : new Set([...store.audit.numbers(), ...valid.map(numberOf)]);
}

async function readStray(
  { store, sealed, knowsCompany, readSealed }: RecoveryParts,
  { companyId, clave, month }: SealedFile,
): Promise<{ readonly facts: SealedFacts; readonly xml: Uint8Array } | undefined> {
  if (!readSealed || store.documents.findByClave(clave) || !knowsCompany(companyId)) return undefined;
  const xml = await sealed.read({ companyId, clave, issuedAt: month });
  const facts = xml && (await readSealed(companyId, clave, xml));
  return xml && facts ? { facts, xml } : undefined;
}

/** What has no row. */
interface Found {
  readonly missing: readonly SealedFacts[];
  /** claves of those that have no line either */
  readonly strays: ReadonlySet<string>;
}

type Report = Omit<RecoveryReport, 'repaired' | 'unreadableLines' | 'journalShort'>;

function inOneTransaction(
  parts: RecoveryParts,
  journal: { readonly lines: readonly JournalLine[]; readonly end: number },
  found: Found,
  copies: ReadonlyMap<string, Uint8Array>,
  { voided, abandoned }: Pick<Seals, 'voided' | 'abandoned'>,
  /** after a restore only */
  files: readonly SealedFile[] | undefined,
): { readonly report: Report; readonly written: readonly Written[] } {
  const { store } = parts;
  const written: Written[] = [];
  const keep = (each: Written | undefined): void => {
    if (each) written.push(each);
  };
  const now = parts.clock.now();
  for (const lane of store.lanes.all()) {
    keep(
      parts.shell.laneInTransaction(
        { companyId: lane.companyId, service: lane.service },
        { kind: 'restarted' },
        now,
      ),
    );
  }
  const outcomes = applyOutcomes(parts, journal.lines, now, keep);
  const paymentOutcomes = applyPaymentOutcomes(parts, journal.lines, now);
  if (files) askAboutUnsentPayments(parts, now);
  const interrupted = interrupt(parts, now, keep);
  const doubtfulSeals = holdDoubtfulSeals(parts, voided, now, keep);
  const doubted = files ? doubtUnsent(parts, now, keep) : [];
  const { adopted, lost } = adopt(parts, found, copies, now);
  for (const clave of abandoned) {
    const document = store.documents.findByClave(clave);
    if (document) keep(parts.shell.documentInTransaction(document.id, { kind: 'known-abandoned' }, now));
  }
  const strayFiles = spendStrayFiles(parts, files ?? [], voided);
  // Lines that could not be adopted are looked at again at the next start, and so are those that lie: see copyAgain.
  const lies = [...voided].some((clave) => store.documents.findByClave(clave));
  if (lost.length === 0 && !lies) store.journalMark.write(journal.end);
  store.restoredMark.clear();
  return {
    report: { interrupted, outcomes, paymentOutcomes, adopted, doubted, doubtfulSeals, lost, strayFiles },
    written,
  };
}

/** T2 of another run that only the journal could take. */
function applyOutcomes(
  { store, shell, bootId }: RecoveryParts,
  lines: readonly JournalLine[],
  now: number,
  keep: (written: Written | undefined) => void,
): readonly string[] {
  const open = new Map(store.attempts.openOfOtherBoots(bootId).map((attempt) => [attempt.id, attempt]));
  const applied: string[] = [];
  for (const line of lines) {
    if (line.kind !== 'outcome') continue;
    const attempt = open.get(line.attemptId);
    const document =
      attempt?.subjectKind === 'document' ? store.documents.find(attempt.subjectId) : undefined;
    if (!attempt || document?.clave !== line.clave || document.state !== 'sending') continue;
    open.delete(line.attemptId);
    const result = 'why' in line.result ? `${line.result.kind}:${line.result.why}` : line.result.kind;
    store.attempts.complete(attempt.id, { endedAt: line.at, result, facts: line.facts });
    keep(
      shell.documentInTransaction(
        document.id,
        { kind: 'post-result', result: line.result, facts: line.facts },
        now,
        { generation: 0, startedAt: attempt.startedAt },
      ),
    );
    applied.push(document.id);
  }
  return applied;
}

/** The same of a PUT of payments. A slot that another run or another call has moved since is left alone. */
function applyPaymentOutcomes(
  { store, payments, bootId }: RecoveryParts,
  lines: readonly JournalLine[],
  now: number,
): readonly string[] {
  if (!payments) return [];
  const open = new Map(store.attempts.openOfOtherBoots(bootId).map((attempt) => [attempt.id, attempt]));
  const applied: string[] = [];
  for (const line of lines) {
    if (line.kind !== 'payment-outcome') continue;
    const attempt = open.get(line.attemptId);
    const slot = attempt?.subjectKind === 'payment_slot' ? payments.store.find(line.slotId) : undefined;
    if (!attempt || slot?.id !== attempt.subjectId || slot.state !== 'sending') continue;
    open.delete(line.attemptId);
    const result = 'why' in line.result ? `${line.result.kind}:${line.result.why}` : line.result.kind;
    store.attempts.complete(attempt.id, { endedAt: line.at, result, facts: line.facts });
    const { timings } = payments;
    movePayment(
      payments.store,
      slot,
      { kind: 'answered', result: line.result },
      { now, bootId, timings },
      '',
    );
    applied.push(slot.id);
  }
  return applied;
}

/** Payment lists that wait in an older copy: nothing of them is sent before a person or a reading has decided. */
function askAboutUnsentPayments({ payments, bootId }: RecoveryParts, now: number): void {
  if (!payments) return;
  const { store, timings } = payments;
  for (const slot of store.unsent())
    movePayment(store, slot, { kind: 'restored' }, { now, bootId, timings }, '');
}

/** A crash or power cut while `sending`: unknown, never queued. */
function interrupt(
  { store, shell, bootId }: RecoveryParts,
  now: number,
  keep: (written: Written | undefined) => void,
): readonly string[] {
  for (const attempt of store.attempts.openOfOtherBoots(bootId)) {
    if (attempt.subjectKind !== 'document') continue;
    store.attempts.complete(attempt.id, { endedAt: now, result: 'interrupted', facts: {} });
  }
  const sending = store.documents.sendingOfOtherBoots(bootId);
  for (const document of sending)
    keep(shell.documentInTransaction(document.id, { kind: 'interrupted' }, now));
  return sending.map(({ id }) => id);
}

/** An older copy does not know what was sent after it was made: restoring never re-sends (OUTBOX.md section 8). */
function doubtUnsent(
  { store, shell }: RecoveryParts,
  now: number,
  keep: (written: Written | undefined) => void,
): readonly string[] {
  const unsent = store.documents.unsent();
  for (const document of unsent) keep(shell.documentInTransaction(document.id, { kind: 'restored' }, now));
  return unsent.map(({ id }) => id);
}

function adopt(
  { store, knowsCompany }: RecoveryParts,
  { missing, strays }: Found,
  copies: ReadonlyMap<string, Uint8Array>,
  now: number,
): { readonly adopted: readonly string[]; readonly lost: RecoveryReport['lost'] } {
  const adopted: string[] = [];
  const lost: LostSeal[] = [];
  for (const facts of missing) {
    const { companyId, clave, draftId } = facts;
    const lose = (why: LostSeal['why']): void => {
      lost.push({ companyId, clave, why, ...(draftId === undefined ? {} : { draftId }) });
    };
    if (!knowsCompany(facts.companyId)) {
      lose('no-company');
      continue;
    }
    store.series.raise(facts, facts.number);
    // Also where it does not come back now: the draft in an older copy would make a second clave of a sale that may have been sent.
    if (draftId !== undefined) store.drafts.remove(facts.companyId, draftId);
    const xml = copies.get(clave);
    if (!xml) lose('no-bytes');
    else if (store.documents.find(facts.id)) lose('other-document');
    else if (facts.dependsOn !== undefined && !store.documents.find(facts.dependsOn)) lose('no-predecessor');
    else {
      const fromFileAlone = strays.has(facts.clave);
      store.documents.insert(facts, recoveredDocument({ ...facts, now, fromFileAlone }), xml);
      adopted.push(facts.id);
    }
  }
  return { adopted, lost };
}

/**
 * A commit that the disk refused can still be there after a power cut, while the clerk was told that nothing was issued and may
 * have issued the sale again. Such a document was never sent: it is held until a person looks. The lost commit wrote the mark too,
 * so that of its two lines only the later one, which makes it void, is read.
 */
function holdDoubtfulSeals(
  { store, shell }: RecoveryParts,
  voided: ReadonlySet<string>,
  now: number,
  keep: (written: Written | undefined) => void,
): readonly string[] {
  const held: string[] = [];
  for (const clave of voided) {
    const document = store.documents.findByClave(clave);
    if (document?.state !== 'queued') continue;
    keep(shell.documentInTransaction(document.id, { kind: 'hold' }, now));
    held.push(document.id);
  }
  return held;
}

/**
 * Such a document is one all the same: its second copy was thrown away with the void line, and a database that is lost later would
 * give its number again. So both are written anew; after this line the void one counts no more.
 */
async function copyAgain(
  { store, sealed }: RecoveryParts,
  voided: ReadonlySet<string>,
): Promise<Result<void, StorageFault>> {
  for (const clave of voided) {
    const document = store.documents.findByClave(clave);
    if (!document) continue;
    const facts = store.documents.facts(document.id);
    const xml = store.documents.bytes(document.id);
    // Damaged bytes are found before a call (quarantine); a damaged copy of them would help nobody.
    if (sha256Hex(xml) !== facts.xmlSha256) continue;
    const kept = await sealed.keep(facts, xml);
    if (!kept.ok) return kept;
    const noted = await sealed.append({ kind: 'sealed', facts });
    if (!noted.ok) return noted;
  }
  return ok(undefined);
}

function spendStrayFiles(
  { store, knowsCompany }: RecoveryParts,
  files: readonly SealedFile[],
  voided: ReadonlySet<string>,
): readonly string[] {
  const stray: string[] = [];
  for (const { companyId, clave } of files) {
    if (voided.has(clave) || store.documents.findByClave(clave) || !knowsCompany(companyId)) continue;
    const parts = readConsecutivo(consecutivoOf(clave));
    if (!parts) continue;
    store.series.raise({ companyId, ...parts }, parts.number);
    stray.push(clave);
  }
  return stray;
}
