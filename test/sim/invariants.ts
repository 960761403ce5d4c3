import type { OutboxDocument } from '../../domain/outbox/document.ts';
import type { Lane } from '../../domain/outbox/lane.ts';
import type { PaymentSlot } from '../../domain/outbox/payment-slot.ts';
import type { HttpRequest, HttpResult } from '../../domain/outbox/ports.ts';
import type { AttemptEnd, AttemptStart, SealedFacts } from '../../domain/outbox/store.ts';
import { outboxTimings } from '../../domain/outbox/timings.ts';
import { sameMultiset } from '../../domain/payments/payment-list.ts';
import { readComprobante } from './authority.ts';
import type { Life } from './life.ts';
import { companyId, type Machine } from './machine.ts';
import type { Sim } from './sim.ts';

/** The invariants of OUTBOX.md section 9, and one more: the program never throws. */
export type InvariantName =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'I12'
  | 'threw';

export interface Violation {
  readonly invariant: InvariantName;
  readonly text: string;
}

/** What one transaction wrote, in order. */
export class Written {
  readonly inserted: { readonly facts: SealedFacts; readonly document: OutboxDocument }[] = [];
  readonly documents: OutboxDocument[] = [];
  readonly lanes: Lane[] = [];
  readonly opened: { readonly id: number; readonly attempt: AttemptStart }[] = [];
  readonly completed: { readonly id: number; readonly end: AttemptEnd }[] = [];
  readonly slots: PaymentSlot[] = [];
  readonly readings: string[] = [];
  charges = 0;

  /**
   * Events the engine handled in it: one per document, lane and payment slot it moved. An outcome gives its lane two (what the headers
   * say, and what it means), one of which is in the lane's row.
   */
  get events(): number {
    const { inserted, documents, lanes, slots, completed } = this;
    return inserted.length + documents.length + lanes.length + slots.length + completed.length;
  }
}

/** A moment on every clock that the program may have measured it by. */
interface Moment {
  /** the authority's */
  readonly true: number;
  readonly wall: number;
}

/** What is known of the sending of one document by one installation, gathered outside the program. */
interface Evidence {
  /** the last POST that left; what its answer says of it */
  last?: { readonly at: Moment; outcome: 'doubt' | 'definite' | 'received' };
  /** 404s later than H after that POST */
  late: Moment[];
  /** the last question about it was answered, on the wire, with "not there": what the program made of the answer is its own affair */
  heardAbsent: boolean;
  /** the database knows that the authority has it */
  recorded: boolean;
}

interface Shadow {
  readonly id: string;
  readonly clave: string;
  readonly state: OutboxDocument['state'];
  readonly received: boolean;
  readonly dependsOn: string | undefined;
}

interface Put {
  readonly at: Moment;
  readonly rev: number;
  inDoubt: boolean;
}

/** What the checker knows of one installation. */
interface Book {
  readonly shadow: Map<string, Shadow>;
  readonly evidence: Map<string, Evidence>;
  /** clave -> the bytes that were signed for it here, and the sale they are of */
  readonly sealed: Map<string, { readonly xml: string; readonly sale: string }>;
  /** sale -> the clave it left under */
  readonly sentAs: Map<string, string>;
  readonly lanes: Map<string, Lane>;
  readonly attempts: Map<number, AttemptStart & { readonly true: number }>;
  /** by service: a 403 was noted and nobody pressed since; 401s in a row */
  readonly forbidden: Set<string>;
  readonly refused: Map<string, number>;
  charges: number;
  requests: number;
  /** authority's time of each request of Hacienda */
  readonly requestTimes: number[];
  readonly puts: Map<string, Put>;
  readonly readings: Map<string, Moment[]>;
  /** the list of each remote document that the clerk last saved or chose, and was told is kept */
  readonly wishes: Map<string, readonly { readonly amount: string; readonly code: string }[]>;
  restored: boolean;
  /** the clerk is pressing "probar de nuevo" for this service */
  pressed: string | undefined;
  /** the clerk is saving or choosing a list of payments */
  paying: boolean;
}

const claveIn = (request: HttpRequest): string =>
  /"clave":"(\d{50})"/.exec(Buffer.from(request.body ?? []).toString())?.[1] ?? '';

const saysAbsent = (result: HttpResult): boolean =>
  result.phase === 'answered' &&
  (result.status === 404 ||
    (result.status === 400 && /no ha sido recibido/.test(result.headers['x-error-cause'] ?? '')));

