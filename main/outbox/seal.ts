import type { DocumentIdentity, Identification } from '../../domain/billing/invoice.ts';
import type { Environment } from '../../domain/company/company.ts';
import type { Situation } from '../../domain/numbering/clave.ts';
import { nextRunningNumber, readConsecutivo } from '../../domain/numbering/consecutivo.ts';
import {
  claveOf,
  consecutivoOf,
  isMessageIdentity,
  isSoundIdentity,
} from '../../domain/numbering/identity.ts';
import { enteringDocument, type OutboxDocument } from '../../domain/outbox/document.ts';
import { clockVerdict } from '../../domain/outbox/lane-step.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import type { OutboxStore, SealedFacts, Series, StorageFault } from '../../domain/outbox/store.ts';
import type { OutboxTimings } from '../../domain/outbox/timings.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { sha256Hex, type SealedStore } from './sealed-store.ts';

/** A document about to get its number. `identify` and `build` are the caller's: numbering, XML and signature. */
export interface SealRequest<E> extends Series {
  readonly environment: Environment;
  readonly situation: Situation;
  /** Clave (of a mensaje receptor its identity), consecutivo and date for this running number (domain/numbering). */
  identify(number: number): DocumentIdentity;
  /** XML and signature. Whatever it fails with comes back as it is; nothing was kept. */
  build(identity: DocumentIdentity): Promise<Result<Uint8Array, E>>;
  readonly customerName: string;
  /** scale 5 */
  readonly total: bigint;
  readonly currency: string;
  readonly issuer: Identification;
  readonly receiver?: Identification;
  readonly callbackUrl?: string;
  /** id of the document it refers to: held until that one is accepted */
  readonly dependsOn?: string;
  /** of a mensaje receptor: the clave it answers, which has one answer at a time (DOMAIN.md section 8) */
  readonly answers?: string;
  /** goes in the same transaction, and gives the document its id: a draft can become only one document */
  readonly draftId?: string;
  /** the form as typed; kept for "repeat" and for the journal */
  readonly form: unknown;
}

export interface Sealed {
  readonly id: string;
  readonly clave: string;
  readonly consecutivo: string;
  /** `held` while it waits; `queued` also for a document that went further since it was sealed */
  readonly state: 'queued' | 'held';
}

export type SealFault<E> =
  /** the draft is untouched, nothing was sent */
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'io' }
  | { readonly kind: 'damaged' }
  /** more than ten minutes off the server's clock: a signed date cannot be corrected */
  | { readonly kind: 'clock-bad'; readonly skewMs: number }
  /** the document it refers to was rejected or abandoned, or does not exist */
  | { readonly kind: 'predecessor' }
  /** the draft was issued already, as a document that cannot be shown now: a second one would be a second clave (I1) */
  | { readonly kind: 'issued-before' }
  /** it corrects a document that was given up and arrived after all: the sale has its clave (I1) */
  | { readonly kind: 'original-arrived' }
  /** a mensaje receptor to this clave was sealed before and was neither rejected nor given up; absent: it could not be brought back */
  | { readonly kind: 'answered-before'; readonly documentId?: string }
  | { readonly kind: 'build'; readonly error: E };

export interface SealerParts {
  readonly store: OutboxStore;
  readonly sealed: SealedStore;
  readonly clock: Clock;
  readonly random: Pick<Random, 'id'>;
  readonly timings: OutboxTimings;
  /** every line of the journal before this run has its row: the mark may pass them */
  readonly knowsJournal: () => boolean;
  /** the journal knows a document made of this draft, which could not be brought back */
  readonly isSpent: (draftId: string) => boolean;
  /** the same of a mensaje receptor to this clave */
  readonly isAnswered: (companyId: string, clave: string) => boolean;
  /** after the commit */
  readonly onSealed: (document: { readonly id: string; readonly companyId: string }) => void;
}

/** Seals one document at a time. */
export interface Sealer {
  seal<E>(request: SealRequest<E>): Promise<Result<Sealed, SealFault<E>>>;
  /** Resolves when nothing is being sealed. */
  idle(): Promise<void>;
}

/** A journal line whose row was not committed; it must be made void before another number is taken. */
interface Leftover {
  readonly facts: SealedFacts;
}

