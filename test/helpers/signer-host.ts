import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { SignerHost } from '../../main/signer/signer.ts';

export interface ChildHost {
  readonly host: SignerHost;
  /** every process started so far, oldest first */
  readonly started: readonly ChildProcess[];
}

/** Starts the real message loop in a real process, so that a test can kill it. */
export function childHost(): ChildHost {
  const started: ChildProcess[] = [];
  return {
    started,
    host: () => {
      const child = fork(join(import.meta.dirname, 'signer-child.ts'), [], {
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