const onTheWay = new Set(['queued', 'sending']);
const final = new Set(['accepted', 'rejected', 'abandoned']);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const answerIsStored = (machine: Machine, id: string, verdict: string): boolean =>
  machine.durable.db
    .prepare<[string, string], number>('select 1 from document_answer where document_id = ? and verdict = ?')
    .pluck()
    .get(id, verdict) !== undefined;

const rowsOf = (machine: Machine): readonly Shadow[] =>
  machine.durable.db
    .prepare<
      [],
      { id: string; clave: string; state: Shadow['state']; received: number | null; dependsOn: string | null }
    >('select id, clave, state, received_at as received, depends_on as dependsOn from document')
    .all()
    .map((row) => ({
      id: row.id,
      clave: row.clave,
      state: row.state,
      received: row.received !== null,
      dependsOn: row.dependsOn ?? undefined,
    }));

/**
 * Watches every commit and every request of every installation, and judges them by what the authority knows and by notes of its own:
 * nothing is believed because the program's own row says so.
 */
export class Checker {
  violation: Violation | undefined;
  private readonly books = new Map<string, Book>();
  private readonly sim: Sim;

  constructor(sim: Sim) {
    this.sim = sim;
  }

  fail(invariant: InvariantName, text: string): void {
    this.violation ??= { invariant, text };
  }

  book({ name }: Machine): Book {
    const known = this.books.get(name);
    if (known) return known;
    const book: Book = {
      shadow: new Map(),
      evidence: new Map(),
      sealed: new Map(),
      sentAs: new Map(),
      lanes: new Map(),
      attempts: new Map(),
      forbidden: new Set(),
      refused: new Map(),
      charges: 0,
      requests: 0,
      requestTimes: [],
      puts: new Map(),
      readings: new Map(),
      wishes: new Map(),
      restored: false,
      pressed: undefined,
      paying: false,
    };
    this.books.set(name, book);
    return book;
  }

  private moment(machine: Machine): Moment {
    return { true: this.sim.timeline.now, wall: this.sim.timeline.now + machine.offset };
  }

  /** The bytes that were signed for a clave. */
  built(machine: Machine, clave: string, xml: string): void {
    this.book(machine).sealed.set(clave, { xml, sale: readComprobante(xml)?.sale ?? '' });
  }

  committed(machine: Machine, written: Written): void {
    const book = this.book(machine);
    for (const { facts, document } of written.inserted) this.inserted(machine, book, facts, document);
    for (const { id, attempt } of written.opened)
      book.attempts.set(id, { ...attempt, true: this.sim.timeline.now });
    book.charges += written.charges;
    for (const { id, end } of written.completed) this.completed(machine, book, id, end);
    for (const document of written.documents) this.moved(machine, book, document);
    for (const lane of written.lanes) {
      book.lanes.set(lane.service, lane);
      if (lane.service !== book.pressed) continue;
      book.forbidden.delete(lane.service);
      book.refused.set(lane.service, 0);
    }
    for (const slot of written.slots) this.slotMoved(book, slot);
    for (const slotId of written.readings) {
      const list = book.readings.get(slotId) ?? [];
      list.push(this.moment(machine));
      book.readings.set(slotId, list.slice(-4));
    }
  }

  private inserted(machine: Machine, book: Book, facts: SealedFacts, document: OutboxDocument): void {
    const sale = facts.draftId ?? facts.id;
    if (facts.id !== sale) this.fail('I1', `sale ${sale} has become document ${facts.id}`);
    const sealed = book.sealed.get(facts.clave);
    if (sealed?.sale !== sale)
      this.fail('I1', `document ${facts.id} has a clave that was not made for its sale`);
    const sentAs = book.sentAs.get(sale);
    if (sentAs !== undefined && sentAs !== facts.clave)
      this.fail('I1', `sale ${sale} was sent as ${sentAs}, and now there is ${facts.clave}`);
    book.shadow.set(facts.id, {
      id: facts.id,
      clave: facts.clave,
      state: document.state,
      received: document.receivedAt !== undefined,
      dependsOn: document.dependsOn,
    });
  }

  private evidence(book: Book, clave: string): Evidence {
    const known = book.evidence.get(clave);
    if (known) return known;
    const fresh: Evidence = { late: [], heardAbsent: false, recorded: false };
    book.evidence.set(clave, fresh);
    return fresh;
  }