/**
 * Number, clave and signature in one act (OUTBOX.md sections 2 and 3): build with the next number; second copy and journal on
 * the disk; then one transaction for series, row and draft. A crash before the transaction is repaired at the next start by
 * adopting the journal line, so a sale never gets a second clave. A transaction that the disk refuses leaves a line that must
 * not be adopted (the clerk still has the draft): it is made void, and until that is on the disk nothing else is sealed.
 */
export function createSealer(parts: SealerParts): Sealer {
  let last: Promise<void> = Promise.resolve();
  let leftover: Leftover | undefined;

  const voidLeftover = async (): Promise<StorageFault | undefined> => {
    if (!leftover) return undefined;
    const { facts } = leftover;
    const written = await parts.sealed.append({ kind: 'void', clave: facts.clave });
    if (!written.ok) return written.error;
    leftover = undefined;
    await parts.sealed.discard(facts);
    return undefined;
  };

  const sealNow = async <E>(request: SealRequest<E>): Promise<Result<Sealed, SealFault<E>>> => {
    const { store, sealed, clock, timings } = parts;
    const stuck = await voidLeftover();
    if (stuck) return fail({ kind: stuck });
    // Here, because here one comes after the other.
    const made = request.draftId === undefined ? undefined : store.documents.find(request.draftId);
    if (made) return ok(sealedBefore(made, request.companyId));
    if (request.draftId !== undefined && parts.isSpent(request.draftId))
      return fail({ kind: 'issued-before' });
    const copyOf = request.draftId === undefined ? undefined : store.actions.copiedFrom(request.draftId);
    const original = copyOf === undefined ? undefined : store.documents.find(copyOf);
    if (original?.reason === 'arrived-after-all') return fail({ kind: 'original-arrived' });
    const answered = answeredBefore(parts, request);
    if (answered) return fail(answered);
    const lane = store.lanes.read({ companyId: request.companyId, service: 'hacienda' }, clock.now());
    if (clockVerdict(lane, timings) === 'stops') return fail({ kind: 'clock-bad', skewMs: lane.skewMs ?? 0 });
    const predecessor = request.dependsOn === undefined ? undefined : store.documents.find(request.dependsOn);
    if (
      request.dependsOn !== undefined &&
      (!predecessor || predecessor.state === 'rejected' || predecessor.state === 'abandoned')
    ) {
      return fail({ kind: 'predecessor' });
    }

    const before = store.series.last(request);
    const { number, identity } = firstFree(store, request, before);
    assertAnswers(identity, request);
    const built = await request.build(identity);
    if (!built.ok) return fail({ kind: 'build', error: built.error });

    const facts = factsOf(request, identity, {
      id: request.draftId ?? parts.random.id(),
      number,
      sealedAt: clock.now(),
      xmlSha256: sha256Hex(built.value),
      copyOf,
    });
    const kept = await sealed.keep(facts, built.value);
    if (!kept.ok) return fail({ kind: kept.error });
    // From here on the line may be on the disk, whole or torn, whatever the call says.
    leftover = { facts };
    const noted = await sealed.append({ kind: 'sealed', facts });
    if (!noted.ok) {
      await voidLeftover();
      return fail({ kind: noted.error });
    }

    const waitsFor =
      predecessor === undefined || predecessor.state === 'accepted' ? undefined : predecessor.id;
    const document = enteringDocument({
      id: facts.id,
      companyId: facts.companyId,
      clave: facts.clave,
      now: facts.sealedAt,
      ...(waitsFor === undefined ? {} : { waitsFor }),
    });
    const committed = store.atomically(() => {
      if (!store.series.advance(request, before, number)) throw new Error('the series moved while sealing');
      store.documents.insert(facts, document, built.value);
      if (facts.draftId !== undefined) store.drafts.remove(facts.companyId, facts.draftId);
      if (parts.knowsJournal()) store.journalMark.write(noted.value);
    });
    if (!committed.ok) {
      await voidLeftover();
      return fail({ kind: committed.error });
    }
    leftover = undefined;
    parts.onSealed({ id: facts.id, companyId: facts.companyId });
    return ok({
      id: facts.id,
      clave: facts.clave,
      consecutivo: facts.consecutivo,
      state: waitsFor === undefined ? 'queued' : 'held',
    });
  };

  return {
    seal(request) {
      const turn = last.then(() => sealNow(request));
      last = turn.then(
        () => undefined,
        () => undefined,
      );
      return turn;
    },
    idle: () => last,
  };
}

