import { describe, expect, onTestFinished, test } from 'vitest';
import type { Company } from '../../../../domain/company/company.ts';
import { nodeHttp } from '../../../../main/api/http.ts';
import { lookupApi } from '../../../../main/api/lookups/lookup-api.ts';
import { addToCatalogue, beginCatalogue, finishCatalogue } from '../../../../main/db/cabys.ts';
import { openDatabase } from '../../../../main/db/connection.ts';
import { keepRest, readRest } from '../../../../main/db/lookups.ts';
import { systemClock } from '../../../../main/system.ts';
import {
  type LookUpContext,
  lookUpCabys,
  lookUpExchangeRate,
  lookUpExoneration,
  lookUpProducer,
  lookupTarget,
  lookUpTaxpayer,
  searchCabysOnline,
  searchCatalogue,
} from '../../../../main/usecases/look-up.ts';
import { lookupServer } from '../../../helpers/lookup-server.ts';

const hour = 3_600_000;
const start = Date.parse('2026-03-15T12:00:00-06:00');

async function desk(environment: Company['environment'] = 'test') {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  onTestFinished(() => void db.close());
  const server = await lookupServer();
  let now = start;
  const clock = { ...systemClock, now: () => now };
  const http = nodeHttp({ resolveProxy: async () => 'DIRECT', userAgent: 'Talonario/test' });
  const rests = {
    read: (source: string) => readRest(db, source),
    keep: (source: string, until: number) => keepRest(db, source, until),
  };
  const company: Company = {
    id: 'c',
    environment,
    settings: { version: 1, label: '', lookups: { url: server.url, schemasUrl: server.url } },
  };
  const context: LookUpContext = { db, clock, company, lookupApi: lookupApi({ http, clock, rests }) };
  return { server, context, pass: (ms: number) => void (now += ms) };
}

const ana = { status: 200, body: { nombre: 'Ana Mora' } };

describe('a taxpayer', () => {
  test('is asked once a day and answered from here meanwhile', async () => {
    const { server, context, pass } = await desk();
    server.answer(ana);
    expect(await lookUpTaxpayer(context, '1-1234-0567')).toMatchObject({
      kind: 'found',
      value: { name: 'Ana Mora' },
      fetchedAt: start,
    });
    pass(23 * hour);
    expect(await lookUpTaxpayer(context, '112340567')).toMatchObject({ kind: 'found', fetchedAt: start });
    expect(server.asked).toEqual(['/fe/ae?identificacion=112340567']);
    pass(2 * hour);
    expect(await lookUpTaxpayer(context, '112340567')).toMatchObject({ fetchedAt: start + 25 * hour });
    expect(server.asked.length).toBe(2);
  });

  test.each([
    [undefined, 'offline'],
    [{ status: 500, body: '' }, 'server-error'],
    [{ status: 200, body: '<html>' }, 'unreadable'],
    [{ status: 429, body: '' }, 'resting'],
  ] as const)('answered %j: what was known is said with its age', async (reply, instead) => {
    const { server, context, pass } = await desk();
    server.answer(ana);
    await lookUpTaxpayer(context, '112340567');
    pass(48 * hour);
    server.answer(reply);
    expect(await lookUpTaxpayer(context, '112340567')).toMatchObject({
      kind: 'found',
      value: { name: 'Ana Mora' },
      fetchedAt: start,
      instead,
    });
  });

  test('that nobody knew is asked again after an hour', async () => {
    const { server, context, pass } = await desk();
    server.answer({ status: 404, body: {} });
    expect(await lookUpTaxpayer(context, '112340567')).toEqual({ kind: 'not-found', fetchedAt: start });
    server.answer(ana);
    pass(hour / 2);
    expect((await lookUpTaxpayer(context, '112340567')).kind).toBe('not-found');
    pass(hour);
    expect((await lookUpTaxpayer(context, '112340567')).kind).toBe('found');
  });

  test('without line and without memory is unavailable', async () => {
    const { context } = await desk();
    expect(await lookUpTaxpayer(context, '112340567')).toEqual({ kind: 'unavailable', why: 'offline' });
  });

  test.each(['', '12345', 'abc', '0112340567', '1234567890123'])('%j is never asked', async (typed) => {
    const { server, context } = await desk();
    expect(await lookUpTaxpayer(context, typed)).toEqual({ kind: 'unavailable', why: 'refused' });
    expect(server.asked).toEqual([]);
  });

  test('a kept answer that cannot be read is asked again', async () => {
    const { server, context } = await desk();
    server.answer(ana);
    await lookUpTaxpayer(context, '112340567');
    context.db.prepare(`update lookup_answer set answer = '{'`).run();
    await lookUpTaxpayer(context, '112340567');
    expect(server.asked.length).toBe(2);
  });
});