  private moved(machine: Machine, book: Book, document: OutboxDocument): void {
    const before = book.shadow.get(document.id);
    if (!before) return this.fail('I3', `document ${document.id} is written and was never sealed`);
    const { state } = document;
    const received = document.receivedAt !== undefined;
    if (before.clave !== document.clave) this.fail('I1', `document ${document.id} has another clave`);
    if (before.received && (!received || onTheWay.has(state)))
      this.fail('I2', `${document.clave} was received and is ${state}`);
    if (final.has(before.state) && state !== before.state)
      this.fail('I10', `${document.clave} was ${before.state} and is ${state}`);
    const there = this.sim.authority.arrived.get(document.clave);
    if (received) {
      this.evidence(book, document.clave).recorded = true;
      if (!there)
        this.fail('I10', `${document.clave} is called received, and the authority does not have it`);
    }
    if ((state === 'accepted' || state === 'rejected') && state !== before.state) {
      const said = state === 'accepted' ? 'aceptado' : 'rechazado';
      if (there?.verdict !== said || there.finalAt > this.sim.timeline.now)
        this.fail('I10', `${document.clave} is called ${state}, and the authority has not said so`);
      else if (there.sale !== book.sealed.get(document.clave)?.sale)
        this.fail('I10', `${document.clave} is called ${state}: that is the sale of another installation`);
      if (!answerIsStored(machine, document.id, state))
        this.fail('I10', `${document.clave} is called ${state} and the answer is not stored`);
    }
    book.shadow.set(document.id, {
      id: document.id,
      clave: document.clave,
      state,
      received,
      dependsOn: document.dependsOn,
    });
  }

  private completed(machine: Machine, book: Book, id: number, end: AttemptEnd): void {
    const attempt = book.attempts.get(id);
    if (!attempt) return;
    book.attempts.delete(id);
    const { service, kind } = attempt;
    const [what = ''] = end.result.split(':');
    this.countRefusals(book, service, what);
    if (what === 'forbidden') book.forbidden.add(service);
    if (attempt.subjectKind !== 'document') return;
    const shadow = book.shadow.get(attempt.subjectId);
    if (!shadow) return;
    const evidence = this.evidence(book, shadow.clave);
    if (kind === 'GET' && what === 'not-found' && evidence.heardAbsent) {
      const asked = { true: attempt.true, wall: attempt.startedAt };
      const { last } = evidence;
      const h = outboxTimings.settleHorizonMs;
      const isLate = !last || asked.true - last.at.true >= h || asked.wall - last.at.wall >= h;
      if (isLate) evidence.late.push({ true: this.sim.timeline.now, wall: end.endedAt });
    }
  }

  private countRefusals(book: Book, service: string, what: string): void {
    if (what === 'unauthorized') {
      const count = (book.refused.get(service) ?? 0) + 1;
      book.refused.set(service, count);
      if (count > 2) this.fail('I8', `${service}: ${count} times 401 in a row and nobody acted`);
    } else if (
      ['received', 'already-received', 'refused', 'wrong-address', 'found', 'not-found', 'applied'].includes(
        what,
      ) ||
      (service === 'edinky' && (what === 'read' || what === 'listed'))
    )
      book.refused.set(service, 0);
  }

  private slotMoved(book: Book, slot: PaymentSlot): void {
    // Committed is kept, also where the program does not live to say so.
    if (book.paying) book.wishes.set(slot.remoteId, slot.desired);
    const put = book.puts.get(slot.id);
    if (put && slot.state !== 'sending') put.inDoubt = slot.state === 'unknown';
    if (slot.ackedRev > slot.desiredRev)
      this.fail('I12', `slot ${slot.id} acknowledges a revision nobody saved`);
  }

  /** The clerk presses "probar de nuevo": what it commits is the clerk's permission, whether or not the program lives to say so. */
  pressing(machine: Machine, service: string, press: () => void): void {
    const book = this.book(machine);
    book.pressed = service;
    try {
      press();
    } finally {
      book.pressed = undefined;
    }
  }

