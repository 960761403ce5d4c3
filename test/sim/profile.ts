import { mix, type Site, type Tables } from './decider.ts';

/** What kind of world a seed makes. Swarm testing: each seed has a random subset of the faults, each at its own rate. */
export interface Profile {
  readonly tables: Tables;
  /** installations that share one terminal: same company, series, authority */
  readonly machines: 1 | 2;
  /** security codes that collide: both installations make the same clave for the same number on the same day */
  readonly fixedCode: boolean;
  /** limits of the server and of the settings; 0 = none */
  readonly quota: { readonly perHour: number; readonly perDay: number };
  /** the server tells its count in headers */
  readonly tellsRate: boolean;
  readonly tokenLifeMs: number;
  readonly refreshLifeMs: number;
  /** mean distance of what the clerk does */
  readonly clerkEveryMs: number;
  /** mean distance of what befalls the world */
  readonly worldEveryMs: number;
  /** of the authority's verdict */
  readonly verdictMs: number;
  /** share of documents the authority rejects, and refuses at the door */
  readonly rejects: number;
  readonly refuses: number;
  readonly edinkyAppends: boolean;
  readonly usesPayments: boolean;
  /** the wall clock may be set */
  readonly jumps: boolean;
  /** an older copy of the database may be brought back */
  readonly restores: boolean;
}

type Weights = readonly (readonly [what: string, weight: number])[];

const clerk: Weights = [
  ['seal', 0.34],
  ['seal-note', 0.05],
  ['press-again', 0.06],
  ['press-twice', 0.02],
  ['act', 0.14],
  ['unblock', 0.08],
  ['new-password', 0.01],
  ['new-edinky-token', 0.01],
  ['settings', 0.01],
  ['look', 0.01],
  ['line-back', 0.02],
];
const clerkPays: Weights = [
  ['pay', 0.1],
  ['pay-look', 0.03],
  ['pay-retry', 0.03],
  ['pay-mine', 0.015],
  ['pay-theirs', 0.015],
];

const faults: Readonly<Record<Exclude<Site, 'clerk'>, Weights>> = {
  world: [
    ['kill', 0.08],
    ['quit', 0.02],
    ['disk-full', 0.04],
    ['jump-little', 0.02],
    ['jump-back', 0.02],
    ['jump-far', 0.01],
    ['clock-right', 0.05],
    ['snapshot', 0.05],
    ['restore', 0.02],
    ['outage', 0.04],
    ['tokens-dead', 0.03],
    ['tokens-refused', 0.01],
    ['password-changed', 0.01],
    ['forbids', 0.01],
    ['somebody-pays', 0.04],
    ['sent-to-sri', 0.005],
    ['wrong-address', 0.005],
  ],
  commit: [
    ['crash-before', 0.0015],
    ['crash-inside', 0.0015],
    ['crash-after', 0.003],
    ['full', 0.001],
    ['io', 0.0007],
    ['full-late', 0.001],
    ['lost', 0.0007],
  ],
  recovery: [
    ['crash-before', 0.1],
    ['crash-after', 0.1],
    ['full', 0.05],
    ['unreadable', 0.05],
  ],
  file: [
    ['crash-before', 0.004],
    ['crash-after', 0.004],
    ['crash-torn', 0.002],
    ['full', 0.002],
    ['torn', 0.002],
    ['kept-but-failed', 0.002],
  ],
  request: [
    ['crash-before', 0.003],
    ['crash-during', 0.004],
    ['crash-after', 0.004],
  ],
  post: [
    ['not-sent', 0.02],
    ['lost', 0.02],
    ['hangs', 0.01],
    ['answer-lost', 0.02],
    ['late', 0.02],
    ['twice', 0.02],
    ['failed-before', 0.02],
    ['failed-after', 0.02],
    ['portal', 0.01],
    ['redirect', 0.005],
    ['401', 0.01],
    ['403', 0.004],
    ['404', 0.003],
    ['429', 0.006],
    ['429-when', 0.006],
    ['unnamed-duplicate', 0.003],
    ['odd-refusal', 0.003],
    ['hidden', 0.02],
  ],
  get: [
    ['not-sent', 0.02],
    ['lost', 0.02],
    ['hangs', 0.01],
    ['answer-lost', 0.02],
    ['failed', 0.03],
    ['portal', 0.01],
    ['401', 0.01],
    ['403', 0.003],
    ['429', 0.005],
    ['429-when', 0.005],
    ['vanished', 0.004],
    ['no-answer', 0.01],
    ['bad-answer', 0.003],
    ['odd-state', 0.003],
    ['wrong-answer', 0.001],
  ],
  idp: [
    ['not-sent', 0.05],
    ['lost', 0.05],
    ['failed', 0.05],
    ['refused-refresh', 0.1],
    ['403', 0.01],
    ['portal', 0.02],
    ['429', 0.02],
  ],
  'edinky-read': [
    ['not-sent', 0.02],
    ['lost', 0.02],
    ['failed', 0.02],
    ['401', 0.004],
    ['403', 0.003],
    ['429', 0.005],
    ['unclear', 0.003],
    ['portal', 0.005],
    ['404', 0.002],
    ['short-list', 0.005],
  ],
  'edinky-put': [
    ['not-sent', 0.03],
    ['lost', 0.03],
    ['answer-lost', 0.04],
    ['late', 0.03],
    ['hangs', 0.02],
    ['failed-before', 0.03],
    ['failed-after', 0.03],
    ['says-false', 0.01],
    ['401', 0.01],
    ['403', 0.005],
    ['429', 0.01],
    ['404', 0.005],
    ['422', 0.01],
  ],
};

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Half of them so small that the steps of one seed fill a day of them (1,000 are proved by quota-planner.test.ts), and yet more than two
 * installations ask in a day when the server refuses them: what it refuses it counts too.
 */
