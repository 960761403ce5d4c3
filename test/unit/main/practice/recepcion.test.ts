/* oxlint-disable typescript/no-unsafe-assignment -- tests look into wire JSON */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { fail } from '../../../../domain/result.ts';
import { readAuthorityAnswer } from '../../../../main/comprobante/read-answer.ts';
import {
  envelope,
  post,
  requestCounts,
  send,
  signIn,
  status,
  testAuthorities,
  unsigned,
  type Reply,
} from '../../../helpers/practice.ts';
import type { Authorities } from '../../../../main/practice/authorities.ts';

async function ready(options: Parameters<typeof testAuthorities>[0] = {}) {
  const authorities = await testAuthorities(options);
  return { authorities, control: authorities.control, token: await signIn(authorities) };
}

const detailOf = (reply: Reply, clave: string): string => {
  const read = readAuthorityAnswer(String(reply.json['respuesta-xml']), clave);
  if (!read.ok) throw new Error(read.error);
  return `${read.value.verdict}: ${read.value.detail}`;
};

test('a good document is received, with its Location, and accepted', async () => {
  const { authorities, token, control } = await ready();
  const document = unsigned();
  const received = await post(authorities, token, envelope(document));
  expect([received.status, received.text]).toEqual([201, '']);
  expect(received.headers['location']).toBe(`${authorities.haciendaApiUrl}recepcion/${document.clave}`);
  const reply = await status(authorities, token, document.clave);
  expect(reply.json).toMatchObject({
    clave: document.clave,
    fecha: '2026-11-20T09:30:00-06:00',
    'ind-estado': 'aceptado',
  });
  expect(detailOf(reply, document.clave)).toBe('accepted: .');
  expect(Buffer.from(control.receivedXml(document.clave) ?? '').toString()).toBe(document.xml);
  expect(control.documents()).toMatchObject([{ clave: document.clave, state: 'aceptado', detail: '.' }]);
});

test('202 and no Location where the switches say so', async () => {
  const { authorities, token, control } = await ready();
  await control.set({ hacienda: { receivedStatus: 202, location: false } });
  const received = await post(authorities, token, envelope(unsigned()));
  expect([received.status, received.headers['location']]).toEqual([202, undefined]);
});

test('the second POST of a clave is 400 with the sentence of the source, and changes nothing', async () => {
  const { authorities, token, control } = await ready();
  const document = unsigned();
  await post(authorities, token, envelope(document));
  const again = await post(authorities, token, envelope(document));
  expect([again.status, again.headers['x-error-cause'], again.headers['validation-exception']]).toEqual([
    400,
    `El comprobante [${document.clave}] ya fue recibido anteriormente.`,
    'true',
  ]);
  expect(control.counters().posts).toEqual([{ clave: document.clave, arrived: 2, accepted: true }]);
});

test('ten POSTs of a clave at once: one is received, nine are told so', async () => {
  const { authorities, token, control } = await ready();
  const document = unsigned('01', 7, 40);
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => post(authorities, token, envelope(document))),
  );
  expect(replies.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([
    201,
    ...Array.from({ length: 9 }, () => 400),
  ]);
  expect(control.documents()).toHaveLength(1);
});

