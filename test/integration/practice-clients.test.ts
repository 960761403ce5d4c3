import { describe, expect, test } from 'vitest';
import type { PracticeOutcome } from '../../domain/practice/switches.ts';
import { outcomesOf } from '../../domain/practice/switches.ts';
import { edinkyApi } from '../../main/api/edinky/edinky-api.ts';
import { haciendaApi } from '../../main/api/hacienda/hacienda-api.ts';
import { nodeHttp } from '../../main/api/http.ts';
import { readAuthorityAnswer } from '../../main/comprobante/read-answer.ts';
import { practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import { signIn, testAuthorities, unsigned } from '../helpers/practice.ts';

/** The program's own clients against the simulated authorities: what every provoked outcome is taken for. */

const http = nodeHttp({ resolveProxy: async () => 'DIRECT', userAgent: 'Talonario/test' });
const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (): (() => void) => () => undefined,
};
const remoteId = '948924864';

async function ready() {
  const authorities = await testAuthorities();
  const token = { value: await signIn(authorities), generation: 1 };
  const address = () => ({ apiUrl: authorities.haciendaApiUrl, deadlineMs: 1_500 });
  const hacienda = haciendaApi({ http, clock, address, readAnswer: readAuthorityAnswer });
  const edinky = edinkyApi({ http, clock, apiUrl: authorities.edinkyApiUrl, deadlineMs: 1_500 });
  const { clave, xml } = unsigned();
  const document = {
    clave,
    issuedAt: '2026-11-20T09:30:00-06:00',
    issuer: { type: '02', number: '3101123456' },
    receiver: { type: '01', number: '112340567' },
    xml: Buffer.from(xml),
  };
  return { authorities, control: authorities.control, token, hacienda, edinky, document };
}

type Seen = Readonly<Record<string, string>>;

/** `true` after the kind: the authority has it. */
const posts: Seen = {
  '201': 'received true',
  '202': 'received true',
  '400': 'refused false',
  '401': 'unauthorized false',
  '403': 'forbidden false',
  '404': 'wrong-address false',
  '408': 'doubtful false',
  '429': 'throttled false',
  '429-retry-after': 'throttled false',
  '429-bare': 'throttled false',
  '499': 'doubtful false',
  '500': 'doubtful false',
  '502': 'doubtful false',
  '503': 'doubtful false',
  '504': 'doubtful false',
  'cut-before': 'doubtful false',
  'half-answer': 'doubtful true',
  hang: 'doubtful false',
  html: 'doubtful false',
  empty: 'doubtful false',
  huge: 'doubtful false',
  'slow-bytes': 'received true',
  'accept-then-cut': 'doubtful true',
  'accept-then-500': 'doubtful true',
  'accept-then-hang': 'doubtful true',
  'accept-then-html': 'doubtful true',
  'accept-then-empty': 'doubtful true',
  'already-received': 'already-received false',
  hidden: 'received true',
};

const gets: Seen = {
  '200': 'found aceptado answer',
  '400': 'doubtful',
  '401': 'unauthorized',
  '403': 'forbidden',
  '404': 'not-found',
  '408': 'doubtful',
  '429': 'throttled',
  '429-retry-after': 'throttled',
  '429-bare': 'throttled',
  '499': 'doubtful',
  '500': 'doubtful',
  '502': 'doubtful',
  '503': 'doubtful',
  '504': 'doubtful',
  'cut-before': 'doubtful',
  'half-answer': 'doubtful',
  hang: 'doubtful',
  html: 'doubtful',
  empty: 'doubtful',
  huge: 'doubtful',
  'slow-bytes': 'found aceptado answer',
  'broken-base64': 'found aceptado base64',
  'broken-xml': 'found aceptado xml',
  doctype: 'found aceptado doctype',
  'no-answer': 'found aceptado',
  'unknown-state': 'found other',
  'state-error': 'found error',
  'other-clave': 'found aceptado other-clave',
  'contradicting-verdict': 'found rechazado contradicts-state',
  // read without a fault: that its signature does not hold is found by looking at it
  'altered-answer': 'found aceptado answer',
  'unsigned-answer': 'found aceptado answer',
  'huge-xml': 'doubtful',
};

const puts: Seen = {
  '200': 'applied 1',
  '401': 'unauthorized 0',
  '403': 'forbidden 0',
  '404': 'not-found 0',
  '408': 'doubtful 0',
  '422': 'refused 0',
  '429': 'throttled 0',
  '429-retry-after': 'throttled 0',
  '429-bare': 'throttled 0',
  '499': 'doubtful 0',
  '500': 'doubtful 0',
  '502': 'doubtful 0',
  '503': 'doubtful 0',
  '504': 'doubtful 0',
  'cut-before': 'doubtful 0',
  'half-answer': 'doubtful 1',
  hang: 'doubtful 0',
  html: 'doubtful 0',
  empty: 'doubtful 0',
  huge: 'doubtful 0',
  'slow-bytes': 'applied 1',
  'accept-then-cut': 'doubtful 1',
  'accept-then-500': 'doubtful 1',
  'accept-then-hang': 'doubtful 1',
  'accept-then-html': 'doubtful 1',
  'accept-then-empty': 'doubtful 1',
  'payload-false': 'doubtful 0',
};