describe('whom a company asks', () => {
  const settings = { version: 1, label: '' } as const;
  test.each(['test', 'production'] as const)('%s: the known address', (environment) => {
    expect(lookupTarget({ id: 'c', environment, settings })?.url).toBe('https://api.hacienda.go.cr');
  });

  test('the practice company never asks the real service, and never hears what a real one was told', async () => {
    expect(lookupTarget({ id: 'c', environment: 'practice', settings })).toBeUndefined();
    const { server, context } = await desk();
    server.answer(ana);
    await lookUpTaxpayer(context, '112340567');
    const practice: LookUpContext = { ...context, company: { id: 'p', environment: 'practice', settings } };
    expect(await lookUpTaxpayer(practice, '112340567')).toEqual({ kind: 'unavailable', why: 'no-address' });
    expect(server.asked.length).toBe(1);
  });

  test('what the simulator said is kept under one name, whichever port it has', async () => {
    const { server, context } = await desk('practice');
    server.answer(ana);
    await lookUpTaxpayer(context, '112340567');
    const moved: LookUpContext = {
      ...context,
      company: {
        ...context.company,
        settings: {
          ...context.company.settings,
          lookups: { url: 'http://127.0.0.1:9', schemasUrl: 'http://127.0.0.1:9' },
        },
      },
    };
    expect((await lookUpTaxpayer(moved, '112340567')).kind).toBe('found');
  });
});

describe('CAByS', () => {
  const row = { codigo: '2352100000100', descripcion: 'Café molido', impuesto: 1 };
  const entry = { code: '2352100000100', description: 'Café molido', rate: '1' };

  test('told once is found without line', async () => {
    const { server, context, pass } = await desk();
    server.answer({ status: 200, body: { total: 1, cantidad: 1, cabys: [row] } });
    expect(searchCatalogue(context, 'cafe')).toEqual([]);
    expect(await searchCabysOnline(context, 'Café')).toMatchObject({ kind: 'found', value: [entry] });
    expect(searchCatalogue(context, 'molido')).toEqual([entry]);
    server.answer(undefined);
    expect(await lookUpCabys(context, entry.code)).toMatchObject({ kind: 'found', value: entry });
    pass(8 * 24 * hour);
    expect(await searchCabysOnline(context, 'cafe')).toMatchObject({ value: [entry], instead: 'offline' });
  });

  test('the catalogue of the clerk comes before what the service says of the same code', async () => {
    const { server, context } = await desk();
    const id = beginCatalogue(context.db, { fileName: 'c.csv', fileAt: 1 }, 1);
    addToCatalogue(context.db, id, [{ ...entry, description: 'Café del archivo' }]);
    finishCatalogue(context.db, id);
    server.answer({ status: 200, body: [row, { ...row, codigo: '2352100000200' }] });
    const said = await searchCabysOnline(context, 'café');
    expect(said.kind === 'found' && said.value.map(({ description }) => description)).toEqual([
      'Café del archivo',
      'Café molido',
    ]);
  });

  test('a code nobody knows is not found; two letters are never asked', async () => {
    const { server, context } = await desk();
    server.answer({ status: 200, body: [] });
    expect((await lookUpCabys(context, '2352100000100')).kind).toBe('not-found');
    expect((await searchCabysOnline(context, ' c a ')).kind).toBe('unavailable');
    expect(server.asked).toEqual(['/fe/cabys?codigo=2352100000100']);
  });
});

describe('exchange rates', () => {
  test('a dollar of today is asked each hour, and the day before is no answer of today', async () => {
    const { server, context, pass } = await desk();
    server.answer({ status: 200, body: { venta: { fecha: '2026-03-15', valor: 517.1 } } });
    await lookUpExchangeRate(context, 'USD');
    pass(hour / 2);
    await lookUpExchangeRate(context, 'USD', '2026-03-15');
    expect(server.asked).toEqual(['/indicadores/tc/dolar']);
    pass(24 * hour);
    server.answer(undefined);
    expect((await lookUpExchangeRate(context, 'USD')).kind).toBe('unavailable');
  });

  test('a day that is over is asked once', async () => {
    const { server, context, pass } = await desk();
    server.answer({ status: 200, body: [{ fecha: '2026-03-09', venta: 510 }] });
    expect(await lookUpExchangeRate(context, 'USD', '2026-03-10')).toMatchObject({
      value: { sale: '510', on: '2026-03-09' },
    });
    pass(300 * 24 * hour);
    await lookUpExchangeRate(context, 'USD', '2026-03-10');
    expect(server.asked.length).toBe(1);
  });

  test('euros of another day are not asked: there is no history of them', async () => {
    const { server, context } = await desk();
    expect(await lookUpExchangeRate(context, 'EUR', '2026-03-10')).toEqual({
      kind: 'unavailable',
      why: 'refused',
    });
    server.answer({ status: 200, body: { fecha: '2026-03-15', dolares: 1.1, colones: 560.1 } });
    expect((await lookUpExchangeRate(context, 'EUR')).kind).toBe('found');
    expect(server.asked).toEqual(['/indicadores/tc/euro']);
  });
});

describe('exonerations and producers', () => {
  test.each(['al-00000001-26', ' AL-00000001-26 '])('%j is asked in its official form', async (typed) => {
    const { server, context } = await desk();
    server.answer({ status: 200, body: { numeroDocumento: 'AL-00000001-26', porcentajeExoneracion: 100 } });
    expect(await lookUpExoneration(context, typed)).toMatchObject({ value: { percentage: '100' } });
    expect(server.asked).toEqual(['/fe/ex?autorizacion=AL-00000001-26']);
  });

  test('a number of another form is never asked', async () => {
    const { server, context } = await desk();
    expect((await lookUpExoneration(context, 'DGH-1')).kind).toBe('unavailable');
    expect(server.asked).toEqual([]);
  });

  test('200 with a body that says 404: not on the list', async () => {
    const { server, context } = await desk();
    server.answer({ status: 200, body: { status: 404 } });
    expect((await lookUpProducer(context, 'pesca', '112340567')).kind).toBe('not-found');
  });
});
