import { ReaderRequest } from './catalogue/messages.ts';
import { catalogueSession } from './catalogue/read-catalogue.ts';

/** Entry of the process that reads a catalogue (built to out/main/catalogue-process.js, started by catalogue-reader.ts): one file each. */
const answer = catalogueSession();
process.parentPort.on('message', ({ data }) => {
  void answer(ReaderRequest.parse(data)).then((said) =>
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    process.parentPort.postMessage(said),
  );
});
