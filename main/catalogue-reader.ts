import { utilityProcess } from 'electron';
import { ReaderAnswer, type ReaderRequest } from './catalogue/messages.ts';
import type { CatalogueReader } from './usecases/import-catalogue.ts';

/** A big file takes seconds to read; one that takes longer is none of ours. */
const answerMs = 120_000;
/** The official catalogue needs some 200; a small file that swells without end ends its process, not the computer. */
const mostHeapMb = 1_024;
const died: ReaderAnswer = { kind: 'failed', fault: 'unreadable' };

/**
 * Reads files in an Electron utility process, because parsing a spreadsheet of 20,000 rows would stop the window. One process a file.
 * @param entry path of the built out/main/catalogue-process.js, inside the asar when packaged
 */
export function utilityReader(entry: string): CatalogueReader {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Talonario catalogue reader',
      stdio: 'ignore',
      execArgv: [`--max-old-space-size=${mostHeapMb}`],
      env: {},
    });
    let settle: ((answer: ReaderAnswer) => void) | undefined;
    const say = (answer: ReaderAnswer): void => {
      settle?.(answer);
      settle = undefined;
    };
    child.on('message', (raw: unknown) => {
      const answer = ReaderAnswer.safeParse(raw);
      say(answer.success ? answer.data : died);
    });
    let gone = false;
    child.once('exit', () => {
      gone = true;
      say(died);
    });
    return {
      ask: (request: ReaderRequest) =>
        new Promise((resolve) => {
          if (gone) {
            resolve(died);
            return;
          }
          const late = setTimeout(() => say(died), answerMs);
          settle = (answer) => {
            clearTimeout(late);
            resolve(answer);
          };
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
          child.postMessage(request);
        }),
      end: () => void child.kill(),
    };
  };
}
