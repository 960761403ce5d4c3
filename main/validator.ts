import { utilityProcess } from 'electron';
import type { ValidatorHost } from './schemas/schema-validator.ts';

/** Starts the validating process as an Electron utility process. @param entry path of the built out/main/validator-process.js */
export function utilityValidator(entry: string): ValidatorHost {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Talonario validator',
      stdio: 'ignore',
      env: {},
    });
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
      post: (request) => child.postMessage(request),
      onMessage: (listener) => child.on('message', listener),
      onExit: (listener) => child.once('exit', listener),
      kill: () => child.kill(),
    };
  };
}
