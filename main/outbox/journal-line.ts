import { z } from 'zod';
import { Environment } from '../../domain/company/company.ts';
import type { CallFacts, PaymentsPutResult, PostResult } from '../../domain/outbox/results.ts';
import type { SealedFacts } from '../../domain/outbox/store.ts';
import { isIdentity } from '../../domain/numbering/identity.ts';

/** One line of journal.ndjson. Old lines are read for ever: fields are added, never changed. */
export type JournalLine =
  /** written before the seal commits: enough to rebuild the row */
  | { readonly kind: 'sealed'; readonly facts: SealedFacts }
  /** the seal was not committed and nothing was sent: the line before is not to be believed */
  | { readonly kind: 'void'; readonly clave: string }
  /** a person gave the document up: wherever its row comes from again, it is never sent */
  | { readonly kind: 'abandoned'; readonly clave: string }
  /** what a POST came to, while the database would not take it */
  | {
      readonly kind: 'outcome';
      readonly clave: string;
      readonly attemptId: number;
      readonly at: number;
      readonly result: PostResult;
      readonly facts: CallFacts;
    }
  | PaymentOutcome;

/** What a PUT of payments came to, while the database would not take it. */
export interface PaymentOutcome {
  readonly kind: 'payment-outcome';
  readonly slotId: string;
  readonly attemptId: number;
  readonly at: number;
  readonly result: PaymentsPutResult;
  readonly facts: CallFacts;
}

const Identification = z.object({ type: z.string(), number: z.string() });
/** of a mensaje receptor too: its identity (domain/numbering/identity.ts) */
const clave = z.string().refine(isIdentity);

/** Absent rather than undefined (exactOptionalPropertyTypes). */
const exact = z.exactOptional;

const Facts = z.object({
  id: z.string(),
  companyId: z.string().regex(/^[\w-]+$/),
  environment: Environment,
  kind: z.string(),
  branch: z.string(),
  terminal: z.string(),
  number: z.int().positive(),
  consecutivo: z.string().regex(/^\d{20}$/),
  clave,
  xmlSha256: z.string().regex(/^[0-9a-f]{64}$/),
  situation: z.enum(['1', '2', '3']),
  issuedAt: z.string(),
  sealedAt: z.int(),
  customerName: z.string(),
  /** decimal digits at scale 5: JSON has no bigint */
  total: z
    .string()
    .regex(/^\d+$/)
    .transform((digits) => BigInt(digits)),
  currency: z.string(),
  issuer: Identification,
  receiver: exact(Identification),
  callbackUrl: exact(z.string()),
  dependsOn: exact(z.string()),
  draftId: exact(z.string()),
  copyOf: exact(z.string()),
  form: z.string(),
});

const trouble = [
  z.object({ kind: z.literal('not-sent'), why: z.enum(['dns', 'connect', 'tls', 'proxy']) }),
  z.object({ kind: z.literal('unauthorized') }),
  z.object({ kind: z.literal('forbidden') }),
  z.object({ kind: z.literal('throttled') }),
  z.object({
    kind: z.literal('doubtful'),
    why: z.enum(['status', 'unreadable', 'cut', 'timeout', 'aborted']),
  }),
] as const;
const Result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('received') }),
  z.object({ kind: z.literal('already-received') }),
  z.object({ kind: z.literal('refused') }),
  z.object({ kind: z.literal('wrong-address') }),
  ...trouble,
]);
const PutResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applied') }),
  z.object({
    kind: z.literal('refused'),
    sentence: z.string(),
    limit: exact(z.string()),
    computed: exact(z.string()),
  }),
  z.object({ kind: z.literal('not-found'), sentence: z.string() }),
  ...trouble,
]);

const Call = z.object({
  status: exact(z.number()),
  cause: exact(z.string()),
  location: exact(z.string()),
  serverAt: exact(z.number()),
  bodySha256: exact(z.string()),
  rawText: exact(z.string()),
  rate: exact(
    z.object({
      limit: exact(z.number()),
      remaining: exact(z.number()),
      resetAt: exact(z.number()),
      retryAfterMs: exact(z.number()),
    }),
  ),
});

const Line = z.discriminatedUnion('kind', [
  z.object({ v: z.literal(1), kind: z.literal('sealed'), facts: Facts }),
  z.object({ v: z.literal(1), kind: z.literal('void'), clave }),
  z.object({ v: z.literal(1), kind: z.literal('abandoned'), clave }),
  z.object({
    v: z.literal(1),
    kind: z.literal('outcome'),
    clave,
    attemptId: z.int(),
    at: z.int(),
    result: Result,
    facts: Call,
  }),
  z.object({
    v: z.literal(1),
    kind: z.literal('payment-outcome'),
    slotId: z.string(),
    attemptId: z.int(),
    at: z.int(),
    result: PutResult,
    facts: Call,
  }),
]);

/** @returns undefined for a torn or foreign line */
export function readJournalLine(text: string): JournalLine | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = Line.safeParse(raw);
  if (!read.success) return undefined;
  const { v: _version, ...line } = read.data;
  return line;
}

/** One line without its newline; JSON escapes every newline inside. */
export function writeJournalLine(line: JournalLine): string {
  return JSON.stringify({ v: 1, ...line }, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

export interface Seals {
  readonly valid: readonly SealedFacts[];
  readonly voided: ReadonlySet<string>;
  readonly abandoned: ReadonlySet<string>;
}

/** What was sealed and what was made void, by the last line of each clave. */
export function sealsIn(lines: readonly JournalLine[]): Seals {
  const valid = new Map<string, SealedFacts>();
  const voided = new Set<string>();
  const abandoned = new Set<string>();
  for (const line of lines) {
    if (line.kind === 'abandoned') abandoned.add(line.clave);
    if (line.kind === 'void') {
      voided.add(line.clave);
      valid.delete(line.clave);
    }
    if (line.kind === 'sealed') {
      voided.delete(line.facts.clave);
      valid.set(line.facts.clave, line.facts);
    }
  }
  return { valid: [...valid.values()], voided, abandoned };
}
