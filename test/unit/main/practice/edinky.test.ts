/* oxlint-disable typescript/no-unsafe-assignment -- tests look into wire JSON */
import { describe, expect, test } from 'vitest';
import type { EdinkySwitches } from '../../../../domain/practice/switches.ts';
import { accessKeyCheckDigit } from '../../../../main/practice/edinky-fixtures.ts';
import { edinky, putPayments, testAuthorities } from '../../../helpers/practice.ts';

const id = '948924864';
const golden = [
  { amount: '12.2', code: '01' },
  { amount: '30.34', code: '01' },
];
const withSwitches = async (switches: Partial<EdinkySwitches>) => {
  const authorities = await testAuthorities();
  await authorities.control.set({ edinky: switches });
  return authorities;
};

test('the sample of the vendor: two payments that add up to the total are applied', async () => {
  const authorities = await testAuthorities();
  const put = await putPayments(authorities, id, golden);
  expect([put.status, put.json]).toEqual([
    200,
    { message: 'Documento actualizado', status: 'UPDATED', payload: true },
  ]);
  const list = await edinky(authorities, 'GET', '/payments');
  expect(list.json).toEqual({
    message: 'Pagos obtenidos exitosamente',
    status: 'SUCCESS',
    payload: {
      data: [
        {
          id: 1,
          document_id: id,
          amount: '12.20',
          method: 'SIN UTILIZACIÓN DEL SISTEMA FINANCIERO',
          code: '01',
          date: '2026-11-20',
          transaction_id: null,
          status: 'completed',
        },
        expect.objectContaining({ id: 2, amount: '30.34' }),
      ],
      pagination: { current_page: 1, per_page: 15, total: 2, last_page: 1 },
    },
  });
  expect(authorities.control.paymentsOf(id)).toHaveLength(2);
});

test('a sum above the total is 422 with the exact sentence of the vendor, and nothing is applied', async () => {
  const authorities = await testAuthorities();
  const put = await putPayments(authorities, id, [
    { amount: '34.06', code: '01' },
    { amount: '30.34', code: '20' },
  ]);
  const sentence = 'El total no puede superar los $42.54 del documento, valor calculado [64.4]';
  expect([put.status, put.json]).toEqual([
    422,
    { message: sentence, status: 'ERROR', payload: null, error: sentence },
  ]);
  expect(authorities.control.paymentsOf(id)).toEqual([]);
  expect(authorities.control.counters().puts).toEqual([{ documentId: id, arrived: 1, applied: 0 }]);
});

test('an unknown document is 404 with the two sentences of the vendor', async () => {
  const { status, json } = await putPayments(await testAuthorities(), '1', golden);
  expect([status, json]).toEqual([
    404,
    {
      message: 'Documento no encontrado',
      status: 'ERROR',
      payload: null,
      error: 'El documento especificado no existe',
    },
  ]);
});

describe('the order of checks', () => {
  test.each([
    ['a bad token comes before an unknown document', '1', {}, golden, 401, 'Token'],
    ['an unknown document before other ids', '1', { id: '2' }, golden, 404, 'no encontrado'],
    ['other ids before an already sent document', '948924915', { id: '2' }, [], 422, 'no coincide'],
    ['an already sent document before an empty list', '948924915', {}, [], 422, 'enviado al SRI'],
    ['no list', id, { payments: undefined }, golden, 422, 'obligatorio'],
    ['a list that is none', id, {}, { amount: '1' }, 422, 'obligatorio'],
    ['an empty list', id, {}, [], 422, 'obligatorio'],
    ['a number instead of text before an unknown code', id, {}, [{ amount: 12.2, code: '99' }], 422, 'monto'],
    ['a negative amount', id, {}, [{ amount: '-1.00', code: '01' }], 422, 'monto'],
    ['a comma', id, {}, [{ amount: '1,00', code: '01' }], 422, 'monto'],
    ['three decimals', id, {}, [{ amount: '1.005', code: '01' }], 422, 'monto'],
    ['an unknown code before the sum', id, {}, [{ amount: '99.00', code: '02' }], 422, 'código'],
    ['a code of the prototype', id, {}, [{ amount: '1.00', code: 'constructor' }], 422, 'código'],
  ] as const)('%s', async (_what, path, changes, payments, code, words) => {
    const authorities = await testAuthorities();
    await authorities.control.set({ edinky: { tokenAccepted: code !== 401 } });
    const reply = await putPayments(authorities, path, payments, changes);
    expect(reply.status).toBe(code);
    expect(reply.json.message).toContain(words);
    expect(authorities.control.paymentsOf(id)).toEqual([]);
  });
});

test('a body that is not JSON is 422', async () => {
  const reply = await edinky(await testAuthorities(), 'PUT', `/documents/${id}/update-payments`, '{');
  expect(reply.status).toBe(422);
});

test.each(['', 'Bearer otra', 'Basic x'])('authorization %j is 401', async (authorization) => {
  const reply = await edinky(await testAuthorities(), 'GET', '/payments', undefined, { authorization });
  expect([reply.status, reply.json.message]).toEqual([401, 'Token de autenticación inválido']);
});

