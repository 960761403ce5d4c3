import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { MachineTraits } from '../../domain/company/installation.ts';

const Kept = z.object({
  version: z.literal(1),
  id: z.string().min(1).max(64),
  machine: z.object({ host: z.string(), machine: z.exactOptional(z.string()) }),
});

export interface KeptInstallation {
  readonly id: string;
  /** the computer it was made on */
  readonly machine: MachineTraits;
}

/** The id of this installation, outside the database: a database that names another one came from elsewhere. */
export interface InstallationFile {
  /** @returns undefined where there is none, or it cannot be read: the database then belongs to nobody known */
  read(): KeptInstallation | undefined;
  /** Durable when it returns. */
  keep(installation: KeptInstallation): void;
}

export function installationFile(file: string): InstallationFile {
  return {
    read() {
      if (!existsSync(file)) return undefined;
      try {
        const { id, machine } = Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
        return { id, machine };
      } catch {
        return undefined;
      }
    },
    keep({ id, machine }) {
      mkdirSync(dirname(file), { recursive: true });
      const handle = openSync(`${file}.coming`, 'w');
      try {
        writeSync(handle, JSON.stringify({ version: 1, id, machine }));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(`${file}.coming`, file);
      if (process.platform === 'win32') return;
      const folder = openSync(dirname(file), 'r');
      fsyncSync(folder);
      closeSync(folder);
    },
  };
}
