import type { HttpResult } from '../../domain/outbox/ports.ts';
import type { Profile } from './profile.ts';
import type { Timeline } from './timeline.ts';

/** A comprobante of the simulation: some 200 bytes that name sale, clave and total. */
export interface Comprobante {
  readonly clave: string;
  /** the sale it was made for: the draft's id */
  readonly sale: string;
  /** scale 5, as text; another one for each sale, so that no two sales can be taken for each other */
  readonly total: string;
}

export const issuerNumber = '3101123456';

export const writeComprobante = ({ clave, sale, total }: Comprobante): string =>
  `<FacturaElectronica><Clave>${clave}</Clave><Sale>${sale}</Sale><Total>${total}</Total><Firma>of ${sale}, made by nobody: signing is not what is proved here</Firma></FacturaElectronica>`;

export function readComprobante(xml: string): Comprobante | undefined {
  const found = /<Clave>(\d{50})<\/Clave><Sale>([\w-]+)<\/Sale><Total>(\d+)<\/Total>/.exec(xml);
  return found ? { clave: found[1] ?? '', sale: found[2] ?? '', total: found[3] ?? '' } : undefined;
}

/** What the authority knows of a clave. */
export interface Arrived {
  readonly sale: string;
  readonly total: string;
  readonly xml: string;
  readonly at: number;
  /** POSTs of this clave that came in, refused ones too */
  arrivals: number;
  /** not found by a GET before */
  visibleAt: number;
  finalAt: number;
  readonly verdict: 'aceptado' | 'rechazado';
}

type Answered = Extract<HttpResult, { phase: 'answered' }>;
export type Headers = Record<string, string>;

const bytes = (text: string): Uint8Array => Buffer.from(text);
const nothing = bytes('');
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Costa Rica's Hacienda and its IDP: the truth the program is measured against. Nothing in here is ever confused or forgets. */
export class Authority {
  readonly arrived = new Map<string, Arrived>();
  /** claves of each sale that arrived: two of one sale are the catastrophe */
  private readonly bySale = new Map<string, Set<string>>();
  /** sales that arrived under more than one */
  secondClaves = 0;
  /** POSTs and GETs that came in with a good token, and those answered 429 by the count */
  counted = 0;
  throttledByCount = 0;
  posts = 0;
  /** every token is refused until the password is changed */
  refusesTokens = false;
  forbids = false;
  wrongAddress = false;
  /** the right password: a number, so that a change is one more */
  password = 1;
  private readonly access = new Map<string, number>();
  private readonly refreshers = new Map<string, { readonly until: number; readonly password: number }>();
  private readonly calls: number[] = [];
  private tokens = 0;
  private readonly timeline: Timeline;
  private readonly profile: Profile;
  private readonly chance: () => number;

  constructor(timeline: Timeline, profile: Profile, chance: () => number) {
    this.timeline = timeline;
    this.profile = profile;
    this.chance = chance;
  }

  answer(status: number, body: Uint8Array = nothing, more: Headers = {}): Answered {
    return {
      phase: 'answered',
      status,
      headers: { date: new Date(this.timeline.now).toUTCString(), ...more },
      body,
    };
  }

  /** What stands before every request: token, rights, quota. @returns undefined when the request may pass */
  gate(bearer: string): Answered | undefined {
    if (this.refusesTokens || (this.access.get(bearer) ?? 0) < this.timeline.now) return this.answer(401);
    if (this.forbids) return this.answer(403);
    this.counted++;
    const { perHour, perDay } = this.profile.quota;
    if (perHour === 0) return undefined;
    this.calls.push(this.timeline.now);
    if (this.inWindow(hourMs) <= perHour && this.inWindow(dayMs) <= perDay) return undefined;
    this.throttledByCount++;
    return this.answer(429);
  }

  /** Requests in the last `ms`; a server that tells its count has windows that begin anew instead. */
  private inWindow(ms: number): number {
    const { now } = this.timeline;
    const after = this.profile.tellsRate ? Math.floor(now / ms) * ms - 1 : now - ms;
    let count = 0;
    for (let index = this.calls.length - 1; index >= 0 && (this.calls[index] ?? 0) > after; index--) count++;
    return count;
  }

  private rate(): Headers {
    const { perHour } = this.profile.quota;
    if (!this.profile.tellsRate || perHour === 0) return {};
    const resetAt = (Math.floor(this.timeline.now / hourMs) + 1) * hourMs;
    return {
      'x-ratelimit-limit': String(perHour),
      'x-ratelimit-remaining': String(Math.max(0, perHour - this.inWindow(hourMs))),
      'x-ratelimit-reset': String(resetAt / 1_000),
    };
  }