describe('writing', () => {
  test('replace: the second list is the only one left', async () => {
    const authorities = await testAuthorities();
    await putPayments(authorities, id, [{ amount: '2.00', code: '01' }]);
    await putPayments(authorities, id, [{ amount: '3.00', code: '19' }]);
    expect(authorities.control.paymentsOf(id).map(({ amount }) => amount)).toEqual(['3.00']);
  });

  test('append: both lists are there, and the sum that is checked is of both', async () => {
    const authorities = await withSwitches({ paymentsWrite: 'append' });
    await putPayments(authorities, id, [{ amount: '40.00', code: '01' }]);
    await putPayments(authorities, id, [{ amount: '2.00', code: '01' }]);
    expect(authorities.control.paymentsOf(id).map(({ amount }) => amount)).toEqual(['40.00', '2.00']);
    const over = await putPayments(authorities, id, [{ amount: '1.00', code: '01' }]);
    expect(over.json.message).toContain('[43]');
  });

  test.each([
    ['hidden', ['3.00 completed']],
    ['cancelled', ['2.00 cancelled', '3.00 completed']],
    ['completed', ['2.00 completed', '3.00 completed']],
  ] as const)('superseded payments with history %s', async (history, expected) => {
    const authorities = await withSwitches({ history });
    await putPayments(authorities, id, [{ amount: '2.00', code: '01' }]);
    await putPayments(authorities, id, [{ amount: '3.00', code: '01' }]);
    const { json } = await edinky(authorities, 'GET', '/payments');
    expect(
      json.payload.data.map((row: { amount: string; status: string }) => `${row.amount} ${row.status}`),
    ).toEqual(expected);
  });

  test('an empty list clears where that is accepted', async () => {
    const authorities = await withSwitches({ emptyPayments: 'accept' });
    await putPayments(authorities, id, golden);
    expect((await putPayments(authorities, id, [])).status).toBe(200);
    expect(authorities.control.paymentsOf(id)).toEqual([]);
  });

  test('a sum below the total is refused where that is so', async () => {
    const authorities = await withSwitches({ partialSum: 'refuse' });
    expect((await putPayments(authorities, id, golden.slice(0, 1))).status).toBe(422);
    expect((await putPayments(authorities, id, golden)).status).toBe(200);
  });
});

describe('reading', () => {
  const many = Array.from({ length: 20 }, (_, index) => ({
    amount: `1.${String(index).padStart(2, '0')}`,
    code: '01',
  }));
  const pageOf = async (authorities: Awaited<ReturnType<typeof testAuthorities>>, page: number) => {
    const { json } = await edinky(authorities, 'GET', `/payments?page=${page}`);
    return [json.payload.data.length, json.payload.data[0]?.id, json.payload.pagination] as const;
  };

  test('pages of 15 are honoured', async () => {
    const authorities = await testAuthorities();
    await putPayments(authorities, id, many);
    const pagination = { per_page: 15, total: 20, last_page: 2 };
    expect(await pageOf(authorities, 1)).toEqual([15, 1, { ...pagination, current_page: 1 }]);
    expect(await pageOf(authorities, 2)).toEqual([5, 16, { ...pagination, current_page: 2 }]);
    expect(await pageOf(authorities, 3)).toEqual([0, undefined, { ...pagination, current_page: 3 }]);
  });

  test('where pages are ignored the first one always comes', async () => {
    const authorities = await withSwitches({ paymentsPaging: 'ignores-page' });
    await putPayments(authorities, id, many);
    expect(await pageOf(authorities, 2)).toEqual([
      15,
      1,
      { per_page: 15, total: 20, last_page: 2, current_page: 1 },
    ]);
  });

  test('a repeated page says it is the second and holds the rows of the first; a reordered one is backwards', async () => {
    const authorities = await testAuthorities();
    await putPayments(authorities, id, many);
    authorities.control.provoke({ endpoint: 'list', outcome: 'repeated-page' });
    authorities.control.provoke({ endpoint: 'list', outcome: 'reordered-page' });
    expect(await pageOf(authorities, 2)).toMatchObject([15, 1, { current_page: 2 }]);
    expect(await pageOf(authorities, 1)).toMatchObject([15, 15, { current_page: 1 }]);
  });

  test('one document as the vendor’s page shows it, key and all', async () => {
    const { status, json } = await edinky(await testAuthorities(), 'GET', '/documents/61247344');
    expect(status).toBe(200);
    expect(json.payload).toMatchObject({
      id: 61247344,
      date: '2024-10-09',
      subtotal: '12.33',
      tax_amount: '1.85',
      total: '14.18',
      status: 'draft',
      customer: { full_name: 'Consumidor Final', identification_number: '9999999999' },
      sri: {
        access_key: '0910202401095261517700110010040000000301234567916',
        has_been_sent: false,
        number_document: '001-004-000000030',
      },
    });
    expect(json.payload).not.toHaveProperty('payments');
  });

  test('payments are inside the document where the switch says so', async () => {
    const authorities = await withSwitches({ paymentsInDocument: 'present' });
    await putPayments(authorities, id, golden);
    const { json } = await edinky(authorities, 'GET', `/documents/${id}`);
    expect(json.payload.payments).toHaveLength(2);
  });

  test('ids as text, money as numbers, status words as told', async () => {
    const authorities = await withSwitches({ ids: 'text', money: 'number', statusText: 'LISTO' });
    await putPayments(authorities, id, golden);
    const { json } = await edinky(authorities, 'GET', '/payments');
    expect(json.status).toBe('LISTO');
    expect(json.payload.data[0]).toMatchObject({ id: '1', amount: 12.2, document_id: id });
    await authorities.control.set({ edinky: { statusText: 'missing' } });
    expect((await edinky(authorities, 'GET', '/payments')).json).not.toHaveProperty('status');
  });

  test('documents are listed, or not where the list is off; every total is subtotal plus tax, every key is right', async () => {
    const authorities = await testAuthorities();
    const { json } = await edinky(authorities, 'GET', '/documents');
    expect(json.payload.data.length).toBeGreaterThanOrEqual(8);
    const cents = (text: string): number => Math.round(Number(text) * 100);
    for (const row of json.payload.data) {
      expect(cents(row.subtotal) + cents(row.tax_amount)).toBe(cents(row.total));
      const key = String(row.sri.access_key);
      expect(key).toMatch(/^\d{49}$/);
      expect(accessKeyCheckDigit(key.slice(0, 48))).toBe(Number(key.at(-1)));
      expect(key.slice(0, 8)).toBe(row.date.split('-').toReversed().join(''));
    }
    await authorities.control.set({ edinky: { documentsList: 'off' } });
    expect((await edinky(authorities, 'GET', '/documents')).status).toBe(404);
  });

  test('the probe answers 200, a path nobody knows 404', async () => {
    const authorities = await testAuthorities();
    expect((await edinky(authorities, 'GET', '/users/my/information')).status).toBe(200);
    expect((await edinky(authorities, 'POST', '/documents/create', {})).status).toBe(404);
  });
});

