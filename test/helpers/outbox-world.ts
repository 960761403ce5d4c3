import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FecIssuer } from '../../domain/company/company.ts';
import type { DocumentIdentity } from '../../domain/billing/invoice.ts';
import { makeMessageIdentity } from '../../domain/numbering/identity.ts';
import { makeDocumentIdentity } from '../../domain/numbering/clave.ts';
import type {
  Cancel,
  HaciendaApi,
  PostDocument,
  Random,
  Token,
  TokenFault,
  TokenSource,
} from '../../domain/outbox/ports.ts';
import type { QuotaLimits } from '../../domain/outbox/quota.ts';
import type { AuthorityAnswer, CallFacts, PostResult, StatusResult } from '../../domain/outbox/results.ts';
import type { DocumentState } from '../../domain/outbox/states.ts';
import type { OutboxStore } from '../../domain/outbox/store.ts';
import { type OutboxTimings, outboxTimings } from '../../domain/outbox/timings.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { outboxStore } from '../../main/db/documents.ts';
import { queueReader } from '../../main/db/queue.ts';
import { createOutbox, type Outbox, type OutboxParts } from '../../main/outbox/outbox.ts';
import type { SealRequest } from '../../main/outbox/seal.ts';
import { sealedStore, type SealedStore } from '../../main/outbox/sealed-store.ts';
import { temporaryFolder } from './folder.ts';
import { VirtualClock } from './virtual-clock.ts';

export const startAt = Date.UTC(2026, 10, 20, 15, 0, 0);
export const companyId = 'company-1';

/** What the authority does with one POST: whether it arrives, and what the caller hears of it. */
export interface PostScript {
  readonly arrives: boolean;
  readonly result: PostResult;
  readonly facts?: CallFacts;
}
export interface StatusScript {
  readonly result: StatusResult;
  readonly facts?: CallFacts;
}

/**
 * An honest authority that outlives the program: it remembers every clave that arrived, refuses it a second time, and accepts it
 * at the second question. Scripts make single calls go wrong.
 */
export class ScriptedAuthority implements HaciendaApi {
  readonly arrived = new Map<string, { readonly xml: string; asked: number }>();
  readonly posts: {
    readonly clave: string;
    readonly xml: string;
    readonly generation: number;
    readonly at: number;
  }[] = [];
  readonly gets: { readonly clave: string; readonly at: number }[] = [];
  readonly nextPosts: PostScript[] = [];
  readonly nextGets: StatusScript[] = [];
  verdict: 'accepted' | 'rejected' = 'accepted';
  /** of the sealed totals, for MensajeHacienda */
  total = '113';
  /** looked at by the authority while the call is open */
  onCall: (kind: 'POST' | 'GET', clave: string, cancel?: Cancel) => void | Promise<void> = () => undefined;
  now: () => number = () => 0;
  /** POSTs of a clave that had arrived before: must stay 0 */
  repeated = 0;

  get calls(): number {
    return this.posts.length + this.gets.length;
  }
  async post(
    token: Token,
    document: PostDocument,
    cancel?: Cancel,
  ): Promise<{ result: PostResult; facts: CallFacts }> {
    const { clave } = document;
    this.bodies.push(document);
    const xml = new TextDecoder().decode(document.xml);
    this.posts.push({ clave, xml, generation: token.generation, at: this.now() });
    await this.onCall('POST', clave, cancel);
    const script = this.nextPosts.shift();
    if (script) {
      if (script.arrives) this.take(clave, xml);
      return { result: script.result, facts: script.facts ?? {} };
    }
    if (this.arrived.has(clave)) {
      this.repeated++;
      return { result: { kind: 'already-received' }, facts: { status: 400 } };
    }
    this.take(clave, xml);
    return { result: { kind: 'received' }, facts: { status: 201 } };
  }
  readonly bodies: PostDocument[] = [];
  /** instead of an answer that nothing was found wrong with */
  answer: (clave: string) => Partial<AuthorityAnswer> = () => ({});
  async status(_token: Token, clave: string): Promise<{ result: StatusResult; facts: CallFacts }> {
    this.gets.push({ clave, at: this.now() });
    await this.onCall('GET', clave);
    const script = this.nextGets.shift();
    if (script) return { result: script.result, facts: script.facts ?? {} };
    const known = this.arrived.get(clave);
    if (!known) return { result: { kind: 'not-found' }, facts: { status: 404 } };
    known.asked++;
    if (known.asked < 2)
      return {
        result: { kind: 'found', state: 'procesando', rawState: 'procesando' },
        facts: { status: 200 },
      };
    return { result: this.final(clave), facts: { status: 200 } };
  }
  final(clave: string): StatusResult {
    const xml = `<MensajeHacienda><NumeroCedulaEmisor>3101123456</NumeroCedulaEmisor><TotalFactura>${this.total}</TotalFactura></MensajeHacienda>`;
    const state = this.verdict === 'accepted' ? 'aceptado' : 'rechazado';
    return {
      kind: 'found',
      state,
      rawState: state,
      answer: {
        xml: new TextEncoder().encode(xml),
        // of a message the clave it answers, as the schema has it
        clave: clave.slice(0, 50),
        verdict: this.verdict,
        detail: '.',
        ...this.answer(clave),
      },
    };
  }
  private take(clave: string, xml: string): void {
    if (this.arrived.has(clave)) this.repeated++;
    this.arrived.set(clave, { xml, asked: 0 });
  }
}

