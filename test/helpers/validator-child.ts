import { serveValidator } from '../../main/schemas/message-loop.ts';

/** The validating process without Electron: the same message loop over a plain child process. */
serveValidator({
  onMessage: (listener) => process.on('message', listener),
  post: (answer) => process.send?.(answer),
});
process.on('disconnect', () => process.exit(0));