const limitsOf = (seed: number): Profile['quota'] =>
  mix(seed, 9, 1) % 2 === 0 ? { perHour: 100, perDay: 1_000 } : { perHour: 12, perDay: 80 };

export function profileOf(seed: number): Profile {
  // Two streams, so that another fault in a table does not make other worlds of all seeds: kept histories are played in theirs.
  let n = 0;
  const draw = (): number => mix(seed, 5, ++n) / 2 ** 32;
  let faultsDrawn = 0;
  const drawFault = (): number => mix(seed, 3, ++faultsDrawn) / 2 ** 32;
  const rates = [0.3, 1, 1, 3] as const;
  const pick = <T>(...choices: readonly [T, ...T[]]): T =>
    choices[Math.floor(draw() * choices.length)] ?? choices[0];
  /** half of the faults, at a rate of their own */
  const swarm = (weights: Weights, most: number): Weights => {
    const chosen = weights.flatMap(([what, weight]) => {
      const on = drawFault() < 0.5;
      const rate = rates[Math.floor(drawFault() * rates.length)] ?? 1;
      return on ? [[what, weight * rate] as const] : [];
    });
    const sum = chosen.reduce((total, [, weight]) => total + weight, 0);
    return sum <= most ? chosen : chosen.map(([what, weight]) => [what, (weight * most) / sum] as const);
  };
  const jumps = draw() < 0.4;
  const restores = draw() < 0.3;
  const usesPayments = draw() < 0.5;
  const world = swarm(faults.world, 0.9).filter(
    ([what]) =>
      (jumps || !what.startsWith('jump')) && (restores || (what !== 'restore' && what !== 'snapshot')),
  );
  const staging = draw() < 0.2;
  return {
    tables: {
      // A world in which nobody seals or looks proves nothing: the clerk always does all of it.
      clerk: usesPayments ? [...clerk, ...clerkPays] : clerk,
      world: restores ? [['copy-and-back', 0.08], ['snapshot', 0.05], ['restore', 0.03], ...world] : world,
      commit: swarm(faults.commit, 0.05),
      file: swarm(faults.file, 0.1),
      recovery: swarm(faults.recovery, 0.4),
      request: swarm(faults.request, 0.05),
      post: swarm(faults.post, 0.6),
      get: swarm(faults.get, 0.5),
      idp: swarm(faults.idp, 0.6),
      'edinky-read': swarm(faults['edinky-read'], 0.4),
      'edinky-put': swarm(faults['edinky-put'], 0.6),
    },
    machines: draw() < 0.3 ? 2 : 1,
    fixedCode: draw() < 0.4,
    quota: staging ? limitsOf(seed) : { perHour: 0, perDay: 0 },
    tellsRate: draw() < 0.2,
    tokenLifeMs: pick(minute, 5 * minute, 30 * minute, 5 * hour),
    refreshLifeMs: pick(10 * minute, 10 * hour),
    clerkEveryMs: pick(8 * second, 20 * second, minute, 5 * minute),
    worldEveryMs: pick(2 * minute, 10 * minute, hour),
    verdictMs: pick(second, 30 * second, 10 * minute, 3 * hour),
    rejects: pick(0, 0.1, 0.4),
    refuses: pick(0, 0.05, 0.2),
    edinkyAppends: draw() < 0.15,
    usesPayments,
    jumps,
    restores,
  };
}
