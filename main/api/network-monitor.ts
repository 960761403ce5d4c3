import type { CompanySettings } from '../../domain/company/company.ts';
import type { Clock } from '../../domain/outbox/ports.ts';

export type NetworkState = 'online' | 'offline' | 'unchecked';

export interface NetworkMonitor {
  state(companyId: string): NetworkState;
  /** UTC ms since when it is so; undefined before the first look */
  since(companyId: string): number | undefined;
  /** Looks now unless it has just looked. @returns whether the authority could be connected to */
  look(companyId: string): Promise<boolean>;
  /** What was seen may not be so any more (a call found no line, the line was changed): looks at once, however fresh the last answer is. */
  doubt(companyId: string): void;
  /** Looks at all watched companies now and from time to time. @param companyIds whose authorities matter */
  watch(companyIds: readonly string[]): void;
  /** @returns the unsubscribe. Told only when the state of a company changes */
  onChange(listener: (companyId: string, state: NetworkState) => void): () => void;
  stop(): void;
}

export interface NetworkMonitorParts {
  readonly clock: Clock;
  /** see `decidingAddress`; undefined = nothing to reach */
  readonly addressOf: (companyId: string) => string | undefined;
  /** connects and hangs up; no request is made, so no quota is spent */
  readonly reach: (address: string, timeoutMs: number) => Promise<boolean>;
  readonly everyMs: number;
  /** while offline: the clerk waits for the line */
  readonly everyMsOffline: number;
  /** an answer this fresh is not asked again */
  readonly freshMs: number;
  readonly timeoutMs: number;
  /** an address that could not be read, or a listener that threw: the watch goes on */
  readonly onError: (error: unknown) => void;
}

/**
 * The one address that says whether a company is online. Hacienda's where there is one, because it decides between situación 1
 * and 3: that e-Dinky answers is no reason to say that a comprobante could have been sent.
 */
export const decidingAddress = (
  settings: Pick<CompanySettings, 'hacienda' | 'edinky'> | undefined,
): string | undefined => settings?.hacienda?.apiUrl ?? settings?.edinky?.apiUrl;

interface Watched {
  state: NetworkState;
  since: number | undefined;
  lookedAt: number;
  looking: Promise<boolean> | undefined;
}

/** Whether the authorities can be connected to: chooses between situación 1 and 3, lights the strip, wakes lanes that are offline. */
export function networkMonitor(parts: NetworkMonitorParts): NetworkMonitor {
  const { clock } = parts;
  const seen = new Map<string, Watched>();
  const listeners = new Set<(companyId: string, state: NetworkState) => void>();
  let watched: readonly string[] = [];
  let cancelTimer = (): void => undefined;
  let stopped = false;

  const recordOf = (companyId: string): Watched => {
    const known = seen.get(companyId) ?? {
      state: 'unchecked',
      since: undefined,
      lookedAt: -Infinity,
      looking: undefined,
    };
    seen.set(companyId, known);
    return known;
  };

  const ask = async (companyId: string): Promise<boolean> => {
    const address = parts.addressOf(companyId);
    return address === undefined || parts.reach(address, parts.timeoutMs);
  };

  const tell = (companyId: string, state: NetworkState): void => {
    // What listens works on the database, which is closed soon after a stop.
    if (stopped) return;
    for (const listener of listeners) {
      try {
        listener(companyId, state);
      } catch (error) {
        // Otherwise the round would end here and the line would never be looked at again.
        parts.onError(error);
      }
    }
  };

  const look = (companyId: string): Promise<boolean> => {
    const record = recordOf(companyId);
    if (record.looking) return record.looking;
    if (clock.monotonic() - record.lookedAt < parts.freshMs)
      return Promise.resolve(record.state === 'online');
    record.looking = ask(companyId)
      .catch((error: unknown) => {
        parts.onError(error);
        return false;
      })
      .then((online) => {
        record.lookedAt = clock.monotonic();
        const state: NetworkState = online ? 'online' : 'offline';
        if (record.state !== state) {
          record.state = state;
          record.since = clock.now();
          tell(companyId, state);
        }
        return online;
      })
      .finally(() => {
        record.looking = undefined;
      });
    return record.looking;
  };

  const round = async (): Promise<void> => {
    cancelTimer();
    const online = await Promise.all(watched.map(look));
    if (stopped) return;
    cancelTimer();
    cancelTimer = clock.after(
      online.every(Boolean) ? parts.everyMs : parts.everyMsOffline,
      () => void round(),
    );
  };

  return {
    state: (companyId) => recordOf(companyId).state,
    since: (companyId) => recordOf(companyId).since,
    look,
    doubt(companyId) {
      const record = recordOf(companyId);
      const lookAgain = (): void => {
        if (stopped) return;
        record.lookedAt = -Infinity;
        void round();
      };
      // a look under way may have connected before the doubt came
      if (record.looking) void record.looking.finally(lookAgain);
      else lookAgain();
    },
    watch(companyIds) {
      watched = [...companyIds];
      void round();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      cancelTimer();
    },
  };
}
