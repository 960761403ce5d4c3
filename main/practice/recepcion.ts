import { NextVerdict, type HaciendaSwitches, type PracticeDocument } from '../../domain/practice/switches.ts';
import type { VerifyComprobante } from '../../domain/signing/signing.ts';
import {
  bareAnswer,
  bearerOf,
  jsonAnswer,
  mediaTypeOf,
  type Answer,
  type Authority,
  type Call,
} from './answer.ts';
import { callBack } from './callback.ts';
import { comprobantes } from './comprobantes-list.ts';
import {
  acceptanceDetail,
  newAuthorityKey,
  refusalDetail,
  writeHaciendaMessage,
} from './hacienda-message.ts';
import { causeHeader } from './idp.ts';
import { judgeComprobante, type Judgement } from './judge-comprobante.ts';
import { knownInLedger } from './known-in-ledger.ts';
import type { ComprobanteHead, ComprobanteRow, Ledger } from './ledger.ts';
import { alreadyReceived } from './provoked.ts';
import { keyInText, keyOfBody, readBody, readComprobante } from './reception-envelope.ts';
import { documentOfAnother } from './sent-elsewhere.ts';
import { readXmlTree, type XmlElement } from './xml-tree.ts';

/**
 * Reception of the simulated Hacienda (DOMAIN.md section 13). What is wrong with the envelope is refused at once (400); what is
 * wrong with the document is found while it is processed, and told in a MensajeHacienda.
 */

/** STAG, DOMAIN.md 13.3. */
const quotaWindows = [
  { limit: 100, ms: 3_600_000 },
  { limit: 1_000, ms: 86_400_000 },
] as const;
const callbackAttempts = 4;
const judgeAgainMs = 5_000;
/** Timers look again at least this often: the authorities' clock may be set. */
const longestWaitMs = 60_000;
const base = '/recepcion/v1';
export const receptionBase = `${base}/`;

export interface Recepcion extends Authority {
  /** State of every document, newest first. */
  documents(limit: number): readonly PracticeDocument[];
  /** A document that another computer of the same taxpayer sent and that was accepted. @returns its clave */
  sentElsewhere(series: 'same' | 'other'): Promise<string>;
  /** Takes up what a stop or a kill left: documents without verdict, callbacks without success. */
  resume(): void;
  stop(): Promise<void>;
}

export interface RecepcionOptions {
  readonly ledger: Ledger;
  readonly verify: VerifyComprobante;
  readonly now: () => number;
  readonly switches: () => HaciendaSwitches;
  /** [0, 1) */
  readonly fraction: () => number;
  /** PKCS#8 PEM of `newAuthorityKey`; made at the first verdict and kept in the book when not given */
  readonly authorityKey: string | undefined;
}