  /** The database is an older copy, or one with a commit more than was told: everything is read from it, nothing believed. */
  reload(machine: Machine, restored: boolean): void {
    const book = this.book(machine);
    book.shadow.clear();
    for (const row of rowsOf(machine)) book.shadow.set(row.id, row);
    book.lanes.clear();
    for (const lane of machine.durable.store.lanes.all()) book.lanes.set(lane.service, lane);
    book.charges = book.requests;
    for (const [clave, evidence] of book.evidence) {
      evidence.recorded = book.shadow.get(book.sealed.get(clave)?.sale ?? '')?.received ?? false;
      if (!restored) continue;
      evidence.late = [];
      if (evidence.last) evidence.last.outcome = 'doubt';
    }
    if (!restored) return;
    book.restored = true;
    book.forbidden.clear();
    book.refused.clear();
    book.puts.clear();
    book.readings.clear();
    book.wishes.clear();
  }

  /** Before a request leaves. */
  callBegins(machine: Machine, life: Life, kind: string, request: HttpRequest): (result: HttpResult) => void {
    const book = this.book(machine);
    if (kind === 'idp' || kind === 'logout') return this.grantBegins(life, kind, request);
    const service = kind === 'post' || kind === 'get' ? 'hacienda' : 'edinky';
    const open = (life.open.get(service) ?? 0) + 1;
    life.open.set(service, open);
    if (open > 1) this.fail('I6', `${service}: ${open} requests at once on one lane`);
    if (book.forbidden.has(service)) this.fail('I11', `${service}: a request after a 403`);
    const lane = book.lanes.get(service);
    if (lane?.state === 'blocked_access') this.fail('I11', `${service}: a request on a blocked lane`);
    if (lane?.state === 'blocked_credentials')
      this.fail('I8', `${service}: a request with refused credentials`);
    if (service === 'hacienda') this.charged(machine, book);
    if (kind === 'post') this.postBegins(machine, book, request);
    if (kind === 'edinky-put') this.putBegins(machine, book, request);
    return (result) => {
      life.open.set(service, (life.open.get(service) ?? 1) - 1);
      if (kind === 'post') this.postEnds(book, request, result);
      if (kind === 'get') this.evidence(book, request.url.slice(-50)).heardAbsent = saysAbsent(result);
    };
  }

  /** What the answer itself says of a POST, whatever the program makes of it. */
  private postEnds(book: Book, request: HttpRequest, result: HttpResult): void {
    const { last } = this.evidence(book, claveIn(request));
    if (!last || result.phase === 'cut') return;
    if (result.phase === 'not-sent') last.outcome = 'definite';
    else if (result.status === 201 || result.status === 202) last.outcome = 'received';
    else if ([401, 403, 404, 429].includes(result.status)) last.outcome = 'definite';
    else if (result.status === 400 && !/ya fue recibido/.test(result.headers['x-error-cause'] ?? ''))
      last.outcome = 'definite';
  }

  private grantBegins(life: Life, kind: string, request: HttpRequest): (result: HttpResult) => void {
    if (kind === 'logout') return () => undefined;
    if (life.idpForbids) this.fail('I11', 'the IDP is asked after its 403');
    const fields = new URLSearchParams(Buffer.from(request.body ?? []).toString());
    const password = fields.get('grant_type') === 'password' ? (fields.get('password') ?? '') : undefined;
    if (password !== undefined && (life.refusedGrants.get(password) ?? 0) > 0)
      this.fail('I8', 'a password that was refused is tried again');
    return (result) => {
      if (result.phase !== 'answered') return;
      if (result.status === 403) life.idpForbids = true;
      if (password !== undefined && (result.status === 400 || result.status === 401))
        life.refusedGrants.set(password, (life.refusedGrants.get(password) ?? 0) + 1);
    };
  }

  private charged(machine: Machine, book: Book): void {
    const { timeline, profile } = this.sim;
    book.requests++;
    if (book.requests > book.charges) this.fail('I5', 'a request leaves that is not in the ledger');
    const { perHour, perDay } = profile.quota;
    if (perHour === 0 || profile.tellsRate || profile.jumps || profile.restores) return;
    const { requestTimes } = book;
    requestTimes.push(timeline.now);
    const since = (ms: number): number => {
      let count = 0;
      for (let at = requestTimes.length - 1; at >= 0 && (requestTimes[at] ?? 0) > timeline.now - ms; at--)
        count++;
      return count;
    };
    if (since(hourMs) > perHour) this.fail('I5', `${machine.name}: more than ${perHour} requests in an hour`);
    if (since(dayMs) > perDay) this.fail('I5', `${machine.name}: more than ${perDay} requests in a day`);
  }

