import { serveValidator } from './message-loop.ts';
import type { ValidatorAnswer } from './messages.ts';

/**
 * Entry of the validating process (built to out/main/validator-process.js, started by main/validator.ts). It is not the one that holds
 * the key: what suppliers send is validated here too.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: ValidatorAnswer): void;
}

// oxlint-disable-next-line no-unsafe-type-assertion -- https://www.electronjs.org/docs/latest/api/parent-port; absent elsewhere
const parentPort = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
if (!parentPort) throw new Error('the validating process is started by Electron only');

serveValidator({
  onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
  post: (answer) => parentPort.postMessage(answer),
});
