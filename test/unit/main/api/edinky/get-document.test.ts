import { describe, expect, it } from 'vitest';
import { getDocumentRequest, getDocumentResult } from '../../../../../main/api/edinky/get-document.ts';
import { address, answered } from './answers.ts';

const unsentSri = {
  access_key: '0910202401095261517700110010040000000301234567916',
  has_been_sent: false,
  number_document: '001-004-000000030',
  date_sent: null,
  authorization_date: null,
  status: null,
};
const sample = (payload: object = {}, sri: object | null = unsentSri) =>
  JSON.stringify({
    message: 'Documento encontrado',
    status: 'OK',
    payload: {
      id: 61247344,
      environment: 'TEST',
      total: '14.18',
      status: 'draft',
      customer: { id: 61247344, full_name: 'Consumidor Final' },
      sri,
      ...payload,
    },
  });
const read = (body: string, id = '61247344') => getDocumentResult(answered(200, body), id);

it('asks for one document', () => {
  const request = getDocumentRequest(address, '61247344');
  expect([request.method, request.url, request.body]).toEqual([
    'GET',
    'https://edinky.test/api/v1/documents/61247344',
    undefined,
  ]);
});

it('reads the sample of the vendor', () => {
  expect(read(sample())).toEqual({
    kind: 'read',
    stage: 'unsent',
    total: '14.18',
    number: '001-004-000000030',
    customerName: 'Consumidor Final',
  });
});

describe('ids and money keep their digits', () => {
  it('takes a total written as a number by its source text', () => {
    const body = sample().replace('"14.18"', '1234567890.10');
    expect(read(body)).toMatchObject({ total: '1234567890.10' });
  });
  it('compares ids as text: 948924864 is "948924864"', () => {
    expect(read(sample({ id: '61247344' }))).toMatchObject({ kind: 'read' });
    const body = sample().replace('61247344', '90071992547409931');
    expect(read(body, '90071992547409931')).toMatchObject({ kind: 'read' });
    expect(read(body, '90071992547409932')).toEqual({ kind: 'doubtful', why: 'unreadable' });
  });
  it('leaves out a total that is no decimal', () => {
    expect(read(sample({ total: 'catorce' }))).not.toHaveProperty('total');
  });
});

describe('the stage comes from the evidence', () => {
  it.each([
    ['unsent', {}, 'draft'],
    ['sent', { has_been_sent: true, date_sent: '2024-10-09' }, 'draft'],
    ['sent', { has_been_sent: true }, 'sent'],
    ['authorised', { has_been_sent: true, authorization_date: '2024-10-09 10:00:00' }, 'x'],
    ['unclear', { has_been_sent: false, date_sent: '2024-10-09' }, 'draft'],
    ['unclear', { has_been_sent: false, authorization_date: '2024-10-09' }, 'draft'],
    ['unclear', { has_been_sent: undefined }, 'draft'],
    ['unclear', { has_been_sent: 'no' }, 'draft'],
    ['unclear', { date_sent: undefined }, 'draft'],
    ['unclear', {}, 'something-new'],
  ])('%s from %j with status %s', (stage, sri, status) => {
    expect(read(sample({ status }, { ...unsentSri, ...sri }))).toMatchObject({ kind: 'read', stage });
  });
  it('unclear without the sri part', () => {
    expect(read(sample({}, null))).toMatchObject({ kind: 'read', stage: 'unclear' });
  });
});

describe('payments in the document', () => {
  it('are taken when they are there and readable', () => {
    const payments = [{ id: 7, amount: 12.2, code: '01', status: 'completed' }];
    expect(read(sample({ payments }))).toMatchObject({
      payments: [{ id: '7', documentId: '61247344', amount: '12.2', code: '01', status: 'completed' }],
    });
  });
  it('are left out when their shape is another', () => {
    expect(read(sample({ payments: [{ method: '01' }] }))).not.toHaveProperty('payments');
  });
});

it.each([
  [
    404,
    '{"message":"Documento no encontrado","status":"ERROR"}',
    { kind: 'not-found', sentence: 'Documento no encontrado' },
  ],
  [401, '', { kind: 'unauthorized' }],
  [403, '', { kind: 'forbidden' }],
  [429, '', { kind: 'throttled' }],
  [500, '', { kind: 'doubtful', why: 'status' }],
  [200, '', { kind: 'doubtful', why: 'unreadable' }],
  [200, '<html>', { kind: 'doubtful', why: 'unreadable' }],
  [200, '{"status":"OK","payload":null}', { kind: 'doubtful', why: 'unreadable' }],
])('status %i with body %s is %j', (status, body, expected) => {
  expect(getDocumentResult(answered(status, body), '61247344')).toEqual(expected);
});
