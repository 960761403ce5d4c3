import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { VerifyComprobante } from '../../domain/signing/signing.ts';
import { practiceControl, type PracticeControl } from './control.ts';
import { edinkyAuthority, edinkyBase } from './edinky.ts';
import { seedRemoteDocuments } from './edinky-fixtures.ts';
import { idpAuthority, logoutPath, tokenPath } from './idp.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { openListener, type Listener } from './listener.ts';
import { lookupsAuthority } from './lookups.ts';
import { receptionBase, recepcionAuthority } from './recepcion.ts';

export type { PracticeControl } from './control.ts';

/**
 * The authorities of the practice company: Hacienda's sign-in, reception and public look-ups, and e-Dinky. Real HTTP on 127.0.0.1, used by the
 * program and by its tests alike. What they stand for and what they choose where the sources are silent: DOMAIN.md 12 and 13,
 * API.md 12.
 */
export interface Authorities {
  /** base of `recepcion`, with the final slash */
  readonly haciendaApiUrl: string;
  readonly idpUrl: string;
  readonly logoutUrl: string;
  /** with `/api/v1` */
  readonly edinkyApiUrl: string;
  /** base of the public look-ups, without a slash behind (DOMAIN.md section 11) */
  readonly lookupsUrl: string;
  readonly control: PracticeControl;
  /** Ends connections and closes the book. What was accepted is still there at the next start. */
  stop(): Promise<void>;
}

export interface AuthoritiesOptions {
  /** made when missing; holds `authorities.sqlite` */
  readonly folder: string;
  readonly verify: VerifyComprobante;
  /** UTC ms; the authorities' clock */
  readonly now?: () => number;
  /** of the draw of processing times; the same seed draws the same */
  readonly seed?: number;
  /** RSA key of the answers, PKCS#8 PEM. By default each folder makes its own at the first verdict. */
  readonly authorityKey?: string;
  /** Tried at the first start of a folder; afterwards the remembered ones are. 0 or none = any free port. */
  readonly idpPort?: number;
  readonly haciendaPort?: number;
  readonly edinkyPort?: number;
  readonly lookupsPort?: number;
}

/** mulberry32: a small generator with a seed, so that a run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A damaged book is put aside and a new one begun: nobody's documents are in it, and nothing could be practised without one.
 * @throws SqliteError for anything but damage
 */
function openBook(file: string, at: number): Ledger {
  try {
    return openLedger(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!/^SQLITE_(?:NOTADB|CORRUPT)/.test(code)) throw error;
    for (const companion of ['', '-wal', '-shm'])
      if (existsSync(file + companion)) renameSync(file + companion, `${file}.damaged-${at}${companion}`);
    return openLedger(file);
  }
}

/**
 * Starts them, on the ports of last time when those are free. Addresses are read when asked, because a cut line that comes back
 * may have lost its port to another program.
 * @throws SqliteError when the book cannot be opened; Error when there is no free port
 */
export async function startAuthorities(options: AuthoritiesOptions): Promise<Authorities> {
  mkdirSync(options.folder, { recursive: true });
  const now = options.now ?? Date.now;
  const ledger = openBook(join(options.folder, 'authorities.sqlite'), now());
  seedRemoteDocuments(ledger, now());
  const recepcion = recepcionAuthority({
    ledger,
    verify: options.verify,
    now,
    switches: () => ledger.switches().hacienda,
    fraction: seeded(options.seed ?? now()),
    authorityKey: options.authorityKey,
  });
  const edinky = edinkyAuthority(ledger, now, () => ledger.switches().edinky);
  const shared = { ledger, now, switches: () => ledger.switches() };
  const listeners: Listener[] = [];
  try {
    const idp = await openListener({
      ...shared,
      name: 'idp',
      authority: idpAuthority(ledger),
      preferredPort: options.idpPort ?? 0,
    });
    listeners.push(idp);
    const hacienda = await openListener({
      ...shared,
      name: 'hacienda',
      authority: recepcion,
      preferredPort: options.haciendaPort ?? 0,
    });
    listeners.push(hacienda);
    const remote = await openListener({
      ...shared,
      name: 'edinky',
      authority: edinky,
      preferredPort: options.edinkyPort ?? 0,
    });
    listeners.push(remote);
    const lookups = await openListener({
      ...shared,
      name: 'lookups',
      authority: lookupsAuthority(() => ledger.switches().lookups),
      preferredPort: options.lookupsPort ?? 0,
    });
    listeners.push(lookups);
    const { line } = ledger.switches();
    if (line !== 'up') await Promise.all(listeners.map((listener) => listener.setLine(line)));
    recepcion.resume();
    const at = (listener: Listener, path: string): string => `http://127.0.0.1:${listener.port()}${path}`;
    return {
      get haciendaApiUrl() {
        return at(hacienda, receptionBase);
      },
      get idpUrl() {
        return at(idp, tokenPath);
      },
      get logoutUrl() {
        return at(idp, logoutPath);
      },
      get edinkyApiUrl() {
        return at(remote, edinkyBase);
      },
      get lookupsUrl() {
        return at(lookups, '');
      },
      control: practiceControl({ ledger, listeners, recepcion, edinky, now }),
      async stop() {
        await Promise.all(listeners.map((listener) => listener.stop()));
        await recepcion.stop();
        ledger.close();
      },
    };
  } catch (error) {
    await Promise.all(listeners.map((listener) => listener.stop()));
    ledger.close();
    throw error;
  }
}
