import type { LookupTrouble } from '../../domain/lookups/answers.ts';
import type { ExonerationDoubt } from '../../domain/lookups/exoneration-terms.ts';
import type { Copy } from '../words/language.ts';

type Quiet = LookupTrouble | 'resting';

const es = {
  ask: 'Consultar en Hacienda',
  asking: 'Consultando…',
  quiet: {
    'no-address': 'Las consultas no están disponibles aquí; escríbalo usted.',
    offline: 'No se pudo consultar (sin conexión); escríbalo usted.',
    timeout: 'Hacienda tarda en responder; escríbalo usted.',
    busy: 'Muchas consultas a la vez; escríbalo usted o inténtelo en un momento.',
    'server-error': 'El servicio de consultas falla; escríbalo usted.',
    refused: 'Hacienda no acepta esta consulta; escríbalo usted.',
    unreadable: 'La respuesta de Hacienda no se entiende; escríbalo usted.',
    resting: 'Hacienda pidió una pausa de unos minutos; escríbalo usted.',
  } satisfies Record<Quiet, string>,
  earlier: (ago: string) => `Respuesta guardada ${ago}; ahora no se pudo consultar.`,

  filled: (name: string) => `Nombre según Hacienda: ${name}`,
  otherName: (name: string) => `Hacienda dice «${name}».`,
  useName: 'Usar ese nombre',
  noTaxpayer: 'Hacienda no tiene esa identificación: revísela, la rechazaría.',
  notInscribed: (status: string) => `Estado en Hacienda: ${status}`,
  activities: 'Sus actividades',

  goods: 'CAByS encontrados',
  taxed: (rate: string) => `IVA ${rate} %`,

  rate: 'Venta de hoy',
  rateOf: (rate: string, day: string) => `Venta del ${day}: ${rate}`,
  euroOf: (rate: string, day: string) => `Euro del ${day}: ${rate}`,
  noRate: 'No hay tipo de cambio de ese día; escríbalo usted.',

  exoneration: 'Traer de Hacienda',
  noExoneration: 'Hacienda no tiene esa exoneración: revise el número.',
  holder: (number: string) => `A nombre de ${number}`,
  until: (day: string) => `Vence el ${day}`,
  noEnd: 'Hacienda no dice cuándo vence',
  whole: 'Exonera todo el impuesto.',
  points: (rate: string) =>
    `Hacienda dice ${rate}. No está documentado si se cuenta sobre 13 o sobre 100: se tomó como ${rate} puntos de tarifa; revíselo.`,
  share: (percent: string) =>
    `Hacienda dice ${percent} % del impuesto: escriba usted la tarifa exonerada en puntos.`,
  shareDoubt: (percent: string) =>
    `Hacienda dice ${percent}. No está documentado si se cuenta sobre 13 o sobre 100: escriba usted la tarifa exonerada.`,
  notSaid: 'Hacienda no dice el porcentaje: escriba usted la tarifa exonerada.',
  doubts: {
    expired: 'Está vencida.',
    'not-yet': 'Todavía no había sido emitida.',
    'other-person': 'Es de otra persona, no de este cliente.',
    'other-goods': 'No incluye el CAByS de esta línea.',
  } satisfies Record<ExonerationDoubt, string>,

  places: 'Lugares encontrados',
  unknownPlace: 'No está en la tabla del programa; si Hacienda ya lo tiene, escriba el código.',
  formerPlace: 'Código anterior al cantón nuevo: Hacienda podría no aceptarlo.',
};

const en: typeof es = {
  ask: 'Ask Hacienda',
  asking: 'Asking…',
  quiet: {
    'no-address': 'Look-ups are not available here; type it yourself.',
    offline: 'It could not be looked up (no connection); type it yourself.',
    timeout: 'Hacienda is slow to answer; type it yourself.',
    busy: 'Many look-ups at once; type it yourself or try again in a moment.',
    'server-error': 'The look-up service is failing; type it yourself.',
    refused: 'Hacienda does not take this question; type it yourself.',
    unreadable: 'The answer of Hacienda cannot be understood; type it yourself.',
    resting: 'Hacienda asked for a pause of some minutes; type it yourself.',
  },
  earlier: (ago) => `An answer kept ${ago}; it could not be asked now.`,

  filled: (name) => `Name by Hacienda: ${name}`,
  otherName: (name) => `Hacienda says “${name}”.`,
  useName: 'Use that name',
  noTaxpayer: 'Hacienda does not have that identification: check it, it would be refused.',
  notInscribed: (status) => `State at Hacienda: ${status}`,
  activities: 'Their activities',

  goods: 'CAByS found',
  taxed: (rate) => `VAT ${rate}%`,

  rate: "Today's sale rate",
  rateOf: (rate, day) => `Sale of ${day}: ${rate}`,
  euroOf: (rate, day) => `Euro of ${day}: ${rate}`,
  noRate: 'There is no rate of that day; type it yourself.',

  exoneration: 'Bring from Hacienda',
  noExoneration: 'Hacienda does not have that exoneration: check the number.',
  holder: (number) => `In the name of ${number}`,
  until: (day) => `Expires on ${day}`,
  noEnd: 'Hacienda does not say when it expires',
  whole: 'It exonerates all of the tax.',
  points: (rate) =>
    `Hacienda says ${rate}. It is not documented whether that counts on 13 or on 100: it was taken as ${rate} points of rate; check it.`,
  share: (percent) => `Hacienda says ${percent}% of the tax: type the exonerated rate in points yourself.`,
  shareDoubt: (percent) =>
    `Hacienda says ${percent}. It is not documented whether that counts on 13 or on 100: type the exonerated rate yourself.`,
  notSaid: 'Hacienda does not say the percentage: type the exonerated rate yourself.',
  doubts: {
    expired: 'It has expired.',
    'not-yet': 'It had not been issued yet.',
    'other-person': "It is somebody else's, not this customer's.",
    'other-goods': 'It does not include the CAByS of this line.',
  },

  places: 'Places found',
  unknownPlace: "It is not in the program's table; if Hacienda has it already, type the code.",
  formerPlace: 'A code from before the new canton: Hacienda may not take it.',
};

export const lookupCopy = { es, en } satisfies Copy<typeof es>;
