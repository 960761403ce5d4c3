import type { SecretStore } from '../../main/auth/secret-store.ts';
import type { Journal, SealedFile, SealedStore } from '../../main/outbox/sealed-store.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import type { PaymentStore } from '../../domain/outbox/payment-store.ts';
import type { OutboxStore, StorageFault } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { Written } from './invariants.ts';
import { type Life, never, ProcessDied } from './life.ts';
import type { Machine } from './machine.ts';
import type { Sim } from './sim.ts';

/** What a program of the simulation stands on: the production stores and contracts, with faults and crashes around each call. */

export function virtualClock({ timeline }: Sim, machine: Machine, life: Life): Clock {
  return {
    now: () => timeline.now + machine.offset,
    monotonic: () => timeline.now - life.startedAt,
    after: (ms, callback) =>
      timeline.after(Math.max(0, ms), () => {
        if (!life.dead) callback();
      }),
  };
}

export function seededRandom(sim: Sim, machine: Machine): Random {
  return {
    fraction: () => sim.decider.chance(),
    digits: (count) =>
      Math.floor(sim.decider.chance() * 10 ** Math.min(count, 8))
        .toString()
        .padStart(count, '0'),
    id: () => `${machine.name}-${++sim.ids}`,
  };
}

class DiskError extends Error {
  readonly code: string;
  constructor(code: 'SQLITE_FULL' | 'SQLITE_IOERR_WRITE') {
    super(code);
    this.code = code;
  }
}

/**
 * The production stores. A transaction may be refused before or after its work, may be refused and yet be on the disk (until the next
 * one succeeds), or may be where the process ends. What it wrote is told to the checker once it is committed.
 */
export function faultyStores(
  sim: Sim,
  machine: Machine,
  life: Life,
): { readonly store: OutboxStore; readonly payments: PaymentStore } {
  const { db, store: real, payments: realPayments } = machine.durable;
  let written: Written | undefined;
  const open = (): Written => {
    if (life.dead) throw new ProcessDied();
    if (!written) throw new Error('a write outside a transaction');
    return written;
  };

  const commit = <T>(work: () => T): Result<T, StorageFault> => {
    const mine = new Written();
    written = mine;
    try {
      const done = real.atomically(work);
      if (done.ok) {
        machine.ghost = undefined;
        sim.committed(machine, mine);
      }
      return done;
    } finally {
      written = undefined;
    }
  };
  /** The work is done and rolled back. */
  const refuse = <T>(
    work: () => T,
    code: 'SQLITE_FULL' | 'SQLITE_IOERR_WRITE',
    keeps: boolean,
  ): Result<T, StorageFault> => {
    written = new Written();
    try {
      return real.atomically((): T => {
        work();
        if (keeps) machine.ghost = db.serialize();
        throw new DiskError(code);
      });
    } finally {
      written = undefined;
    }
  };
  const die = (): never => {
    sim.crash(machine, life);
    throw new ProcessDied();
  };

  const atomically = <T>(work: () => T): Result<T, StorageFault> => {
    if (life.dead) throw new ProcessDied();
    // Inside another one it is a part of that.
    if (written) return real.atomically(work);
    sim.step();
    if (machine.fullUntil > sim.timeline.now) return fail('disk-full');
    const fault = sim.decider.decide(life.recovering ? 'recovery' : 'commit');
    switch (fault?.what) {
      case undefined:
        return commit(work);
      case 'crash-before':
        return die();
      case 'crash-inside':
        written = new Written();
        try {
          return real.atomically((): T => {
            work();
            return die();
          });
        } finally {
          written = undefined;
        }
      case 'crash-after':
        commit(work);
        return die();
      case 'full':
      case 'unreadable':
        return fail('disk-full');
      case 'io':
        return fail('io');
      case 'full-late':
        return refuse(work, 'SQLITE_FULL', false);
      case 'lost':
        // Half of them end in a power cut before another commit takes their place.
        if (fault.r < 0.5) sim.timeline.after(fault.r * 20_000, () => sim.crash(machine, life));
        return refuse(work, 'SQLITE_IOERR_WRITE', true);
      default:
        throw new Error(`commit: ${fault?.what}`);
    }
  };

  const { documents, lanes, attempts, charges } = real;
  const store: OutboxStore = {
    ...real,
    atomically,
    documents: {
      ...documents,
      insert(facts, document, xml) {
        documents.insert(facts, document, xml);
        open().inserted.push({ facts, document });
      },
      write(document) {
        documents.write(document);
        open().documents.push(document);
      },
    },
    lanes: {
      ...lanes,
      write(lane) {
        lanes.write(lane);
        open().lanes.push(lane);
      },
    },
    attempts: {
      ...attempts,
      open(attempt) {
        const id = attempts.open(attempt);
        open().opened.push({ id, attempt });
        return id;
      },
      complete(id, end) {
        attempts.complete(id, end);
        open().completed.push({ id, end });
      },
    },
    charges: {
      ...charges,
      add(charge) {
        charges.add(charge);
        open().charges++;
      },
    },
  };
  const payments: PaymentStore = {
    ...realPayments,
    insert(slot, now) {
      realPayments.insert(slot, now);
      open().slots.push(slot);
    },
    write(slot, now) {
      realPayments.write(slot, now);
      open().slots.push(slot);
    },
    keepReading(slotId, reading) {
      realPayments.keepReading(slotId, reading);
      open().readings.push(slotId);
    },
  };
  return { store, payments };
}

