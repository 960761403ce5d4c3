import { laneOpenAt } from '../../domain/outbox/lane.ts';
import type { Cancel, Clock, LaneKey, LaneWork } from '../../domain/outbox/ports.ts';
import type { LaneStore, StorageFault } from '../../domain/outbox/store.ts';

/** What a step throws when the disk refuses: every lane pauses, nothing was sent without its note. */
export class StorageTrouble extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault) {
    super(`storage: ${fault}`);
    this.fault = fault;
  }
}

export interface LaneRunner {
  /** Adds a work to its lane (several may share one) and starts the lane's loop. @returns takes it away again */
  add(work: LaneWork): () => void;
  /** Something changed: look again now. Without a key, every lane. */
  wake(key?: LaneKey): void;
  /** The lanes pause: set while the disk refuses to write. */
  readonly storageFault: StorageFault | undefined;
  /** No new step; waits for the step in flight (T2 included), aborting its call after the grace. */
  stop(): Promise<void>;
}

export interface LaneRunnerParts {
  readonly clock: Clock;
  readonly lanes: Pick<LaneStore, 'read'>;
  /** ms a stopped runner leaves to a call in flight before aborting it */
  readonly stopGraceMs: number;
  /** ms after which a disk that refused is tried again */
  readonly storageRetryMs: number;
  /** a step threw: a broken assumption. The lane goes on after `storageRetryMs`. */
  readonly onError: (key: LaneKey, error: unknown) => void;
  /** what is thrown by reading: undefined when it is not the disk's or the database's fault */
  readonly faultOf?: (error: unknown) => StorageFault | undefined;
  /** the disk refuses (or takes again: undefined) */
  readonly onStorage?: (fault: StorageFault | undefined) => void;
}

interface Loop {
  readonly key: LaneKey;
  readonly works: Set<LaneWork>;
  running: Promise<void> | undefined;
  cancelTimer: (() => void) | undefined;
  /** something changed while a step ran, or the timer fired */
  stirred: boolean;
  /** after a thrown error: not before; monotonic, because the clerk may set the clock meanwhile */
  restUntil: number;
}

const nameOf = (key: LaneKey): string => `${key.companyId}/${key.service}`;

/**
 * One loop per lane, one step at a time, one timer (OUTBOX.md I6). The runner keeps the lane's gate (`laneOpenAt`); a work
 * never sees a closed lane, but looks again after each `await` of its own.
 */
export function laneRunner(parts: LaneRunnerParts): LaneRunner {
  const loops = new Map<string, Loop>();
  const abort = new AbortController();
  const stopping = { stopped: false };
  let storageFault: StorageFault | undefined;

  const setStorage = (fault: StorageFault | undefined): void => {
    if (fault === storageFault) return;
    storageFault = fault;
    parts.onStorage?.(fault);
  };

  const sleep = (loop: Loop, ms: number): void => {
    loop.cancelTimer?.();
    loop.cancelTimer = parts.clock.after(Math.max(0, Math.min(ms, 2 ** 31 - 1)), () => {
      loop.cancelTimer = undefined;
      stir(loop);
    });
  };

  /** The most urgent step that the lane lets go now; otherwise sets the timer. */
  const pick = (loop: Loop): ((cancel: Cancel) => Promise<void>) | undefined => {
    loop.cancelTimer?.();
    loop.cancelTimer = undefined;
    const now = parts.clock.now();
    const restMs = loop.restUntil - parts.clock.monotonic();
    if (restMs > 0) {
      sleep(loop, restMs);
      return undefined;
    }
    let first: { readonly at: number; run(cancel: Cancel): Promise<void> } | undefined;
    for (const work of loop.works) {
      const next = work.next(now);
      if (next && (!first || next.at < first.at)) first = next;
    }
    const openAt = laneOpenAt(parts.lanes.read(loop.key, now), now);
    if (!first || openAt === undefined) return undefined;
    const at = Math.max(first.at, openAt);
    if (at > now) {
      sleep(loop, at - now);
      return undefined;
    }
    const step = first;
    return (cancel) => step.run(cancel);
  };

  const turn = async (loop: Loop): Promise<void> => {
    while (!stopping.stopped) {
      loop.stirred = false;
      try {
        const run = pick(loop);
        if (!run) {
          if (loop.stirred) continue;
          return;
        }
        await run(abort.signal);
        setStorage(undefined);
        loop.restUntil = 0;
      } catch (error) {
        loop.restUntil = parts.clock.monotonic() + parts.storageRetryMs;
        const fault = error instanceof StorageTrouble ? error.fault : parts.faultOf?.(error);
        if (fault) {
          setStorage(fault);
          for (const other of loops.values()) other.restUntil = Math.max(other.restUntil, loop.restUntil);
        } else parts.onError(loop.key, error);
      }
    }
  };

  const stir = (loop: Loop): void => {
    loop.stirred = true;
    if (stopping.stopped || loop.running) return;
    // The first look happens on a later turn of the event loop, so that a caller's own transaction is over by then.
    loop.running = Promise.resolve()
      .then(() => turn(loop))
      .finally(() => {
        loop.running = undefined;
        if (loop.stirred && !stopping.stopped) stir(loop);
      });
  };

  return {
    add(work) {
      const name = nameOf(work.key);
      const loop: Loop = loops.get(name) ?? {
        key: work.key,
        works: new Set(),
        running: undefined,
        cancelTimer: undefined,
        stirred: false,
        restUntil: 0,
      };
      loops.set(name, loop);
      loop.works.add(work);
      stir(loop);
      return () => {
        loop.works.delete(work);
      };
    },
    wake(key) {
      if (key) {
        const loop = loops.get(nameOf(key));
        if (loop) stir(loop);
        return;
      }
      for (const loop of loops.values()) stir(loop);
    },
    get storageFault() {
      return storageFault;
    },
    async stop() {
      stopping.stopped = true;
      for (const loop of loops.values()) loop.cancelTimer?.();
      const cancel = parts.clock.after(parts.stopGraceMs, () => abort.abort());
      await Promise.all([...loops.values()].map((loop) => loop.running ?? Promise.resolve()));
      cancel();
    },
  };
}
