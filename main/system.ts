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