test('a consecutivo used again with another clave is received and refused with -99; the counters show two claves', async () => {
  const { authorities, token, control } = await ready();
  const first = unsigned();
  const clave = first.clave.replace(/\d{8}$/, '99999999');
  const second = { clave, xml: first.xml.replaceAll(first.clave, clave) };
  await post(authorities, token, envelope(first));
  expect((await post(authorities, token, envelope(second))).status).toBe(201);
  expect(detailOf(await status(authorities, token, clave), clave)).toMatch(/^rejected: [^]*-99, "/);
  expect(detailOf(await status(authorities, token, first.clave), first.clave)).toBe('accepted: .');
  expect(control.counters().numbers).toEqual([
    { issuer: '003101123456', consecutivo: first.clave.slice(21, 41), claves: 2 },
  ]);
});

describe('an envelope is refused at once, and nothing of it is kept', () => {
  const good = unsigned();
  const cases: readonly (readonly [what: string, body: unknown, words: string])[] = [
    ['not JSON', '{"clave":', 'JSON'],
    ['not an object', '[]', 'falta'],
    ['no clave', envelope(good, { clave: undefined }), '[clave]'],
    ['clave of 49 digits', envelope(good, { clave: good.clave.slice(1) }), '[clave]'],
    ['clave as a number', envelope(good, { clave: 506 }), '[clave]'],
    ['no date', envelope(good, { fecha: 'ayer' }), '[fecha]'],
    ['no issuer', envelope(good, { emisor: undefined }), '[emisor]'],
    [
      'issuer of 13 characters',
      envelope(good, { emisor: { tipoIdentificacion: '02', numeroIdentificacion: '1234567890123' } }),
      'numeroIdentificacion',
    ],
    ['callback that is no address', envelope(good, { callbackUrl: 'file:///x' }), '[callbackUrl]'],
    ['no document', envelope(good, { comprobanteXml: '' }), '[comprobanteXml]'],
    ['not base64', envelope(good, { comprobanteXml: '%%%%' }), 'base64'],
    [
      'cut base64',
      envelope(good, { comprobanteXml: Buffer.from(good.xml).toString('base64').slice(0, -1) }),
      'base64',
    ],
    [
      'not UTF-8',
      envelope(good, { comprobanteXml: Buffer.from([0xff, 0xfe, 0x41]).toString('base64') }),
      'UTF-8',
    ],
    ['broken XML', envelope({ ...good, xml: good.xml.slice(0, 300) }), 'bien formado'],
    ['DOCTYPE', envelope({ ...good, xml: `<!DOCTYPE x>${good.xml}` }), 'DOCTYPE'],
    ['another clave inside', envelope({ ...good, clave: good.clave.replace(/.$/, '9') }), 'clave'],
    ['another date inside', envelope(good, { fecha: '2026-11-20T09:31:00-06:00' }), 'fecha'],
    [
      'another issuer inside',
      envelope(good, { emisor: { tipoIdentificacion: '02', numeroIdentificacion: '3101123457' } }),
      'emisor',
    ],
    [
      'another customer inside',
      envelope(good, { receptor: { tipoIdentificacion: '02', numeroIdentificacion: '112340567' } }),
      'receptor',
    ],
  ];
  test.each(cases)('%s', async (_what, body, words) => {
    const { authorities, token, control } = await ready();
    const reply = await post(authorities, token, body);
    expect([reply.status, reply.headers['validation-exception']]).toEqual([400, 'true']);
    expect(reply.headers['x-error-cause']).toContain(words);
    expect(control.documents()).toEqual([]);
  });

  test('another content type', async () => {
    const { authorities, token } = await ready();
    const reply = await post(authorities, token, envelope(good), { 'content-type': 'text/plain' });
    expect([reply.status, reply.headers['x-error-cause']]).toEqual([
      400,
      expect.stringContaining('Content-Type'),
    ]);
  });
});

test('identifications padded to 12, dates in another offset, and no receptor are as good', async () => {
  const { authorities, token } = await ready();
  const body = envelope(unsigned(), {
    fecha: '2026-11-20T15:30:00Z',
    emisor: { tipoIdentificacion: '02', numeroIdentificacion: '003101123456' },
    receptor: undefined,
  });
  expect((await post(authorities, token, body)).status).toBe(201);
});

test.each([
  ['without a token', ''],
  ['with another token', 'Bearer x'],
  ['with another scheme', 'Basic eA=='],
])('%s everything is 401 and nothing is kept', async (_what, authorization) => {
  const { authorities, token, control } = await ready();
  expect((await post(authorities, token, envelope(unsigned()), { authorization })).status).toBe(401);
  expect((await send('GET', `${authorities.haciendaApiUrl}recepcion/1`, { authorization })).status).toBe(401);
  expect((await send('GET', `${authorities.haciendaApiUrl}comprobantes`, { authorization })).status).toBe(
    401,
  );
  expect(control.documents()).toEqual([]);
});

test('a path nobody knows is 403, as the gateway says it', async () => {
  const { authorities, token } = await ready();
  const reply = await send('GET', `${authorities.haciendaApiUrl}nada`, { authorization: `Bearer ${token}` });
  expect(reply.status).toBe(403);
});

test('an unknown clave is 404, or 400 "no ha sido recibido" where the switch says so', async () => {
  const { authorities, token, control } = await ready();
  const { clave } = unsigned();
  const reply = await status(authorities, token, clave);
  expect([reply.status, reply.headers['x-error-cause']]).toEqual([
    404,
    `No existe el recurso con Clave = [${clave}]`,
  ]);
  await control.set({ hacienda: { unknownClave: '400' } });
  const other = await status(authorities, token, clave);
  expect([other.status, other.headers['x-error-cause']]).toEqual([
    400,
    `El comprobante [${clave}] no ha sido recibido.`,
  ]);
});

test('recibido, then procesando, then a verdict, by the authority’s clock', async () => {
  const { authorities, token, control } = await ready();
  await control.processingMs(6_000);
  const { clave, xml } = unsigned();
  await post(authorities, token, envelope({ clave, xml }));
  const word = async (): Promise<string> =>
    String((await status(authorities, token, clave)).json['ind-estado']);
  expect(await word()).toBe('recibido');
  authorities.clock.at += 2_000;
  expect(await word()).toBe('procesando');
  expect((await status(authorities, token, clave)).json).not.toHaveProperty('respuesta-xml');
  authorities.clock.at += 3_999;
  expect(await word()).toBe('procesando');
  authorities.clock.at += 1;
  expect(await word()).toBe('aceptado');
});

test('the verdict comes without anybody asking', async () => {
  const { authorities, token, control } = await ready();
  await post(authorities, token, envelope(unsigned()));
  await expect.poll(() => control.documents()[0]?.state).toBe('aceptado');
  expect(requestCounts(authorities)).toEqual({ 'idp 200': 1, 'post 201': 1 });
});

test('processing times are drawn between both limits, the same for the same seed', async () => {
  const drawn = async (): Promise<readonly number[]> => {
    const { authorities, token, control } = await ready({ seed: 7 });
    await control.processingMs(2_000, 6_000);
    const states: number[] = [];
    for (const number of [1, 2, 3]) {
      const document = unsigned('01', number);
      await post(authorities, token, envelope(document));
      const start = authorities.clock.at;
      while ((await status(authorities, token, document.clave)).json['ind-estado'] !== 'aceptado')
        authorities.clock.at += 250;
      states.push(authorities.clock.at - start);
    }
    return states;
  };
  const first = await drawn();
  for (const ms of first) {
    expect(ms).toBeGreaterThanOrEqual(2_000);
    expect(ms).toBeLessThanOrEqual(6_250);
  }
  expect(await drawn()).toEqual(first);
});

test('what is wrong with the document is found in processing: 201 first, then rechazado with its rows', async () => {
  const { authorities, token } = await ready();
  const { clave, xml } = unsigned();
  const spoilt = xml.replace(/<BaseImponible>[^<]*/, '<BaseImponible>1');
  expect((await post(authorities, token, envelope({ clave, xml: spoilt }))).status).toBe(201);
  const reply = await status(authorities, token, clave);
  expect(reply.json['ind-estado']).toBe('rechazado');
  expect(detailOf(reply, clave)).toContain('-454, "');
});

test('a bad signature is found in processing', async () => {
  const { authorities, token } = await ready({ verify: async () => fail('bad-digest') });
  const { clave, xml } = unsigned();
  await post(authorities, token, envelope({ clave, xml }));
  expect(detailOf(await status(authorities, token, clave), clave)).toBe(
    'rejected: El XML fue modificado luego de haber sido firmado',
  );
});

test('when the examination itself breaks the document stays procesando and is examined again', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  onTestFinished(() => warned.mockRestore());
  let broken = true;
  const { authorities, token } = await ready({
    verify: async () => {
      if (broken) throw new Error('out of order');
      return fail('bad-signature');
    },
  });
  const { clave, xml } = unsigned();
  await post(authorities, token, envelope({ clave, xml }));
  expect(['recibido', 'procesando']).toContain((await status(authorities, token, clave)).json['ind-estado']);
  expect(warned).toHaveBeenCalledWith(expect.objectContaining({ message: 'out of order' }));
  broken = false;
  authorities.clock.at += 5_000;
  expect((await status(authorities, token, clave)).json['ind-estado']).toBe('rechazado');
});

