import Database from 'better-sqlite3';
import type { PaymentStore } from '../../domain/outbox/payment-store.ts';
import type { OutboxStore } from '../../domain/outbox/store.ts';
import type { QueueReader } from '../../domain/outbox/views.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { outboxStore } from '../../main/db/documents.ts';
import { paymentStore } from '../../main/db/payments.ts';
import { queueReader } from '../../main/db/queue.ts';
import { markRestored } from '../../main/db/restored-mark.ts';
import type { SecretName } from '../../main/auth/secret-store.ts';
import type { Running } from './program.ts';
import { SealedDisk } from './sealed-disk.ts';

export const companyId = 'c';

let template: Buffer | undefined;
/** A database at the newest version with one company, made once by the production migrations. */
function newDatabase(): Buffer {
  if (template) return template;
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  opened.value
    .prepare("insert into company (id, environment, settings, created_at) values (?, 'test', '{}', 0)")
    .run(companyId);
  template = opened.value.serialize();
  opened.value.close();
  return template;
}

/** The database as it survives the program: kept open in memory, its uncommitted transactions rolled back. */
export interface Durable {
  readonly db: Db;
  /** the production stores; they hold nothing but prepared statements, so a crash need not make them anew */
  readonly store: OutboxStore;
  readonly payments: PaymentStore;
  readonly queue: QueueReader;
}

function durable(from: Buffer): Durable {
  const db = new Database(from);
  db.pragma('foreign_keys = ON');
  // As fast as memory allows: what survives a crash here is decided by the world, not by a disk.
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.pragma('temp_store = MEMORY');
  return { db, store: outboxStore(db), payments: paymentStore(db), queue: queueReader(db) };
}

/** A sale as the clerk knows it. Its id is the draft's, and the document's. */
export interface Sale {
  readonly id: string;
  /** scale 5 */
  readonly total: bigint;
  readonly dependsOn?: string;
  /** the clerk was told that it is issued, under this clave */
  acked?: string;
}

/** One installation: what is on its disk, its clock, and the program while it runs. */
export class Machine {
  readonly name: string;
  readonly disk = new SealedDisk();
  readonly secrets = new Map<SecretName, string>();
  readonly secretVersions = new Map<SecretName, number>();
  readonly sales = new Map<string, Sale>();
  durable = durable(newDatabase());
  /** wall time minus the authority's, ms */
  offset = 0;
  /** the disk refuses every write before it; authority's time */
  fullUntil = 0;
  /** no line before it; authority's time */
  offlineUntil = 0;
  /** a commit that was refused and is on the disk all the same until the next one succeeds: a power cut brings it */
  ghost: Buffer | undefined;
  copy: { readonly bytes: Buffer; readonly at: number } | undefined;
  running: Running | undefined;
  boots = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** A power cut while a refused commit was on the disk. */
  takeGhost(): boolean {
    if (!this.ghost) return false;
    this.replace(this.ghost);
    return true;
  }

  /** An older copy in the place of the database, marked as restoring does it. */
  restore(bytes: Buffer): void {
    this.replace(bytes);
    markRestored(this.durable.db);
  }

  close(): void {
    this.durable.db.close();
  }

  private replace(bytes: Buffer): void {
    this.durable.db.close();
    this.ghost = undefined;
    this.durable = durable(bytes);
  }
}
