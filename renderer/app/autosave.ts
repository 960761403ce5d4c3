/**
 * Keeps the newest value on its way to the disk: a change is handed to `save` at most `delayMs` after it was made (a clerk
 * who never pauses is saved all the same), one save at a time, the newest value always last.
 */
export interface Autosave<T> {
  /** A newer value exists. */
  changed(value: T): void;
  /** Saves now what is not saved yet. @returns when nothing is on its way any more */
  flush(): Promise<void>;
}

export function autosave<T>(save: (value: T) => Promise<void>, delayMs: number): Autosave<T> {
  let newest: { readonly value: T } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;

  /** Takes what arrives while it saves, so a second one is never needed; ends in the same step in which it finds nothing. */
  const run = async (): Promise<void> => {
    try {
      while (newest) {
        const { value } = newest;
        newest = undefined;
        await save(value);
      }
    } finally {
      running = undefined;
    }
  };
  const start = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (newest && !running) running = run();
    return running ?? Promise.resolve();
  };
  return {
    changed: (value) => {
      newest = { value };
      if (!running) timer ??= setTimeout(() => void start(), delayMs);
    },
    flush: start,
  };
}
