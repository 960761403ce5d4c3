import { expect, test } from 'vitest';
import { initialSwitches } from '../../../../domain/practice/switches.ts';
import { PracticeCounters } from '../../../../domain/practice/switches.ts';
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

const id = '948924864';

test('everything set, planned, received and counted is there after a stop and a start', async () => {
  const first = await testAuthorities();
  const { folder } = first;
  const token = await signIn(first);
  const document = unsigned();
  await post(first, token, envelope(document));
  await status(first, token, document.clave);
  await putPayments(first, id, [{ amount: '10.00', code: '01' }]);
  await first.control.set({ slowMs: 3, hacienda: { quota: 'staging' }, edinky: { history: 'cancelled' } });
  first.control.provoke({ endpoint: 'get', outcome: '503', times: 3, cause: 'x' });
  first.control.rejectNext('mañana');
  const before = {
    counters: first.control.counters(),
    switches: first.control.switches(),
    provocations: first.control.provocations(),
    documents: first.control.documents(),
    payments: first.control.paymentsOf(id),
    requests: first.control.requests(),
    remote: first.control.remoteDocuments(),
  };
  await first.stop();

  const second = await testAuthorities({ folder });
  expect({
    counters: second.control.counters(),
    switches: second.control.switches(),
    provocations: second.control.provocations(),
    documents: second.control.documents(),
    payments: second.control.paymentsOf(id),
    requests: second.control.requests(),
    remote: second.control.remoteDocuments(),
  }).toEqual(before);
  expect((await status(second, token, document.clave)).status).toBe(503);
  second.control.clearProvocations();
  expect((await status(second, token, document.clave)).json).toMatchObject({ 'ind-estado': 'aceptado' });
  expect((await post(second, token, envelope(document))).status).toBe(400);
  const next = unsigned('01', 43);
  await post(second, token, envelope(next));
  expect((await status(second, token, next.clave)).json).toMatchObject({ 'ind-estado': 'rechazado' });
});

test('a document received before a stop gets its verdict after the start, without anybody asking', async () => {
  const first = await testAuthorities();
  await first.control.processingMs(60_000);
  const document = unsigned();
  await post(first, await signIn(first), envelope(document));
  await first.stop();
  const second = await testAuthorities({ folder: first.folder });
  expect(second.control.documents()).toMatchObject([{ clave: document.clave, state: 'recibido' }]);
  second.clock.at += 60_000;
  await second.stop();
  const third = await testAuthorities({ folder: first.folder, now: () => second.clock.at });
  await expect.poll(() => third.control.documents()[0]?.state).toBe('aceptado');
});

test('reset forgets everything, goes back to the calm position and keeps the addresses', async () => {
  const authorities = await testAuthorities();
  const { control, idpUrl } = authorities;
  const token = await signIn(authorities);
  await post(authorities, token, envelope(unsigned()));
  await putPayments(authorities, id, [{ amount: '10.00', code: '01' }]);
  control.provoke({ endpoint: 'idp', outcome: '500' });
  control.rejectNext('x');
  await control.cutLine(true);
  await control.reset();
  expect(control.switches()).toEqual(initialSwitches);
  expect(control.counters()).toEqual({
    requests: [],
    posts: [],
    numbers: [],
    puts: [],
    grants: { password: 0, refresh: 0 },
    openSessions: 0,
    callbacks: { attempted: 0, delivered: 0 },
  });
  expect([control.documents(), control.requests(), control.provocations(), control.paymentsOf(id)]).toEqual([
    [],
    [],
    [],
    [],
  ]);
  expect(control.remoteDocuments().length).toBeGreaterThan(0);
  expect(authorities.idpUrl).toBe(idpUrl);
  expect((await status(authorities, token, 'x')).status).toBe(401);
  expect((await grant(authorities)).status).toBe(200);
});

test('counters tell requests, POSTs by clave, PUTs by document and sign-ins apart', async () => {
  const authorities = await testAuthorities();
  const token = await signIn(authorities);
  const [one, two] = [unsigned('01', 1), unsigned('04', 2)];
  await post(authorities, token, envelope(one));
  await post(authorities, token, envelope(one));
  await post(authorities, token, envelope(two, { fecha: 'x' }));
  await status(authorities, token, one.clave);
  await putPayments(authorities, id, [{ amount: '10.00', code: '01' }]);
  await putPayments(authorities, id, [{ amount: '99.00', code: '01' }]);
  await edinky(authorities, 'GET', '/payments');
  await edinky(authorities, 'GET', '/users/my/information');
  const counters = authorities.control.counters();
  expect(PracticeCounters.parse(counters)).toEqual(counters);
  expect(counters).toMatchObject({
    posts: [
      { clave: one.clave, arrived: 2, accepted: true },
      { clave: two.clave, arrived: 1, accepted: false },
    ],
    numbers: [
      { issuer: '003101123456', consecutivo: one.clave.slice(21, 41), claves: 1 },
      { issuer: '003101123456', consecutivo: two.clave.slice(21, 41), claves: 1 },
    ],
    puts: [{ documentId: id, arrived: 2, applied: 1 }],
    grants: { password: 1, refresh: 0 },
    openSessions: 1,
  });
  expect(requestCounts(authorities)).toEqual({
    'idp 200': 1,
    'post 201': 1,
    'post 400': 2,
    'get 200': 1,
    'put 200': 1,
    'put 422': 1,
    'list 200': 1,
    'probe 200': 1,
  });
});

test('the log is newest first, with method, path, status and time, as long as asked for', async () => {
  const authorities = await testAuthorities();
  const token = await signIn(authorities);
  await status(authorities, token, 'abc');
  expect(authorities.control.requests(1)).toEqual([
    {
      id: 2,
      endpoint: 'get',
      method: 'GET',
      path: '/recepcion/v1/recepcion/abc',
      status: 404,
      at: authorities.clock.at,
    },
  ]);
});

test('a switch out of range is refused and nothing is changed', async () => {
  const { control } = await testAuthorities();
  const before = control.switches();
  await expect(control.set({ slowMs: -5, line: 'cut' })).rejects.toThrow(/slowMs/);
  expect(control.switches()).toEqual(before);
});
