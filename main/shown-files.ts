import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Files that a viewer of the system shows: it needs one on the disk, and a customer's invoice must not stay there. */
export interface ShownFiles {
  /** @returns its path, in a folder of its own, so that a viewer that still holds the one before is no obstacle */
  put(name: string, bytes: Uint8Array): Promise<string>;
  /** Takes away all there are; what a viewer holds (Windows) stays until the next time. */
  clear(): Promise<void>;
}

/**
 * @param folder this program's alone, made when needed. Not the system's temporary one: Windows never empties that, and what lies there
 *   cannot be told from another program's
 */
export function shownFiles(folder: string): ShownFiles {
  let last: Promise<unknown> = Promise.resolve();
  /** One after another: a file is not put into a folder that is being taken away. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    put: (name, bytes) =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true });
        const file = join(await mkdtemp(join(folder, 'x')), basename(name));
        await writeFile(file, bytes);
        return file;
      }),
    clear: () => inTurn(() => rm(folder, { recursive: true, force: true }).catch(() => undefined)),
  };
}
