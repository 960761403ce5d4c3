import { assertNever } from '../../domain/assert-never.ts';
import { jsonAnswer, portalPage, type Answer, type Authority, type Call } from './answer.ts';
import type { Ledger, PlannedProvocation } from './ledger.ts';
import { keyInText } from './reception-envelope.ts';

/** Answers one call, or misbehaves as planned. When a plan needs an effect and the call has none (a 401, a document without
 *  verdict), the call is answered as usual and the plan waits for the next one. */

export type Delivery =
  | { readonly how: 'whole'; readonly answer: Answer }
  /** head and half of the body, then the socket is destroyed */
  | { readonly how: 'half'; readonly answer: Answer }
  /** a few bytes at a time */
  | { readonly how: 'slow'; readonly answer: Answer; readonly ms: number }
  /** nothing; the socket is reset */
  | { readonly how: 'reset' }
  /** nothing, for ever */
  | { readonly how: 'never' };

const hugeBytes = 3_200_000;
const whole = (answer: Answer): Delivery => ({ how: 'whole', answer });
const page: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: portalPage,
};
const nothing: Answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '' };
const succeeded = ({ status }: Answer): boolean => status >= 200 && status < 300;

export async function provoked(authority: Authority, ledger: Ledger, call: Call): Promise<Delivery> {
  const plan = ledger.provocationFor(call.endpoint);
  if (plan === undefined) return whole(await authority.answer(call));
  const early = beforeEffect(authority, call, plan);
  if (early !== undefined && ledger.take(plan.id)) return early;
  const answer = await authority.answer(plan.outcome === 'repeated-page' ? firstPageOf(call) : call);
  if (early !== undefined) return whole(answer);
  const late = afterEffect(ledger, call, plan, answer);
  return late !== undefined && ledger.take(plan.id) ? late : whole(answer);
}

function firstPageOf(call: Call): Call {
  const query = new URLSearchParams(call.query);
  query.set(
    call.endpoint === 'comprobantes' ? 'offset' : 'page',
    call.endpoint === 'comprobantes' ? '0' : '1',
  );
  return { ...call, query };
}

/** What needs nothing to happen first; undefined for the other outcomes. */
function beforeEffect(authority: Authority, call: Call, plan: PlannedProvocation): Delivery | undefined {
  const { outcome } = plan;
  const refuse = (headers: Readonly<Record<string, string>> = {}): Delivery => {
    const answer = authority.refusal(call, Number(outcome.slice(0, 3)), plan.cause);
    return whole({ ...answer, headers: { ...answer.headers, ...headers } });
  };
  switch (outcome) {
    case '400':
    case '401':
    case '403':
    case '404':
    case '408':
    case '422':
    case '499':
    case '500':
    case '502':
    case '503':
    case '504':
    case '429-bare':
      return refuse();
    case '429':
      return refuse({
        'x-ratelimit-limit': '100',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil((call.at + (plan.ms ?? 60_000)) / 1_000)),
      });
    case '429-retry-after':
      return refuse({ 'retry-after': String(Math.ceil((plan.ms ?? 60_000) / 1_000)) });
    case 'already-received': {
      const key = keyInText(call.body.toString('latin1')) ?? '';
      return whole(authority.refusal(call, 400, plan.cause ?? alreadyReceived(key)));
    }
    case 'cut-before':
      return { how: 'reset' };
    case 'hang':
      return { how: 'never' };
    case 'html':
      return whole(page);
    case 'empty':
      return whole(nothing);
    case 'huge':
      return whole(jsonAnswer(200, { relleno: 'x'.repeat(hugeBytes) }));
    case 'payload-false':
      return whole(jsonAnswer(200, { message: 'Documento actualizado', status: 'UPDATED', payload: false }));
    default:
      return undefined;
  }
}

/** DOMAIN.md 13.3. */
export const alreadyReceived = (clave: string): string =>
  `El comprobante [${clave}] ya fue recibido anteriormente.`;

