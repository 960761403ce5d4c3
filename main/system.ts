import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
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
