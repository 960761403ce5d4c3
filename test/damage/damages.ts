import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { liftTriggers } from '../../main/db/lifted-triggers.ts';
import { placesIn } from '../../main/usecases/open-store.ts';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Damage {
  readonly name: string;
  /** 'cut': the folder as a power cut leaves it, with a WAL */
  readonly from: 'closed' | 'cut';
  /**
   * What spoils both copies of a document at once. 'told': it may be named as lost, never forgotten in silence. 'newer-than-copy':
   * nothing on this computer knows of what came after the last copy.
   */
  readonly mayLose?: 'told' | 'newer-than-copy';
  /** 'given-up': nothing on this computer knows any more what a person gave up */
  readonly forgets?: 'given-up';
  /** how many drafts must be there at least (unreadable ones counted): 1, the one in the copy, unless said otherwise */
  readonly drafts?: number | 'gone';
  /** @returns what exactly was done, for the message */
  harm(userData: string, random: () => number): string;
}

const below = (random: () => number, limit: number): number => Math.floor(random() * limit);

function write(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

function read(file: string, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const handle = openSync(file, 'r');
  readSync(handle, bytes, 0, length, at);
  closeSync(handle);
  return bytes;
}

/** Another value in one byte, or one bit of it. */
export function flipByte(file: string, random: () => number, from = 0): string {
  const { size } = statSync(file);
  const at = from + below(random, size - from);
  const [old = 0] = read(file, at, 1);
  const flipped = random() < 0.5 ? old ^ (1 << below(random, 8)) : (old + 1 + below(random, 255)) & 0xff;
  write(file, at, Uint8Array.of(flipped));
  return `byte ${at}: ${old} -> ${flipped}`;
}

const pageBytes = 4_096;

/** The text of a value in the file, changed where it stands: what a flipped byte does to exactly this row. */
export function changeText(file: string, text: string, to: string): string {
  if (text.length !== to.length) throw new Error('a flipped byte changes no length');
  const bytes = readFileSync(file);
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) places.push(at);
  for (const at of places) write(file, at, Buffer.from(to));
  return `${text} -> ${to}, ${places.length} times`;
}

const randomBytes = (random: () => number, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => below(random, 256));

