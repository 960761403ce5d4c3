import type { LookupSwitches } from '../../domain/practice/switches.ts';
import { jsonAnswer, type Answer, type Authority, type Call } from './answer.ts';
import { costaRicaDay } from './comprobante-reading.ts';
import { practiceCabys, type CabysRow } from './practice-cabys.ts';
import { daysBetween, dollarOn, euroOn } from './practice-rates.ts';
import { registeredExonerations, registeredTaxpayers, type RegisteredTaxpayer } from './practice-register.ts';

/** The public look-ups (DOMAIN.md section 11): no sign-in, answers in the documented shapes, data that nobody else has. */

const limits = [
  { ms: 5_000, most: 100 },
  { ms: 120_000, most: 1_200 },
] as const;
const blockMs = 600_000;

const failed = (status: number, message: string): Answer =>
  jsonAnswer(status, { code: status, status: message });
const badParameter = (name: string): Answer => failed(400, `El parámetro ${name} no es válido`);
const notFound = (): Answer => failed(404, 'No se encontraron resultados');

export function lookupsAuthority(switches: () => LookupSwitches): Authority {
  /** UTC ms of the calls in the longest window, oldest first */
  let calls: number[] = [];
  let blockedUntil = 0;

  /** 20 a second over 5 s and 10 a second over 120 s; beyond, ten minutes of nothing. */
  function overLimit(at: number): boolean {
    if (at < blockedUntil) return true;
    calls = [...calls.filter((one) => one > at - limits[1].ms && one <= at), at];
    if (limits.every(({ ms, most }) => calls.filter((one) => one > at - ms).length <= most)) return false;
    blockedUntil = at + blockMs;
    return true;
  }

  return {
    route: (method, path) => ({ endpoint: method === 'GET' && path in questions ? 'lookup' : 'other' }),
    answer(call) {
      const { service, limit } = switches();
      if (service === 'fails') return failed(503, 'Servicio no disponible');
      if (limit === 'documented' && overLimit(call.at)) return failed(429, 'Demasiadas solicitudes');
      return questions[call.path]?.(call, switches()) ?? notFound();
    },
    refusal: (_call, status, cause) => failed(status, cause ?? 'Error interno del servicio'),
  };
}

type Question = (call: Call, switches: LookupSwitches) => Answer;

const questions: Readonly<Record<string, Question>> = {
  '/fe/ae': taxpayer,
  '/fe/cabys': cabys,
  '/fe/ex': exoneration,
  '/fe/agropecuario': (call, { emptyLists }) => producer(call, emptyLists, ({ farmer }) => farmer === true),
  '/fe/pesca': (call, { emptyLists }) => producer(call, emptyLists, ({ fisherman }) => fisherman === true),
  '/indicadores/tc': ({ at }) => jsonAnswer(200, { dolar: dollar(at), euro: euro(at) }),
  '/indicadores/tc/dolar': ({ at }) => jsonAnswer(200, dollar(at)),
  '/indicadores/tc/dolar/historico': history,
  '/indicadores/tc/euro': ({ at }) => jsonAnswer(200, euro(at)),
};

const identificationOf = (call: Call): string | undefined => {
  const number = call.query.get('identificacion') ?? '';
  return /^\d{9,12}$/.test(number) ? number : undefined;
};
const registered = (number: string): RegisteredTaxpayer | undefined =>
  registeredTaxpayers.find((one) => one.number === number);
const yesNo = (value: boolean): string => (value ? 'SI' : 'NO');
const regimes = ['Sin régimen', 'Régimen General', 'Régimen Simplificado'] as const;

function taxpayer(call: Call): Answer {
  const number = identificationOf(call);
  if (number === undefined) return badParameter('identificacion');
  const found = registered(number);
  if (found === undefined) return notFound();
  return jsonAnswer(200, {
    nombre: found.name,
    tipoIdentificacion: found.type,
    regimen: { codigo: found.regime, descripcion: regimes[found.regime] },
    situacion: {
      moroso: yesNo(found.late),
      omiso: yesNo(found.silent),
      estado: found.state,
      administracionTributaria: found.office,
    },
    actividades: found.activities.map(({ code, name, active, kind }) => ({
      estado: active ? 'A' : 'I',
      tipo: kind,
      codigo: code,
      descripcion: name,
    })),
  });
}