  private postBegins(machine: Machine, book: Book, request: HttpRequest): void {
    const { clave = '', comprobanteXml = '' } = JSON.parse(Buffer.from(request.body ?? []).toString()) as {
      clave?: string;
      comprobanteXml?: string;
    };
    const xml = Buffer.from(comprobanteXml, 'base64').toString();
    const sealed = book.sealed.get(clave);
    if (sealed?.xml !== xml) this.fail('I4', `${clave} is sent with other bytes than were sealed`);
    const copy = machine.disk.read(clave);
    if (!copy || Buffer.from(copy).toString() !== xml)
      this.fail('I3', `${clave} is sent and has no second copy`);
    const sale = sealed?.sale ?? '';
    const sentAs = book.sentAs.get(sale);
    if (sentAs !== undefined && sentAs !== clave)
      this.fail('I1', `sale ${sale} is sent under two claves: ${sentAs} and ${clave}`);
    book.sentAs.set(sale, clave);
    const evidence = this.evidence(book, clave);
    if (evidence.recorded) this.fail('I2', `${clave} is sent although it is known to be there`);
    const { last, late } = evidence;
    if (last && last.outcome !== 'definite') {
      const [first] = late;
      const second = late.at(-1);
      const spaced =
        first !== undefined &&
        second !== undefined &&
        Math.max(second.true - first.true, second.wall - first.wall) >= outboxTimings.notFoundSpacingMs;
      if (!spaced) this.fail('I2', `${clave} is sent again after ${late.length} late 404s (${last.outcome})`);
    }
    evidence.last = { at: this.moment(machine), outcome: 'doubt' };
    evidence.late = [];
    this.predecessor(book, sale, clave);
  }

  private predecessor(book: Book, sale: string, clave: string): void {
    const shadow = book.shadow.get(sale);
    if (shadow?.dependsOn === undefined) return;
    const first = book.shadow.get(shadow.dependsOn);
    const there = first && this.sim.authority.arrived.get(first.clave);
    if (first?.state !== 'accepted' || there?.verdict !== 'aceptado' || there.finalAt > this.sim.timeline.now)
      this.fail('I7', `${clave} is sent before the document it refers to is accepted`);
  }

  private putBegins(machine: Machine, book: Book, request: HttpRequest): void {
    const remoteId = /documents\/([^/]+)\//.exec(request.url)?.[1] ?? '';
    const slot = machine.durable.payments.findByRemote(companyId, remoteId);
    const body = JSON.parse(Buffer.from(request.body ?? []).toString()) as {
      payments: { amount: number | string; code: string }[];
    };
    const list = body.payments.map(({ amount, code }) => ({ amount: Number(amount).toFixed(2), code }));
    if (slot?.state !== 'sending' || slot.sent === undefined || !sameMultiset(slot.sent.list, list))
      return this.fail('I12', `payments of ${remoteId} are sent without their durable intent`);
    if (slot.sent.rev <= slot.ackedRev)
      this.fail('I12', `payments of ${remoteId}: a revision older than the acknowledged one is sent`);
    const put = book.puts.get(slot.id);
    if (put && slot.sent.rev < put.rev)
      this.fail('I12', `payments of ${remoteId}: revision ${slot.sent.rev} is sent after ${put.rev}`);
    if (put?.inDoubt === true) {
      const h = outboxTimings.settleHorizonMs;
      const readings = book.readings.get(slot.id) ?? [];
      const isLate = readings.some(({ true: at, wall }) => at - put.at.true >= h || wall - put.at.wall >= h);
      if (!isLate) this.fail('I12', `payments of ${remoteId} are sent again before a reading later than H`);
    }
    book.puts.set(slot.id, { at: this.moment(machine), rev: slot.sent.rev, inDoubt: true });
    return undefined;
  }

  /** The clerk was told that a sale is issued. */
  acknowledged(machine: Machine, saleId: string, clave: string): void {
    const sale = machine.sales.get(saleId);
    if (!sale) return;
    if (sale.acked !== undefined && sale.acked !== clave)
      this.fail('I1', `sale ${saleId} was issued as ${sale.acked} and now as ${clave}`);
    sale.acked = clave;
    if (this.book(machine).shadow.get(saleId)?.clave !== clave)
      this.fail('I3', `sale ${saleId} is called issued and is not in the database`);
  }

  /** After every event, whoever sent what arrived in it. */
  looked(): void {
    if (this.sim.authority.secondClaves > 0) this.fail('I1', 'one sale arrived under two claves');
  }

