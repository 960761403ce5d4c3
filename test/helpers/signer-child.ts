import { serveSigner } from '../../main/signer/message-loop.ts';

/** The signing process without Electron: the same message loop over a plain child process. */
serveSigner(
  {
    onMessage: (listener) => process.on('message', listener),
    post: (answer) => process.send?.(answer),
  },
  Date.now,
);
process.on('disconnect', () => process.exit(0));
