import { dropLimits, type DroppedFile, type ImportResult } from '../../../preload/contract/received.ts';

/** What can be read of a file the page was given; `File` in the window, less in tests. */
export interface PageFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface Handover {
  /** hands a batch over; false: it was not taken, stop */
  readonly give: (files: readonly DroppedFile[]) => Promise<boolean>;
  /** files that the page itself cannot hand over */
  readonly refuse: (result: ImportResult) => void;
}

/**
 * Reads dropped files and hands them over in batches within the contract's limits, so that a hundred never are in memory at once. What
 * cannot be read (a folder, a file that is gone) or is too large is refused by name; the rest goes on.
 */
export async function handOver(files: readonly PageFile[], { give, refuse }: Handover): Promise<void> {
  let batch: DroppedFile[] = [];
  let bytesOfBatch = 0;
  const flush = async (): Promise<boolean> => {
    if (batch.length === 0) return true;
    const full = batch;
    batch = [];
    bytesOfBatch = 0;
    return give(full);
  };
  for (const file of files) {
    const name = file.name.slice(0, 255);
    if (file.size > dropLimits.fileBytes) {
      refuse({ name, code: 'too-large' });
      continue;
    }
    const bytes = await file.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      () => undefined,
    );
    if (!bytes) {
      refuse({ name, code: 'not-readable' });
      continue;
    }
    const fits = batch.length < dropLimits.files && bytesOfBatch + bytes.length <= dropLimits.bytes;
    if (!fits && !(await flush())) return;
    batch.push({ name, bytes });
    bytesOfBatch += bytes.length;
  }
  await flush();
}
