import type { WaitsFor } from '../../../domain/outbox/views.ts';
import type { LaneView } from '../../../preload/contract/queue.ts';
import type { Copy } from '../../words/language.ts';

type LaneState = LaneView['state'];

const es = {
  title: 'Cola',
  subtitle: 'Todo sale solo, uno por uno y una sola vez. Puede cerrar el programa: nada se pierde.',
  loading: 'Leyendo la cola',
  services: { hacienda: 'Hacienda', edinky: 'e-Dinky' },
  lanes: 'Servicios',
  laneState: {
    open: 'Abierto',
    need_token: 'Entrando',
    throttled: 'Esperando turno',
    backoff: 'Reintentando',
    blocked_credentials: 'Detenido: credenciales',
    blocked_access: 'Detenido: permiso',
    offline: 'Sin conexión',
    clock_bad: 'Reloj mal',
  } satisfies Record<LaneState, string>,
  laneOpen: 'Listo para enviar.',
  laneOffline: 'Sale solo cuando vuelva el internet.',
  waiting: (count: number, text: string) =>
    count === 0 ? 'Nada espera' : count === 1 ? '1 espera' : `${text} esperan`,
  nextTry: (duration: string) => `Se intenta en ${duration}`,
  nextTryNow: 'Se intenta ahora',
  unblock: 'Probar de nuevo',
  openSettings: 'Abrir Ajustes',

  quota: 'Límite de envíos',
  quotaHour: (used: string, limit: string) => `${used} de ${limit} esta hora`,
  quotaDay: (used: string, limit: string) => `${used} de ${limit} en 24 horas`,
  quotaUnknown: 'Hacienda no publica su límite. Si pide esperar, se espera solo.',
  quotaNone: 'Nada espera por el límite.',
  quotaGoesOn: (count: number, text: string) =>
    count === 1
      ? 'El que está en cola sale enseguida.'
      : `Los ${text} en cola salen uno tras otro, sin hora fija.`,
  quotaWaitsOpen: (count: number, text: string) =>
    count === 1
      ? 'El que está en cola espera a que el servicio se abra.'
      : `Los ${text} en cola esperan a que el servicio se abra.`,
  quotaDone: (count: number, text: string, when: string) =>
    count === 1 ? `El que está en cola termina ${when}.` : `Los ${text} en cola terminan ${when}.`,
  quotaIfOpen: (count: number, text: string, duration: string) =>
    count === 1
      ? `El que está en cola termina ${duration} después de que el servicio se abra.`
      : `Los ${text} en cola terminan ${duration} después de que el servicio se abra.`,
  atTime: (time: string) => `a las ${time}`,
  onMoment: (moment: string) => `el ${moment}`,
  quotaMeter: 'Usado esta hora',
  quotaMeterDay: 'Usado en 24 horas',

  items: 'Qué espera',
  groupYou: (text: string) => `Lo espera a usted (${text})`,
  groupItself: (text: string) => `Sale solo (${text})`,
  more: (text: string) => `Y ${text} más, en el mismo orden. Todos salen; aquí se muestran los primeros.`,
  keysHint: 'Flechas para moverse, Enter para abrir.',
  holdAll: (text: string) => `Retener todo (${text})`,
  releaseAll: (text: string) => `Soltar todo (${text})`,
  askAll: (text: string) => `Preguntar por todo (${text})`,
  saveTable: 'Guardar como tabla',
  saved: (name: string) => `Guardado como ${name}`,
  bulkDone: (action: 'hold' | 'release' | 'settle-now', count: number, text: string) =>
    ({
      hold: count === 1 ? '1 retenido.' : `${text} retenidos.`,
      release: count === 1 ? '1 vuelve a la cola.' : `${text} vuelven a la cola.`,
      'settle-now': count === 1 ? 'Se pregunta por 1.' : `Se pregunta por ${text}.`,
    })[action],
  bulkNot: (text: string) => ` ${text} ya estaban en otro estado.`,
  payments: 'Pagos',
  openPayments: 'Abrir los pagos',
  retryPayment: 'Probar de nuevo',
  readAgain: 'Leer de nuevo',
  paymentSeen: 'Ya lo leí',
  said: 'Dijo el servicio',
  nextAttempt: (moment: string) => `Próximo intento: ${moment}`,
  document: 'Documento',
  customer: 'Cliente',
  total: 'Total',
  state: 'Estado',
  why: 'Por qué',
  next: 'Sigue',
  attempts: 'Intentos',
  options: 'Opciones',
  now: 'ahora',
  in: (duration: string) => `en ${duration}`,
  you: 'usted decide',
  whenOpen: 'cuando abra',
  since: (when: string, ago: string) => `Desde ${when} (${ago})`,
  sinceShort: (when: string) => `desde ${when}`,
  waitsFor: {
    'its-turn': 'espera su turno',
    'the-lane': 'espera al servicio',
    'the-quota': 'espera por el límite de envíos',
    'its-answer': 'espera la respuesta de Hacienda',
    'another-document': 'espera a otro documento',
    'the-clerk': 'lo espera a usted',
    'in-flight': 'en camino',
  } satisfies Record<WaitsFor, string>,
  show: 'Ver',
  open: 'Abrir el documento',
  close: 'Cerrar',
  emptyTitle: 'Todo al día',
  emptyText:
    'No hay nada en camino. Lo que emita sin internet aparecerá aquí y saldrá solo al volver la conexión.',
};
const en: typeof es = {
  title: 'Queue',
  subtitle:
    'Everything goes out by itself, one at a time and only once. You may close the program: nothing is lost.',
  loading: 'Reading the queue',
  services: { hacienda: 'Hacienda', edinky: 'e-Dinky' },
  lanes: 'Services',
  laneState: {
    open: 'Open',
    need_token: 'Signing in',
    throttled: 'Waiting for a turn',
    backoff: 'Trying again',
    blocked_credentials: 'Stopped: credentials',
    blocked_access: 'Stopped: access',
    offline: 'No connection',
    clock_bad: 'Clock wrong',
  },
  laneOpen: 'Ready to send.',
  laneOffline: 'Goes by itself when the internet is back.',
  waiting: (count, text) => (count === 0 ? 'Nothing waits' : count === 1 ? '1 waits' : `${text} wait`),
  nextTry: (duration) => `Next try in ${duration}`,
  nextTryNow: 'Trying now',
  unblock: 'Try again',
  openSettings: 'Open Settings',

  quota: 'Sending limit',
  quotaHour: (used, limit) => `${used} of ${limit} this hour`,
  quotaDay: (used, limit) => `${used} of ${limit} in 24 hours`,
  quotaUnknown: 'Hacienda publishes no limit. If it asks to wait, the program waits by itself.',
  quotaNone: 'Nothing waits for the limit.',
  quotaGoesOn: (count, text) =>
    count === 1
      ? 'The one in the queue goes right away.'
      : `The ${text} in the queue go one by one, at no set time.`,
  quotaWaitsOpen: (count, text) =>
    count === 1
      ? 'The one in the queue waits for the service to open.'
      : `The ${text} in the queue wait for the service to open.`,
  quotaDone: (count, text, when) =>
    count === 1 ? `The one in the queue ends ${when}.` : `The ${text} in the queue end ${when}.`,
  quotaIfOpen: (count, text, duration) =>
    count === 1
      ? `The one in the queue ends ${duration} after the service opens.`
      : `The ${text} in the queue end ${duration} after the service opens.`,
  atTime: (time) => `at ${time}`,
  onMoment: (moment) => `on ${moment}`,
  quotaMeter: 'Used this hour',
  quotaMeterDay: 'Used in 24 hours',

  items: 'What waits',
  groupYou: (text) => `Waits for you (${text})`,
  groupItself: (text) => `Goes by itself (${text})`,
  more: (text) => `And ${text} more, in the same order. All of them go; the first are shown here.`,
  keysHint: 'Arrows to move, Enter to open.',
  holdAll: (text) => `Hold all (${text})`,
  releaseAll: (text) => `Release all (${text})`,
  askAll: (text) => `Ask about all (${text})`,
  saveTable: 'Save as a table',
  saved: (name) => `Saved as ${name}`,
  bulkDone: (action, count, text) =>
    ({
      hold: count === 1 ? '1 held.' : `${text} held.`,
      release: count === 1 ? '1 is back in the queue.' : `${text} are back in the queue.`,
      'settle-now': count === 1 ? 'Asking about 1.' : `Asking about ${text}.`,
    })[action],
  bulkNot: (text) => ` ${text} were in another state already.`,
  payments: 'Payments',
  openPayments: 'Open the payments',
  retryPayment: 'Try again',
  readAgain: 'Read again',
  paymentSeen: 'I have read it',
  said: 'The service said',
  nextAttempt: (moment) => `Next attempt: ${moment}`,
  document: 'Document',
  customer: 'Customer',
  total: 'Total',
  state: 'State',
  why: 'Why',
  next: 'Next',
  attempts: 'Attempts',
  options: 'Options',
  now: 'now',
  in: (duration) => `in ${duration}`,
  you: 'you decide',
  whenOpen: 'when it opens',
  since: (when, ago) => `Since ${when} (${ago})`,
  sinceShort: (when) => `since ${when}`,
  waitsFor: {
    'its-turn': 'waits for its turn',
    'the-lane': 'waits for the service',
    'the-quota': 'waits for the sending limit',
    'its-answer': 'waits for Hacienda’s answer',
    'another-document': 'waits for another document',
    'the-clerk': 'waits for you',
    'in-flight': 'on its way',
  },
  show: 'Show',
  open: 'Open the document',
  close: 'Close',
  emptyTitle: 'All up to date',
  emptyText:
    'Nothing is on its way. What you issue without internet appears here and goes out by itself when the connection is back.',
};
export const copy = { es, en } satisfies Copy<typeof es>;