test('the next document is refused or observed as told, the one after it as usual', async () => {
  const { authorities, token, control } = await ready();
  control.rejectNext([{ code: -38, text: 'El receptor no existe' }]);
  control.rejectNext('Una frase sin código');
  control.observeNext([{ code: -37, text: 'Ubicación' }]);
  const details: string[] = [];
  for (const number of [1, 2, 3, 4]) {
    const document = unsigned('01', number);
    await post(authorities, token, envelope(document));
    details.push(detailOf(await status(authorities, token, document.clave), document.clave));
  }
  expect(details[0]).toMatch(/^rejected: [^]*-38, "El receptor no existe", 0, 0/);
  expect(details[1]).toBe('rejected: Una frase sin código');
  expect(details[2]).toMatch(/^accepted: \.[^]*-37, ""Ubicación"", 0, 0/);
  expect(details[3]).toBe('accepted: .');
});

describe('quota of staging', () => {
  test('a hundred requests in an hour with their headers, the next is 429, and an hour later there are more', async () => {
    const { authorities, control } = await ready();
    await control.set({ hacienda: { quota: 'staging' } });
    const token = await signIn(authorities);
    const first = await status(authorities, token, 'x');
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '99' });
    const resetAt = Math.ceil((authorities.clock.at + 3_600_000) / 1_000);
    expect(Number(first.headers['x-ratelimit-reset'])).toBe(resetAt);
    for (let count = 1; count < 100; count++) await status(authorities, token, 'x');
    const over = await post(authorities, token, envelope(unsigned()));
    expect([over.status, over.headers['x-ratelimit-remaining']]).toEqual([429, '0']);
    expect(control.documents()).toEqual([]);
    authorities.clock.at += 3_600_001;
    const fresh = await signIn(authorities);
    expect((await post(authorities, fresh, envelope(unsigned()))).status).toBe(201);
  });

  test('sign-in is not counted, and without the switch there are no such headers', async () => {
    const { authorities, token, control } = await ready();
    expect((await status(authorities, token, 'x')).headers).not.toHaveProperty('x-ratelimit-limit');
    await control.set({ hacienda: { quota: 'staging' } });
    for (let count = 0; count < 5; count++) await signIn(authorities);
    expect((await status(authorities, token, 'x')).headers['x-ratelimit-remaining']).toBe('98');
  });
});

