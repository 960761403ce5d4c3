import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../../../../domain/outbox/ports.ts';
import {
  cabysByCodeRequest,
  cabysByCodeResult,
  cabysByTextRequest,
  cabysByTextResult,
} from '../../../../../main/api/lookups/cabys.ts';
import {
  dollarHistoryRequest,
  dollarHistoryResult,
  dollarRequest,
  dollarResult,
  euroRequest,
  euroResult,
} from '../../../../../main/api/lookups/exchange-rate.ts';
import { exonerationRequest, exonerationResult } from '../../../../../main/api/lookups/exoneration.ts';
import { producerRequest, producerResult } from '../../../../../main/api/lookups/producer.ts';
import { taxpayerRequest, taxpayerResult } from '../../../../../main/api/lookups/taxpayer.ts';

const to = { url: 'https://api.example/', deadlineMs: 5_000 };

function answered(body: unknown, status = 200): HttpResult {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { phase: 'answered', status, headers: {}, body: new TextEncoder().encode(text) };
}

describe('what is asked', () => {
  test.each([
    ['taxpayer', taxpayerRequest(to, '3101123456'), '/fe/ae?identificacion=3101123456'],
    ['code', cabysByCodeRequest(to, '2352100000100'), '/fe/cabys?codigo=2352100000100'],
    ['words', cabysByTextRequest(to, 'café & té', 50), '/fe/cabys?q=caf%C3%A9+%26+t%C3%A9&top=50'],
    ['exoneration', exonerationRequest(to, 'AL-00000001-26'), '/fe/ex?autorizacion=AL-00000001-26'],
    ['dollar', dollarRequest(to), '/indicadores/tc/dolar'],
    [
      'dollars of days gone',
      dollarHistoryRequest(to, '2026-03-05', '2026-03-15'),
      '/indicadores/tc/dolar/historico?d=2026-03-05&h=2026-03-15',
    ],
    ['euro', euroRequest(to), '/indicadores/tc/euro'],
    ['farmer', producerRequest(to, 'agropecuario', '112340567'), '/fe/agropecuario?identificacion=112340567'],
    ['fisher', producerRequest(to, 'pesca', '112340567'), '/fe/pesca?identificacion=112340567'],
  ])('%s', (_name, request, path) => {
    expect([request.method, request.url, request.body]).toEqual([
      'GET',
      `https://api.example${path}`,
      undefined,
    ]);
    expect(request.deadlineMs).toBe(5_000);
  });
});

describe('what every look-up answers', () => {
  const readers = [
    ['taxpayer', taxpayerResult],
    ['cabys by code', (got: HttpResult) => cabysByCodeResult(got, '2352100000100')],
    ['cabys by words', cabysByTextResult],
    ['exoneration', (got: HttpResult) => exonerationResult(got, 'AL-00000001-26')],
    ['dollar', dollarResult],
    ['dollar of a day', (got: HttpResult) => dollarHistoryResult(got, '2026-03-15')],
    ['euro', euroResult],
    ['producer', producerResult],
  ] as const;
  describe.each(readers)('%s', (_name, read) => {
    test.each<[string, HttpResult, object]>([
      ['404', answered({ code: 404, status: 'Not Found' }, 404), { kind: 'not-found' }],
      ['200 with a body that says 404', answered({ status: 404, message: '-' }), { kind: 'not-found' }],
      ['200 with a code that says "404"', answered({ code: '404' }), { kind: 'not-found' }],
      ['429', answered('', 429), { kind: 'too-many' }],
      ['400', answered({}, 400), { kind: 'unavailable', why: 'refused' }],
      ['403', answered('<html>', 403), { kind: 'unavailable', why: 'refused' }],
      ['500', answered('', 500), { kind: 'unavailable', why: 'server-error' }],
      ['302', answered('', 302), { kind: 'unavailable', why: 'unreadable' }],
      ['HTML', answered('<html>'), { kind: 'unavailable', why: 'unreadable' }],
      ['null', answered('null'), { kind: 'unavailable', why: 'unreadable' }],
      ['text', answered('"hola"'), { kind: 'unavailable', why: 'unreadable' }],
      ['an empty body', answered(''), { kind: 'unavailable', why: 'unreadable' }],
      ['no line', { phase: 'not-sent', why: 'dns' }, { kind: 'unavailable', why: 'offline' }],
      ['a cut', { phase: 'cut', why: 'reset' }, { kind: 'unavailable', why: 'offline' }],
      ['its deadline', { phase: 'cut', why: 'timeout' }, { kind: 'unavailable', why: 'timeout' }],
    ])('%s', (_case, got, expected) => {
      expect(read(got)).toEqual(expected);
    });
  });
});

