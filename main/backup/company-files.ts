import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Company, CompanySettings, Environment } from '../../domain/company/company.ts';

const Kept = z.object({ id: z.string().min(1), environment: Environment, settings: CompanySettings });

/**
 * A second copy of each company's settings outside the database, one small file each: sealed documents can only be taken up
 * again for a company that is known. Holds no secret.
 */
export interface CompanyFiles {
  /** Durable when it returns. */
  keep(company: Company): void;
  /** What can be read; files that cannot are left as they are. */
  all(): readonly Company[];
}

export function companyFiles(folder: string): CompanyFiles {
  return {
    keep(company) {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${company.id}.json`);
      const { id, environment, settings } = company;
      const handle = openSync(`${file}.coming`, 'w');
      try {
        writeSync(handle, JSON.stringify({ id, environment, settings }));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(`${file}.coming`, file);
    },
    all() {
      if (!existsSync(folder)) return [];
      return readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
        .flatMap((name) => {
          try {
            return [Kept.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))];
          } catch {
            return [];
          }
        });
    },
  };
}
