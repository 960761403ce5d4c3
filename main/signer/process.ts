import type { SignerAnswer } from './messages.ts';
import { serveSigner } from './message-loop.ts';

/**
 * Entry of the signing process (built to out/main/signer.js, started by host.ts). Electron gives a utility process
 * `process.parentPort`; only what is used of it is named here, because this folder does not import electron.
 */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: SignerAnswer): void;
}

// oxlint-disable-next-line no-unsafe-type-assertion -- https://www.electronjs.org/docs/latest/api/parent-port; absent elsewhere
const parentPort = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
if (!parentPort) throw new Error('the signing process is started by Electron only');

serveSigner(
  {
    onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    post: (answer) => parentPort.postMessage(answer),
  },
  Date.now,
);
