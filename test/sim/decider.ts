/**
 * Every chance of a simulated world. A decision is a pure function of the seed, its site and how often that site was asked before, so
 * one decision can be taken away (shrinking) without moving the others. What was decided is written down and can be played again.
 */

/** Where something may go wrong or somebody may act. */
export type Site =
  /** what the clerk does at a tick */
  | 'clerk'
  /** what befalls a machine or the authorities at a tick */
  | 'world'
  /** a transaction */
  | 'commit'
  /** a file, a journal line */
  | 'file'
  /** a transaction, a file or a reading of the journal until a start has recovered */
  | 'recovery'
  /** a crash around an HTTP request: before it, or between its answer and T2 */
  | 'request'
  | 'post'
  | 'get'
  | 'idp'
  | 'edinky-read'
  | 'edinky-put';

export const sites: readonly Site[] = [
  'clerk',
  'world',
  'commit',
  'file',
  'recovery',
  'request',
  'post',
  'get',
  'idp',
  'edinky-read',
  'edinky-put',
];

export interface Decision {
  readonly what: string;
  /** [0, 1): whatever the decision needs to be exact */
  readonly r: number;
}

/** `clerk:12` -> `seal@531` */
export type History = ReadonlyMap<string, string>;

/** Probabilities of what is not the normal course, per site; they add up to less than 1. */
export type Tables = Readonly<Record<Site, readonly (readonly [what: string, probability: number])[]>>;

const fractions = 1 << 20;

/** 32 bits from three (murmur3's finalizer). */
export function mix(a: number, b: number, c: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(c + 0x165667b1, 0x297a2d39);
  h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export class Decider {
  /** what was decided in this run, in order */
  readonly made = new Map<string, string>();
  /** faults are off, and nobody acts */
  calm = false;
  private readonly counts: number[] = sites.map(() => 0);
  private readonly seed: number;
  private readonly tables: Tables;
  private readonly script: History | undefined;
  private readonly chances: [number, number] = [0, 0];

  /** @param script play these decisions and no others */
  constructor(seed: number, tables: Tables, script?: History) {
    this.seed = seed;
    this.tables = tables;
    this.script = script;
  }

  /** @returns undefined for the normal course */
  decide(site: Site): Decision | undefined {
    const index = sites.indexOf(site);
    const n = (this.counts[index] ?? 0) + 1;
    this.counts[index] = n;
    if (this.calm) return undefined;
    if (this.script) return this.scripted(`${site}:${n}`);
    const h = mix(this.seed, index + 101, n);
    let left = h / 2 ** 32;
    for (const [what, probability] of this.tables[site]) {
      left -= probability;
      if (left >= 0) continue;
      const r = mix(h, n, index) % fractions;
      this.made.set(`${site}:${n}`, `${what}@${r}`);
      return { what, r: r / fractions };
    }
    return undefined;
  }

  /** Latencies, jitter, digits: never a fault, so never shrunk. [0, 1) */
  chance(): number {
    return mix(this.seed, 7, ++this.chances[0]) / 2 ** 32;
  }

  /** When the next tick comes, and at which machine: a stream of its own, so that a shorter history keeps its times. [0, 1) */
  tick(): number {
    return mix(this.seed, 11, ++this.chances[1]) / 2 ** 32;
  }

  private scripted(key: string): Decision | undefined {
    const text = this.script?.get(key);
    if (text === undefined) return undefined;
    this.made.set(key, text);
    const [what = '', r = '0'] = text.split('@');
    return { what, r: Number(r) / fractions };
  }
}