export function recepcionAuthority({
  ledger,
  verify,
  now,
  switches,
  fraction,
  authorityKey: given,
}: RecepcionOptions): Recepcion {
  const judging = new Map<string, Promise<void>>();
  let authorityKey: Promise<string> | undefined;
  let judgeTimer: NodeJS.Timeout | undefined;
  let callbackTimer: NodeJS.Timeout | undefined;
  let calling: Promise<void> | undefined;
  let stopped = false;

  async function keyOfAuthority(): Promise<string> {
    const stored = ledger.setting('authority-key');
    if (stored !== undefined) return stored;
    authorityKey ??= given === undefined ? newAuthorityKey() : Promise.resolve(given);
    const made = await authorityKey;
    ledger.setSetting('authority-key', made);
    return made;
  }

  /** Gives the document its verdict, once, however many ask. */
  async function judged(key: string): Promise<void> {
    let running = judging.get(key);
    if (running === undefined) {
      running = judge(key)
        // An authority with an inner failure keeps the document "procesando" and tries again.
        .catch((error: unknown) => {
          process.emitWarning(error instanceof Error ? error : String(error));
          if (!stopped) ledger.postpone(key, now() + judgeAgainMs);
        })
        .finally(() => judging.delete(key));
      judging.set(key, running);
    }
    await running;
  }

  async function judge(key: string): Promise<void> {
    const row = ledger.comprobante(key);
    if (row === undefined || row.state !== null) return;
    const tree = await readXmlTree(row.xml.toString('utf8'));
    if (!tree.ok) throw new Error('a stored comprobante was readable when it was received');
    const { verdict, detail } = await verdictOf(row, tree.value);
    const authority = await keyOfAuthority();
    if (stopped) return;
    const answer = writeHaciendaMessage(
      { clave: row.clave, root: tree.value, verdict, detail, signedAt: now() },
      authority,
    );
    ledger.decide(key, verdict, detail, answer, row.callback_url === null ? null : now());
    scheduleCallback();
  }

  async function verdictOf(
    row: ComprobanteRow,
    root: XmlElement,
  ): Promise<{ readonly verdict: Judgement['verdict']; readonly detail: string }> {
    if (row.forced !== null) {
      const { verdict, detail } = NextVerdict.parse(JSON.parse(row.forced));
      const rejected = verdict === 'rejected';
      return {
        verdict: rejected ? 'rechazado' : 'aceptado',
        detail:
          typeof detail === 'string'
            ? detail
            : rejected
              ? refusalDetail(detail, [])
              : acceptanceDetail(detail),
      };
    }
    const { verdict, rows, sentences } = await judgeComprobante(root, {
      signature: await verify(row.xml),
      numberUsed: ledger.numberUsed(row),
      receivedAt: row.received_at,
      documents: knownInLedger(ledger, row.seq),
      unknownReference: switches().unknownReference,
    });
    return {
      verdict,
      detail: verdict === 'aceptado' ? acceptanceDetail(rows) : refusalDetail(rows, sentences),
    };
  }

  function scheduleJudging(): void {
    if (stopped) return;
    clearTimeout(judgeTimer);
    const next = ledger.nextWaiting();
    if (next === undefined) return;
    judgeTimer = setTimeout(
      () => {
        const due = next.ready_at <= now() ? judged(next.key) : Promise.resolve();
        void due.finally(scheduleJudging);
      },
      Math.min(Math.max(0, next.ready_at - now()), longestWaitMs),
    );
    judgeTimer.unref();
  }

  function scheduleCallback(): void {
    if (stopped || calling !== undefined) return;
    clearTimeout(callbackTimer);
    const next = ledger.nextCallback();
    if (next === undefined) return;
    callbackTimer = setTimeout(
      () => {
        calling = call(next.key)
          .catch((error: unknown) => process.emitWarning(error instanceof Error ? error : String(error)))
          .finally(() => {
            calling = undefined;
            scheduleCallback();
          });
      },
      Math.min(Math.max(0, next.callback_at - now()), longestWaitMs),
    );
    callbackTimer.unref();
  }

  /** One attempt; three retries, then never again (DOMAIN.md 13.5). */
  async function call(key: string): Promise<void> {
    const row = ledger.comprobante(key);
    if (row === undefined || row.callback_url === null || row.callback_at === null) return;
    if (row.callback_at > now()) return;
    const { callbackSpelling, callbackRetryMs } = switches();
    const status = statusOf(row, now());
    const delivered = await callBack(row.callback_url, status, callbackSpelling);
    if (stopped) return;
    const more = !delivered && row.callback_tries + 1 < callbackAttempts;
    ledger.calledBack(key, delivered, more ? now() + callbackRetryMs : null);
  }

  function quotaHeaders(c: Call): {
    readonly over: boolean;
    readonly headers: Readonly<Record<string, string>>;
  } {
    if (switches().quota === 'off') return { over: false, headers: {} };
    const windows = quotaWindows.map(({ limit, ms }) => {
      const { count, oldest } = ledger.charged(c.at - ms, c.logId);
      return { limit, left: limit - count, resetAt: (oldest ?? c.at) + ms };
    });
    const tightest = windows.reduce((a, b) => (b.left < a.left ? b : a));
    return {
      over: tightest.left <= 0,
      headers: {
        'x-ratelimit-limit': String(tightest.limit),
        'x-ratelimit-remaining': String(Math.max(0, tightest.left - 1)),
        'x-ratelimit-reset': String(Math.ceil(tightest.resetAt / 1_000)),
      },
    };
  }

  const refusal = (status: number, cause: string): Answer =>
    bareAnswer(status, {
      ...causeHeader(cause),
      ...(status === 400 ? { 'validation-exception': 'true' } : {}),
    });

  async function post(c: Call): Promise<Answer> {
    if (mediaTypeOf(c) !== 'application/json')
      return refusal(400, 'El encabezado Content-Type debe ser application/json');
    const body = readBody(c.body);
    if (typeof body === 'string') return refusal(400, body);
    const key = keyOfBody(body);
    if (ledger.has(key)) return refusal(400, alreadyReceived(key));
    const read = await readComprobante(body);
    if (typeof read === 'string') return refusal(400, read);
    const { processingMinMs, processingMaxMs, receivedStatus, location } = switches();
    const spreadMs = Math.max(0, processingMaxMs - processingMinMs);
    const received = ledger.receive({
      key,
      clave: body.clave,
      consecutivo: read.consecutivo,
      issuer: read.issuer,
      parties: JSON.stringify({ emisor: body.emisor, receptor: body.receptor }),
      fecha: body.fecha,
      xml: read.bytes,
      received_at: c.at,
      ready_at: c.at + processingMinMs + Math.round(spreadMs * fraction()),
      callback_url: body.callbackUrl ?? null,
      corrects: read.corrects,
    });
    // The same clave may have come in while this one was being read.
    if (!received) return refusal(400, alreadyReceived(key));
    scheduleJudging();
    const host = String(c.headers['host'] ?? '');
    return {
      ...bareAnswer(receivedStatus, location ? { location: `http://${host}${base}/recepcion/${key}` } : {}),
      receivedKey: key,
    };
  }

  async function statusAnswer(c: Call): Promise<Answer> {
    const key = decodeURIComponent(c.path.slice(`${base}/recepcion/`.length));
    let row = ledger.comprobante(key);
    if (row !== undefined && row.state === null && row.ready_at <= c.at) {
      await judged(key);
      row = ledger.comprobante(key);
    }
    if (row === undefined || row.hidden_until > c.at)
      return switches().unknownClave === '404'
        ? refusal(404, `No existe el recurso con Clave = [${key}]`)
        : refusal(400, `El comprobante [${key}] no ha sido recibido.`);
    const answer = jsonAnswer(200, statusOf(row, c.at));
    return row.state === null || row.answer === null
      ? answer
      : { ...answer, final: { state: row.state, xml: row.answer, clave: row.clave } };
  }

  return {
    route(method, path, body) {
      if (path === `${base}/recepcion` && method === 'POST') {
        const subject = keyInText(body.toString('latin1'));
        return subject === undefined ? { endpoint: 'post' } : { endpoint: 'post', subject };
      }
      if (path.startsWith(`${base}/recepcion/`) && method === 'GET')
        return { endpoint: 'get', subject: path.slice(`${base}/recepcion/`.length, base.length + 11 + 80) };
      if ((path === `${base}/comprobantes` || path.startsWith(`${base}/comprobantes/`)) && method === 'GET')
        return { endpoint: 'comprobantes' };
      return { endpoint: 'other' };
    },
    async answer(c) {
      // The gateway answers 403 for a path it does not know (DOMAIN.md 13.3).
      if (c.endpoint === 'other') return refusal(403, 'Forbidden');
      const token = bearerOf(c);
      if (token === undefined || (ledger.accessUntil(token) ?? 0) <= c.at)
        return refusal(401, 'El token no es válido o ha vencido');
      const quota = quotaHeaders(c);
      const answer = quota.over
        ? refusal(429, 'Se superó la cantidad de solicitudes permitidas')
        : await (c.endpoint === 'post'
            ? post(c)
            : c.endpoint === 'get'
              ? statusAnswer(c)
              : comprobantes(c, `${base}/comprobantes`, ledger, switches().listOmits));
      return { ...answer, headers: { ...answer.headers, ...quota.headers } };
    },
    refusal: (c, code, cause) => refusal(code, cause ?? causeOf(code, c)),
    async sentElsewhere(series) {
      const foreign = await documentOfAnother(ledger, series, now());
      ledger.adopt(foreign.row);
      const message = {
        clave: foreign.row.clave,
        root: foreign.root,
        detail: acceptanceDetail([]),
        signedAt: now(),
      } as const;
      const answer = writeHaciendaMessage({ ...message, verdict: 'aceptado' }, await keyOfAuthority());
      ledger.decide(foreign.row.key, 'aceptado', message.detail, answer, null);
      return foreign.row.clave;
    },
    documents: (limit) => ledger.comprobantes(limit, 0).map((row) => documentOf(row, now())),
    resume() {
      scheduleJudging();
      scheduleCallback();
    },
    async stop() {
      stopped = true;
      clearTimeout(judgeTimer);
      clearTimeout(callbackTimer);
      await Promise.allSettled([...judging.values(), ...(calling === undefined ? [] : [calling])]);
    },
  };
}

