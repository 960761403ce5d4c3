import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SecretBox } from './secret-box.ts';

export type SecretName =
  | 'hacienda-user'
  | 'hacienda-password'
  | 'hacienda-refresh'
  | 'p12-pin'
  | 'edinky-token';

export type SecretFault =
  /** the file was not readable as ours; it was kept aside under this path, and nothing is remembered any more */
  | { readonly kind: 'unreadable'; readonly keptAs: string }
  /** the disk refused */
  | { readonly kind: 'io'; readonly code: string }
  /** a secret is stored, but there is no key store now to open it with */
  | { readonly kind: 'no-key-store' }
  /** the key store did not open it: another user or machine sealed it, or it is locked */
  | { readonly kind: 'not-opened' };

/** `disk`: still there after a restart. `session`: only until the program ends; `fault` says why, if it is not for want of a key store. */
export interface Kept {
  readonly kept: 'disk' | 'session';
  readonly fault?: Extract<SecretFault, { kind: 'io' }>;
}

/** Passwords, PINs and tokens, per company. Never rejects. */
export interface SecretStore {
  /** undefined: none was given */
  get(companyId: string, name: SecretName): Promise<Result<string | undefined, SecretFault>>;
  set(companyId: string, name: SecretName, value: string): Promise<Kept>;
  remove(companyId: string, name: SecretName): Promise<Kept>;
  /** `none`: the system has no key store, secrets last only for this session */
  strength(): Promise<'keystore' | 'none'>;
  /** true: it will be there after a restart */
  remembered(companyId: string, name: SecretName): Promise<boolean>;
  /** a number that rises whenever one of the named secrets is set or removed */
  version(companyId: string, names: readonly SecretName[]): Promise<number>;
}

export interface SecretStoreParts {
  /** holds `<companyId>.json` */
  readonly folder: string;
  readonly box: SecretBox;
  readonly isPractice: (companyId: string) => boolean;
  /** what a practice company signs in with: known to everybody, so never sealed and never in the key store */
  readonly practiceSecrets: Readonly<Partial<Record<SecretName, string>>>;
}

const Entry = z.object({
  /** base64; missing: removed, or kept for a session only. The version outlives it */
  sealed: z.base64().optional(),
  version: z.int().min(0),
});
const names = ['hacienda-user', 'hacienda-password', 'hacienda-refresh', 'p12-pin', 'edinky-token'] as const;
const SecretsFile = z.object({ version: z.literal(1), secrets: z.partialRecord(z.enum(names), Entry) });
type SecretsFile = z.infer<typeof SecretsFile>;

