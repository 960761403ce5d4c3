import { z } from 'zod';
import type { Cancel, Http, HttpRequest, HttpResult } from '../../../domain/outbox/ports.ts';
import type {
  Doubtful,
  LaneTrouble,
  PaymentsListResult,
  RemotePayment,
} from '../../../domain/outbox/results.ts';
import { doubtfulStatus, troubleOf } from '../trouble.ts';
import { edinkyRequest, type EdinkyAddress } from './answer.ts';
import { readJsonBody } from './json-body.ts';
import { PaymentWire, remotePayment } from './payment-wire.ts';

/** A walk longer than this is a server that never ends: 1,000 pages of 15 rows. */
const pagesAtMost = 1_000;

/** The first page is asked without a parameter: none is documented (API.md 3.2), and one page is the usual case. */
export const getPaymentsRequest = (address: EdinkyAddress, page: number): HttpRequest =>
  edinkyRequest(address, 'GET', page === 1 ? 'payments' : `payments?page=${page}`);

export interface PaymentsPage {
  readonly rows: readonly RemotePayment[];
  readonly lastPage?: number;
  readonly perPage?: number;
  readonly total?: number;
}

const count = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
  .optional()
  .catch(undefined);
/** Page information by its synonyms (API.md 2.3). */
const PageInfoWire = z.object({
  per_page: count,
  number_paginate: count,
  last_page: count,
  total_pages: count,
  total: count,
});
const rowsOf = z.array(PaymentWire.extend({ document_id: z.string() }));
const holder = z.record(z.string(), z.unknown());

/** One page, whichever of the shapes of API.md 2.3 it has. Missing rows or keys = unreadable. */
export function paymentsPageResult(
  got: HttpResult,
): { readonly kind: 'page'; readonly page: PaymentsPage } | LaneTrouble | Doubtful {
  const outcome = troubleOf(got);
  if ('trouble' in outcome) return outcome.trouble;
  const { answer } = outcome;
  if (answer.status !== 200) return doubtfulStatus(answer.status);
  const unreadable: Doubtful = { kind: 'doubtful', why: 'unreadable' };
  const body = holder.safeParse(readJsonBody(answer.body, answer.headers['content-type']));
  if (!body.success) return unreadable;
  const payload = holder.safeParse(body.data['payload']).data ?? {};
  const status = body.data['status'];
  if (typeof status === 'string' && status.toUpperCase() === 'ERROR') return unreadable;
  const list = [payload['data'], payload['items'], payload['movements'], body.data['data']].find(
    Array.isArray,
  );
  const rows = rowsOf.safeParse(list);
  if (!rows.success) return unreadable;
  const info = [payload['pagination'], body.data['meta'], payload].find(
    (candidate) => holder.safeParse(candidate).success,
  );
  const read = PageInfoWire.parse(info ?? {});
  const lastPage = read.last_page ?? read.total_pages;
  const perPage = read.per_page ?? read.number_paginate;
  return {
    kind: 'page',
    page: {
      rows: rows.data.map((row) => remotePayment(row, row.document_id)),
      ...(lastPage === undefined ? {} : { lastPage }),
      ...(perPage === undefined ? {} : { perPage }),
      ...(read.total === undefined ? {} : { total: read.total }),
    },
  };
}

/**
 * Walks every page of `GET /payments`. `listed` only when nothing suggests that a row is missing: an id seen twice (the page
 * parameter is ignored, or rows moved between pages) and fewer rows than the stated total are `incomplete` (API.md 2.3).
 * @param onAnswer sees every answer, for the facts
 */
export async function walkPayments(
  http: Http,
  address: EdinkyAddress,
  onAnswer: (got: HttpResult) => void,
  cancel?: Cancel,
): Promise<PaymentsListResult> {
  const byId = new Map<string, RemotePayment>();
  for (let page = 1; page <= pagesAtMost; page++) {
    const got = await http.call(getPaymentsRequest(address, page), cancel);
    onAnswer(got);
    const result = paymentsPageResult(got);
    if (result.kind !== 'page') return result;
    const { rows, lastPage, perPage, total } = result.page;
    for (const row of rows) {
      if (byId.has(row.id)) return { kind: 'incomplete', pages: page };
      byId.set(row.id, row);
    }
    const atEnd =
      lastPage === undefined
        ? rows.length === 0 || (perPage !== undefined && rows.length < perPage)
        : page >= lastPage;
    if (!atEnd) continue;
    // `total` is the grand total or that of the page (API.md 2.3): fewer rows than it is wrong either way
    if (total !== undefined && byId.size < total) return { kind: 'incomplete', pages: page };
    return { kind: 'listed', payments: [...byId.values()] };
  }
  return { kind: 'incomplete', pages: pagesAtMost };
}