  post(bearer: string, body: string): Answered {
    if (this.wrongAddress) return this.answer(404);
    const stopped = this.gate(bearer);
    if (stopped) return stopped;
    this.posts++;
    const { clave, comprobanteXml } = JSON.parse(body) as { clave: string; comprobanteXml: string };
    const xml = Buffer.from(comprobanteXml, 'base64').toString();
    const read = readComprobante(xml);
    if (read?.clave !== clave) return this.refuse('El comprobante no corresponde a la clave');
    const known = this.arrived.get(clave);
    if (known) {
      known.arrivals++;
      return this.refuse(`El comprobante [${clave}] ya fue recibido anteriormente.`);
    }
    // The same sale is refused every time: the fault is in its content.
    if (contentOf(read.total) < this.profile.refuses) return this.refuse('El XML no cumple con el esquema');
    const { now } = this.timeline;
    this.arrived.set(clave, {
      sale: read.sale,
      total: read.total,
      xml,
      at: now,
      arrivals: 1,
      visibleAt: now,
      finalAt: now + Math.ceil(this.profile.verdictMs * (0.2 + this.chance())),
      verdict: contentOf(`v${read.total}`) < this.profile.rejects ? 'rechazado' : 'aceptado',
    });
    const claves = this.bySale.get(read.sale) ?? new Set();
    this.bySale.set(read.sale, claves.add(clave));
    if (claves.size === 2) this.secondClaves++;
    return this.answer(this.chance() < 0.5 ? 201 : 202, nothing, {
      location: `https://hacienda.test/recepcion/${clave}`,
      ...this.rate(),
    });
  }

  refuse(cause: string): Answered {
    return this.answer(400, nothing, { 'x-error-cause': cause, ...this.rate() });
  }

  get(bearer: string, clave: string, fault?: string): Answered {
    const stopped = this.gate(bearer);
    if (stopped) return stopped;
    const known = this.arrived.get(clave);
    const { now } = this.timeline;
    if (!known || known.visibleAt > now || fault === 'vanished') {
      return this.chance() < 0.8
        ? this.answer(404, nothing, this.rate())
        : this.refuse(`El comprobante [${clave}] no ha sido recibido.`);
    }
    const final = known.finalAt <= now;
    const state = fault === 'odd-state' ? 'devuelto' : final ? known.verdict : 'procesando';
    const withAnswer = final && fault !== 'no-answer' && fault !== 'odd-state';
    const xml =
      fault === 'bad-answer'
        ? 'bm90IGFuIGFuc3dlcg=='
        : this.verdictXml(fault === 'wrong-answer' ? `${clave.slice(0, 42)}00000000` : clave, known);
    return this.answer(
      200,
      bytes(
        JSON.stringify({
          clave,
          fecha: '2026-11-20T09:00:00-06:00',
          'ind-estado': state,
          ...(withAnswer ? { 'respuesta-xml': xml } : {}),
        }),
      ),
      this.rate(),
    );
  }

  private verdictXml(clave: string, { total, verdict }: Arrived): string {
    const digits = total.padStart(6, '0');
    return Buffer.from(
      `<MensajeHacienda><Clave>${clave}</Clave><NumeroCedulaEmisor>${issuerNumber}</NumeroCedulaEmisor><Mensaje>${verdict === 'aceptado' ? 1 : 3}</Mensaje><TotalFactura>${digits.slice(0, -5)}.${digits.slice(-5)}</TotalFactura></MensajeHacienda>`,
    ).toString('base64');
  }

  /** The token endpoint. `form`: application/x-www-form-urlencoded */
  grant(form: string): Answered {
    const fields = new URLSearchParams(form);
    const json = { 'content-type': 'application/json' };
    const invalid = (): Answered => this.answer(400, bytes('{"error":"invalid_grant"}'), json);
    if (fields.get('grant_type') === 'password') {
      if (fields.get('password') !== `p${this.password}`) return invalid();
    } else {
      const refresher = this.refreshers.get(fields.get('refresh_token') ?? '');
      if (!refresher || refresher.until < this.timeline.now || refresher.password !== this.password)
        return invalid();
    }
    const n = ++this.tokens;
    const { tokenLifeMs, refreshLifeMs } = this.profile;
    this.access.set(`a${n}`, this.timeline.now + tokenLifeMs);
    this.refreshers.set(`r${n}`, { until: this.timeline.now + refreshLifeMs, password: this.password });
    return this.answer(
      200,
      bytes(
        JSON.stringify({
          access_token: `a${n}`,
          expires_in: tokenLifeMs / 1_000,
          refresh_token: `r${n}`,
          refresh_expires_in: refreshLifeMs / 1_000,
        }),
      ),
      json,
    );
  }

  /** Somebody signed everybody out. */
  killTokens(): void {
    this.access.clear();
    if (this.chance() < 0.5) this.refreshers.clear();
  }
}

/** [0, 1) from a text: what the authority thinks of a content does not change with the day. */
function contentOf(text: string): number {
  let h = 2166136261;
  for (let index = 0; index < text.length; index++) h = Math.imul(h ^ text.charCodeAt(index), 16777619);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 13)) >>> 0) / 2 ** 32;
}