test('an untouched document goes to the SRI by itself after the seconds told, and its payments are frozen', async () => {
  const authorities = await withSwitches({ sendAutomaticAfterSeconds: 60 });
  authorities.clock.at += 59_000;
  expect((await putPayments(authorities, id, golden)).status).toBe(200);
  authorities.clock.at += 60_000;
  const { json } = await edinky(authorities, 'GET', `/documents/${id}`);
  expect(json.payload.sri).toMatchObject({ has_been_sent: true, authorization_date: null });
  expect((await putPayments(authorities, id, golden)).status).toBe(422);
});

test('a document sent from the panel is frozen, and authorised when asked', async () => {
  const authorities = await testAuthorities();
  expect(authorities.control.sendToSri('nada')).toBe(false);
  expect(authorities.control.sendToSri(id, true)).toBe(true);
  const { json } = await edinky(authorities, 'GET', `/documents/${id}`);
  expect(json.payload.sri).toMatchObject({ has_been_sent: true, status: 'AUTORIZADO' });
  expect(authorities.control.remoteDocuments().find((one) => one.id === id)?.sent).toBe(true);
});

test.each([
  [
    'E1',
    {
      message: 'Documento no encontrado',
      status: 'ERROR',
      payload: null,
      error: 'El documento especificado no existe',
    },
  ],
  [
    'E2',
    {
      message: 'Documento no encontrado',
      status: 'ERROR',
      payload: null,
      error: { id: ['El documento especificado no existe'] },
    },
  ],
  [
    'E3',
    { message: 'Documento no encontrado', status: 'NOT_FOUND', error: 'El documento especificado no existe' },
  ],
  ['E4', { message: 'Documento no encontrado', status: 'ERROR' }],
  ['E5', { message: 'Documento no encontrado', errors: { id: ['El documento especificado no existe'] } }],
] as const)('errors in shape %s', async (errorShape, body) => {
  const authorities = await withSwitches({ errorShape });
  const reply = await edinky(authorities, 'GET', '/documents/1');
  expect([reply.status, reply.json]).toEqual([404, body]);
});

test('errors as a page, or without a body', async () => {
  const authorities = await withSwitches({ errorShape: 'html' });
  expect((await edinky(authorities, 'GET', '/documents/1')).text).toContain('<html');
  await authorities.control.set({ edinky: { errorShape: 'empty' } });
  const reply = await edinky(authorities, 'GET', '/documents/1');
  expect([reply.status, reply.text]).toEqual([404, '']);
});

test('the check digit of the golden key is 6; anything but 48 digits is refused', () => {
  expect(accessKeyCheckDigit('091020240109526151770011001004000000030123456791')).toBe(6);
  expect(() => accessKeyCheckDigit('1')).toThrow(RangeError);
});
