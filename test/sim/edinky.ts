import type { HttpResult } from '../../domain/outbox/ports.ts';
import type { Timeline } from './timeline.ts';

type Answered = Extract<HttpResult, { phase: 'answered' }>;
interface Row {
  readonly id: number;
  readonly amount: string;
  readonly code: string;
}
export interface RemoteDocument {
  readonly id: string;
  readonly totalCents: number;
  sent: boolean;
  rows: Row[];
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const cents = (amount: string): number => Math.round(Number(amount) * 100);

/** e-Dinky as API.md has it: the PUT replaces the list, or appends to it where the seed says so. Forgets nothing. */
export class Edinky {
  readonly documents = new Map<string, RemoteDocument>();
  token = 't1';
  forbids = false;
  requests = 0;
  readonly appends: boolean;
  private ids = 0;
  private readonly timeline: Timeline;

  constructor(timeline: Timeline, appends: boolean) {
    this.timeline = timeline;
    this.appends = appends;
    for (const id of ['101', '102', '103'])
      this.documents.set(id, { id, totalCents: 10_000, sent: false, rows: [] });
  }

  answer(status: number, body: object): Answered {
    return {
      phase: 'answered',
      status,
      headers: { date: new Date(this.timeline.now).toUTCString(), 'content-type': 'application/json' },
      body: bytes(JSON.stringify(body)),
    };
  }

  error(status: number, message: string): Answered {
    return this.answer(status, { message, status: 'ERROR', payload: null, error: message });
  }

  private gate(bearer: string): Answered | undefined {
    if (bearer !== this.token) return this.error(401, 'token inválido');
    if (this.forbids) return this.error(403, 'prohibido');
    this.requests++;
    return undefined;
  }

  /** @param path below `/api/v1/` */
  get(bearer: string, path: string, fault?: string): Answered {
    const stopped = this.gate(bearer);
    if (stopped) return stopped;
    if (path.startsWith('payments')) return this.list(fault === 'short-list');
    const document = this.documents.get(path.split('/')[1] ?? '');
    if (!document || fault === '404') return this.error(404, 'El documento especificado no existe');
    return this.answer(200, {
      message: 'Documento encontrado',
      status: 'OK',
      payload: {
        id: Number(document.id),
        total: (document.totalCents / 100).toFixed(2),
        status: 'draft',
        customer: { full_name: 'Consumidor Final' },
        sri: {
          ...(fault === 'unclear' ? {} : { has_been_sent: document.sent }),
          date_sent: document.sent ? '2026-01-01' : null,
          authorization_date: null,
          number_document: null,
        },
      },
    });
  }

  private list(short: boolean): Answered {
    const rows = [...this.documents.values()].flatMap(({ id, rows: own }) =>
      own.map((row) => ({
        id: row.id,
        document_id: Number(id),
        amount: row.amount,
        method: 'X',
        code: row.code,
        date: '2026-01-01',
        status: 'completed',
      })),
    );
    return this.answer(200, {
      message: 'Pagos obtenidos exitosamente',
      status: 'SUCCESS',
      payload: {
        data: short ? rows.slice(1) : rows,
        pagination: { current_page: 1, per_page: 500, total: rows.length, last_page: 1 },
      },
    });
  }

  put(bearer: string, path: string, body: string, fault?: string): Answered {
    const stopped = this.gate(bearer);
    if (stopped) return stopped;
    const document = this.documents.get(path.split('/')[1] ?? '');
    if (!document || fault === '404') return this.error(404, 'El documento especificado no existe');
    if (document.sent) return this.error(422, 'El documento ya fue enviado al SRI');
    const { payments } = JSON.parse(body) as { payments: { amount: number | string; code: string }[] };
    const there = this.appends ? document.rows : [];
    const wanted = payments.map(({ amount, code }) => ({
      id: ++this.ids,
      amount: Number(amount).toFixed(2),
      code,
    }));
    const sum = [...there, ...wanted].reduce((total, row) => total + cents(row.amount), 0);
    if (sum > document.totalCents || fault === '422')
      return this.error(
        422,
        `El total no puede superar los $${(document.totalCents / 100).toFixed(2)} del documento, valor calculado [${sum / 100}]`,
      );
    document.rows = [...there, ...wanted];
    return this.answer(200, {
      message: 'Documento actualizado',
      status: 'UPDATED',
      payload: fault !== 'says-false',
    });
  }

  /** Somebody else, elsewhere. */
  payElsewhere(id: string, amountCents: number): void {
    const document = this.documents.get(id);
    if (document && !document.sent)
      document.rows = [{ id: ++this.ids, amount: (amountCents / 100).toFixed(2), code: '01' }];
  }
}