  /** Everything of one installation at once: the database against what was watched, and every promise to the clerk against it. */
  sweep(machine: Machine): void {
    const book = this.book(machine);
    const rows = rowsOf(machine);
    const running = machine.running;
    const ready = running !== undefined && !running.life.dead && running.report !== undefined;
    for (const row of rows) {
      const shadow = book.shadow.get(row.id);
      if (!shadow || shadow.state !== row.state || shadow.clave !== row.clave)
        this.fail('I3', `row ${row.id} is ${row.state}, and was watched as ${shadow?.state ?? 'nothing'}`);
    }
    if (rows.length !== book.shadow.size)
      this.fail('I3', `${book.shadow.size - rows.length} documents are gone`);
    if (!ready) return;
    // The clerk was told: its copy could not be read at this start. With the faults off it has to be back.
    const told = this.sim.decider.calm ? [] : (running.report?.lost ?? []);
    const lost = new Set(told.map(({ clave }) => book.sealed.get(clave)?.sale));
    const drafts = new Set(machine.durable.db.prepare<[], string>('select id from draft').pluck().all());
    for (const sale of machine.sales.values()) {
      if (lost.has(sale.id)) continue;
      const shadow = book.shadow.get(sale.id);
      if (sale.acked !== undefined) {
        if (shadow?.clave !== sale.acked) this.fail('I3', `issued sale ${sale.id} (${sale.acked}) is lost`);
      } else if (!shadow && !drafts.has(sale.id)) {
        if (book.restored) machine.sales.delete(sale.id);
        else this.fail('I3', `sale ${sale.id} is neither a draft nor a document`);
      }
    }
    const wrong = machine.durable.db
      .prepare<[], string>(
        `select clave from document where state in ('accepted', 'rejected')
         and not exists (select 1 from document_answer where document_id = document.id and verdict = state)`,
      )
      .pluck()
      .get();
    if (wrong !== undefined) this.fail('I10', `${wrong} is final without the authority's answer`);
  }

  /** Faults were off for long enough, and nobody pressed anything: what no blocked lane stops has gone on by itself. */
  wentOn(machine: Machine): void {
    const book = this.book(machine);
    if (book.lanes.get('hacienda')?.state.startsWith('blocked') === true) return;
    for (const { clave, state } of book.shadow.values())
      if (moving.has(state)) this.fail('I9', `${clave} is still ${state}, and nothing stands in its way`);
  }

  /** After faults were off for long enough. */
  atRest(machine: Machine): void {
    const book = this.book(machine);
    for (const shadow of book.shadow.values()) {
      const document = machine.durable.store.documents.find(shadow.id);
      if (!document) continue;
      const waits =
        document.state === 'held' &&
        (document.reason !== 'predecessor' || waitsRightly(book.shadow.get(document.dependsOn ?? '')));
      if (moving.has(document.state) || (document.state === 'held' && !waits))
        this.fail('I9', `${document.clave} is still ${document.state} (${document.reason ?? 'no reason'})`);
      const there = this.sim.authority.arrived.get(document.clave);
      if (document.state === 'accepted' && there?.verdict !== 'aceptado')
        this.fail('I10', `${document.clave} is called accepted`);
    }
    if (!this.sim.profile.usesPayments) return;
    for (const slot of machine.durable.payments.ofCompany(companyId)) this.slotAtRest(book, slot);
  }

  private slotAtRest(book: Book, slot: PaymentSlot): void {
    if (['queued', 'sending', 'unknown', 'acked'].includes(slot.state))
      return this.fail('I9', `payments of ${slot.remoteId} are still ${slot.state}`);
    const held = this.sim.edinky.documents.get(slot.remoteId)?.rows ?? [];
    const wish = book.wishes.get(slot.remoteId);
    if (wish && !book.restored && slot.desiredBy === 'clerk' && !sameMultiset(wish, slot.desired))
      this.fail('I12', `payments of ${slot.remoteId}: the clerk's last list is lost`);
    if (slot.state === 'confirmed' && slot.reason === '' && !sameMultiset(held, slot.desired))
      this.fail(
        'I12',
        `payments of ${slot.remoteId} are called recorded, and the service holds another list`,
      );
    return undefined;
  }
}

const moving = new Set(['sealed', 'queued', 'sending', 'unknown', 'received', 'processing', 'quarantined']);

/** The document waited for is itself with a person. */
const waitsRightly = (first: Shadow | undefined): boolean =>
  first !== undefined && !final.has(first.state) && !moving.has(first.state);
