/** The calls of the page that are being worked on: a quit lets them end, so that "Emitir" is a document or a draft, not half of both. */
export interface CallsInFlight {
  track<T>(call: Promise<T>): Promise<T>;
  /** Resolves when no call is being worked on, or after `atMostMs`: a file dialog may stay open for ever. */
  over(atMostMs: number): Promise<void>;
}

export function callsInFlight(): CallsInFlight {
  const running = new Set<Promise<unknown>>();
  return {
    async track(call) {
      running.add(call);
      try {
        return await call;
      } finally {
        running.delete(call);
      }
    },
    async over(atMostMs) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, atMostMs);
      });
      await Promise.race([Promise.allSettled(running), late]);
      clearTimeout(timer);
    },
  };
}
