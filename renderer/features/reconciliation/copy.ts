import type { ReconciliationView } from '../../../preload/contract/reconciliation.ts';
import { type Sentences, sentences as say } from '../../words/sentences.ts';
import type { Copy } from '../../words/language.ts';

type Why = Exclude<ReconciliationView['why'], ''>;

const es = {
  title: 'Conciliar con Hacienda',
  subtitle:
    'Compara los documentos de esta computadora con la lista de Hacienda. Nada se envía ni se acepta por esto: solo se pregunta.',
  loading: 'Leyendo la comparación',
  month: 'Mes',
  start: 'Comparar ahora',
  again: 'Comparar otra vez',
  pause: 'Pausar',
  resume: 'Seguir',
  save: 'Guardar como tabla',
  saved: (name: string) => `Guardado: ${name}`,
  back: 'Volver a Documentos',

  neverTitle: 'Este mes no se ha comparado',
  neverText:
    'Se lee la lista de Hacienda página por página, después de lo que haya por enviar y con la mitad del límite como máximo. Puede pausarla o cerrar el programa: sigue donde quedó.',
  progress: 'Avance de la lectura',
  reading: (read: string, total: string) =>
    total === '' ? `Leídos ${read} de la lista` : `Leídos ${read} de ${total} de la lista`,
  waits: {
    '': '',
    sending: 'Primero sale lo que está por enviar o confirmar.',
    'the-lane': 'Espera a que se pueda entrar a Hacienda: el porqué está en la Cola.',
    'the-quota': 'Espera por el límite de envíos, para no quitarle el turno a una venta.',
    pace: '',
  } satisfies Record<ReconciliationView['waits'], string>,
  goesOn: (when: string) => `Sigue: ${when}`,
  compared: (ago: string, read: string) => `Comparado ${ago}, con ${read} de la lista.`,
  whys: {
    clerk: say('La comparación está en pausa.', 'Lo leído se conserva.', 'Siga cuando quiera.'),
    forbidden: say(
      'Hacienda no dio permiso para ver su lista.',
      'No se vuelve a preguntar por sí solo, para no estorbar los envíos.',
      'Si los envíos se detuvieron, pruebe de nuevo en la Cola; después puede seguir aquí.',
    ),
    unavailable: say(
      'En esta dirección no hay lista de documentos.',
      'Los envíos no tienen nada que ver con esto y siguen igual.',
      'Revise la dirección en Ajustes, o intente más tarde.',
    ),
    refused: say(
      'Hacienda no aceptó la pregunta por su lista.',
      'Los envíos siguen igual.',
      'Intente más tarde; si se repite, avise a quien da soporte.',
    ),
    'service-failing': say(
      'La lista de Hacienda falló varias veces seguidas.',
      'Lo leído se conserva; los envíos siguen igual.',
      'Siga más tarde.',
    ),
    disk: say(
      'El disco no dejó guardar lo leído.',
      'La comparación descansa; los documentos no corren peligro por esto.',
      'Libere espacio y siga.',
    ),
    short: say(
      'Hacienda dijo tener más documentos de los que mostró.',
      'Lo que falta en la lista no prueba nada: por eso no se dice qué le falta a Hacienda.',
      'Compare otra vez más tarde.',
    ),
    repeats: say(
      'Hacienda repitió la misma página de su lista.',
      'La lista no se pudo leer entera: por eso no se dice qué le falta a Hacienda.',
      'Compare otra vez más tarde.',
    ),
    'too-long': say(
      'La lista de Hacienda no terminaba.',
      'No se pudo leer entera: por eso no se dice qué le falta a Hacienda.',
      'Compare otra vez más tarde.',
    ),
  } satisfies Record<Why, Sentences>,

  summary: 'Resumen',
  agree: 'Coinciden',
  theirs: 'Hacienda lo tiene y aquí no',
  elsewhere: 'De otra sucursal o terminal',
  ours: 'Aquí está y Hacienda no lo lista',
  open: 'Los dos lo tienen, falta cerrar',
  notSent: 'Todavía no enviados',
  allTitle: 'Todo coincide',
  allText: (count: string) =>
    `Los ${count} documentos del mes de esta computadora están en la lista de Hacienda.`,
  allNone: 'Esta computadora no tiene documentos de este mes, ni Hacienda de su terminal.',
  soFar: 'Lo que se lleva leído. Qué le falta a Hacienda se sabe al terminar la lista.',
  later: (count: number, text: string) =>
    count === 1
      ? '1 llegó después de empezar esta comparación: se verá en la próxima.'
      : `${text} llegaron después de empezar esta comparación: se verán en la próxima.`,
  unreadable: (count: number, text: string) =>
    count === 1
      ? 'Hacienda lista 1 renglón sin clave que se pueda leer.'
      : `Hacienda lista ${text} renglones sin clave que se pueda leer.`,
  more: (shown: string, all: string) => `Se muestran ${shown} de ${all}; la tabla guardada los tiene todos.`,

  document: 'Documento',
  date: 'Fecha',
  customer: 'Cliente',
  total: 'Total',
  here: 'Estado aquí',
  options: 'Opciones',
  view: 'Abrir',
  viewOf: (number: string) => `Abrir ${number}`,
  ask: 'Preguntar otra vez',
  askOf: (number: string) => `Preguntar otra vez por ${number}`,
  details: 'Ver detalle',
  detailsOf: (number: string) => `Ver detalle de ${number}`,
  hide: 'Ocultar',
  hideOf: (number: string) => `Ocultar detalle de ${number}`,
  askedMissing: (when: string) => `A las ${when} Hacienda dijo que no lo tiene en su lista.`,
  differences: { date: 'fecha', issuer: 'emisor', receiver: 'cliente' },
  differsIn: (what: string) => `Distinto: ${what}.`,
  clave: 'Clave',
  copyClave: 'Copiar la clave',
  kind: 'Tipo',
  branch: 'Sucursal',
  terminal: 'Terminal',
  number: 'Número',
  receiver: 'Cliente según Hacienda',
  none: '—',
  noCompany: 'Esta empresa no envía a Hacienda.',
};
const en: typeof es = {
  title: 'Reconcile with Hacienda',
  subtitle:
    'Compares the documents of this computer with Hacienda’s list. Nothing is sent or accepted by it: it only asks.',
  loading: 'Reading the comparison',
  month: 'Month',
  start: 'Compare now',
  again: 'Compare again',
  pause: 'Pause',
  resume: 'Go on',
  save: 'Save as a table',
  saved: (name) => `Saved: ${name}`,
  back: 'Back to Documents',

  neverTitle: 'This month was not compared yet',
  neverText:
    'Hacienda’s list is read page by page, after what is to be sent and with half of the limit at most. You may pause it or close the program: it goes on where it was.',
  progress: 'Progress of the reading',
  reading: (read, total) =>
    total === '' ? `${read} of the list read` : `${read} of ${total} of the list read`,
  waits: {
    '': '',
    sending: 'First goes what is to be sent or confirmed.',
    'the-lane': 'Waits until Hacienda can be entered: the Queue says why.',
    'the-quota': 'Waits for the sending limit, so that no sale loses its turn.',
    pace: '',
  },
  goesOn: (when) => `Goes on: ${when}`,
  compared: (ago, read) => `Compared ${ago}, with ${read} of the list.`,
  whys: {
    clerk: say('The comparison is paused.', 'What was read is kept.', 'Go on whenever you like.'),
    forbidden: say(
      'Hacienda did not allow its list to be seen.',
      'It is not asked again by itself, so as not to get in the way of sending.',
      'If sending stopped, try again in the Queue; then you may go on here.',
    ),
    unavailable: say(
      'There is no list of documents at this address.',
      'Sending has nothing to do with it and goes on.',
      'Check the address in Settings, or try later.',
    ),
    refused: say(
      'Hacienda did not take the question for its list.',
      'Sending goes on.',
      'Try later; if it happens again, tell who supports you.',
    ),
    'service-failing': say(
      'Hacienda’s list failed several times in a row.',
      'What was read is kept; sending goes on.',
      'Go on later.',
    ),
    disk: say(
      'The disk did not let what was read be saved.',
      'The comparison rests; no document is in danger because of it.',
      'Make room and go on.',
    ),
    short: say(
      'Hacienda said it has more documents than it showed.',
      'What is missing in the list proves nothing: so it is not said what Hacienda lacks.',
      'Compare again later.',
    ),
    repeats: say(
      'Hacienda repeated the same page of its list.',
      'The list could not be read whole: so it is not said what Hacienda lacks.',
      'Compare again later.',
    ),
    'too-long': say(
      'Hacienda’s list did not end.',
      'It could not be read whole: so it is not said what Hacienda lacks.',
      'Compare again later.',
    ),
  },

  summary: 'Summary',
  agree: 'Agree',
  theirs: 'Hacienda has it, not here',
  elsewhere: 'Of another branch or terminal',
  ours: 'Here, and Hacienda does not list it',
  open: 'Both have it, still open',
  notSent: 'Not sent yet',
  allTitle: 'Everything agrees',
  allText: (count) => `This computer’s ${count} documents of the month are in Hacienda’s list.`,
  allNone: 'This computer has no documents of this month, nor has Hacienda of its terminal.',
  soFar: 'What was read so far. What Hacienda lacks is known when the list ends.',
  later: (count, text) =>
    count === 1
      ? '1 arrived after this comparison began: the next one will show it.'
      : `${text} arrived after this comparison began: the next one will show them.`,
  unreadable: (count, text) =>
    count === 1
      ? 'Hacienda lists 1 row without a clave that can be read.'
      : `Hacienda lists ${text} rows without a clave that can be read.`,
  more: (shown, all) => `${shown} of ${all} are shown; the saved table has them all.`,

  document: 'Document',
  date: 'Date',
  customer: 'Customer',
  total: 'Total',
  here: 'State here',
  options: 'Options',
  view: 'Open',
  viewOf: (number) => `Open ${number}`,
  ask: 'Ask again',
  askOf: (number) => `Ask again about ${number}`,
  details: 'Show details',
  detailsOf: (number) => `Show details of ${number}`,
  hide: 'Hide',
  hideOf: (number) => `Hide details of ${number}`,
  askedMissing: (when) => `At ${when} Hacienda said that its list does not have it.`,
  differences: { date: 'date', issuer: 'issuer', receiver: 'customer' },
  differsIn: (what) => `Different: ${what}.`,
  clave: 'Clave',
  copyClave: 'Copy the clave',
  kind: 'Kind',
  branch: 'Branch',
  terminal: 'Terminal',
  number: 'Number',
  receiver: 'Customer, by Hacienda',
  none: '—',
  noCompany: 'This company does not send to Hacienda.',
};
export const copy = { es, en } satisfies Copy<typeof es>;