/** @throws when the draft's id is another company's document */
function sealedBefore(document: OutboxDocument, companyId: string): Sealed {
  if (document.companyId !== companyId) throw new Error('a draft of another company');
  const { id, clave, state } = document;
  return { id, clave, consecutivo: consecutivoOf(clave), state: state === 'held' ? 'held' : 'queued' };
}

/** One answer to a document at a time: another only after the authority rejected it, or a person gave it up (DOMAIN.md section 8). */
function answeredBefore(
  { store, isAnswered }: Pick<SealerParts, 'store' | 'isAnswered'>,
  { companyId, answers }: Pick<SealRequest<unknown>, 'companyId' | 'answers'>,
): Extract<SealFault<never>, { kind: 'answered-before' }> | undefined {
  if (answers === undefined) return undefined;
  const stands = store.documents
    .answersTo(companyId, answers)
    .find(({ state, reason }) => state !== 'rejected' && (state !== 'abandoned' || reason !== undefined));
  if (stands) return { kind: 'answered-before', documentId: stands.id };
  return isAnswered(companyId, answers) ? { kind: 'answered-before' } : undefined;
}

/** @throws when a message does not say what it answers, or something else claims to answer */
function assertAnswers(
  { clave }: DocumentIdentity,
  { answers }: Pick<SealRequest<unknown>, 'answers'>,
): void {
  const says = isMessageIdentity(clave) ? claveOf(clave) : undefined;
  if (says !== answers) throw new Error('the identity of a message does not fit what it answers');
}

/**
 * The next number whose identity nobody has. A mensaje receptor is named by somebody else's clave and a number alone: where one taxpayer
 * has two companies here (tests beside production) that answer the same document, both would begin at the same name.
 * @throws as `assertIdentity`
 */
function firstFree(
  { documents }: Pick<OutboxStore, 'documents'>,
  request: SealRequest<unknown>,
  last: number,
): { readonly number: number; readonly identity: DocumentIdentity } {
  for (let number = nextRunningNumber(last); ; number = nextRunningNumber(number)) {
    const identity = request.identify(number);
    assertIdentity(identity, request, number);
    if (!documents.findByClave(identity.clave)) return { number, identity };
  }
}

/** @throws when the caller's identity does not say what it was asked to say: such a document could never be corrected */
function assertIdentity(identity: DocumentIdentity, series: Series, number: number): void {
  const parts = readConsecutivo(identity.consecutivo);
  if (
    !isSoundIdentity(identity.clave, identity.consecutivo) ||
    parts?.number !== number ||
    parts.branch !== series.branch ||
    parts.terminal !== series.terminal ||
    parts.kind !== series.kind
  ) {
    throw new Error('the identity of a document does not fit its series');
  }
}

function factsOf<E>(
  request: SealRequest<E>,
  identity: DocumentIdentity,
  made: Pick<SealedFacts, 'id' | 'number' | 'sealedAt' | 'xmlSha256'> & {
    readonly copyOf: string | undefined;
  },
): SealedFacts {
  const { receiver, callbackUrl, dependsOn, draftId } = request;
  const { copyOf, ...own } = made;
  return {
    ...own,
    companyId: request.companyId,
    environment: request.environment,
    kind: request.kind,
    branch: request.branch,
    terminal: request.terminal,
    consecutivo: identity.consecutivo,
    clave: identity.clave,
    situation: request.situation,
    issuedAt: identity.issuedAt,
    customerName: request.customerName,
    total: request.total,
    currency: request.currency,
    issuer: request.issuer,
    ...(receiver === undefined ? {} : { receiver }),
    ...(callbackUrl === undefined || callbackUrl === '' ? {} : { callbackUrl }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(draftId === undefined ? {} : { draftId }),
    ...(copyOf === undefined ? {} : { copyOf }),
    form: JSON.stringify(request.form),
  };
}