export class ScriptedTokens implements TokenSource {
  generation = 1;
  readonly faults: TokenFault[] = [];
  currentCalls = 0;
  renewedCalls: number[] = [];
  async current(): Promise<Result<Token, TokenFault>> {
    this.currentCalls++;
    return this.give();
  }
  async renewed(_companyId: string, refused: number): Promise<Result<Token, TokenFault>> {
    this.renewedCalls.push(refused);
    this.generation = refused + 1;
    return this.give();
  }
  private give(): Result<Token, TokenFault> {
    const fault = this.faults.shift();
    return fault ? fail(fault) : ok({ value: `t${this.generation}`, generation: this.generation });
  }
}

/** The process dies at a port call: from then on every port throws. */
export interface CrashPlan {
  readonly call: number;
  readonly when: 'before' | 'after';
}
export class ProcessDied extends Error {}

export interface Program {
  readonly db: Db;
  readonly store: OutboxStore;
  readonly sealed: SealedStore;
  readonly outbox: Outbox;
  readonly clock: VirtualClock;
  readonly errors: unknown[];
  /** port calls so far */
  readonly portCalls: () => number;
  readonly died: () => boolean;
  stateOf(id: string): DocumentState | undefined;
  /** closes the database as a dead process does: no goodbye to anybody */
  kill(): void;
}

export interface World {
  readonly folder: string;
  readonly authority: ScriptedAuthority;
  readonly tokens: ScriptedTokens;
  limits: QuotaLimits;
  /** a new run of the program on the same files */
  start(options?: {
    readonly crash?: CrashPlan;
    readonly connect?: boolean;
    readonly timings?: OutboxTimings;
    readonly at?: number;
    readonly database?: string;
    /** every commit is refused while `full` */
    readonly fullDisk?: { readonly full: boolean };
    /** the database is a copy that was brought back */
    readonly restored?: boolean;
    readonly parts?: Partial<Pick<OutboxParts, 'checkAnswer' | 'readSealed'>>;
    readonly fecIssuer?: () => FecIssuer;
  }): Promise<Program>;
}

let nextId = 0;

