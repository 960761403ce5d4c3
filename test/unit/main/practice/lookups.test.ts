/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access -- tests look into wire JSON */
import { describe, expect, test } from 'vitest';
import { practiceCabys } from '../../../../main/practice/practice-cabys.ts';
import { registeredExonerations, registeredTaxpayers } from '../../../../main/practice/practice-register.ts';
import { requestCounts, send, testAuthorities, type Reply } from '../../../helpers/practice.ts';

async function lookups() {
  const authorities = await testAuthorities();
  const ask = async (path: string): Promise<Reply> => send('GET', `${authorities.lookupsUrl}${path}`);
  return { authorities, control: authorities.control, ask };
}

test('a taxpayer is told in the documented shape; codes of activities are numbers or text', async () => {
  const { ask } = await lookups();
  const reply = await ask('/fe/ae?identificacion=3101765432');
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toBe('application/json');
  expect(reply.json).toEqual({
    nombre: 'FERRETERÍA EL ENSAYO SOCIEDAD ANÓNIMA',
    tipoIdentificacion: '02',
    regimen: { codigo: 1, descripcion: 'Régimen General' },
    situacion: {
      moroso: 'SI',
      omiso: 'NO',
      estado: 'Inscrito',
      administracionTributaria: 'Alajuela (práctica)',
    },
    actividades: [
      { estado: 'A', tipo: 'P', codigo: 523401, descripcion: 'VENTA AL POR MENOR DE FERRETERÍA' },
      {
        estado: 'A',
        tipo: 'S',
        codigo: '4752.0',
        descripcion: 'VENTA AL POR MENOR DE FERRETERÍA, PINTURA Y VIDRIO',
      },
    ],
  });
});

test.each(registeredTaxpayers.map(({ number }) => number))('taxpayer %s can be asked for', async (number) => {
  const { ask } = await lookups();
  expect((await ask(`/fe/ae?identificacion=${number}`)).status).toBe(200);
});

describe('the catalogue', () => {
  test('by code: a list of one, or an empty one', async () => {
    const { ask } = await lookups();
    const found = await ask('/fe/cabys?codigo=8314100000000');
    expect(found.json).toEqual([
      {
        categorias: ['Servicios', 'Servicios profesionales'],
        codigo: '8314100000000',
        descripcion: 'Desarrollo de programas de cómputo (práctica)',
        impuesto: 13,
      },
    ]);
    expect((await ask('/fe/cabys?codigo=1234567890123')).json).toEqual([]);
  });
  test('by words, without accents, the number asked for at most', async () => {
    const { ask } = await lookups();
    const { json } = await ask(`/fe/cabys?q=${encodeURIComponent('COMPUTO programas')}&top=1`);
    expect([json.total, json.cantidad, json.cabys.length]).toEqual([2, 1, 1]);
    expect((await ask('/fe/cabys?q=xyzzy&top=5')).json).toEqual({ total: 0, cantidad: 0, cabys: [] });
  });
  test('every row has 13 digits of its own and says that it is for practice', () => {
    expect(practiceCabys.length).toBeGreaterThanOrEqual(60);
    expect(new Set(practiceCabys.map(({ code }) => code)).size).toBe(practiceCabys.length);
    for (const { code, description } of practiceCabys)
      expect([/^\d{13}$/.test(code), description.endsWith('(práctica)')]).toEqual([true, true]);
  });
});

test('exonerations: one in force, one expired with its products; the scale of the percentage is a switch', async () => {
  const { ask, control } = await lookups();
  const [good, expired] = registeredExonerations;
  const first = await ask(`/fe/ex?autorizacion=${good?.number ?? ''}`);
  expect(first.json).toMatchObject({
    numeroDocumento: 'AL-00012345-26',
    identificacion: '3101765432',
    porcentajeExoneracion: 13,
    tipoDocumento: { codigo: '04' },
    poseeCabys: false,
  });
  expect(first.json.cabys).toBeUndefined();
  const second = await ask(`/fe/ex?autorizacion=${expired?.number ?? ''}`);
  expect(second.json).toMatchObject({ fechaVencimiento: '2025-01-31T00:00:00', poseeCabys: true });
  expect(second.json.cabys).toEqual(['4299901000000']);
  await control.set({ lookups: { exonerationScale: 'percent' } });
  expect((await ask(`/fe/ex?autorizacion=${good?.number ?? ''}`)).json.porcentajeExoneracion).toBe(100);
});

