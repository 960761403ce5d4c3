import { z } from 'zod';
import { assertNever } from '../../domain/assert-never.ts';
import { practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import type { EdinkySwitches, PracticeRemoteDocument } from '../../domain/practice/switches.ts';
import {
  bareAnswer,
  bearerOf,
  jsonAnswer,
  portalPage,
  type Answer,
  type Authority,
  type Call,
} from './answer.ts';
import { ecuadorDay, RemoteFacts } from './edinky-fixtures.ts';
import type { Ledger, RemoteDocumentRow, RemotePaymentRow } from './ledger.ts';
import { compared, plus, trimmed } from './paper-decimal.ts';

/** The simulated e-Dinky: API.md section 12, payments and reading of documents. Creating is not simulated. */

const base = '/api/v1';
export const edinkyBase = base;

/** API.md 3.4. */
const methods: Readonly<Record<string, string>> = {
  '01': 'SIN UTILIZACIÓN DEL SISTEMA FINANCIERO',
  '15': 'COMPENSACIÓN DE DEUDAS',
  '16': 'TARJETA DE DÉBITO',
  '17': 'DINERO ELECTRÓNICO',
  '18': 'TARJETA PREPAGO',
  '19': 'TARJETA DE CRÉDITO',
  '20': 'OTROS CON UTILIZACIÓN DEL SISTEMA FINANCIERO',
  '21': 'ENDOSO DE TÍTULOS',
};
const amountText = /^\d{1,12}(\.\d{1,2})?$/;
const usualPageRows = 15;
const mostPageRows = 100;

const twoPlaces = (amount: string): string => {
  const [whole = '0', fraction = ''] = trimmed(amount).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
};

export interface Edinky extends Authority {
  documents(): readonly PracticeRemoteDocument[];
}

interface Refusal {
  readonly message: string;
  readonly error: string;
  /** the field E2 and E5 name */
  readonly field: string;
}

export function edinkyAuthority(ledger: Ledger, now: () => number, switches: () => EdinkySwitches): Edinky {
  const success = (message: string, word: string, payload: unknown): Answer =>
    jsonAnswer(200, { message, ...statusWord(word), payload });

  function statusWord(word: string): { readonly status?: string } {
    const { statusText } = switches();
    if (statusText === 'missing') return {};
    return { status: statusText === 'documented' ? word : statusText };
  }

  /** API.md 2.4. */
  function refused(status: number, { message, error, field }: Refusal): Answer {
    const { errorShape } = switches();
    switch (errorShape) {
      case 'E1':
        return jsonAnswer(status, { message, ...statusWord('ERROR'), payload: null, error });
      case 'E2':
        return jsonAnswer(status, {
          message,
          ...statusWord('ERROR'),
          payload: null,
          error: { [field]: [error] },
        });
      case 'E3':
        return jsonAnswer(status, { message, ...statusWord('NOT_FOUND'), error });
      case 'E4':
        return jsonAnswer(status, { message, ...statusWord('ERROR') });
      case 'E5':
        return jsonAnswer(status, { message, errors: { [field]: [error] } });
      case 'html':
        return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: portalPage };
      case 'empty':
        return bareAnswer(status);
      default:
        return assertNever(errorShape);
    }
  }
  const invalid = (sentence: string, field = 'payments'): Answer =>
    refused(422, { message: sentence, error: sentence, field });
  const missing = (): Answer =>
    refused(404, {
      message: 'Documento no encontrado',
      error: 'El documento especificado no existe',
      field: 'id',
    });

  const wireId = (id: string | number): string | number =>
    switches().ids === 'number' ? Number(id) : String(id);
  const wireMoney = (amount: string): string | number =>
    switches().money === 'text' ? twoPlaces(amount) : Number(amount);

  /** The row as it stands now: documents nobody touched for long enough have gone to the SRI by themselves. */
  function documentAt(id: string, at: number): RemoteDocumentRow | undefined {
    const row = ledger.remoteDocument(id);
    const { sendAutomaticAfterSeconds } = switches();
    if (row === undefined || row.sent_at !== null || sendAutomaticAfterSeconds === null) return row;
    const due = row.touched_at + sendAutomaticAfterSeconds * 1_000;
    if (due > at) return row;
    ledger.send(id, due, null);
    return { ...row, sent_at: due };
  }

  const shownPayments = (rows: readonly RemotePaymentRow[]): readonly object[] => {
    const { history } = switches();
    return rows
      .filter(({ superseded }) => superseded === 0 || history !== 'hidden')
      .map((row) => ({
        id: wireId(row.id),
        document_id: row.document_id,
        amount: wireMoney(row.amount),
        method: methods[row.code] ?? '',
        code: row.code,
        date: row.on_date,
        transaction_id: null,
        status: row.superseded === 1 && history === 'cancelled' ? 'cancelled' : 'completed',
      }));
  };

  /** API.md 4.4; what the vendor's sample cuts off is left out. */
  function wireDocument(row: RemoteDocumentRow): object {
    const facts = RemoteFacts.parse(JSON.parse(row.facts));
    const date = (at: number | null): string | null =>
      at === null ? null : `${ecuadorDay(at)} ${new Date(at - 5 * 3_600_000).toISOString().slice(11, 19)}`;
    return {
      id: wireId(row.id),
      environment: 'TEST',
      number: facts.number,
      date: facts.date,
      due_date: null,
      discount_amount: wireMoney(facts.discount),
      subtotal: wireMoney(facts.subtotal),
      tax_amount: wireMoney(facts.tax),
      tip: wireMoney('0'),
      total: wireMoney(facts.total),
      payment_date: null,
      notes: null,
      terms: null,
      status: row.sent_at === null ? 'draft' : 'sent',
      type: 'invoice',
      parent_id: null,
      customer: {
        id: wireId(facts.customer.id),
        full_name: facts.customer.name,
        identification_type: facts.customer.type,
        identification_number: facts.customer.identification,
      },
      sri: {
        access_key: facts.accessKey,
        key_where_generated: 'local',
        status: row.authorised_at !== null ? 'AUTORIZADO' : row.sent_at === null ? null : 'RECIBIDA',
        has_been_sent: row.sent_at !== null,
        has_pdf: row.authorised_at !== null,
        sequential_doc: facts.sequential,
        establishment: facts.establishment,
        point_emi: facts.point,
        number_document: `${facts.establishment}-${facts.point}-${facts.sequential}`,
        type_document: 'FACTURA',
        title_document: 'Factura',
        code_document: '01',
        date_sent: date(row.sent_at),
        authorization_date: date(row.authorised_at),
        send_automatic: true,
      },
      support: {
        code_document: null,
        document_number: null,
        document_title: null,
        date: null,
        reason: null,
        access_key: null,
        transfer_plate: null,
        transfer_route: null,
        transfer_address: null,
      },
      ...(switches().paymentsInDocument === 'present'
        ? { payments: shownPayments(ledger.paymentsOf(row.id)) }
        : {}),
    };
  }

  function listed(call: Call, message: string, rows: readonly object[]): Answer {
    const size = Math.min(mostPageRows, Math.max(1, whole(call.query.get('per_page')) ?? usualPageRows));
    const page =
      switches().paymentsPaging === 'ignores-page' ? 1 : Math.max(1, whole(call.query.get('page')) ?? 1);
    return success(message, 'SUCCESS', {
      data: rows.slice((page - 1) * size, page * size),
      pagination: {
        current_page: page,
        per_page: size,
        total: rows.length,
        last_page: Math.max(1, Math.ceil(rows.length / size)),
      },
    });
  }

  /** Order of checks and texts: API.md section 12. */
  function updatePayments(call: Call, id: string): Answer {
    const row = documentAt(id, call.at);
    if (row === undefined) return missing();
    ledger.touch(id, call.at);
    const body = bodyOf(call.body);
    if (body === undefined) return invalid('El cuerpo de la solicitud no es válido', 'body');
    if (body.id === undefined || String(body.id) !== id)
      return invalid('El id del documento no coincide con el de la URL', 'id');
    if (row.sent_at !== null)
      return invalid('El documento ya fue enviado al SRI, no se pueden modificar sus pagos', 'id');
    const { emptyPayments, partialSum, paymentsWrite } = switches();
    const list = z.array(z.unknown()).safeParse(body.payments);
    if (!list.success || (list.data.length === 0 && emptyPayments === 'refuse'))
      return invalid('El campo payments es obligatorio');
    const amounts = z.array(z.looseObject({ amount: z.string().regex(amountText) })).safeParse(list.data);
    if (!amounts.success) return invalid('El monto de cada pago debe ser un texto decimal válido');
    const payments = z
      .array(
        z.object({ amount: z.string(), code: z.string().refine((code) => Object.hasOwn(methods, code)) }),
      )
      .safeParse(list.data);
    if (!payments.success) return invalid('El código de la forma de pago no es válido');
    const { total } = RemoteFacts.parse(JSON.parse(row.facts));
    const before = paymentsWrite === 'append' ? ledger.paymentsInForce(id).map(({ amount }) => amount) : [];
    const sum = plus(...before, ...payments.data.map(({ amount }) => amount));
    if (compared(sum, total) > 0)
      return invalid(
        `El total no puede superar los $${twoPlaces(total)} del documento, valor calculado [${trimmed(sum)}]`,
      );
    if (partialSum === 'refuse' && compared(sum, total) < 0)
      return invalid(
        `Los pagos no cubren los $${twoPlaces(total)} del documento, valor calculado [${trimmed(sum)}]`,
      );
    ledger.pay(
      id,
      payments.data.map(({ amount, code }) => ({ amount: twoPlaces(amount), code })),
      ecuadorDay(call.at),
      paymentsWrite,
    );
    return success('Documento actualizado', 'UPDATED', true);
  }

  return {
    route(method, path) {
      const put = /^\/api\/v1\/documents\/([^/]+)\/update-payments$/.exec(path)?.[1];
      if (put !== undefined && method === 'PUT')
        return { endpoint: 'put', subject: decoded(put).slice(0, 80) };
      if (method !== 'GET') return { endpoint: 'other' };
      if (path === `${base}/payments`) return { endpoint: 'list' };
      if (path === `${base}/users/my/information`) return { endpoint: 'probe' };
      if (path === `${base}/documents`) return { endpoint: 'documents' };
      return { endpoint: /^\/api\/v1\/documents\/[^/]+$/.test(path) ? 'document' : 'other' };
    },
    answer(call) {
      if (!switches().tokenAccepted || bearerOf(call) !== practiceEdinkyToken)
        return this.refusal(call, 401, undefined);
      const id = decoded(/\/documents\/([^/]+)/.exec(call.path)?.[1] ?? '');
      switch (call.endpoint) {
        case 'put':
          return updatePayments(call, id);
        case 'list':
          return listed(call, 'Pagos obtenidos exitosamente', shownPayments(ledger.payments()));
        case 'document': {
          const row = documentAt(id, call.at);
          if (row === undefined) return missing();
          ledger.touch(id, call.at);
          return success('Documento encontrado', 'OK', wireDocument(row));
        }
        case 'documents':
          if (switches().documentsList === 'off') break;
          return listed(
            call,
            'Documentos obtenidos exitosamente',
            ledger
              .remoteDocuments()
              .map(({ id: each }) => documentAt(each, call.at))
              .flatMap((row) => (row === undefined ? [] : [wireDocument(row)])),
          );
        case 'probe':
          return success('Información del usuario', 'OK', {
            uuid: 123456789,
            name: 'Usuario',
            last_name: 'de Práctica',
            email: 'practica@example.invalid',
            status: 'active',
          });
        case 'idp':
        case 'post':
        case 'get':
        case 'logout':
        case 'comprobantes':
        case 'other':
          break;
      }
      return refused(404, { message: 'Recurso no encontrado', error: 'La ruta no existe', field: 'path' });
    },
    refusal(_call, status, cause) {
      const words: Readonly<Record<number, readonly [message: string, error: string]>> = {
        401: ['Token de autenticación inválido', 'Token de autenticación inválido'],
        403: ['Acceso denegado', 'Acceso denegado'],
        404: ['Documento no encontrado', 'El documento especificado no existe'],
        422: ['Los datos proporcionados no son válidos', 'Los datos proporcionados no son válidos'],
        429: ['Demasiadas solicitudes', 'Demasiadas solicitudes'],
      };
      const [message, error] = words[status] ?? ['Error interno del servidor', 'Error interno del servidor'];
      return refused(status, { message: cause ?? message, error: cause ?? error, field: 'request' });
    },
    documents: () =>
      ledger
        .remoteDocuments()
        .map(({ id }) => documentAt(id, now()))
        .flatMap((row) => {
          if (row === undefined) return [];
          const facts = RemoteFacts.parse(JSON.parse(row.facts));
          return [
            {
              id: row.id,
              number: `${facts.establishment}-${facts.point}-${facts.sequential}`,
              customerName: facts.customer.name,
              total: facts.total,
              sent: row.sent_at !== null,
            },
          ];
        }),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const whole = (text: string | null): number | undefined =>
  text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined;

const PutBody = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  payments: z.unknown().optional(),
});

function bodyOf(bytes: Buffer): z.infer<typeof PutBody> | undefined {
  try {
    const parsed = PutBody.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
