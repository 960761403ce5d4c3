import { utilityProcess } from 'electron';
import type { SignerHost } from './signer.ts';

/**
 * Starts the signing process as an Electron utility process: sandboxed from the page, its own memory, ended with the program.
 * @param entry path of the built out/main/signer.js, inside the asar when packaged
 */
export function utilityHost(entry: string): SignerHost {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Talonario signer',
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
