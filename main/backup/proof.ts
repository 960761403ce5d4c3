import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  createReadStream,
  fsyncSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';

/** What is proved of a copy, and how: by restoring it aside. */

/** Schema version, and rows per table. */
export const CopyContents = z.object({ schema: z.int().min(0), rows: z.record(z.string(), z.int().min(0)) });
export type CopyContents = z.infer<typeof CopyContents>;

export const ProofJob = z.object({
  file: z.string(),
  /** where it is restored to; a database of that name is gone afterwards, unless `keepAside` */
  aside: z.string(),
  /** leaves what was restored there, migrated, for the place of the database */
  keepAside: z.boolean(),
  /** what the source held, where that is known */
  contents: z.exactOptional(CopyContents),
  /** hex; of the file when it was made */
  sha256: z.exactOptional(z.string()),
});
export type ProofJob = z.infer<typeof ProofJob>;

export const CopyProof = z.object({
  sha256: z.string(),
  sizeBytes: z.int(),
  contents: CopyContents,
});
export type CopyProof = z.infer<typeof CopyProof>;

/** Why a copy is not one to rely on. */
export const ProofFaultKind = z.enum([
  /** the file is not the one that was made: it rotted, or was changed */
  'changed',
  'integrity',
  'foreign-keys',
  'document-bytes',
  /** it does not hold what its source held */
  'counts',
  /** of a newer program */
  'newer',
  'not-migrated',
  'disk-full',
  'disk',
]);
export const ProofFault = z.object({ kind: ProofFaultKind, detail: z.string() });
export type ProofFault = z.infer<typeof ProofFault>;

/** Never on the thread that answers the page, except in tests. */
export type ProveCopy = (job: ProofJob) => Promise<Result<CopyProof, ProofFault>>;

/** Whether a file is still the one that was made. */
export type HashCopy = (file: string) => Promise<Result<string, ProofFault>>;

/** What passes to the proving process and back, parsed on arrival on both sides. */
export const ProofRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('prove'), job: ProofJob }),
  z.object({ kind: z.literal('hash'), file: z.string() }),
]);
export type ProofRequest = z.infer<typeof ProofRequest>;
export const ProofAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('proved'), proof: CopyProof }),
  z.object({ kind: z.literal('hash'), sha256: z.string() }),
  z.object({ kind: z.literal('failed'), fault: ProofFault }),
]);
export type ProofAnswer = z.infer<typeof ProofAnswer>;

/** What a proof needs of the database (main/db). */
export interface ProofParts {
  /** as it is, nothing migrated */
  open(file: string): Result<Database, { readonly kind: string; readonly detail?: string }>;
  check(
    db: Database,
  ): Result<
    CopyContents,
    { readonly kind: 'integrity' | 'foreign-keys' | 'document-bytes'; readonly detail: string }
  >;
  differenceOf(wanted: CopyContents, found: CopyContents): string | undefined;
  migrate(db: Database): Result<void, { readonly kind: string; readonly detail?: string }>;
}

const companions = ['', '-wal', '-shm', '-journal'] as const;

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}

export const hashCopy: HashCopy = async (file) => {
  try {
    return ok(await sha256OfFile(file));
  } catch (error) {
    return fail(diskFault(error));
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

function diskFault(error: unknown): ProofFault {
  const code = codeOf(error);
  if (code === '') throw error;
  return { kind: /^(?:ENOSPC|EDQUOT|SQLITE_FULL)$/.test(code) ? 'disk-full' : 'disk', detail: code };
}

function openFault({ kind, detail = '' }: { readonly kind: string; readonly detail?: string }): ProofFault {
  if (kind === 'damaged') return { kind: 'integrity', detail };
  if (kind === 'newer' || kind === 'not-migrated') return { kind, detail };
  return { kind: detail.startsWith('SQLITE_FULL') ? 'disk-full' : 'disk', detail };
}

/**
 * Restores the copy aside, as a restore would, and looks at all of it there: the file's hash, every page, every reference, the bytes
 * of every sealed document, the rows of every table; then the way to the schema of this program. The copy itself is only read.
 */
export function copyProver(parts: ProofParts): ProveCopy {
  return async ({ file, aside, keepAside, contents, sha256 }) => {
    const takeAway = (): void => {
      for (const companion of companions) rmSync(aside + companion, { force: true });
    };
    let kept = false;
    try {
      takeAway();
      const hash = await sha256OfFile(file);
      if (sha256 !== undefined && hash !== sha256) return fail({ kind: 'changed', detail: hash });
      copyFileSync(file, aside, constants.COPYFILE_FICLONE);
      const sizeBytes = statSync(file).size;
      const proved = proveAside(parts, aside, contents);
      if (!proved.ok) return proved;
      kept = keepAside;
      if (kept) {
        const handle = openSync(aside, 'r+');
        fsyncSync(handle);
        closeSync(handle);
      }
      return ok({ sha256: hash, sizeBytes, contents: proved.value });
    } catch (error) {
      return fail(diskFault(error));
    } finally {
      if (!kept) takeAway();
    }
  };
}

function proveAside(
  parts: ProofParts,
  aside: string,
  wanted: CopyContents | undefined,
): Result<CopyContents, ProofFault> {
  const opened = parts.open(aside);
  if (!opened.ok) return fail(openFault(opened.error));
  const db = opened.value;
  try {
    const found = parts.check(db);
    if (!found.ok) return found;
    const difference = wanted && parts.differenceOf(wanted, found.value);
    if (difference !== undefined) return fail({ kind: 'counts', detail: difference });
    const migrated = parts.migrate(db);
    if (!migrated.ok) return fail(openFault(migrated.error));
    return found;
  } finally {
    db.close();
  }
}
