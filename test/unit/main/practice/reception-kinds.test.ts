/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access -- tests look into wire JSON */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { readAuthorityAnswer } from '../../../../main/comprobante/read-answer.ts';
import type { Authorities } from '../../../../main/practice/authorities.ts';
import {
  claveOf,
  consecutivoOf,
  messageXml,
  practiceXml,
  supplierClave,
  type PracticeKind,
} from '../../../helpers/practice-documents.ts';
import {
  envelope,
  post,
  send,
  signIn,
  status,
  testAuthorities,
  type Reply,
} from '../../../helpers/practice.ts';
import { documentFiles, judgeBySchema, missingJudges } from '../../../helpers/judges.ts';

async function ready(options: Parameters<typeof testAuthorities>[0] = {}) {
  const authorities = await testAuthorities(options);
  return { authorities, control: authorities.control, token: await signIn(authorities) };
}

const company = { tipoIdentificacion: '02', numeroIdentificacion: '3101123456' };
const supplier = { tipoIdentificacion: '02', numeroIdentificacion: '3101765432' };
const seller = { tipoIdentificacion: '01', numeroIdentificacion: '304560789' };

const bodyOf = (kind: PracticeKind, number = 42, changes: Readonly<Record<string, unknown>> = {}) =>
  envelope({ clave: claveOf(kind, number), xml: practiceXml(kind, number) }, changes);
const messageBody = (
  code: '05' | '06' | '07' = '05',
  number = 1,
  changes: Readonly<Record<string, unknown>> = {},
) =>
  envelope(
    { clave: supplierClave, xml: messageXml(code, number) },
    { emisor: supplier, receptor: company, consecutivoReceptor: consecutivoOf(code, number), ...changes },
  );
const keyOf = (code: '05' | '06' | '07', number: number): string =>
  `${supplierClave}-${consecutivoOf(code, number)}`;

async function verdict(authorities: Authorities, token: string, key: string): Promise<string> {
  const { json } = await status(authorities, token, key);
  const read = readAuthorityAnswer(String(json['respuesta-xml']), key.slice(0, 50));
  if (!read.ok) throw new Error(read.error);
  return `${read.value.verdict}: ${read.value.detail}`;
}
const list = async (authorities: Authorities, token: string): Promise<Reply> =>
  send('GET', `${authorities.haciendaApiUrl}comprobantes`, { authorization: `Bearer ${token}` });