const database = (userData: string): string => placesIn(userData).database;
const journal = (userData: string): string => join(userData, 'sealed', 'journal.ndjson');
const sealedFiles = (userData: string): string[] =>
  readdirSync(join(userData, 'sealed'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .map((name) => join(userData, 'sealed', name));

const pageDamages: readonly ((file: string, random: () => number) => string)[] = [
  (file, random) => {
    const page = below(random, statSync(file).size / pageBytes);
    write(file, page * pageBytes, new Uint8Array(pageBytes));
    return `page ${page + 1} zeroed`;
  },
  (file, random) => {
    const pages = statSync(file).size / pageBytes;
    const [one, other] = [below(random, pages), below(random, pages)];
    const first = read(file, one * pageBytes, pageBytes);
    write(file, one * pageBytes, read(file, other * pageBytes, pageBytes));
    write(file, other * pageBytes, first);
    return `pages ${one + 1} and ${other + 1} swapped`;
  },
  (file, random) => {
    const page = below(random, statSync(file).size / pageBytes);
    write(file, page * pageBytes, randomBytes(random, pageBytes));
    return `page ${page + 1} garbage`;
  },
];

/** Two in three a byte, one in three a page: bytes are what nobody else sees. */
export function randomDamage(seed: number): Damage {
  return {
    name: `random ${seed}`,
    from: seed % 4 === 3 ? 'cut' : 'closed',
    harm(userData, random) {
      const file = database(userData);
      if (seed % 3 < 2) {
        const flips = 1 + below(random, 3);
        return Array.from({ length: flips }, () => flipByte(file, random)).join(', ');
      }
      const damage = pageDamages[below(random, pageDamages.length)];
      if (!damage) throw new Error('no such damage');
      return damage(file, random);
    },
  };
}

const cutOff = (share: number): Damage => ({
  name: `database truncated to ${share * 100} %`,
  from: 'closed',
  harm(userData) {
    const file = database(userData);
    truncateSync(file, Math.floor(statSync(file).size * share));
    return '';
  },
});

const harmed = (name: string, harm: Damage['harm'], more: Partial<Damage> = {}): Damage => ({
  name,
  from: 'closed',
  harm,
  ...more,
});

const remove = (path: string): string => {
  rmSync(path, { recursive: true, force: true });
  return '';
};

/** Changes values so that file, indexes and constraints stay in order: only the sum of a row can tell. */
function silently(name: string, sql: string): Damage {
  return harmed(
    `silent: ${name}`,
    (userData) => {
      const db = new Database(database(userData));
      db.pragma('foreign_keys = OFF');
      const changes = liftTriggers(
        db,
        ['document', 'document_body', 'document_answer', 'payment_slot', 'attempt', 'document_move'],
        () => db.prepare(sql).run().changes,
      );
      db.close();
      if (changes === 0) throw new Error(`${name} changed nothing`);
      return `${changes} rows`;
    },
    { drafts: 3 },
  );
}

const silentDamages: readonly Damage[] = [
  silently(
    'accepted documents are queued again',
    `update document set state = 'queued', received_at = null, answer_verdict = null, next_at = 0, reason = null
     where state = 'accepted'`,
  ),
  silently(
    'an accepted document is queued, and nothing else remembers it',
    `update document set state = 'queued', received_at = null, answer_verdict = null, next_at = 0, posts = 0
     where seq = (select max(seq) from document where state = 'accepted')`,
  ),
  silently(
    'a rejected document is accepted',
    `update document set state = 'accepted', answer_verdict = 'accepted' where state = 'rejected'`,
  ),
  silently(
    'an answer says the opposite',
    `update document_answer set verdict = 'accepted' where verdict = 'rejected'`,
  ),
  silently('the answers are other bytes', `update document_answer set xml = x'3c613e3c2f613e'`),
  silently(
    'queued documents are received',
    `update document set state = 'received', received_at = 5 where state = 'queued'`,
  ),
  silently(
    'a held document is queued',
    `update document set state = 'queued', reason = null, next_at = 0 where state = 'held'`,
  ),
  silently(
    'the doubt is gone',
    `update document set state = 'queued', doubt = null, next_at = 0 where state = 'unknown'`,
  ),
  silently('totals', 'update document set total = total + 100000'),
  silently(
    'a digit of every clave',
    `update document set clave = substr(clave, 1, 45) || ((substr(clave, 46, 1) + 1) % 10) || substr(clave, 47)`,
  ),
  silently('ids of documents', `update document set id = 'x' || substr(id, 2) where seq % 3 = 0`),
  silently('hashes of documents', `update document set xml_sha256 = replace(xml_sha256, 'a', 'b')`),
  silently('signed bytes', `update document_body set xml = x'00'`),
  silently('signed bytes gone', 'delete from document_body'),
  silently('the running number is smaller', 'update series set last_number = last_number - 3'),
  silently('the running number is gone', 'delete from series'),
  silently('the running number is bigger', 'update series set last_number = last_number + 256'),
  silently(
    'the company is another taxpayer',
    `update company set settings = replace(settings, '310', '311')`,
  ),
  silently('a payment list', `update payment_slot set desired_list = replace(desired_list, '1.00', '9.00')`),
  silently('drafts that cannot be read', `update draft set form = '{}' where id = 'draft-late'`),
  silently('kept counts', 'update document_count set n = n + 2'),
];

/** Everything that can happen to a file of this program, each once. */
export const namedDamages: readonly Damage[] = [
  ...silentDamages,
  harmed('database deleted', (userData) => remove(database(userData))),
  harmed('database empty', (userData) => (truncateSync(database(userData), 0), '')),
  harmed('database replaced by garbage', (userData, random) => {
    writeFileSync(database(userData), randomBytes(random, 50_000));
    return '';
  }),
  ...[0.99, 0.5, 0.1, 0.001].map(cutOff),
  harmed(
    'database and its copies deleted',
    (userData) => {
      remove(placesIn(userData).copies);
      return remove(database(userData));
    },
    { drafts: 'gone' },
  ),
  harmed('copies deleted', (userData) => remove(placesIn(userData).copies)),
  harmed(
    'database damaged and every copy garbage',
    (userData, random) => {
      const { copies } = placesIn(userData);
      for (const name of readdirSync(copies)) writeFileSync(join(copies, name), randomBytes(random, 9_000));
      return pageDamages[0]?.(database(userData), () => 0) ?? '';
    },
    { drafts: 'gone' },
  ),
  harmed('WAL deleted', (userData) => remove(`${database(userData)}-wal`), { from: 'cut', drafts: 'gone' }),
  harmed(
    'WAL truncated',
    (userData, random) => {
      const wal = `${database(userData)}-wal`;
      const { size } = statSync(wal);
      truncateSync(wal, below(random, size));
      return '';
    },
    { from: 'cut', drafts: 'gone' },
  ),
  harmed('WAL flipped', (userData, random) => flipByte(`${database(userData)}-wal`, random), {
    from: 'cut',
    drafts: 'gone',
  }),
  harmed(
    'WAL of garbage',
    (userData, random) => {
      writeFileSync(`${database(userData)}-wal`, randomBytes(random, 20_000));
      return '';
    },
    { from: 'cut', drafts: 'gone' },
  ),
  harmed('database deleted, WAL kept', (userData) => remove(database(userData)), {
    from: 'cut',
    drafts: 'gone',
  }),
  harmed('journal deleted', (userData) => remove(journal(userData)), { drafts: 3 }),
  harmed(
    'journal torn',
    (userData) => {
      const { size } = statSync(journal(userData));
      truncateSync(journal(userData), size - 100);
      return '';
    },
    { drafts: 3 },
  ),
  harmed('journal flipped', (userData, random) => flipByte(journal(userData), random), { drafts: 3 }),
  harmed('folder of sealed documents deleted', (userData) => remove(join(userData, 'sealed')), { drafts: 3 }),
  harmed(
    'one month of sealed documents deleted',
    (userData) => {
      const [file] = sealedFiles(userData);
      return file === undefined ? '' : remove(join(file, '..'));
    },
    { drafts: 3 },
  ),
  harmed(
    'one sealed document flipped',
    (userData, random) => {
      const files = sealedFiles(userData);
      const file = files[below(random, files.length)];
      return file === undefined ? '' : flipByte(file, random);
    },
    { drafts: 3 },
  ),
  harmed(
    'signed bytes flipped in the database',
    (userData) => changeText(database(userData), '<FacturaElectronica', '<FacturaElectronicb'),
    { drafts: 3 },
  ),
  harmed('companies kept outside deleted', (userData) => remove(join(userData, 'companies')), { drafts: 3 }),
  harmed(
    'database and the folder of sealed documents deleted',
    (userData) => {
      remove(join(userData, 'sealed'));
      return remove(database(userData));
    },
    { mayLose: 'newer-than-copy' },
  ),
  harmed(
    'database deleted and one sealed document flipped',
    (userData, random) => {
      remove(database(userData));
      const file = sealedFiles(userData).at(-1);
      return file === undefined ? '' : flipByte(file, random);
    },
    { mayLose: 'told' },
  ),
  harmed(
    'database, journal and copies deleted',
    (userData) => {
      remove(database(userData));
      remove(placesIn(userData).copies);
      return remove(journal(userData));
    },
    { drafts: 'gone', forgets: 'given-up' },
  ),
  harmed(
    'journal and one page of the database',
    (userData, random) => {
      remove(journal(userData));
      return pageDamages[2]?.(database(userData), random) ?? '';
    },
    { forgets: 'given-up' },
  ),
];
