import { describe, expect, it } from 'vitest';
import type { Http, HttpResult } from '../../../../../domain/outbox/ports.ts';
import { paymentsPageResult, walkPayments } from '../../../../../main/api/edinky/get-payments.ts';
import { address, answered } from './answers.ts';

const wire = (id: number, more: object = {}) => ({
  id,
  document_id: '948924864',
  amount: '12.20',
  method: 'SIN UTILIZACIÓN DEL SISTEMA FINANCIERO',
  code: '01',
  date: '2024-10-27',
  transaction_id: null,
  status: 'completed',
  ...more,
});
const page = (ids: readonly number[], pagination: object | undefined) =>
  answered(
    200,
    JSON.stringify({
      message: 'm',
      status: 'SUCCESS',
      payload: { data: ids.map((id) => wire(id)), pagination },
    }),
  );

/** Answers by page number; records what was asked. */
function server(answers: (page: number) => HttpResult): { http: Http; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    http: {
      call(request) {
        asked.push(request.url.replace('https://edinky.test/api/v1/', ''));
        return Promise.resolve(answers(Number(new URL(request.url).searchParams.get('page') ?? '1')));
      },
    },
  };
}
const walk = async (answers: (page: number) => HttpResult) => {
  const { http, asked } = server(answers);
  const result = await walkPayments(http, address, () => {});
  return { result, asked };
};
const idsOf = (result: Awaited<ReturnType<typeof walk>>['result']) =>
  result.kind === 'listed' ? result.payments.map((payment) => payment.id) : result;

it('reads the sample of the vendor, one page, one request without a parameter', async () => {
  const { result, asked } = await walk(() =>
    page([1], { current_page: 1, per_page: 15, total: 1, last_page: 1 }),
  );
  expect(asked).toEqual(['payments']);
  expect(result).toEqual({
    kind: 'listed',
    payments: [
      {
        id: '1',
        documentId: '948924864',
        amount: '12.20',
        code: '01',
        method: 'SIN UTILIZACIÓN DEL SISTEMA FINANCIERO',
        on: '2024-10-27',
        status: 'completed',
        rawStatus: 'completed',
      },
    ],
  });
});

it('walks to the stated last page', async () => {
  const { result, asked } = await walk((n) =>
    page([n * 2, n * 2 + 1], { current_page: n, per_page: 2, total: 6, last_page: 3 }),
  );
  expect(asked).toEqual(['payments', 'payments?page=2', 'payments?page=3']);
  expect(idsOf(result)).toEqual(['2', '3', '4', '5', '6', '7']);
});

describe('where the last page is not stated', () => {
  it('stops at a short page', async () => {
    const { result, asked } = await walk((n) => page(n === 1 ? [1, 2] : [3], { per_page: 2 }));
    expect(asked).toHaveLength(2);
    expect(idsOf(result)).toEqual(['1', '2', '3']);
  });
  it('stops at an empty page', async () => {
    const { result, asked } = await walk((n) => page(n === 3 ? [] : [n], undefined));
    expect(asked).toHaveLength(3);
    expect(idsOf(result)).toEqual(['1', '2']);
  });
});

describe('is incomplete, never complete', () => {
  it('when the page parameter is ignored', async () => {
    const { result } = await walk(() => page([1, 2], { per_page: 2, total: 4, last_page: 2 }));
    expect(result).toEqual({ kind: 'incomplete', pages: 2 });
  });
  it('when one row comes twice because rows moved between pages', async () => {
    const { result } = await walk((n) =>
      page(n === 1 ? [1, 2] : [2, 3], { per_page: 2, total: 4, last_page: 2 }),
    );
    expect(result).toEqual({ kind: 'incomplete', pages: 2 });
  });
  it('when rows repeat and no total is there to tell', async () => {
    const ignored = await walk(() => page([1, 2], { per_page: 2, last_page: 2 }));
    const moved = await walk((n) => page(n === 1 ? [1, 2] : [2, 3], { per_page: 2, last_page: 2 }));
    const endless = await walk(() => page([1, 2], undefined));
    for (const { result } of [ignored, moved, endless])
      expect(result).toEqual({ kind: 'incomplete', pages: 2 });
  });
  it('when fewer rows came than the total says', async () => {
    const { result } = await walk(() => page([1], { per_page: 15, total: 2, last_page: 1 }));
    expect(result).toEqual({ kind: 'incomplete', pages: 1 });
  });
  it('when the pages never end', async () => {
    const { result, asked } = await walk((n) => page([n], undefined));
    expect(asked).toHaveLength(1_000);
    expect(result).toEqual({ kind: 'incomplete', pages: 1_000 });
  });
});

it.each([
  [401, { kind: 'unauthorized' }],
  [403, { kind: 'forbidden' }],
  [429, { kind: 'throttled' }],
  [500, { kind: 'doubtful', why: 'status' }],
])('trouble %i on a later page spoils the whole walk', async (status, expected) => {
  const { result } = await walk((n) => (n === 1 ? page([1], { last_page: 2 }) : answered(status, '')));
  expect(result).toEqual(expected);
});

describe('shapes of a page', () => {
  const rows = JSON.stringify([wire(1)]);
  it.each([
    ['payload.data', `{"payload":{"data":${rows},"pagination":{"last_page":4}}}`, { lastPage: 4 }],
    [
      'payload.items',
      `{"payload":{"items":${rows},"per_page":15,"total_pages":2}}`,
      { lastPage: 2, perPage: 15 },
    ],
    [
      'payload.items, SRI words',
      `{"payload":{"items":${rows},"number_paginate":25,"last_page":1}}`,
      { lastPage: 1, perPage: 25 },
    ],
    [
      'data and meta',
      `{"data":${rows},"meta":{"current_page":1,"per_page":15,"total":1}}`,
      { perPage: 15, total: 1 },
    ],
  ])('%s', (_, body, info) => {
    const got = paymentsPageResult(answered(200, body));
    expect(got).toMatchObject({ kind: 'page', page: info });
    expect(got.kind === 'page' && got.page.rows).toHaveLength(1);
  });

  it('takes ids and amounts by the digits they were written with', () => {
    const body = '{"data":[{"id":90071992547409931,"document_id":948924864,"amount":12.20,"code":"01"}]}';
    const got = paymentsPageResult(answered(200, body));
    expect(got.kind === 'page' && got.page.rows).toMatchObject([
      { id: '90071992547409931', documentId: '948924864', amount: '12.20', status: 'other', rawStatus: '' },
    ]);
  });

  it.each([
    ['pending', 'pending'],
    ['FAILED', 'failed'],
    ['cancelled', 'cancelled'],
    ['en revisión', 'other'],
  ])('reads the state "%s" as %s and does NOT crash on a new one', (raw, status) => {
    const got = paymentsPageResult(answered(200, JSON.stringify({ data: [wire(1, { status: raw })] })));
    expect(got.kind === 'page' && got.page.rows).toMatchObject([{ status, rawStatus: raw }]);
  });

  it.each([
    ['a row without amount', JSON.stringify({ data: [wire(1, { amount: undefined })] })],
    ['an amount with an exponent', '{"data":[{"id":1,"document_id":"1","amount":1e2,"code":"01"}]}'],
    ['no rows at all', '{"message":"m","status":"SUCCESS","payload":{}}'],
    ['status ERROR', '{"status":"ERROR","payload":{"data":[]}}'],
    ['HTML', '<html></html>'],
    ['nothing', ''],
  ])('does NOT take %s for an empty list', (_, body) => {
    expect(paymentsPageResult(answered(200, body))).toEqual({ kind: 'doubtful', why: 'unreadable' });
  });
});