describe('a message of the receiver', () => {
  test('is received under clave and consecutivo, asked for by both, and no document of the list', async () => {
    const { authorities, token, control } = await ready();
    const received = await post(authorities, token, messageBody());
    const key = keyOf('05', 1);
    expect([received.status, received.headers['location']]).toEqual([
      201,
      `${authorities.haciendaApiUrl}recepcion/${key}`,
    ]);
    const reply = await status(authorities, token, key);
    expect(reply.json).toMatchObject({ clave: key, 'ind-estado': 'aceptado' });
    expect(await verdict(authorities, token, key)).toBe('accepted: .');
    expect((await status(authorities, token, supplierClave)).status).toBe(404);
    expect((await list(authorities, token)).json).toEqual([]);
    expect(control.documents()).toMatchObject([
      { clave: key, consecutivo: consecutivoOf('05', 1), issuer: '003101123456' },
    ]);
    expect(control.counters()).toMatchObject({
      posts: [{ clave: key, arrived: 1, accepted: true }],
      numbers: [{ issuer: '003101123456', consecutivo: consecutivoOf('05', 1), claves: 1 }],
    });
  });

  test.skipIf(missingJudges(['xmllint'], true) !== undefined)(
    'is answered by a mensaje that is valid by the schema and names both parties',
    async () => {
      const { authorities, token } = await ready();
      await post(authorities, token, messageBody());
      const { json } = await status(authorities, token, keyOf('05', 1));
      const xml = Buffer.from(String(json['respuesta-xml']), 'base64');
      expect(judgeBySchema('MensajeHacienda', documentFiles([xml])).status).toBe(0);
      const text = xml.toString();
      expect(text).toContain('<NumeroCedulaEmisor>3101765432</NumeroCedulaEmisor>');
      expect(text).toContain('<NumeroCedulaReceptor>3101123456</NumeroCedulaReceptor>');
      expect(text).toContain('<MontoTotalImpuesto>13</MontoTotalImpuesto>');
      expect(text).toContain('<TotalFactura>113</TotalFactura>');
    },
  );

  test('sent again is told so by its own identity', async () => {
    const { authorities, token } = await ready();
    await post(authorities, token, messageBody());
    const again = await post(authorities, token, messageBody());
    expect([again.status, again.headers['x-error-cause']]).toEqual([
      400,
      `El comprobante [${keyOf('05', 1)}] ya fue recibido anteriormente.`,
    ]);
  });

  test('a second one about the same document is rejected; after a rejection another is taken', async () => {
    const { authorities, token, control } = await ready();
    control.rejectNext('no');
    await post(authorities, token, messageBody('05', 1));
    expect(await verdict(authorities, token, keyOf('05', 1))).toBe('rejected: no');
    await post(authorities, token, messageBody('07', 2));
    expect(await verdict(authorities, token, keyOf('07', 2))).toBe('accepted: .');
    await post(authorities, token, messageBody('05', 3));
    expect(await verdict(authorities, token, keyOf('05', 3))).toContain('ya tiene un mensaje');
  });

  test('a consecutivo used for another document is -99', async () => {
    const { authorities, token } = await ready();
    await post(authorities, token, messageBody());
    const clave = supplierClave.replace(/\d{8}$/, '11111111');
    await post(
      authorities,
      token,
      envelope(
        { clave, xml: messageXml('05', 1, clave) },
        { emisor: supplier, receptor: company, consecutivoReceptor: consecutivoOf('05', 1) },
      ),
    );
    expect(await verdict(authorities, token, `${clave}-${consecutivoOf('05', 1)}`)).toMatch(/-99, "/);
  });

  test.each([
    [
      'without consecutivoReceptor',
      messageBody('05', 1, { consecutivoReceptor: undefined }),
      '[consecutivoReceptor]',
    ],
    [
      'with another consecutivo',
      messageBody('05', 1, { consecutivoReceptor: consecutivoOf('05', 2) }),
      'consecutivo',
    ],
    ['of another supplier', messageBody('05', 1, { emisor: company }), 'emisor'],
    ['of another receiver', messageBody('05', 1, { receptor: supplier }), 'receptor'],
    [
      'a document with consecutivoReceptor',
      bodyOf('01', 42, { consecutivoReceptor: consecutivoOf('05', 1) }),
      '[consecutivoReceptor]',
    ],
  ] as const)('%s is refused at once', async (_what, body, words) => {
    const { authorities, token, control } = await ready();
    const reply = await post(authorities, token, body);
    expect([reply.status, reply.headers['validation-exception']]).toEqual([400, 'true']);
    expect(reply.headers['x-error-cause']).toContain(words);
    expect(control.documents()).toEqual([]);
  });

  test('provoked outcomes speak of it by its own identity', async () => {
    const { authorities, token, control } = await ready();
    control.provoke({ endpoint: 'post', outcome: 'already-received' });
    const refused = await post(authorities, token, messageBody());
    expect(refused.headers['x-error-cause']).toContain(keyOf('05', 1));
    control.provoke({ endpoint: 'post', outcome: 'hidden', ms: 60_000 });
    await post(authorities, token, messageBody());
    expect((await status(authorities, token, keyOf('05', 1))).status).toBe(404);
    authorities.clock.at += 60_001;
    control.provoke({ endpoint: 'get', outcome: 'other-clave' });
    const spoilt = await status(authorities, token, keyOf('05', 1));
    expect(readAuthorityAnswer(String(spoilt.json['respuesta-xml']), supplierClave).ok).toBe(false);
  });
});

test.each([
  ['the issuing company', company, seller],
  ['the XML’s Emisor', seller, company],
] as const)(
  'a FEC is received with %s as emisor, and numbered by the company',
  async (_what, emisor, receptor) => {
    const { authorities, token, control } = await ready();
    expect((await post(authorities, token, bodyOf('08', 42, { emisor, receptor }))).status).toBe(201);
    expect(await verdict(authorities, token, claveOf('08'))).toBe('accepted: .');
    expect(control.documents()[0]?.issuer).toBe('003101123456');
  },
);

test('a FEC of a third company, or a factura the wrong way round, is refused at once', async () => {
  const { authorities, token } = await ready();
  expect(
    (await post(authorities, token, bodyOf('08', 42, { emisor: supplier, receptor: seller }))).status,
  ).toBe(400);
  const ana = { tipoIdentificacion: '01', numeroIdentificacion: '112340567' };
  expect((await post(authorities, token, bodyOf('01', 42, { emisor: ana, receptor: company }))).status).toBe(
    400,
  );
});

describe('notes', () => {
  test('are listed under the document they correct, and by themselves', async () => {
    const { authorities, token } = await ready();
    for (const [kind, number] of [
      ['01', 41],
      ['02', 8],
      ['03', 7],
    ] as const) {
      await post(authorities, token, bodyOf(kind, number));
      expect(await verdict(authorities, token, claveOf(kind, number))).toBe('accepted: .');
    }
    const { json } = await list(authorities, token);
    expect(json.map(({ clave }: { clave: string }) => clave)).toEqual([
      claveOf('03', 7),
      claveOf('02', 8),
      claveOf('01', 41),
    ]);
    const fecha = '2026-11-20T09:30:00-06:00';
    expect(json[2]).toMatchObject({
      notasCredito: [{ clave: claveOf('03', 7), fecha }],
      notasDebito: [{ clave: claveOf('02', 8), fecha }],
    });
    expect(json[0]).toMatchObject({ notasCredito: [], notasDebito: [] });
  });

  test('together do not exceed the document; a rejected one does not count', async () => {
    const { authorities, token, control } = await ready();
    await post(authorities, token, bodyOf('01', 41));
    control.rejectNext('no');
    for (const number of [1, 2, 3]) await post(authorities, token, bodyOf('03', number));
    expect(await verdict(authorities, token, claveOf('03', 1))).toBe('rejected: no');
    expect(await verdict(authorities, token, claveOf('03', 2))).toBe('accepted: .');
    expect(await verdict(authorities, token, claveOf('03', 3))).toContain('superan el comprobante');
    const { json } = await list(authorities, token);
    expect(json.at(-1).notasCredito).toHaveLength(1);
  });

  test('to a document that never came: refused, or accepted where the switch says so', async () => {
    const { authorities, token, control } = await ready();
    await post(authorities, token, bodyOf('03', 1));
    expect(await verdict(authorities, token, claveOf('03', 1))).toContain('no existe');
    await control.set({ hacienda: { unknownReference: 'accept' } });
    await post(authorities, token, bodyOf('03', 2));
    expect(await verdict(authorities, token, claveOf('03', 2))).toBe('accepted: .');
  });

  test('to a document of another computer are taken: of it only the name is known', async () => {
    const { authorities, token, control } = await ready();
    const clave = await control.sentElsewhere('same');
    const xml = practiceXml('03').replaceAll(claveOf('01', 41), clave);
    await post(authorities, token, envelope({ clave: claveOf('03'), xml }));
    expect(await verdict(authorities, token, claveOf('03'))).toBe('accepted: .');
  });
});

test('a book of the program before goes on with what it held', async () => {
  const first = await ready();
  await post(first.authorities, first.token, bodyOf('01', 41));
  await status(first.authorities, first.token, claveOf('01', 41));
  const { folder } = first.authorities;
  await first.authorities.stop();
  const book = new Database(`${folder}/authorities.sqlite`);
  book.exec('drop table referred; drop index comprobante_by_clave');
  book.pragma('user_version = 1');
  book.close();
  const { authorities, token } = await ready({ folder });
  expect(await verdict(authorities, token, claveOf('01', 41))).toBe('accepted: .');
  await post(authorities, token, bodyOf('03', 7));
  expect(await verdict(authorities, token, claveOf('03', 7))).toBe('accepted: .');
  expect((await list(authorities, token)).json[1].notasCredito).toHaveLength(1);
});
