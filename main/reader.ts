import { utilityProcess } from 'electron';
import type { ReaderHost } from './usecases/file-reader.ts';

/** Starts the reading process as an Electron utility process. @param entry path of the built out/main/reader-process.js */
export function utilityFileReader(entry: string): ReaderHost {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Talonario reader',
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
