import { z } from 'zod';
import type { Clock } from '../../domain/outbox/ports.ts';
import { type FileReaders, inspectFile, Inspection } from './inspect-file.ts';

/**
 * The reading process and its client. A hundred signatures take seconds and a hostile file may take for ever: both happen beside the
 * program, which only waits. The process holds no key and opens no file.
 */

export const ReadRequest = z.object({
  id: z.int().min(1),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
export type ReadRequest = z.infer<typeof ReadRequest>;
const ReadAnswer = z.object({ id: z.int().min(1), inspection: Inspection });
type ReadAnswer = z.infer<typeof ReadAnswer>;

export interface ReaderPort {
  onMessage(listener: (message: unknown) => void): void;
  post(answer: ReadAnswer): void;
}

/** In the process: one file at a time, in order. */
export function serveReader(port: ReaderPort, readers: FileReaders): void {
  let turn: Promise<void> = Promise.resolve();
  port.onMessage((message) => {
    const { id, bytes } = ReadRequest.parse(message);
    // a rejection is a broken assumption: it ends the process, and the client says so of this file
    turn = turn.then(async () => port.post({ id, inspection: await inspectFile(bytes, readers) }));
  });
}

/** One running reading process. */
export interface ReaderChild {
  post(request: ReadRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** called once, however it ended */
  onExit(listener: () => void): void;
  kill(): void;
}
export type ReaderHost = () => ReaderChild;

export interface FileReader {
  /** Never rejects: a process that ends or takes too long is an inspection of its own. */
  inspect(bytes: Uint8Array): Promise<Inspection>;
  /** Ends the process; a later call starts another. */
  stop(): void;
}

/** libxml2 loads in about a second on a slow machine; a file of 10 MB takes another two. */
const fileMs = 20_000;
const idleMs = 60_000;

export function createFileReader(
  host: ReaderHost,
  clock: Pick<Clock, 'after'>,
  limits: { readonly fileMs: number; readonly idleMs: number } = { fileMs, idleMs },
): FileReader {
  interface Running {
    readonly child: ReaderChild;
    readonly pending: Map<number, (inspection: Inspection) => void>;
  }
  let running: Running | undefined;
  let lastId = 0;
  let cancelIdle = (): void => undefined;

  function end(process: Running, code: 'reader-stopped' | 'too-slow'): void {
    if (running === process) running = undefined;
    process.child.kill();
    const waiting = [...process.pending.values()];
    process.pending.clear();
    for (const settle of waiting) settle({ kind: 'refused', code });
  }

  function start(): Running {
    const process: Running = { child: host(), pending: new Map() };
    process.child.onExit(() => end(process, 'reader-stopped'));
    process.child.onMessage((message) => {
      const answer = ReadAnswer.safeParse(message);
      if (!answer.success) return end(process, 'reader-stopped');
      const settle = process.pending.get(answer.data.id);
      process.pending.delete(answer.data.id);
      settle?.(answer.data.inspection);
    });
    return process;
  }

  return {
    async inspect(bytes) {
      cancelIdle();
      const process = (running ??= start());
      const id = ++lastId;
      const inspection = await new Promise<Inspection>((resolve) => {
        const cancelDeadline = clock.after(limits.fileMs, () => end(process, 'too-slow'));
        process.pending.set(id, (value) => {
          cancelDeadline();
          resolve(value);
        });
        process.child.post({ id, bytes });
      });
      if (running === process && process.pending.size === 0) {
        cancelIdle();
        cancelIdle = clock.after(limits.idleMs, () => {
          if (process.pending.size === 0) end(process, 'reader-stopped');
        });
      }
      return inspection;
    },
    stop() {
      cancelIdle();
      if (running) end(running, 'reader-stopped');
    },
  };
}
