import { assertNever } from '../../domain/assert-never.ts';
import type { Cancel, Http, HttpRequest, HttpResult } from '../../domain/outbox/ports.ts';
import type { Decision, Site } from './decider.ts';
import { type Life, never } from './life.ts';
import type { Machine } from './machine.ts';
import type { Sim } from './sim.ts';

export const hosts = {
  idp: 'https://idp.test/token',
  logout: 'https://idp.test/logout',
  hacienda: 'https://hacienda.test/',
  edinky: 'https://edinky.test/api/v1/',
} as const;

type Kind = 'post' | 'get' | 'idp' | 'logout' | 'edinky-read' | 'edinky-put';

function kindOf({ method, url }: HttpRequest): Kind {
  if (url === hosts.idp) return 'idp';
  if (url === hosts.logout) return 'logout';
  if (url.startsWith(hosts.hacienda)) return method === 'POST' ? 'post' : 'get';
  return method === 'PUT' ? 'edinky-put' : 'edinky-read';
}

/** What a fault does to one request. Times in ms from its beginning. */
interface Course {
  /** when the request reaches the server; undefined = never */
  readonly arrivesMs?: number;
  /** and once more */
  readonly againMs?: number;
  /** the client hears this instead of what the server answers */
  readonly hears?: HttpResult | 'nothing' | 'reset';
  /** what the server is asked to get wrong */
  readonly fault?: string;
  /** a document that arrives now is hidden from questions for so long */
  readonly hiddenMs?: number;
}

const minute = 60_000;
const html = Buffer.from('<!doctype html><html><body>Bienvenido a la red</body></html>');