describe('a taxpayer', () => {
  const body = {
    nombre: 'FERRETERIA LA PRUEBA S.A.',
    tipoIdentificacion: '02',
    regimen: { codigo: 1, descripcion: 'Régimen General' },
    situacion: { moroso: 'NO', omiso: 'SI', estado: 'Inscrito', administracionTributaria: 'San José' },
  };

  test.each([
    ['a number', 751101, '751101'],
    ['a number that lost its zero', 11101, '011101'],
    ['text with a point', '6492.0', '6492.0'],
    ['a number with a point', '§6492.0', '6492.0'],
  ])('with an activity code as %s', (_name, codigo, code) => {
    const text = JSON.stringify({
      ...body,
      actividades: [{ estado: 'A', tipo: 'P', codigo, descripcion: 'Venta' }],
    }).replace('"§6492.0"', '6492.0');
    expect(taxpayerResult(answered(text))).toEqual({
      kind: 'found',
      value: {
        name: 'FERRETERIA LA PRUEBA S.A.',
        identificationType: '02',
        regime: 'Régimen General',
        status: 'Inscrito',
        overdue: false,
        omitted: true,
        activities: [{ code, description: 'Venta', active: true, primary: true }],
      },
    });
  });

  test('with nothing but its name', () => {
    expect(taxpayerResult(answered({ nombre: ' Ana Mora ', tipoIdentificacion: 1 }))).toEqual({
      kind: 'found',
      value: {
        name: 'Ana Mora',
        identificationType: '01',
        regime: '',
        status: '',
        overdue: false,
        omitted: false,
        activities: [],
      },
    });
  });

  test('says which activities are no longer active', () => {
    const said = taxpayerResult(
      answered({ ...body, actividades: [{ estado: 'I', tipo: 'S', codigo: '620100', descripcion: 'x' }] }),
    );
    expect(said.kind === 'found' && said.value.activities).toEqual([
      { code: '620100', description: 'x', active: false, primary: false },
    ]);
  });

  test('without a name is unreadable', () => {
    expect(taxpayerResult(answered({ ...body, nombre: '' }))).toEqual({
      kind: 'unavailable',
      why: 'unreadable',
    });
  });
});

describe('CAByS', () => {
  const row = { categorias: ['a'], codigo: '2352100000100', descripcion: 'Café', impuesto: 1 };
  const entry = { code: '2352100000100', description: 'Café', rate: '1' };

  test.each<[string, unknown, object]>([
    ['the one asked for', [row], { kind: 'found', value: entry }],
    ['an empty list', [], { kind: 'not-found' }],
    ['another code', [{ ...row, codigo: '1' }], { kind: 'unavailable', why: 'unreadable' }],
    ['an object', { cabys: [row] }, { kind: 'unavailable', why: 'unreadable' }],
  ])('by code: %s', (_name, body, expected) => {
    expect(cabysByCodeResult(answered(body), '2352100000100')).toEqual(expected);
  });

  test('a code that came as a number gets its zeros back', () => {
    const said = cabysByCodeResult(answered([{ ...row, codigo: 111100000100 }]), '0111100000100');
    expect(said).toEqual({ kind: 'found', value: { ...entry, code: '0111100000100' } });
  });

  test.each<[string, unknown, object]>([
    ['a list of matches', { total: 1, cantidad: 1, cabys: [row] }, { kind: 'found', value: [entry] }],
    ['a bare list', [row], { kind: 'found', value: [entry] }],
    ['no match', { total: 0, cantidad: 0, cabys: [] }, { kind: 'found', value: [] }],
    [
      'a rate that is no number',
      { cabys: [{ ...row, impuesto: 'Exento' }] },
      { kind: 'found', value: [{ code: entry.code, description: 'Café' }] },
    ],
    ['a row that is none, beside a good one', { cabys: [5, row] }, { kind: 'found', value: [entry] }],
    ['nothing but rows that are none', { cabys: [5] }, { kind: 'unavailable', why: 'unreadable' }],
  ])('by words: %s', (_name, body, expected) => {
    expect(cabysByTextResult(answered(body))).toEqual(expected);
  });
});

