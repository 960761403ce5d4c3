import { z } from 'zod';
import {
  calmSwitches,
  countedEndpoints,
  isOutcomeOf,
  outcomesOf,
  practiceEndpoints,
  type PracticeOutcome,
} from './outcomes.ts';

/**
 * What the practice panel shows and sets: how the simulated authorities behave. Nothing here says how the real ones do;
 * each switch is a behaviour the sources leave open (DOMAIN.md 12, 13, 16; API.md 12), so the program must pass in every position.
 */
export {
  countedEndpoints,
  isOutcomeOf,
  outcomesOf,
  practiceEndpoints,
  type PracticeOutcome,
} from './outcomes.ts';

export const PracticeEndpoint = z.enum(practiceEndpoints);
export type PracticeEndpoint = z.infer<typeof PracticeEndpoint>;

export const CountedEndpoint = z.enum(countedEndpoints);
export type CountedEndpoint = z.infer<typeof CountedEndpoint>;

/**
 * up: everything answers. cut: the listeners are closed, so connecting is refused. hang: connections open, nothing is ever read
 * or answered. blackhole: the line dies after the first bytes of the request (nothing is processed, nothing is answered).
 */
export const PracticeLine = z.enum(['up', 'cut', 'hang', 'blackhole']);
export type PracticeLine = z.infer<typeof PracticeLine>;

export const HaciendaSwitches = z.object({
  /** the two success codes of the sources, DOMAIN.md 13.1 */
  receivedStatus: z.union([z.literal(201), z.literal(202)]),
  /** answer to GET of a clave never received: 404, or 400 "no ha sido recibido" as live systems do */
  unknownClave: z.enum(['404', '400']),
  /** `staging`: 100 requests in 60 minutes and 1,000 in 24 hours, with X-Ratelimit-* headers */
  quota: z.enum(['off', 'staging']),
  /** `Location` on 201/202: mentioned in places, absent in others */
  location: z.boolean(),
  /** from receipt to verdict; drawn between both for each document */
  processingMinMs: z.int().min(0).max(3_600_000),
  processingMaxMs: z.int().min(0).max(3_600_000),
  /** spelling of the callback's JSON: `ind-estado` or `indEstado` with upper-case state and `-0600` (DOMAIN.md 13.5) */
  callbackSpelling: z.enum(['hyphen', 'camel']),
  /** pause before each of the three retries of a callback */
  callbackRetryMs: z.int().min(0).max(600_000),
  /** that many of the newest accepted documents are missing from GET /comprobantes */
  listOmits: z.int().min(0).max(1_000),
  /** a note or receipt that refers to a document of the same issuer that never came: the sources disagree, DOMAIN.md 5.10 */
  unknownReference: z.enum(['accept', 'refuse']),
});
export type HaciendaSwitches = z.infer<typeof HaciendaSwitches>;

export const EdinkySwitches = z.object({
  /** false: the pasted token answers 401 ("expired by test") */
  tokenAccepted: z.boolean(),
  paymentsWrite: z.enum(['replace', 'append']),
  paymentsPaging: z.enum(['honours-page', 'ignores-page']),
  /** superseded payments */
  history: z.enum(['hidden', 'cancelled', 'completed']),
  /** whether GET /documents/{id} carries `payments` */
  paymentsInDocument: z.enum(['absent', 'present']),
  /** E1 to E5 of API.md 2.4 */
  errorShape: z.enum(['E1', 'E2', 'E3', 'E4', 'E5', 'html', 'empty']),
  ids: z.enum(['number', 'text']),
  money: z.enum(['text', 'number']),
  /** `documented`: the words of the vendor's samples; `missing`: no `status` key; anything else is written as it is */
  statusText: z.string().min(1).max(40),
  /** an empty `payments` array */
  emptyPayments: z.enum(['accept', 'refuse']),
  /** a sum below the document's total */
  partialSum: z.enum(['accept', 'refuse']),
  /** seconds without any call after which an unsent document goes to the SRI by itself; null = never */
  sendAutomaticAfterSeconds: z.int().min(0).max(86_400).nullable(),
  /** GET /documents: its real path is unknown */
  documentsList: z.enum(['on', 'off']),
});
export type EdinkySwitches = z.infer<typeof EdinkySwitches>;

export const LookupSwitches = z.object({
  /** `fails`: every look-up answers 503 */
  service: z.enum(['works', 'fails']),
  /** `documented`: 20 calls a second over 5 s and 10 over 120 s, then 429 for ten minutes */
  limit: z.enum(['documented', 'off']),
  /** what an empty list of farmers or fishermen is: 404, or 200 with the 404 inside */
  emptyLists: z.enum(['inside', '404']),
  /** porcentajeExoneracion: points of rate (13 is all of 13 %), or percent of the tax (100 is all of it) */
  exonerationScale: z.enum(['points', 'percent']),
});
export type LookupSwitches = z.infer<typeof LookupSwitches>;

export const PracticeSwitches = z.object({
  line: PracticeLine,
  /** added before every answer */
  slowMs: z.int().min(0).max(600_000),
  /** how far the servers' `Date` is ahead of (or, negative, behind) this computer's clock */
  clockSkewMs: z.int().min(-86_400_000).max(86_400_000),
  hacienda: HaciendaSwitches,
  edinky: EdinkySwitches,
  lookups: LookupSwitches,
});
export type PracticeSwitches = z.infer<typeof PracticeSwitches>;

