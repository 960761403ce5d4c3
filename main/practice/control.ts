import {
  NextVerdict,
  Provocation,
  withSwitches,
  type Finding,
  type PracticeCounters,
  type PracticeDocument,
  type PracticeLine,
  type PracticePayment,
  type PracticeRemoteDocument,
  type PracticeRequest,
  type PracticeSwitches,
  type PracticeSwitchesPatch,
  type ProvocationInput,
} from '../../domain/practice/switches.ts';
import type { Edinky } from './edinky.ts';
import { seedRemoteDocuments } from './edinky-fixtures.ts';
import type { Ledger, PlannedProvocation } from './ledger.ts';
import type { Listener } from './listener.ts';
import type { Recepcion } from './recepcion.ts';

/** What the practice panel and the tests hold: everything set here, and everything counted, survives a kill of the program. */
export interface PracticeControl {
  switches(): PracticeSwitches;
  /** @throws ZodError when the result would not be legal; nothing is changed then */
  set(patch: PracticeSwitchesPatch): Promise<void>;
  /** true = `cut`, false = `up`. Resolves when connecting is really refused, or really possible. */
  cutLine(cut: boolean | PracticeLine): Promise<void>;
  slow(ms: number): Promise<void>;
  /** From receipt to verdict; 0 = at the first question. */
  processingMs(leastMs: number, mostMs?: number): Promise<void>;
  /** Plans a misbehaviour after those already planned. @throws ZodError for an outcome the endpoint does not have */
  provoke(provocation: ProvocationInput): void;
  /** Those with turns left, in the order they will be met. */
  provocations(): readonly PlannedProvocation[];
  clearProvocations(): void;
  /** The next document received is refused, whatever it holds. */
  rejectNext(detail: string | Finding[]): void;
  /** The next document received is accepted with these observations, whatever it holds. */
  observeNext(detail: string | Finding[]): void;
  /** Tokens stop being good before their time. `all` also ends the sign-ins (refresh answers 400). */
  expireTokens(scope: 'access' | 'all'): void;
  /** Sends a remote document to the SRI: its payments are frozen from now on. @returns false when there is none */
  sendToSri(documentId: string, authorised?: boolean): boolean;
  /** Another computer of the same taxpayer sends an invoice: with the next number of its newest series, or from another terminal. */
  sentElsewhere(series: 'same' | 'other'): Promise<string>;
  counters(): PracticeCounters;
  /** Newest first. */
  requests(limit?: number): readonly PracticeRequest[];
  /** Newest first. */
  documents(limit?: number): readonly PracticeDocument[];
  /** Exact bytes received for a clave. */
  receivedXml(clave: string): Uint8Array | undefined;
  remoteDocuments(): readonly PracticeRemoteDocument[];
  /** Payments in force of a remote document. */
  paymentsOf(documentId: string): readonly PracticePayment[];
  /** Forgets everything and goes back to the calm position; addresses stay. */
  reset(): Promise<void>;
}

export interface ControlParts {
  readonly ledger: Ledger;
  readonly listeners: readonly Listener[];
  readonly recepcion: Recepcion;
  readonly edinky: Edinky;
  readonly now: () => number;
}

export function practiceControl({
  ledger,
  listeners,
  recepcion,
  edinky,
  now,
}: ControlParts): PracticeControl {
  let lineChange = Promise.resolve();
  /** One change at a time: closing and listening must not cross. */
  async function applyLine(): Promise<void> {
    const before = lineChange;
    lineChange = (async () => {
      await before;
      const { line } = ledger.switches();
      await Promise.all(listeners.map((listener) => listener.setLine(line)));
    })();
    await lineChange;
  }
  async function set(patch: PracticeSwitchesPatch): Promise<void> {
    const before = ledger.switches();
    const after = withSwitches(before, patch);
    ledger.setSetting('switches', JSON.stringify(after));
    if (after.line !== before.line) await applyLine();
  }
  return {
    switches: () => ledger.switches(),
    set,
    cutLine: async (cut) => set({ line: typeof cut === 'string' ? cut : cut ? 'cut' : 'up' }),
    slow: async (slowMs) => set({ slowMs }),
    processingMs: async (leastMs, mostMs = leastMs) =>
      set({ hacienda: { processingMinMs: leastMs, processingMaxMs: mostMs } }),
    provoke: (provocation) => ledger.provoke(Provocation.parse(provocation)),
    provocations: () => ledger.provocations(),
    clearProvocations: () => ledger.clearProvocations(),
    rejectNext: (detail) => ledger.planVerdict(NextVerdict.parse({ verdict: 'rejected', detail })),
    observeNext: (detail) => ledger.planVerdict(NextVerdict.parse({ verdict: 'observed', detail })),
    expireTokens: (scope) => ledger.dropTokens(scope),
    sendToSri: (documentId, authorised = false) => ledger.send(documentId, now(), authorised ? now() : null),
    sentElsewhere: (series) => recepcion.sentElsewhere(series),
    counters: () => ledger.counters(now()),
    requests: (limit = 100) => ledger.requests(limit),
    documents: (limit = 100) => recepcion.documents(limit),
    receivedXml: (clave) => ledger.comprobante(clave)?.xml,
    remoteDocuments: () => edinky.documents(),
    paymentsOf: (documentId) => ledger.paymentsInForce(documentId),
    async reset() {
      ledger.empty();
      seedRemoteDocuments(ledger, now());
      await applyLine();
    },
  };
}