test('the accepted documents are listed newest first, in pages, and one by one', async () => {
  const { authorities, token, control } = await ready();
  const documents = [1, 2, 3].map((number) => unsigned('01', number));
  control.rejectNext('no');
  const refused = unsigned('01', 9);
  for (const document of [refused, ...documents]) {
    await post(authorities, token, envelope(document));
    await status(authorities, token, document.clave);
  }
  const list = async (query: string): Promise<Reply> =>
    send('GET', `${authorities.haciendaApiUrl}comprobantes${query}`, { authorization: `Bearer ${token}` });
  const all = await list('');
  expect(all.status).toBe(200);
  expect(all.json.map(({ clave }: { clave: string }) => clave)).toEqual(
    documents.map(({ clave }) => clave).toReversed(),
  );
  const page = await list('?offset=1&limit=1&emisor=02003101123456');
  expect([page.status, page.json.length, page.headers['content-range']]).toEqual([206, 1, '1-2/3']);
  expect((await list('?emisor=02003101999999')).json).toEqual([]);
  expect((await list('?limit=51')).status).toBe(400);
  expect((await list(`/${documents[0]?.clave ?? ''}`)).json).toMatchObject({ clave: documents[0]?.clave });
  expect((await list(`/${refused.clave}`)).status).toBe(404);
});

