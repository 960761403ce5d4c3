import type { PracticeView } from '../../../preload/contract/practice.ts';

type Counters = PracticeView['counters'];

/** What the authorities' own counters prove about the documents they were sent. */
export interface Proof {
  /** `nothing-yet`: no POST was counted. `broken`: one sale got two claves, the catastrophe of OUTBOX.md section 1 */
  readonly verdict: 'nothing-yet' | 'once' | 'broken';
  /** claves that arrived at all */
  readonly arrived: number;
  /** claves that were received; the authority keeps a clave once or never */
  readonly received: number;
  /** claves that arrived more than once: harmless, the authority refuses the same clave again */
  readonly repeated: number;
  /** consecutivos that came with more than one clave */
  readonly doubled: number;
}

/** Reads the counters; nothing of the program's own books goes in, so it cannot prove itself right. */
export function proofOf({ posts, numbers }: Pick<Counters, 'posts' | 'numbers'>): Proof {
  const doubled = numbers.filter(({ claves }) => claves > 1).length;
  return {
    verdict: doubled > 0 ? 'broken' : posts.length === 0 ? 'nothing-yet' : 'once',
    arrived: posts.length,
    received: posts.filter(({ accepted }) => accepted).length,
    repeated: posts.filter(({ arrived }) => arrived > 1).length,
    doubled,
  };
}

export interface EndpointRow {
  readonly endpoint: Counters['requests'][number]['endpoint'];
  readonly total: number;
  /** by status, rising; 0 = cut or held before a status was written */
  readonly statuses: readonly { readonly status: number; readonly count: number }[];
}

/** Requests gathered by endpoint, in the order of first mention. */
export function byEndpoint(requests: Counters['requests']): readonly EndpointRow[] {
  const names = [...new Set(requests.map(({ endpoint }) => endpoint))];
  return names.map((endpoint) => {
    const own = requests.filter((row) => row.endpoint === endpoint);
    return {
      endpoint,
      total: own.reduce((sum, { count }) => sum + count, 0),
      statuses: own
        .map(({ status, count }) => ({ status, count }))
        .toSorted((one, other) => one.status - other.status),
    };
  });
}

/** Consecutivo inside a clave (positions 22 to 41), or the clave itself when it is not one. */
export const consecutivoOf = (clave: string): string =>
  /^\d{50}$/.test(clave) ? clave.slice(21, 41) : clave;