export const PracticeSwitchesPatch = z.object({
  line: PracticeLine.optional(),
  slowMs: PracticeSwitches.shape.slowMs.optional(),
  clockSkewMs: PracticeSwitches.shape.clockSkewMs.optional(),
  hacienda: HaciendaSwitches.partial().optional(),
  edinky: EdinkySwitches.partial().optional(),
  lookups: LookupSwitches.partial().optional(),
});
export type PracticeSwitchesPatch = z.infer<typeof PracticeSwitchesPatch>;

/** The calm position: what a clerk meets who touches nothing. */
export const initialSwitches: PracticeSwitches = calmSwitches;

/** @returns the switches with the given ones changed; keys that are undefined keep their value
 *  @throws ZodError when the whole would not be legal */
export function withSwitches(current: PracticeSwitches, patch: PracticeSwitchesPatch): PracticeSwitches {
  const given = <T extends object>(part: T | undefined): Partial<T> =>
    // oxlint-disable-next-line no-unsafe-type-assertion -- the same keys, fewer of them
    Object.fromEntries(
      Object.entries(part ?? {}).filter(([, value]) => value !== undefined),
    ) as unknown as Partial<T>;
  return PracticeSwitches.parse({
    ...current,
    ...given({ line: patch.line, slowMs: patch.slowMs, clockSkewMs: patch.clockSkewMs }),
    hacienda: { ...current.hacienda, ...given(patch.hacienda) },
    edinky: { ...current.edinky, ...given(patch.edinky) },
    lookups: { ...current.lookups, ...given(patch.lookups) },
  });
}

const allOutcomes: readonly PracticeOutcome[] = [...new Set(Object.values(outcomesOf).flat())];

/** One planned misbehaviour: the next `times` requests to `endpoint` end in `outcome`. First planned, first met. */
export const Provocation = z
  .object({
    endpoint: PracticeEndpoint,
    outcome: z.enum(allOutcomes),
    times: z.int().min(1).max(10_000).default(1),
    /** `hidden`: how long (default 10,000). `slow-bytes`: how long (2,000). `429-retry-after`: the wait told (60,000) */
    ms: z.int().min(0).max(86_400_000).optional(),
    /** `X-Error-Cause`, or e-Dinky's sentence, instead of the usual one */
    cause: z.string().max(500).optional(),
  })
  .refine(({ endpoint, outcome }) => isOutcomeOf(endpoint, outcome), {
    path: ['outcome'],
    message: 'this endpoint has no such outcome',
  });
export type Provocation = z.infer<typeof Provocation>;
export type ProvocationInput = z.input<typeof Provocation>;

/** One row of DetalleMensaje: code, text, row, column (DOMAIN.md section 9). */
export const Finding = z.object({ code: z.int(), text: z.string().min(1).max(2_000) });
export type Finding = z.infer<typeof Finding>;

/** The verdict the next received document gets, whatever it holds. `detail`: raw DetalleMensaje, or rows in the real format. */
export const NextVerdict = z.object({
  verdict: z.enum(['rejected', 'observed']),
  detail: z.union([z.string().min(1).max(10_000), z.array(Finding).min(1).max(50)]),
});
export type NextVerdict = z.infer<typeof NextVerdict>;

/** What the authorities have counted since the folder was made (or `reset`). All of it survives a kill. */
export const PracticeCounters = z.object({
  /** `status` 0: the socket was destroyed or held before a status was written */
  requests: z.array(z.object({ endpoint: CountedEndpoint, status: z.int(), count: z.int() })),
  /** POSTs by clave, whatever they came to */
  posts: z.array(z.object({ clave: z.string(), arrived: z.int(), accepted: z.boolean() })),
  /** claves that arrived for one (issuer, consecutivo): more than one is the catastrophe of OUTBOX.md section 1 */
  numbers: z.array(z.object({ issuer: z.string(), consecutivo: z.string(), claves: z.int() })),
  /** PUTs of payments by document */
  puts: z.array(z.object({ documentId: z.string(), arrived: z.int(), applied: z.int() })),
  grants: z.object({ password: z.int(), refresh: z.int() }),
  /** sign-ins not logged out and not expired */
  openSessions: z.int(),
  callbacks: z.object({ attempted: z.int(), delivered: z.int() }),
});
export type PracticeCounters = z.infer<typeof PracticeCounters>;

/** One line of the request log; holds no header, body or token. */
export const PracticeRequest = z.object({
  id: z.int(),
  endpoint: CountedEndpoint,
  method: z.string(),
  path: z.string(),
  /** undefined while in the works; 0 = cut or held without a status */
  status: z.int().optional(),
  /** UTC ms */
  at: z.int(),
});
export type PracticeRequest = z.infer<typeof PracticeRequest>;

/** A comprobante as the simulated Hacienda keeps it. */
export const PracticeDocument = z.object({
  clave: z.string(),
  consecutivo: z.string(),
  issuer: z.string(),
  /** UTC ms */
  receivedAt: z.int(),
  state: z.enum(['recibido', 'procesando', 'aceptado', 'rechazado']),
  /** DetalleMensaje, once there is a verdict */
  detail: z.string().optional(),
  xmlSha256: z.string(),
});
export type PracticeDocument = z.infer<typeof PracticeDocument>;

/** A document as the simulated e-Dinky keeps it; amounts are decimal text. */
export const PracticeRemoteDocument = z.object({
  id: z.string(),
  number: z.string(),
  customerName: z.string(),
  total: z.string(),
  sent: z.boolean(),
});
export type PracticeRemoteDocument = z.infer<typeof PracticeRemoteDocument>;

/** A payment in force (superseded ones are not listed here). */
export const PracticePayment = z.object({
  id: z.int(),
  code: z.string(),
  amount: z.string(),
  on: z.string(),
});
export type PracticePayment = z.infer<typeof PracticePayment>;