test('exchange rates: today, a range, the same whenever asked; none of the future', async () => {
  const { ask } = await lookups();
  const today = await ask('/indicadores/tc/dolar');
  expect(today.json).toEqual({
    venta: { fecha: '2026-11-20', valor: expect.any(Number) },
    compra: { fecha: '2026-11-20', valor: expect.any(Number) },
  });
  expect(today.json.venta.valor).toBeGreaterThan(today.json.compra.valor);
  const range = await ask('/indicadores/tc/dolar/historico?d=2026-11-18&h=2026-11-25');
  expect(range.json.map(({ fecha }: { fecha: string }) => fecha)).toEqual([
    '2026-11-18',
    '2026-11-19',
    '2026-11-20',
  ]);
  expect(range.json.at(-1)).toEqual({
    fecha: '2026-11-20',
    compra: today.json.compra.valor,
    venta: today.json.venta.valor,
  });
  const euro = await ask('/indicadores/tc/euro');
  expect(euro.json).toEqual({ fecha: '2026-11-20', dolares: 1.08, colones: expect.any(Number) });
  expect((await ask('/indicadores/tc')).json).toEqual({ dolar: today.json, euro: euro.json });
});

test('farmers and fishermen: a list, or 200 with the 404 inside, or a plain 404', async () => {
  const { ask, control } = await lookups();
  expect((await ask('/fe/agropecuario?identificacion=304560789')).json).toHaveLength(1);
  expect((await ask('/fe/pesca?identificacion=603210987')).json).toHaveLength(1);
  const inside = await ask('/fe/pesca?identificacion=304560789');
  expect([inside.status, inside.json.status]).toEqual([200, 404]);
  await control.set({ lookups: { emptyLists: '404' } });
  expect((await ask('/fe/pesca?identificacion=304560789')).status).toBe(404);
});

test.each([
  ['/fe/ae?identificacion=123', 400],
  ['/fe/ae', 400],
  ['/fe/ae?identificacion=999999999', 404],
  ['/fe/cabys?codigo=123', 400],
  ['/fe/cabys?q=ab', 400],
  ['/fe/cabys?q=abc&top=0', 400],
  ['/fe/ex?autorizacion=AL-1-1', 400],
  ['/fe/ex?autorizacion=AL-99999999-26', 404],
  ['/indicadores/tc/dolar/historico?d=2026-02-30x&h=2026-03-01', 400],
  ['/indicadores/tc/dolar/historico?d=2026-03-02&h=2026-03-01', 400],
  ['/indicadores/tc/dolar/historico?d=2020-01-01&h=2026-03-01', 400],
  ['/fe/pesca?identificacion=x', 400],
  ['/otra/cosa', 404],
])('%s is answered %i', async (path, status) => {
  const { ask } = await lookups();
  const reply = await ask(path);
  expect([reply.status, reply.json.code]).toEqual([status, status]);
});

test('beyond 100 calls in 5 seconds: 429, and ten minutes of nothing', async () => {
  const { authorities, ask } = await lookups();
  for (let call = 0; call < 100; call++) expect((await ask('/indicadores/tc')).status).toBe(200);
  expect((await ask('/indicadores/tc')).status).toBe(429);
  authorities.clock.at += 599_000;
  expect((await ask('/indicadores/tc')).status).toBe(429);
  authorities.clock.at += 1_000;
  expect((await ask('/indicadores/tc')).status).toBe(200);
  expect(requestCounts(authorities)['lookup 429']).toBe(2);
});

test('calls that keep below the limit are never blocked', async () => {
  const { authorities, ask } = await lookups();
  for (let call = 0; call < 130; call++) {
    expect((await ask('/indicadores/tc')).status).toBe(200);
    authorities.clock.at += 101;
  }
});

test('the service fails by its switch, once by a provocation, and with the line', async () => {
  const { authorities, control, ask } = await lookups();
  await control.set({ lookups: { service: 'fails' } });
  expect((await ask('/indicadores/tc')).status).toBe(503);
  await control.set({ lookups: { service: 'works' } });
  control.provoke({ endpoint: 'lookup', outcome: '429' });
  expect((await ask('/indicadores/tc')).status).toBe(429);
  expect((await ask('/indicadores/tc')).status).toBe(200);
  const before = authorities.lookupsUrl;
  await control.cutLine(true);
  expect((await ask('/indicadores/tc')).status).toBe(0);
  await control.cutLine(false);
  expect(authorities.lookupsUrl).toBe(before);
  expect((await ask('/indicadores/tc')).status).toBe(200);
});
