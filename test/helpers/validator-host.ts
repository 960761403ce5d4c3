import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ValidatorHost } from '../../main/schemas/schema-validator.ts';

/** Starts the real message loop in a real process, so that a test can kill it. */
export function validatorChildHost(): {
  readonly host: ValidatorHost;
  /** every process started so far, oldest first */
  readonly started: readonly ChildProcess[];
} {
  const started: ChildProcess[] = [];
  return {
    started,
    host: () => {
      const child = fork(join(import.meta.dirname, 'validator-child.ts'), [], {
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
