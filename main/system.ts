import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { MachineTraits } from '../domain/company/installation.ts';
import type { Clock, Random } from '../domain/outbox/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export const systemRandom: Random = {
  // 48 bits: more than the jitter needs
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  digits: (count) => Array.from({ length: count }, () => randomInt(10)).join(''),
  id: () => randomUUID(),
};

/**
 * An error as a log may keep it: name, code and our own words. What a parser says quotes the text it could not read, and that may be a
 * customer's.
 */
export function forLog(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  if (error instanceof SyntaxError || error.name === 'ZodError') return `${error.name}${code}`;
  return `${error.name}${code}: ${error.message}`;
}

const identityTimeoutMs = 2_000;

/** What the system prints about itself. @returns undefined where there is no such program, or it does not answer */
const printed = (program: string, words: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(program, [...words], { timeout: identityTimeoutMs, windowsHide: true }, (error, out) =>
      resolve(error ? undefined : out),
    );
  });

/**
 * The identity that the system gives this computer: machine-id(5) on Linux, MachineGuid on Windows, IOPlatformUUID on macOS (the
 * last two never tried). @returns undefined where it cannot be read
 */
async function machineIdentity(): Promise<string | undefined> {
  switch (process.platform) {
    case 'linux':
      try {
        return readFileSync('/etc/machine-id', 'utf8').trim() || undefined;
      } catch {
        return undefined;
      }
    case 'win32': {
      const key = String.raw`HKLM\SOFTWARE\Microsoft\Cryptography`;
      return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(
        (await printed('reg', ['query', key, '/v', 'MachineGuid'])) ?? '',
      )?.[1];
    }
    case 'darwin': {
      const told = await printed('ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']);
      return /"IOPlatformUUID" = "([^"]+)"/.exec(told ?? '')?.[1];
    }
    default:
      return undefined;
  }
}

/** By what this computer is told from another one that holds a copy of the data: hashes, compared here and sent nowhere. */
export async function machineTraits(): Promise<MachineTraits> {
  const hash = (text: string): string =>
    createHash('sha256').update(`talonario ${text}`).digest('hex').slice(0, 32);
  const identity = await machineIdentity();
  return { host: hash(hostname()), ...(identity === undefined ? {} : { machine: hash(identity) }) };
}