const planned = (outcome: PracticeOutcome): { readonly outcome: PracticeOutcome; readonly ms?: number } =>
  outcome === 'slow-bytes' ? { outcome, ms: 100 } : { outcome };

describe('POST of a document', () => {
  test.each(outcomesOf.post)('provoked to %s', async (outcome) => {
    const { control, hacienda, token, document } = await ready();
    control.provoke({ endpoint: 'post', ...planned(outcome) });
    const { result } = await hacienda.post(token, document);
    expect(`${result.kind} ${control.documents().length === 1}`).toBe(posts[outcome]);
    expect(control.provocations()).toEqual([]);
  });
});

describe('GET of a document that is accepted', () => {
  test.each(outcomesOf.get)('provoked to %s', async (outcome) => {
    const { control, hacienda, token, document } = await ready();
    await hacienda.post(token, document);
    control.provoke({ endpoint: 'get', ...planned(outcome) });
    const { result } = await hacienda.status(token, document.clave);
    const seen =
      result.kind === 'found'
        ? [result.kind, result.state, result.answer ? 'answer' : '', result.answerFault ?? '']
        : [result.kind];
    expect(seen.filter((word) => word !== '').join(' ')).toBe(gets[outcome]);
    expect(control.provocations()).toEqual([]);
  });
});

describe('PUT of payments', () => {
  test.each(outcomesOf.put)('provoked to %s', async (outcome) => {
    const { control, edinky } = await ready();
    control.provoke({ endpoint: 'put', ...planned(outcome) });
    const { result } = await edinky.putPayments(practiceEdinkyToken, remoteId, [
      { amount: '10.00', code: '20' },
    ]);
    expect(`${result.kind} ${control.paymentsOf(remoteId).length}`).toBe(puts[outcome]);
    expect(control.provocations()).toEqual([]);
  });
});

test('a sum above the total is refused with both figures of the sentence', async () => {
  const { edinky } = await ready();
  const { result } = await edinky.putPayments(practiceEdinkyToken, remoteId, [
    { amount: '34.06', code: '01' },
    { amount: '30.34', code: '20' },
  ]);
  expect(result).toMatchObject({ kind: 'refused', limit: '42.54', computed: '64.4' });
});

test('the document and its payments are read, in either shape of ids, money and status words', async () => {
  const { control, edinky } = await ready();
  await edinky.putPayments(practiceEdinkyToken, remoteId, [{ amount: '12.20', code: '01' }]);
  for (const switches of [{}, { ids: 'text', money: 'number', statusText: 'missing' }] as const) {
    await control.set({ edinky: switches });
    expect((await edinky.document(practiceEdinkyToken, remoteId)).result).toMatchObject({
      kind: 'read',
      stage: 'unsent',
      total: '42.54',
    });
    const { result } = await edinky.payments(practiceEdinkyToken);
    expect(result).toMatchObject({ kind: 'listed', payments: [{ documentId: remoteId, code: '01' }] });
  }
});

test('pages that are ignored or repeated are "incomplete", never a complete list', async () => {
  const { control, edinky } = await ready();
  const many = Array.from({ length: 20 }, () => ({ amount: '1.00', code: '01' as const }));
  await edinky.putPayments(practiceEdinkyToken, remoteId, many);
  expect((await edinky.payments(practiceEdinkyToken)).result).toMatchObject({ kind: 'listed' });
  control.provoke({ endpoint: 'list', outcome: 'repeated-page', times: 2 });
  expect((await edinky.payments(practiceEdinkyToken)).result.kind).toBe('incomplete');
  control.clearProvocations();
  await control.set({ edinky: { paymentsPaging: 'ignores-page' } });
  expect((await edinky.payments(practiceEdinkyToken)).result.kind).toBe('incomplete');
});

test('with the line cut nothing was sent; a 404 or a 400 "no ha sido recibido" is not-found', async () => {
  const { control, hacienda, token, document } = await ready();
  expect((await hacienda.status(token, document.clave)).result.kind).toBe('not-found');
  await control.set({ hacienda: { unknownClave: '400' } });
  expect((await hacienda.status(token, document.clave)).result.kind).toBe('not-found');
  await control.cutLine(true);
  expect((await hacienda.post(token, document)).result).toEqual({ kind: 'not-sent', why: 'connect' });
});
