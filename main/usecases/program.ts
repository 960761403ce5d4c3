import type { Company } from '../../domain/company/company.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import type { Signer } from '../../domain/signing/signing.ts';
import type { ChangedEvent } from '../../preload/contract/calls.ts';
import type { NetworkMonitor } from '../api/network-monitor.ts';
import type { CertificateFiles } from '../auth/certificate-files.ts';
import type { HaciendaSession } from '../auth/hacienda-session.ts';
import type { SecretStore } from '../auth/secret-store.ts';
import type { CompanyFiles } from '../backup/company-files.ts';
import type { Db } from '../db/connection.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PaymentSlots } from '../outbox/payment-slots.ts';
import type { Reconciliation } from '../outbox/reconciliation.ts';
import type { Authorities } from '../practice/authorities.ts';
import type { AnswerContext } from './answer-received.ts';
import type { PrintChoices } from '../print/print-choices.ts';
import type { PrintFacts } from '../print/printable.ts';
import type { OwnTerminals } from './own-terminals.ts';
import type { ReceivedDesk } from './received-work.ts';
import type { LookupApi } from '../api/lookups/lookup-api.ts';
import type { Schemas } from '../schemas/schemas.ts';
import type { AttemptStore, OutboxStore } from '../../domain/outbox/store.ts';

import type { LookOver } from './look-over.ts';

/** An open database and everything that works on it. Built by main/program.ts; the use cases take what they need of it. */
export interface Program {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  /** names this run of the program */
  readonly bootId: string;
  readonly who: string;
  /** claves that the recovery at this start could not bring back; their numbers are spent all the same */
  readonly lost: readonly string[];
  /** looks whether what is stored is still what was written */
  readonly lookOver: LookOver;
  readonly secrets: SecretStore;
  readonly certificates: CertificateFiles;
  readonly companyFiles: CompanyFiles;
  readonly terminals: OwnTerminals;
  readonly signer: Signer;
  readonly store: OutboxStore;
  readonly outbox: Outbox;
  readonly slots: PaymentSlots;
  readonly reconciliation: Reconciliation;
  readonly attempts: AttemptStore;
  /** documents of suppliers */
  readonly received: {
    readonly desk: ReceivedDesk;
    readonly answers: Omit<AnswerContext, 'company'>;
  };
  readonly session: HaciendaSession;
  readonly lookupApi: LookupApi;
  /** the ministry's schemas, and what they say of a document */
  readonly schemas: Schemas;
  readonly network: NetworkMonitor;
  /** how this computer prints a company's documents */
  readonly printChoices: PrintChoices;
  readonly placeName: PrintFacts['placeName'];
  /** With the addresses it has now: the practice company's are those of its authorities. */
  company(id: string): Company | undefined;
  /** The one the clerk works in. */
  active(): Company | undefined;
  /** Opens the lanes of a company, or opens them again after its settings changed. */
  connect(companyId: string): Promise<void>;
  /** The practice company's authorities, started at the first call. */
  authorities(): Promise<Authorities>;
  makePracticeCertificate(): ReturnType<PracticeCertificateMaker>;
  tell(event: ChangedEvent): void;
  /** The computer slept, and the timers with it: looks at the line and at every lane now. */
  woken(): void;
  /** Ends everything in order; what was promised is on disk when it resolves. */
  stop(): Promise<void>;
}

type PracticeCertificateMaker = () => Promise<{
  p12: Uint8Array;
  info: Parameters<CertificateFiles['keep']>[2];
}>;