describe('an exoneration', () => {
  const body = {
    numeroDocumento: 'AL-00000001-26',
    identificacion: '3101123456',
    codigoProyectoCFIA: 0,
    fechaEmision: '2026-01-15T00:00:00',
    fechaVencimiento: '2026-12-31T00:00:00',
    porcentajeExoneracion: 13,
    autorizacion: 1,
    ano: 2026,
    tipoAutorizacion: 'x',
    tipoDocumento: { codigo: '04', descripcion: 'Exenciones DGH' },
    CodigoInstitucion: '01',
    nombreInstitucion: 'Ministerio de Hacienda',
    poseeCabys: false,
  };
  const value = {
    number: 'AL-00000001-26',
    identification: '3101123456',
    issuedOn: '2026-01-15',
    expiresOn: '2026-12-31',
    percentage: '13',
    documentType: '04',
    documentTypeName: 'Exenciones DGH',
    institution: '01',
    institutionName: 'Ministerio de Hacienda',
  };

  test.each<[string, object, object]>([
    ['as documented', {}, {}],
    [
      'codes as numbers',
      { tipoDocumento: { codigo: 4, descripcion: 'x' }, CodigoInstitucion: 1 },
      { documentTypeName: 'x' },
    ],
    ['for some codes alone', { poseeCabys: true, cabys: ['2352100000100'] }, { cabys: ['2352100000100'] }],
    [
      'for some codes, as objects',
      { poseeCabys: 'SI', cabys: [{ codigo: '2352100000100' }] },
      { cabys: ['2352100000100'] },
    ],
    ['dates written by hand', { fechaVencimiento: '31/12/2026' }, {}],
  ])('%s', (_name, changes, expected) => {
    expect(exonerationResult(answered({ ...body, ...changes }), 'AL-00000001-26')).toEqual({
      kind: 'found',
      value: { ...value, ...expected },
    });
  });

  test('a date that is none is left out, not guessed', () => {
    const said = exonerationResult(answered({ ...body, fechaVencimiento: 'pronto' }), 'AL-00000001-26');
    expect(said.kind === 'found' && 'expiresOn' in said.value).toBe(false);
  });

  test('one that says neither number nor percentage is unreadable', () => {
    expect(exonerationResult(answered({ identificacion: '3101123456' }), 'AL-00000001-26').kind).toBe(
      'unavailable',
    );
  });
});

describe('exchange rates', () => {
  test('keep every digit', () => {
    const text =
      '{"venta":{"fecha":"2026-03-15","valor":517.10},"compra":{"fecha":"2026-03-15","valor":"505,25"}}';
    expect(dollarResult(answered(text))).toEqual({
      kind: 'found',
      value: { sale: '517.10', buy: '505.25', on: '2026-03-15' },
    });
  });

  const history = [
    { fecha: '2026-03-12T00:00:00', compra: 500, venta: 512.5 },
    { fecha: '2026-03-14T00:00:00', compra: 501, venta: 513.5 },
    { fecha: '2026-03-16T00:00:00', compra: 502, venta: 514.5 },
  ];
  test.each([
    ['2026-03-14', '2026-03-14', '513.5'],
    ['2026-03-15', '2026-03-14', '513.5'],
    ['2026-03-20', '2026-03-16', '514.5'],
  ])('of %s is that of %s', (on, day, sale) => {
    const said = dollarHistoryResult(answered(history), on);
    expect(said.kind === 'found' && [said.value.on, said.value.sale]).toEqual([day, sale]);
  });

  test('of a day before all of them is not found', () => {
    expect(dollarHistoryResult(answered(history), '2026-03-01')).toEqual({ kind: 'not-found' });
  });

  test('the euro has one figure', () => {
    expect(euroResult(answered({ fecha: '2026-03-15', dolares: 1.08, colones: 560.4 }))).toEqual({
      kind: 'found',
      value: { sale: '560.4', on: '2026-03-15' },
    });
  });

  test.each([{ venta: { fecha: '2026-03-15', valor: -1 } }, { venta: { fecha: 'hoy', valor: 1 } }, {}])(
    'what is no rate is unreadable: %j',
    (body) => {
      expect(dollarResult(answered(body)).kind).toBe('unavailable');
    },
  );
});

describe('a producer', () => {
  test.each<[string, unknown, object]>([
    [
      'a list',
      [{ nombre: 'Ana', estado: 'Activo' }],
      { kind: 'found', value: { name: 'Ana', status: 'Activo' } },
    ],
    [
      'a list inside',
      { listaDatosMAG: [{ nombre: 'Ana' }] },
      { kind: 'found', value: { name: 'Ana', status: '' } },
    ],
    ['an empty list', [], { kind: 'not-found' }],
    ['no list', { hola: 1 }, { kind: 'unavailable', why: 'unreadable' }],
  ])('%s', (_name, body, expected) => {
    expect(producerResult(answered(body))).toEqual(expected);
  });
});