export function outboxWorld(): World {
  const folder = temporaryFolder();
  const authority = new ScriptedAuthority();
  const tokens = new ScriptedTokens();
  let boots = 0;
  let lastNow = startAt;
  const world: World = {
    folder,
    authority,
    tokens,
    limits: { perHour: 0, perDay: 0 },
    async start({
      crash,
      connect = true,
      timings = outboxTimings,
      at,
      database = 'talonario.sqlite',
      fullDisk,
      restored = false,
      parts = {},
      fecIssuer,
    } = {}) {
      boots++;
      const clock = new VirtualClock(at ?? lastNow);
      const opened = openDatabase(join(folder, database));
      if (!opened.ok) throw new Error(opened.error.kind);
      const db = opened.value;
      db.prepare(
        "insert or ignore into company (id, environment, settings, created_at) values (?, 'test', '{}', 0)",
      ).run(companyId);
      const life = { calls: 0, dead: false };
      const guard = <T>(work: () => T): T => {
        if (life.dead) throw new ProcessDied();
        life.calls++;
        const last = life.calls === crash?.call;
        if (last && crash.when === 'before') {
          life.dead = true;
          throw new ProcessDied();
        }
        const value = work();
        if (last) {
          if (value instanceof Promise) {
            return value.then(() => {
              life.dead = true;
              throw new ProcessDied();
            }) as T;
          }
          life.dead = true;
          throw new ProcessDied();
        }
        return value;
      };
      const real = outboxStore(db);
      const store: OutboxStore = {
        ...real,
        atomically: (work) => guard(() => (fullDisk?.full ? fail('disk-full') : real.atomically(work))),
      };
      mkdirSync(join(folder, 'sealed'), { recursive: true });
      const files = sealedStore(join(folder, 'sealed'));
      const sealed: SealedStore = {
        ...files,
        keep: async (document, xml) => guard(() => files.keep(document, xml)),
        append: async (line) => guard(() => files.append(line)),
      };
      const api: HaciendaApi = {
        post: async (token, document, cancel) => guard(() => authority.post(token, document, cancel)),
        status: async (token, clave) => guard(() => authority.status(token, clave)),
      };
      authority.now = () => clock.now();
      const errors: unknown[] = [];
      const random: Random = {
        fraction: () => 0.5,
        digits: (count) => '7'.repeat(count),
        id: () => `doc-${++nextId}`,
      };
      const outbox = createOutbox({
        store,
        queue: queueReader(db),
        sealed,
        clock,
        random,
        timings,
        bootId: `boot-${boots}`,
        knowsCompany: (id) => id === companyId,
        onError: (_where, error) => errors.push(error),
        ...parts,
      });
      let open = true;
      const kill = (): void => {
        life.dead = true;
        lastNow = clock.now();
        if (open) db.close();
        open = false;
      };
      onTestFinished(kill);
      try {
        const recovered = await outbox.recover({ scanFiles: restored });
        if (!recovered.ok && !fullDisk) throw new Error(recovered.error);
        if (connect)
          outbox.connect(companyId, {
            api,
            tokens,
            limits: () => world.limits,
            ...(fecIssuer ? { fecIssuer } : {}),
          });
      } catch (error) {
        if (!(error instanceof ProcessDied)) throw error;
      }
      return {
        db,
        store,
        sealed,
        outbox,
        clock,
        errors,
        portCalls: () => life.calls,
        died: () => life.dead,
        stateOf: (id) => store.documents.find(id)?.state,
        kill,
      };
    },
  };
  return world;
}

export const issuer = { type: '02', number: '3101123456' } as const;

/** A sale ready to be sealed; its "XML" holds the clave and a text of its own. */
export function sale(
  clock: VirtualClock,
  change: Partial<SealRequest<'no-signature'>> & { readonly text?: string } = {},
): SealRequest<'no-signature'> {
  const { text = 'venta', ...rest } = change;
  return {
    companyId,
    environment: 'test',
    branch: '001',
    terminal: '00001',
    kind: '01',
    situation: '1',
    identify: (number): DocumentIdentity =>
      makeDocumentIdentity({
        branch: rest.branch ?? '001',
        terminal: rest.terminal ?? '00001',
        kind: rest.kind ?? '01',
        number,
        at: clock.now(),
        identification: issuer,
        situation: '1',
        securityCode: '12345678',
      }),
    build: async (identity) => ok(new TextEncoder().encode(`<F>${identity.clave} ${text}</F>`)),
    customerName: 'Panadería El Trigo',
    total: 11_300_000n,
    currency: 'CRC',
    issuer,
    form: { text },
    ...rest,
  };
}

/** Of a supplier's document. */
export const answeredClave = '50619112600310199988800100001010000000077112345678';

/** An answer to it, ready to be sealed. */
export function message(
  clock: VirtualClock,
  change: Partial<SealRequest<'no-signature'>> & { readonly text?: string } = {},
): SealRequest<'no-signature'> {
  const kind = change.kind ?? '05';
  const answers = change.answers ?? answeredClave;
  return sale(clock, {
    kind,
    answers,
    identify: (number) =>
      makeMessageIdentity({
        clave: answers,
        branch: '001',
        terminal: '00001',
        kind,
        number,
        at: clock.now(),
      }),
    receiver: { type: '02', number: '3101999888' },
    customerName: 'Molinos del Sur',
    text: 'mensaje',
    ...change,
  });
}

export async function issue(program: Program, change: Parameters<typeof sale>[1] = {}): Promise<string> {
  const sealed = await program.outbox.seal(sale(program.clock, change));
  if (!sealed.ok) throw new Error(sealed.error.kind);
  return sealed.value.id;
}

export function saveDraft(program: Program, id: string): void {
  program.db
    .prepare(
      "insert into draft (id, company_id, kind, form, created_at, updated_at) values (?, ?, '01', '{}', 0, 0)",
    )
    .run(id, companyId);
}
export const draftExists = (db: Db, id: string): boolean =>
  db.prepare('select 1 from draft where id = ?').get(id) !== undefined;