const causes: Readonly<Record<number, string>> = {
  400: 'La solicitud no cumple con el formato esperado',
  401: 'El token no es válido o ha vencido',
  403: 'El acceso al API se encuentra bloqueado',
  404: 'No existe el recurso',
  408: 'Tiempo de espera agotado',
  429: 'Se superó la cantidad de solicitudes permitidas',
  499: 'La solicitud no fue recibida',
};
const causeOf = (status: number, call: Call): string =>
  status === 404 && call.endpoint === 'get'
    ? `No existe el recurso con Clave = [${call.path.split('/').at(-1) ?? ''}]`
    : (causes[status] ?? 'Error interno del servicio');

/** The JSON of GET and of the callback. */
export interface StatusBody {
  readonly clave: string;
  readonly fecha: string;
  readonly 'ind-estado': PracticeDocument['state'];
  readonly 'respuesta-xml'?: string;
  readonly callbackUrl?: string;
}

/** recibido for the first third of the processing, then procesando. */
function stateOf(row: ComprobanteHead, at: number): PracticeDocument['state'] {
  if (row.state !== null) return row.state;
  return at - row.received_at < (row.ready_at - row.received_at) / 3 ? 'recibido' : 'procesando';
}

function statusOf(row: ComprobanteRow, at: number): StatusBody {
  return {
    clave: row.key,
    fecha: row.fecha,
    'ind-estado': stateOf(row, at),
    ...(row.answer === null ? {} : { 'respuesta-xml': row.answer.toString('base64') }),
    ...(row.callback_url === null ? {} : { callbackUrl: row.callback_url }),
  };
}

const documentOf = (row: ComprobanteHead, at: number): PracticeDocument => ({
  clave: row.key,
  consecutivo: row.consecutivo,
  issuer: row.issuer,
  receivedAt: row.received_at,
  state: stateOf(row, at),
  ...(row.detail === null ? {} : { detail: row.detail }),
  xmlSha256: row.xml_sha256,
});