const wireOf = ({ code, description, rate, categories }: CabysRow): object => ({
  categorias: categories,
  codigo: code,
  descripcion: description,
  impuesto: rate,
});

/** Without accents and case, as a search of words. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

function cabys({ query }: Call): Answer {
  const code = query.get('codigo');
  if (code !== null)
    return /^\d{13}$/.test(code)
      ? jsonAnswer(200, practiceCabys.filter((row) => row.code === code).map(wireOf))
      : badParameter('codigo');
  const words = plain(query.get('q') ?? '').trim();
  if (words.length < 3) return badParameter('q');
  const top = query.get('top') ?? '10';
  if (!/^[1-9]\d{0,3}$/.test(top)) return badParameter('top');
  const found = practiceCabys.filter((row) =>
    words.split(/\s+/).every((word) => plain(row.description).includes(word)),
  );
  const shown = found.slice(0, Number(top));
  return jsonAnswer(200, {
    total: found.length,
    cantidad: shown.length,
    cabys: shown.map((row) => ({ ...wireOf(row), uri: `/fe/cabys?codigo=${row.code}`, estado: 'A' })),
  });
}

const documentTypes = {
  '04': 'Autorización local genérica (práctica)',
  '11': 'Autorización de impuesto local concreta (práctica)',
} as const;

function exoneration({ query }: Call, { exonerationScale }: LookupSwitches): Answer {
  const number = (query.get('autorizacion') ?? '').toUpperCase();
  if (!/^AL-\d{8}-\d{2}$/.test(number)) return badParameter('autorizacion');
  const found = registeredExonerations.find((one) => one.number === number);
  if (found === undefined) return notFound();
  return jsonAnswer(200, {
    numeroDocumento: found.number,
    identificacion: found.holder,
    codigoProyectoCFIA: 0,
    fechaEmision: found.issuedAt.slice(0, 19),
    fechaVencimiento: found.expiresAt.slice(0, 19),
    // The whole 13 points: as they are, or as a hundredth part of the tax. The sources do not say which.
    porcentajeExoneracion: exonerationScale === 'points' ? Number(found.points) : 100,
    autorizacion: Number(found.number.slice(3, 11)),
    ano: Number(found.issuedAt.slice(0, 4)),
    tipoAutorizacion: 'Local (práctica)',
    tipoDocumento: { codigo: found.type, descripcion: documentTypes[found.type] },
    CodigoInstitucion: '01',
    nombreInstitucion: 'Ministerio de Hacienda',
    poseeCabys: found.cabys.length > 0,
    ...(found.cabys.length > 0 ? { cabys: found.cabys } : {}),
  });
}

/** What is not listed is told by 404, or by 200 with the 404 inside. */
function producer(
  call: Call,
  emptyLists: LookupSwitches['emptyLists'],
  listed: (one: RegisteredTaxpayer) => boolean,
): Answer {
  const number = identificationOf(call);
  if (number === undefined) return badParameter('identificacion');
  const found = registered(number);
  if (found !== undefined && listed(found))
    return jsonAnswer(200, [{ identificacion: found.number, nombre: found.name, estado: 'Activo' }]);
  return emptyLists === 'inside'
    ? jsonAnswer(200, { code: 404, status: 404, message: 'No se encontraron resultados' })
    : notFound();
}

const dollar = (at: number): object => {
  const day = costaRicaDay(at);
  const { sale, buy } = dollarOn(day);
  return { venta: { fecha: day, valor: Number(sale) }, compra: { fecha: day, valor: Number(buy) } };
};
const euro = (at: number): object => {
  const day = costaRicaDay(at);
  const { dollars, colones } = euroOn(day);
  return { fecha: day, dolares: Number(dollars), colones: Number(colones) };
};

const longestHistoryDays = 366;

function history({ query, at }: Call): Answer {
  const [from, to] = [query.get('d') ?? '', query.get('h') ?? ''];
  if (!isDay(from)) return badParameter('d');
  if (!isDay(to) || to < from) return badParameter('h');
  const today = costaRicaDay(at);
  const days = daysBetween(from, to < today ? to : today);
  if (days.length > longestHistoryDays) return badParameter('d');
  return jsonAnswer(
    200,
    days.map((day) => {
      const { sale, buy } = dollarOn(day);
      return { fecha: day, compra: Number(buy), venta: Number(sale) };
    }),
  );
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