/** What follows an effect; undefined when there was none, and the plan waits. */
function afterEffect(
  ledger: Ledger,
  call: Call,
  plan: PlannedProvocation,
  answer: Answer,
): Delivery | undefined {
  const { outcome } = plan;
  if (!succeeded(answer)) return undefined;
  switch (outcome) {
    case '200':
    case '201':
    case '202':
      return whole({ ...answer, status: Number(outcome) });
    case 'half-answer':
      return { how: 'half', answer };
    case 'slow-bytes':
      return { how: 'slow', answer, ms: plan.ms ?? 2_000 };
    case 'accept-then-cut':
      return { how: 'reset' };
    case 'accept-then-hang':
      return { how: 'never' };
    case 'accept-then-500':
      return whole({ status: 500, headers: {}, body: '' });
    case 'accept-then-html':
      return whole(page);
    case 'accept-then-empty':
      return whole(nothing);
    case 'hidden': {
      if (answer.receivedKey !== undefined) ledger.hide(answer.receivedKey, call.at + (plan.ms ?? 10_000));
      return whole(answer);
    }
    case 'repeated-page':
    case 'reordered-page':
      // of the list of comprobantes the first page is already the answer
      return whole(call.endpoint === 'comprobantes' ? answer : pageOf(call, answer, outcome));
    case 'broken-base64':
    case 'broken-xml':
    case 'doctype':
    case 'no-answer':
    case 'unknown-state':
    case 'state-error':
    case 'other-clave':
    case 'contradicting-verdict':
    case 'altered-answer':
    case 'unsigned-answer':
    case 'huge-xml':
      return answer.final === undefined ? undefined : whole(spoiltAnswer(answer, answer.final, outcome));
    case '400':
    case '401':
    case '403':
    case '404':
    case '408':
    case '422':
    case '499':
    case '500':
    case '502':
    case '503':
    case '504':
    case '429':
    case '429-bare':
    case '429-retry-after':
    case 'already-received':
    case 'cut-before':
    case 'hang':
    case 'html':
    case 'empty':
    case 'huge':
    case 'payload-false':
      return undefined;
    default:
      return assertNever(outcome);
  }
}

type SpoiltOutcome =
  | 'broken-base64'
  | 'broken-xml'
  | 'doctype'
  | 'no-answer'
  | 'unknown-state'
  | 'state-error'
  | 'other-clave'
  | 'contradicting-verdict'
  | 'huge-xml'
  | 'altered-answer'
  | 'unsigned-answer';

/** A final status answer gone bad, in the way asked for. */
function spoiltAnswer(answer: Answer, final: NonNullable<Answer['final']>, outcome: SpoiltOutcome): Answer {
  const body = parsedBody(answer.body);
  const xml = final.xml.toString();
  const changed = (changes: Readonly<Record<string, unknown>>): Answer => ({
    ...answer,
    body: JSON.stringify({ ...body, ...changes }),
  });
  const withXml = (text: string): Answer =>
    changed({ 'respuesta-xml': Buffer.from(text).toString('base64') });
  switch (outcome) {
    case 'broken-base64':
      return changed({ 'respuesta-xml': '%%% esto no es base64 %%%' });
    case 'broken-xml':
      return withXml(xml.slice(0, Math.floor(xml.length / 2)));
    case 'doctype':
      return withXml(
        xml.replace(
          '<MensajeHacienda',
          '<!DOCTYPE MensajeHacienda [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<MensajeHacienda',
        ),
      );
    case 'no-answer':
      return changed({ 'respuesta-xml': undefined });
    case 'unknown-state':
      return changed({ 'ind-estado': 'en-revision', 'respuesta-xml': undefined });
    case 'state-error':
      return changed({ 'ind-estado': 'error', 'respuesta-xml': undefined });
    case 'other-clave': {
      const last = final.clave.endsWith('0') ? '1' : '0';
      return withXml(xml.replaceAll(final.clave, `${final.clave.slice(0, -1)}${last}`));
    }
    case 'contradicting-verdict':
      return changed({ 'ind-estado': final.state === 'aceptado' ? 'rechazado' : 'aceptado' });
    case 'altered-answer':
      return withXml(xml.replace(/<NombreEmisor>./u, '<NombreEmisor>?'));
    case 'unsigned-answer':
      return withXml(xml.replace(/<ds:Signature .*<\/ds:Signature>/s, ''));
    case 'huge-xml':
      return withXml(xml.replace('</DetalleMensaje>', `${'x'.repeat(hugeBytes)}</DetalleMensaje>`));
    default:
      return assertNever(outcome);
  }
}

function parsedBody(body: string | Buffer): Readonly<Record<string, unknown>> {
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by this simulator a moment ago, always an object
  return JSON.parse(body.toString()) as Readonly<Record<string, unknown>>;
}

/** e-Dinky's list: the rows of page 1 under the number asked for, or the rows backwards. */
function pageOf(call: Call, answer: Answer, outcome: 'repeated-page' | 'reordered-page'): Answer {
  const body = parsedBody(answer.body);
  // oxlint-disable-next-line no-unsafe-type-assertion -- the list's own shape, written by edinky.ts
  const payload = body['payload'] as { readonly data: readonly unknown[]; readonly pagination: object };
  const changes =
    outcome === 'reordered-page'
      ? { data: payload.data.toReversed() }
      : { pagination: { ...payload.pagination, current_page: Number(call.query.get('page') ?? 1) } };
  return { ...answer, body: JSON.stringify({ ...body, payload: { ...payload, ...changes } }) };
}
