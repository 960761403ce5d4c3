import type { Clock } from '../../domain/outbox/ports.ts';
import type { SchemaVerdict, ValidateBySchema } from '../../domain/schemas/verdict.ts';
import { ValidatorAnswer, type ValidatorRequest } from './messages.ts';
import type { SchemaStore } from './schema-store.ts';

/** One running validating process. */
export interface ValidatorChild {
  post(request: ValidatorRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** called once, however it ended */
  onExit(listener: () => void): void;
  kill(): void;
}
/** Starts one. */
export type ValidatorHost = () => ValidatorChild;

export interface SchemaValidatorParts {
  readonly host: ValidatorHost;
  readonly clock: Pick<Clock, 'after'>;
  readonly store: SchemaStore;
  /** The process ends after so long without a document: it holds some 60 MB. */
  readonly idleMs?: number;
  /** A document that takes longer ends the process. */
  readonly callMs?: number;
  readonly onError?: (error: unknown) => void;
}

/** The client of the validating process: started at the first document, again after it died or was stopped for idleness. */
export interface SchemaValidator {
  readonly validate: ValidateBySchema;
  /** The files are others now: the next document is validated with them. */
  refresh(): void;
  stop(): void;
}

interface Running {
  readonly child: ValidatorChild;
  readonly pending: Map<number, (answer: ValidatorAnswer | undefined) => void>;
  /** resolves when its schemas are in; false: it died of them */
  ready: Promise<boolean>;
}

const notChecked = (why: Extract<SchemaVerdict, { kind: 'not-checked' }>['why']): SchemaVerdict => ({
  kind: 'not-checked',
  why,
});

export function schemaValidator(parts: SchemaValidatorParts): SchemaValidator {
  const { host, clock, store, idleMs = 5 * 60_000, callMs = 20_000, onError } = parts;
  let starting: Promise<Running | undefined> | undefined;
  let running: Running | undefined;
  let lastId = 0;
  let cancelIdle = (): void => undefined;

  function end(process: Running): void {
    if (running === process) {
      running = undefined;
      starting = undefined;
    }
    process.child.kill();
    const waiting = [...process.pending.values()];
    process.pending.clear();
    for (const settle of waiting) settle(undefined);
  }

  function ask(
    process: Running,
    request:
      | Omit<Extract<ValidatorRequest, { kind: 'validate' }>, 'id'>
      | Omit<Extract<ValidatorRequest, { kind: 'schemas' }>, 'id'>,
  ): Promise<ValidatorAnswer | undefined> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      const cancelDeadline = clock.after(callMs, () => end(process));
      process.pending.set(id, (answer) => {
        cancelDeadline();
        resolve(answer);
      });
      process.child.post({ ...request, id });
    });
  }

  /** @returns undefined while the files are not here */
  async function start(): Promise<Running | undefined> {
    const loaded = await store.load();
    if (!loaded) return undefined;
    const process: Running = { child: host(), pending: new Map(), ready: Promise.resolve(false) };
    running = process;
    process.child.onExit(() => end(process));
    process.child.onMessage((message) => {
      const answer = ValidatorAnswer.safeParse(message);
      if (!answer.success) return end(process);
      const settle = process.pending.get(answer.data.id);
      process.pending.delete(answer.data.id);
      settle?.(answer.data);
    });
    const { set, files } = loaded;
    process.ready = ask(process, { kind: 'schemas', set, files: [...files] }).then(
      (answer) => answer?.kind === 'ready',
    );
    return process;
  }

  function restIfIdle(process: Running): void {
    cancelIdle();
    if (running === process && process.pending.size === 0)
      cancelIdle = clock.after(idleMs, () => {
        if (process.pending.size === 0) end(process);
      });
  }

  async function validate(xml: Uint8Array): Promise<SchemaVerdict> {
    cancelIdle();
    starting ??= start();
    const process = await starting;
    if (!process) {
      starting = undefined;
      return notChecked('no-schemas');
    }
    if (!(await process.ready)) return notChecked('failed');
    const answer = await ask(process, { kind: 'validate', xml });
    restIfIdle(process);
    return answer?.kind === 'verdict' ? answer.verdict : notChecked('failed');
  }

  return {
    validate: (xml) =>
      validate(xml).catch((error: unknown) => {
        starting = undefined;
        onError?.(error);
        return notChecked('failed');
      }),
    refresh() {
      if (running) end(running);
    },
    stop() {
      cancelIdle();
      if (running) end(running);
    },
  };
}
