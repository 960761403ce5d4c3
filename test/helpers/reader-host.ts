import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ReaderHost } from '../../main/usecases/file-reader.ts';

/** Starts the real loop in a real process, so that a test can kill it. */
export function readerChildHost(): {
  readonly host: ReaderHost;
  /** every process started so far, oldest first */
  readonly started: readonly ChildProcess[];
} {
  const started: ChildProcess[] = [];
  return {
    started,
    host: () => {
      const child = fork(join(import.meta.dirname, 'reader-child.ts'), [], {
        serialization: 'advanced',
        stdio: 'ignore',
      });
      started.push(child);
      return {
        post: (request) => child.send(request, () => undefined),
        onMessage: (listener) => child.on('message', listener),
        onExit: (listener) => child.once('exit', listener),
        kill: () => child.kill('SIGKILL'),
      };
    },
  };
}
