import { serveReader } from './usecases/file-reader.ts';
import { fileReaders } from './usecases/file-readers.ts';

/** Entry of the reading process (built to out/main/reader-process.js, started by reader.ts). It holds no key and opens no file. */
serveReader(
  {
    onMessage: (listener) => process.parentPort.on('message', ({ data }) => listener(data)),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    post: (answer) => process.parentPort.postMessage(answer),
  },
  fileReaders,
);
