import { serveReader } from '../../main/usecases/file-reader.ts';
import { fileReaders } from '../../main/usecases/file-readers.ts';

/** The reading process without Electron: the same loop over a plain child process. */
serveReader(
  {
    onMessage: (listener) => process.on('message', listener),
    post: (answer) => process.send?.(answer),
  },
  fileReaders,
);
process.on('disconnect', () => process.exit(0));