/** Requests that get lost, are late, come twice or in another order, and answers that say what they should not. */
export function faultyHttp(sim: Sim, machine: Machine, life: Life): Http {
  const { timeline, decider, authority, edinky } = sim;

  const serve = (kind: Kind, request: HttpRequest, course: Course): HttpResult => {
    const bearer = (request.headers['authorization'] ?? '').slice('Bearer '.length);
    const body = request.body === undefined ? '' : Buffer.from(request.body).toString();
    switch (kind) {
      case 'idp':
        return authority.grant(body);
      case 'logout':
        return authority.answer(204);
      case 'post': {
        const before = authority.arrived.size;
        const answer = authority.post(bearer, body);
        if (course.hiddenMs !== undefined && authority.arrived.size > before)
          for (const newest of [...authority.arrived.values()].slice(-1))
            newest.visibleAt = timeline.now + course.hiddenMs;
        return answer;
      }
      case 'get':
        return authority.get(bearer, request.url.slice(-50), course.fault);
      case 'edinky-read':
        return edinky.get(bearer, request.url.slice(hosts.edinky.length), course.fault);
      case 'edinky-put':
        return edinky.put(bearer, request.url.slice(hosts.edinky.length), body, course.fault);
      default:
        return assertNever(kind);
    }
  };

  const courseOf = (kind: Kind, request: HttpRequest): Course => {
    const wayMs = 20 + Math.floor(decider.chance() * 500);
    if (machine.offlineUntil > timeline.now) return { hears: { phase: 'not-sent', why: 'dns' } };
    if (sim.outageUntil > timeline.now) return { hears: authority.answer(503) };
    const fault = kind === 'logout' ? undefined : decider.decide(kind satisfies Site);
    return fault === undefined ? { arrivesMs: wayMs } : faulty(kind, fault, wayMs, request);
  };

  const faulty = (kind: Kind, { what, r }: Decision, wayMs: number, request: HttpRequest): Course => {
    const arrivesMs = wayMs;
    const answer = (status: number, more: Record<string, string> = {}): Course => ({
      hears: authority.answer(status, undefined, more),
    });
    const failing = [408, 499, 500, 502, 503, 504][Math.floor(r * 6)] ?? 500;
    switch (what) {
      case 'not-sent': {
        const why = (['dns', 'connect', 'tls', 'proxy'] as const)[Math.floor(r * 4)] ?? 'dns';
        return { hears: { phase: 'not-sent', why } };
      }
      case 'lost':
        return { hears: 'reset' };
      case 'hangs':
        return { hears: 'nothing' };
      case 'answer-lost':
        return { arrivesMs, hears: r < 0.5 ? 'reset' : 'nothing' };
      // A PUT that outlives H cannot be told from one by somebody else; a POST that does is refused as a second one.
      case 'late':
        return {
          arrivesMs: minute + Math.floor(r * (kind === 'edinky-put' ? 1.8 : 8) * minute),
          hears: 'nothing',
        };
      case 'twice':
        return { arrivesMs, againMs: arrivesMs + Math.floor(r * 5 * minute) };
      case 'hidden':
        return { arrivesMs, hiddenMs: Math.floor(r * 12 * minute), ...(r < 0.7 ? { hears: 'nothing' } : {}) };
      case 'failed-before':
      case 'failed':
        return answer(failing);
      case 'failed-after':
        return { arrivesMs, hears: authority.answer(failing) };
      case 'portal':
        return { hears: { ...authority.answer(200), headers: { 'content-type': 'text/html' }, body: html } };
      case 'redirect':
        return answer(302, { location: 'https://portal.test/' });
      case '401':
        return answer(401);
      case '403':
        return answer(403);
      case '404':
        return kind === 'post' ? answer(404) : { arrivesMs, fault: '404' };
      case '422':
      case 'says-false':
      case 'vanished':
      case 'no-answer':
      case 'bad-answer':
      case 'odd-state':
      case 'wrong-answer':
      case 'unclear':
      case 'short-list':
        return { arrivesMs, fault: what };
      case '429':
        return answer(429);
      case '429-when':
        return answer(429, { 'retry-after': String(Math.floor(r * 600)) });
      case 'unnamed-duplicate':
        return { hears: authority.refuse('El comprobante ya fue recibido anteriormente') };
      case 'odd-refusal':
        return { hears: authority.refuse('Error interno al procesar el documento') };
      case 'refused-refresh':
        return Buffer.from(request.body ?? []).includes('refresh_token')
          ? {
              hears: {
                ...authority.answer(400),
                body: Buffer.from('{"error":"invalid_grant"}'),
              },
            }
          : { arrivesMs };
      default:
        throw new Error(`${kind}: ${what}`);
    }
  };

  return {
    call(request: HttpRequest, cancel?: Cancel): Promise<HttpResult> {
      if (life.dead) return never();
      const crash = decider.decide('request');
      if (crash?.what === 'crash-before') {
        sim.crash(machine, life);
        return never();
      }
      const kind = kindOf(request);
      const ended = sim.callBegins(machine, life, kind, request);
      const course = courseOf(kind, request);
      if (crash?.what === 'crash-during') timeline.after(crash.r * 2_000, () => sim.crash(machine, life));
      return new Promise((resolve) => {
        let open = true;
        const finish = (result: HttpResult): void => {
          if (!open) return;
          open = false;
          cancel?.removeEventListener('abort', abort);
          if (life.dead) return;
          ended(result);
          sim.step();
          if (crash?.what === 'crash-after') sim.crash(machine, life);
          else resolve(result);
        };
        const abort = (): void => finish({ phase: 'cut', why: 'aborted' });
        const arrive = (): void => {
          const answered = serve(kind, request, course);
          if (course.hears === undefined) timeline.after(20 + decider.chance() * 500, () => finish(answered));
        };
        cancel?.addEventListener('abort', abort);
        if (cancel?.aborted === true) return abort();
        if (course.arrivesMs !== undefined) timeline.after(course.arrivesMs, arrive);
        if (course.againMs !== undefined)
          timeline.after(course.againMs, () => void serve(kind, request, course));
        const { hears } = course;
        if (hears === 'nothing')
          timeline.after(request.deadlineMs, () => finish({ phase: 'cut', why: 'timeout' }));
        else if (hears === 'reset')
          timeline.after(100 + decider.chance() * 3_000, () => finish({ phase: 'cut', why: 'reset' }));
        else if (hears !== undefined) timeline.after((course.arrivesMs ?? 0) + 50, () => finish(hears));
        return undefined;
      });
    },
  };
}
