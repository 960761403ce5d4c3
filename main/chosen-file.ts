import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { dropLimits } from '../preload/contract/received.ts';
import type { FileInLine } from './usecases/received-work.ts';

/** A file that the clerk chose in the system's dialog, read when its turn comes. Its path stays here. */
export const chosenFile = (path: string): FileInLine => ({
  name: basename(path).slice(0, 255),
  async load() {
    try {
      const handle = await open(path);
      try {
        const { size } = await handle.stat();
        return size > dropLimits.fileBytes ? 'too-large' : await handle.readFile();
      } finally {
        await handle.close();
      }
    } catch {
      // gone, a folder, or not ours to read: the same to the clerk
      return 'not-readable';
    }
  },
});