describe('documents of another computer', () => {
  const listOf = async (authorities: Authorities, token: string, query = ''): Promise<Reply> =>
    send('GET', `${authorities.haciendaApiUrl}comprobantes${query}`, { authorization: `Bearer ${token}` });

  test('take the next number of the newest series, are listed and answered, and count as nobody’s POST', async () => {
    const { authorities, token, control } = await ready();
    const ours = unsigned('01', 41);
    await post(authorities, token, envelope(ours));
    await status(authorities, token, ours.clave);
    const clave = await control.sentElsewhere('same');
    expect(clave.slice(21, 41)).toBe('00100001010000000042');
    expect(clave.slice(9, 21)).toBe(ours.clave.slice(9, 21));
    const list = await listOf(authorities, token);
    expect(list.json.map((row: { clave: string }) => row.clave)).toEqual([clave, ours.clave]);
    expect((await status(authorities, token, clave)).json['ind-estado']).toBe('aceptado');
    expect(control.counters().posts.map((row) => row.clave)).toEqual([ours.clave]);
    // whoever uses the number again is told so, as by the real one
    const again = unsigned('01', 42);
    await post(authorities, token, envelope(again));
    expect((await status(authorities, token, again.clave)).json['ind-estado']).toBe('rechazado');
  });

  test('at a terminal of their own have a series of their own', async () => {
    const { authorities, token, control } = await ready();
    const ours = unsigned('01', 41);
    await post(authorities, token, envelope(ours));
    const numbers = [await control.sentElsewhere('other'), await control.sentElsewhere('other')];
    expect(numbers.map((clave) => clave.slice(21, 41))).toEqual([
      '00100002010000000001',
      '00100002010000000002',
    ]);
  });

  test('can be made before anything was sent', async () => {
    const { authorities, token, control } = await ready();
    const clave = await control.sentElsewhere('same');
    expect(clave).toMatch(/^506\d{47}$/);
    expect((await listOf(authorities, token)).json).toHaveLength(1);
  });

  test('the list omits the newest where it is told to, and what is hidden from questions', async () => {
    const { authorities, token, control } = await ready();
    const claves = [await control.sentElsewhere('same'), await control.sentElsewhere('same')];
    await control.set({ hacienda: { listOmits: 1 } });
    expect((await listOf(authorities, token)).json.map((row: { clave: string }) => row.clave)).toEqual([
      claves[0],
    ]);
    expect((await listOf(authorities, token, `/${claves[1]}`)).status).toBe(404);
    await control.set({ hacienda: { listOmits: 1_000 } });
    expect((await listOf(authorities, token)).json).toEqual([]);
  });

  test('a provoked repetition gives the first page whatever offset is asked', async () => {
    const { authorities, token, control } = await ready();
    const claves = [await control.sentElsewhere('same'), await control.sentElsewhere('same')];
    control.provoke({ endpoint: 'comprobantes', outcome: 'repeated-page' });
    const page = await listOf(authorities, token, '?offset=1&limit=1');
    expect([page.json[0].clave, page.headers['content-range']]).toEqual([claves[1], '0-1/2']);
    expect((await listOf(authorities, token, '?offset=1&limit=1')).json[0].clave).toBe(claves[0]);
  });
});