/** The second copy and the journal, on what survives of them. */
export function faultySealed(sim: Sim, machine: Machine, life: Life): SealedStore {
  const { disk } = machine;
  /** One write that ends in `done`, is refused, or is where the process ends. `part`: of it that reaches the disk */
  const write = <T>(done: (part: number) => T): Promise<Result<T, StorageFault>> => {
    if (life.dead) return never();
    sim.step();
    if (machine.fullUntil > sim.timeline.now) return Promise.resolve(fail('disk-full'));
    const fault = sim.decider.decide(life.recovering ? 'recovery' : 'file');
    const die = (): Promise<Result<T, StorageFault>> => {
      sim.crash(machine, life);
      return never();
    };
    switch (fault?.what) {
      case undefined:
        return Promise.resolve(ok(done(1)));
      case 'crash-before':
        return die();
      case 'crash-torn':
        done(fault.r);
        return die();
      case 'crash-after':
        done(1);
        return die();
      case 'full':
      case 'unreadable':
        return Promise.resolve(fail('disk-full'));
      case 'torn':
        done(fault.r);
        return Promise.resolve(fail('io'));
      case 'kept-but-failed':
        done(1);
        return Promise.resolve(fail('io'));
      default:
        throw new Error(`file: ${fault?.what}`);
    }
  };
  /** `unreadable`: what is read instead where the disk does not give it */
  const read = <T>(value: () => T, unreadable?: () => T): Promise<T> => {
    if (life.dead) return never();
    sim.step();
    const fault = life.recovering ? sim.decider.decide('recovery') : undefined;
    if (fault?.what.startsWith('crash') === true) {
      sim.crash(machine, life);
      return never();
    }
    return Promise.resolve(unreadable && fault?.what === 'unreadable' ? unreadable() : value());
  };
  return {
    // A file is renamed into its place when it is whole and synced: never a part of one.
    keep: (document, xml) =>
      write((part) => {
        if (part >= 1) disk.keep(document, xml);
      }),
    read: (document) =>
      read(
        () => disk.read(document.clave),
        () => undefined,
      ),
    discard: (document) => read(() => disk.discard(document.clave)),
    append: (line) => write((part) => disk.append(line, part)),
    journal: (from) =>
      read<Result<Journal, StorageFault>>(
        () => ok(disk.journal(from)),
        () => fail('io'),
      ),
    files: () =>
      read<Result<readonly SealedFile[], StorageFault>>(
        () => ok(disk.files()),
        () => fail('io'),
      ),
  };
}

/** The key store; it survives crashes. */
export function memorySecrets(sim: Sim, machine: Machine, life: Life): SecretStore {
  const change = (name: Parameters<SecretStore['set']>[1], value: string | undefined): void => {
    if (value === undefined) machine.secrets.delete(name);
    else machine.secrets.set(name, value);
    machine.secretVersions.set(name, (machine.secretVersions.get(name) ?? 0) + 1);
  };
  const port = <T>(work: () => T): Promise<T> => {
    if (life.dead) return never();
    sim.step();
    return Promise.resolve(work());
  };
  return {
    get: (_company, name) => port(() => ok(machine.secrets.get(name))),
    set: (_company, name, value) =>
      port(() => {
        change(name, value);
        return { kept: 'disk' };
      }),
    remove: (_company, name) =>
      port(() => {
        change(name, undefined);
        return { kept: 'disk' };
      }),
    strength: () => port(() => 'keystore'),
    remembered: (_company, name) => port(() => machine.secrets.has(name)),
    version: (_company, names) =>
      port(() => names.reduce((sum, name) => sum + (machine.secretVersions.get(name) ?? 0), 0)),
  };
}