interface Shelf {
  readonly onDisk: Map<SecretName, z.infer<typeof Entry>>;
  /** opened or given in this session */
  readonly inMemory: Map<SecretName, string>;
  /** removed or replaced in this session although the file still holds the old one */
  readonly notFromDisk: Set<SecretName>;
  readonly fault?: SecretFault;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';

/**
 * Sealed by the system's key store, one file per company. Each change is written whole to a new file, synced, then renamed.
 * Without a key store nothing is written: `kept: 'session'` says so, and the caller tells the clerk.
 */
export function secretStore({ folder, box, isPractice, practiceSecrets }: SecretStoreParts): SecretStore {
  const shelves = new Map<string, Promise<Shelf>>();
  const writing = new Map<string, Promise<unknown>>();

  const fileOf = (companyId: string): string => {
    // Becomes a file name: an id is ours, anything else is a mistake of the program.
    if (!/^[\w-]{1,64}$/.test(companyId)) throw new Error('not a company id');
    return join(folder, `${companyId}.json`);
  };

  const shelfOf = (companyId: string): Promise<Shelf> => {
    const known = shelves.get(companyId);
    if (known) return known;
    const opened = isPractice(companyId)
      ? Promise.resolve(practiceShelf(practiceSecrets))
      : readShelf(fileOf(companyId));
    shelves.set(companyId, opened);
    return opened;
  };

  /** One change of a company's file at a time. */
  const inTurn = <T>(companyId: string, work: () => Promise<T>): Promise<T> => {
    const turn = (writing.get(companyId) ?? Promise.resolve()).then(work);
    writing.set(
      companyId,
      turn.catch(() => undefined),
    );
    return turn;
  };

  const change = (companyId: string, name: SecretName, value: string | undefined): Promise<Kept> =>
    inTurn(companyId, async () => {
      const shelf = await shelfOf(companyId);
      const version = (shelf.onDisk.get(name)?.version ?? 0) + 1;
      if (value === undefined) shelf.inMemory.delete(name);
      else shelf.inMemory.set(name, value);
      shelf.notFromDisk.add(name);
      const before = shelf.onDisk.get(name);
      // The version rises at once, whatever the disk says.
      shelf.onDisk.set(name, { ...before, version });
      if (isPractice(companyId)) return { kept: 'session' };
      if (value !== undefined && (await box.strength()) === 'none') return { kept: 'session' };
      if (value === undefined && before?.sealed === undefined) return { kept: 'disk' };
      // A file that could not even be read is not written over.
      if (shelf.fault?.kind === 'io') return { kept: 'session', fault: shelf.fault };
      try {
        const sealed = value === undefined ? {} : { sealed: base64(await box.seal(value)) };
        const next = new Map(shelf.onDisk).set(name, { version, ...sealed });
        // What was replaced for this session only must not come back with an old value.
        for (const [other, entry] of shelf.onDisk) {
          if (other !== name && shelf.notFromDisk.has(other)) next.set(other, { version: entry.version });
        }
        await writeDurably(fileOf(companyId), fileText(next));
        shelf.onDisk.set(name, { version, ...sealed });
        shelf.notFromDisk.delete(name);
        return { kept: 'disk' };
      } catch (error) {
        return { kept: 'session', fault: { kind: 'io', code: codeOf(error) } };
      }
    });

  return {
    get: async (companyId, name) => {
      const shelf = await shelfOf(companyId);
      const held = shelf.inMemory.get(name);
      if (held !== undefined) return ok(held);
      if (shelf.notFromDisk.has(name)) return ok(undefined);
      if (shelf.fault) return fail(shelf.fault);
      const sealed = shelf.onDisk.get(name)?.sealed;
      if (sealed === undefined) return ok(undefined);
      if ((await box.strength()) === 'none') return fail({ kind: 'no-key-store' });
      try {
        const value = await box.open(Buffer.from(sealed, 'base64'));
        // Unless it was changed while it was being opened.
        if (shelf.onDisk.get(name)?.sealed === sealed && !shelf.notFromDisk.has(name)) {
          shelf.inMemory.set(name, value);
          return ok(value);
        }
        return ok(shelf.inMemory.get(name));
      } catch {
        // Not remembered: a key store that is locked now may be open at the next try.
        return fail({ kind: 'not-opened' });
      }
    },
    set: (companyId, name, value) => change(companyId, name, value),
    remove: (companyId, name) => change(companyId, name, undefined),
    strength: () => box.strength(),
    remembered: async (companyId, name) => {
      if (isPractice(companyId)) return practiceSecrets[name] !== undefined;
      const shelf = await shelfOf(companyId);
      return !shelf.notFromDisk.has(name) && shelf.onDisk.get(name)?.sealed !== undefined;
    },
    version: async (companyId, of) => {
      const shelf = await shelfOf(companyId);
      return of.reduce((sum, name) => sum + (shelf.onDisk.get(name)?.version ?? 0), 0);
    },
  };
}

function practiceShelf(secrets: Readonly<Partial<Record<SecretName, string>>>): Shelf {
  const inMemory = new Map<SecretName, string>();
  for (const name of names) {
    const value = secrets[name];
    if (value !== undefined) inMemory.set(name, value);
  }
  return { onDisk: new Map(), inMemory, notFromDisk: new Set() };
}

async function readShelf(file: string): Promise<Shelf> {
  const empty = { onDisk: new Map(), inMemory: new Map(), notFromDisk: new Set<SecretName>() };
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' ? empty : { ...empty, fault: { kind: 'io', code } };
  }
  const parsed = readFileText(text);
  if (parsed) {
    const onDisk = new Map<SecretName, z.infer<typeof Entry>>();
    for (const name of names) {
      const entry = parsed.secrets[name];
      if (entry) onDisk.set(name, entry);
    }
    return { ...empty, onDisk };
  }
  // Kept, not overwritten: it may be the only copy of something.
  const keptAs = file.replace(/\.json$/, `.unreadable-${Date.now()}.json`);
  try {
    await rename(file, keptAs);
    return { ...empty, fault: { kind: 'unreadable', keptAs } };
  } catch (error) {
    return { ...empty, fault: { kind: 'io', code: codeOf(error) } };
  }
}

function readFileText(text: string): SecretsFile | undefined {
  try {
    const parsed = SecretsFile.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const fileText = (entries: ReadonlyMap<SecretName, z.infer<typeof Entry>>): string => {
  const file: SecretsFile = { version: 1, secrets: Object.fromEntries(entries) };
  return `${JSON.stringify(file)}\n`;
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** After this returns the new text is there, whole, even after a power cut; before, the old one is. */
async function writeDurably(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.new`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  // A folder cannot be opened on Windows, where the rename is journalled.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
