/* oxlint-disable typescript/no-unsafe-assignment -- tests look into wire JSON */
import { describe, expect, test } from 'vitest';
import { readAuthorityAnswer } from '../../../../main/comprobante/read-answer.ts';
import {
  edinky,
  envelope,
  grant,
  post,
  putPayments,
  requestCounts,
  signIn,
  status,
  testAuthorities,
  unsigned,
} from '../../../helpers/practice.ts';
import { testNow } from '../../../helpers/taxpayers.ts';

const paymentsOfDocument = '948924864';
const list = [{ amount: '10.00', code: '20' }];

async function ready() {
  const authorities = await testAuthorities();
  return { authorities, control: authorities.control, token: await signIn(authorities) };
}

describe('POST', () => {
  test.each(['400', '401', '403', '404', '408', '429', '499', '500', '502', '503', '504'] as const)(
    '%s: nothing is received, the next one is',
    async (outcome) => {
      const { authorities, token, control } = await ready();
      control.provoke({ endpoint: 'post', outcome, cause: 'Causa señalada' });
      const body = envelope(unsigned());
      const reply = await post(authorities, token, body);
      expect([reply.status, reply.headers['x-error-cause']]).toEqual([Number(outcome), 'Causa señalada']);
      expect(control.documents()).toEqual([]);
      expect((await post(authorities, token, body)).status).toBe(201);
      expect(control.counters().posts).toMatchObject([{ arrived: 2, accepted: true }]);
    },
  );

  test.each(['201', '202'] as const)('%s: received, with that number', async (outcome) => {
    const { authorities, token, control } = await ready();
    control.provoke({ endpoint: 'post', outcome });
    expect((await post(authorities, token, envelope(unsigned()))).status).toBe(Number(outcome));
    expect(control.documents()).toHaveLength(1);
  });

  test.each([
    ['accept-then-cut', { phase: 'cut', why: 'reset' }],
    ['accept-then-hang', { phase: 'cut', why: 'timeout' }],
    ['accept-then-500', { phase: 'answered', status: 500 }],
    ['accept-then-html', { phase: 'answered', status: 200 }],
    ['accept-then-empty', { phase: 'answered', status: 200 }],
    ['half-answer', { phase: 'cut' }],
  ] as const)('%s: the answer is lost but the document is there', async (outcome, result) => {
    const { authorities, token, control } = await ready();
    control.provoke({ endpoint: 'post', outcome });
    const { clave, xml } = unsigned();
    const reply = await post(authorities, token, envelope({ clave, xml }), {}, 1_000);
    expect(reply.result).toMatchObject(result);
    expect((await status(authorities, token, clave)).json['ind-estado']).toBe('aceptado');
  });

  test.each([
    ['cut-before', { phase: 'cut', why: 'reset' }, /^$/],
    ['hang', { phase: 'cut', why: 'timeout' }, /^$/],
    ['html', { phase: 'answered', status: 200 }, /^<!DOCTYPE html>\n<html/],
    ['empty', { phase: 'answered', status: 200 }, /^$/],
    ['huge', { phase: 'answered', status: 200 }, /^\{"relleno":"x{3000}/],
  ] as const)('%s: there is no answer worth the name, and no document', async (outcome, result, text) => {
    const { authorities, token, control } = await ready();
    control.provoke({ endpoint: 'post', outcome });
    const { clave, xml } = unsigned();
    const reply = await post(authorities, token, envelope({ clave, xml }), {}, 1_000);
    expect(reply.result).toMatchObject(result);
    expect(reply.text).toMatch(text);
    expect((await status(authorities, token, clave)).status).toBe(404);
    expect(control.counters().posts).toEqual([{ clave, arrived: 1, accepted: false }]);
  });

  test('already-received: told of a clave that never came', async () => {
    const { authorities, token, control } = await ready();
    control.provoke({ endpoint: 'post', outcome: 'already-received' });
    const document = unsigned();
    const reply = await post(authorities, token, envelope(document));
    expect([reply.status, reply.headers['x-error-cause']]).toEqual([
      400,
      `El comprobante [${document.clave}] ya fue recibido anteriormente.`,
    ]);
    expect((await status(authorities, token, document.clave)).status).toBe(404);
  });

  test('hidden: received, unknown to GET for the time told, a second POST is refused all the same', async () => {
    const { authorities, token, control } = await ready();
    control.provoke({ endpoint: 'post', outcome: 'hidden', ms: 5_000 });
    const document = unsigned();
    expect((await post(authorities, token, envelope(document))).status).toBe(201);
    expect((await status(authorities, token, document.clave)).status).toBe(404);
    expect((await post(authorities, token, envelope(document))).status).toBe(400);
    authorities.clock.at += 5_000;
    expect((await status(authorities, token, document.clave)).json['ind-estado']).toBe('aceptado');
  });

  test('accept-then-cut waits for a POST that is really received: a 401 does not use it up', async () => {
    const { authorities, token, control } = await ready();
    control.provoke({ endpoint: 'post', outcome: 'accept-then-cut' });
    expect((await post(authorities, 'otro', envelope(unsigned()))).status).toBe(401);
    expect(control.provocations()).toHaveLength(1);
    expect((await post(authorities, token, envelope(unsigned()))).result.phase).toBe('cut');
    expect(control.provocations()).toEqual([]);
  });
});

describe('429 says how long to wait', () => {
  test.each([
    [
      '429',
      {
        'x-ratelimit-limit': '100',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil((testNow + 30_000) / 1_000)),
      },
      'retry-after',
    ],
    ['429-retry-after', { 'retry-after': '30' }, 'x-ratelimit-reset'],
    ['429-bare', {}, 'retry-after'],
  ] as const)('%s', async (outcome, present, absent) => {
    const { authorities, token, control } = await ready();
    control.provoke({ endpoint: 'get', outcome, ms: 30_000 });
    const reply = await status(authorities, token, 'x');
    expect(reply.status).toBe(429);
    expect(reply.headers).toMatchObject(present);
    expect(reply.headers).not.toHaveProperty(absent);
  });
});

describe('GET', () => {
  async function accepted() {
    const context = await ready();
    const document = unsigned();
    await post(context.authorities, context.token, envelope(document));
    const ask = () => status(context.authorities, context.token, document.clave, 1_000);
    return { ...context, clave: document.clave, ask };
  }

  test.each(['400', '401', '403', '404', '408', '429', '499', '500', '502', '503', '504'] as const)(
    '%s once, then the truth',
    async (outcome) => {
      const { control, ask } = await accepted();
      control.provoke({ endpoint: 'get', outcome });
      expect((await ask()).status).toBe(Number(outcome));
      expect((await ask()).json['ind-estado']).toBe('aceptado');
    },
  );

  test.each([
    ['broken-base64', 'aceptado', 'base64'],
    ['broken-xml', 'aceptado', 'xml'],
    ['doctype', 'aceptado', 'doctype'],
    ['other-clave', 'aceptado', 'other-clave'],
    ['huge-xml', 'aceptado', 'too-large'],
  ] as const)('%s: the state is final and the answer is %s', async (outcome, state, fault) => {
    const { control, ask, clave } = await accepted();
    control.provoke({ endpoint: 'get', outcome });
    const { json } = await ask();
    expect(json['ind-estado']).toBe(state);
    expect(readAuthorityAnswer(json['respuesta-xml'], clave)).toEqual({ ok: false, error: fault });
    expect(readAuthorityAnswer((await ask()).json['respuesta-xml'], clave).ok).toBe(true);
  });

  test.each([
    ['no-answer', 'aceptado'],
    ['unknown-state', 'en-revision'],
    ['state-error', 'error'],
  ] as const)('%s: ind-estado without respuesta-xml', async (outcome, state) => {
    const { control, ask } = await accepted();
    control.provoke({ endpoint: 'get', outcome });
    const { json } = await ask();
    expect(json['ind-estado']).toBe(state);
    expect(json).not.toHaveProperty('respuesta-xml');
  });

  test('contradicting-verdict: rechazado with an accepting answer', async () => {
    const { control, ask, clave } = await accepted();
    control.provoke({ endpoint: 'get', outcome: 'contradicting-verdict' });
    const { json } = await ask();
    expect(json['ind-estado']).toBe('rechazado');
    expect(readAuthorityAnswer(json['respuesta-xml'], clave)).toMatchObject({
      value: { verdict: 'accepted' },
    });
  });

  test('a spoilt answer waits for the verdict: it is not used up while the document is in the works', async () => {
    const { authorities, token, control } = await ready();
    await control.processingMs(1_000);
    const { clave, xml } = unsigned();
    await post(authorities, token, envelope({ clave, xml }));
    control.provoke({ endpoint: 'get', outcome: 'no-answer' });
    expect((await status(authorities, token, clave)).json['ind-estado']).toBe('recibido');
    expect(control.provocations()).toHaveLength(1);
    authorities.clock.at += 1_000;
    expect((await status(authorities, token, clave)).json).not.toHaveProperty('respuesta-xml');
    expect(control.provocations()).toEqual([]);
  });

  test.each([
    ['cut-before', 'reset'],
    ['hang', 'timeout'],
    ['half-answer', undefined],
  ] as const)('%s', async (outcome, why) => {
    const { control, ask } = await accepted();
    control.provoke({ endpoint: 'get', outcome });
    expect((await ask()).result).toMatchObject(why === undefined ? { phase: 'cut' } : { phase: 'cut', why });
  });

  test('slow-bytes: the whole answer comes, a little at a time', async () => {
    const { control, ask } = await accepted();
    control.provoke({ endpoint: 'get', outcome: 'slow-bytes', ms: 100 });
    expect((await ask()).json['ind-estado']).toBe('aceptado');
  });

  test('slow-bytes longer than the patience of the client is a timeout', async () => {
    const { control, ask } = await accepted();
    control.provoke({ endpoint: 'get', outcome: 'slow-bytes', ms: 60_000 });
    expect((await ask()).result).toMatchObject({ phase: 'cut', why: 'timeout' });
  });
});

describe('PUT of payments', () => {
  test.each(['401', '403', '404', '408', '422', '429', '499', '500', '502', '503', '504'] as const)(
    '%s: nothing is applied',
    async (outcome) => {
      const { authorities, control } = await ready();
      control.provoke({ endpoint: 'put', outcome, cause: 'Frase del servicio' });
      const reply = await putPayments(authorities, paymentsOfDocument, list);
      expect([reply.status, reply.json.message]).toEqual([Number(outcome), 'Frase del servicio']);
      expect(control.paymentsOf(paymentsOfDocument)).toEqual([]);
    },
  );

  test.each([
    ['accept-then-cut', { phase: 'cut', why: 'reset' }],
    ['accept-then-hang', { phase: 'cut', why: 'timeout' }],
    ['accept-then-500', { phase: 'answered', status: 500 }],
    ['half-answer', { phase: 'cut' }],
  ] as const)('%s: applied, the answer is lost', async (outcome, result) => {
    const { authorities, control } = await ready();
    control.provoke({ endpoint: 'put', outcome });
    const reply = await putPayments(authorities, paymentsOfDocument, list, {}, 1_000);
    expect(reply.result).toMatchObject(result);
    expect(control.paymentsOf(paymentsOfDocument)).toHaveLength(1);
    expect(control.counters().puts).toEqual([{ documentId: paymentsOfDocument, arrived: 1, applied: 1 }]);
  });

  test.each([
    ['cut-before', { phase: 'cut' }],
    ['html', { phase: 'answered', status: 200 }],
    ['empty', { phase: 'answered', status: 200 }],
    ['payload-false', { phase: 'answered', status: 200 }],
  ] as const)('%s: not applied', async (outcome, result) => {
    const { authorities, control } = await ready();
    control.provoke({ endpoint: 'put', outcome });
    const reply = await putPayments(authorities, paymentsOfDocument, list);
    expect(reply.result).toMatchObject(result);
    expect(reply.json?.payload).not.toBe(true);
    expect(control.paymentsOf(paymentsOfDocument)).toEqual([]);
  });
});

test.each([
  ['list', '/payments'],
  ['document', `/documents/${paymentsOfDocument}`],
] as const)('%s: 401, 500, a page and a cut, in the order planned, then as usual', async (endpoint, path) => {
  const { authorities, control } = await ready();
  for (const outcome of ['401', '500', 'html', 'cut-before'] as const) control.provoke({ endpoint, outcome });
  const seen: string[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const reply = await edinky(authorities, 'GET', path);
    seen.push(`${reply.result.phase} ${reply.status} ${reply.json === undefined ? '' : 'JSON'}`);
  }
  expect(seen).toEqual([
    'answered 401 JSON',
    'answered 500 JSON',
    'answered 200 ',
    'cut 0 ',
    'answered 200 JSON',
  ]);
});

test('times: the same outcome as often as told; another endpoint is not touched', async () => {
  const { authorities, token, control } = await ready();
  control.provoke({ endpoint: 'get', outcome: '503', times: 2 });
  expect((await grant(authorities)).status).toBe(200);
  const codes: number[] = [];
  for (let turn = 0; turn < 3; turn++) codes.push((await status(authorities, token, 'x')).status);
  expect(codes).toEqual([503, 503, 404]);
  expect(requestCounts(authorities)).toEqual({ 'idp 200': 2, 'get 503': 2, 'get 404': 1 });
});

test('plans can be dropped, and a plan no endpoint has is refused', async () => {
  const { authorities, token, control } = await ready();
  control.provoke({ endpoint: 'get', outcome: '500', times: 9 });
  control.clearProvocations();
  expect((await status(authorities, token, 'x')).status).toBe(404);
  expect(() => control.provoke({ endpoint: 'list', outcome: 'doctype' })).toThrow(/no such outcome/);
});

test('a cut or held request is counted with status 0', async () => {
  const { authorities, token, control } = await ready();
  control.provoke({ endpoint: 'get', outcome: 'cut-before' });
  control.provoke({ endpoint: 'get', outcome: 'hang' });
  await status(authorities, token, 'x');
  await status(authorities, token, 'x', 300);
  expect(requestCounts(authorities)).toMatchObject({ 'get 0': 2 });
});
