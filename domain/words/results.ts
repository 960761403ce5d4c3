import type { CallKind } from '../outbox/store.ts';
import type { Language } from './language.ts';

/**
 * One call to the outside as one plain sentence, from `result` (`kind` of domain/outbox/results.ts, with its `why` after a
 * colon) and the method. Never "HTTP 400": number and original text belong in the fold-out.
 */
type Words = readonly [es: string, en: string];

/** What the words of an attempt are chosen by. */
interface AttemptWords {
  readonly method: CallKind;
  readonly result: string;
}

const byResult: Readonly<Record<string, Words>> = {
  pending: ['En camino; todavía no hay respuesta.', 'On its way; no answer yet.'],
  crashed: [
    'El programa se cerró antes de la respuesta: no se sabe si llegó.',
    'The program closed before the answer: nobody knows whether it arrived.',
  ],
  interrupted: [
    'El programa se cerró antes de la respuesta: no se sabe si llegó.',
    'The program closed before the answer: nobody knows whether it arrived.',
  ],
  received: ['Recibido.', 'Received.'],
  'already-received': [
    'Respondió que ya lo tenía: se pregunta antes de creerlo.',
    'It said it already had it: asking before believing it.',
  ],
  'wrong-address': [
    'La dirección configurada no existe: no llegó a Hacienda.',
    'The configured address does not exist: it did not reach Hacienda.',
  ],
  applied: ['Lista de pagos recibida.', 'Payment list received.'],
  listed: ['Pagos leídos.', 'Payments read.'],
  incomplete: [
    'No se pudieron leer todas las páginas: no cuenta como lectura completa.',
    'Not every page could be read: it does not count as a full reading.',
  ],
  read: ['Documento leído.', 'Document read.'],
  unauthorized: [
    'No aceptó la sesión: el documento no se tomó en cuenta.',
    'It did not accept the sign-in: the document was not considered.',
  ],
  forbidden: [
    'Negó el permiso: no se le vuelve a preguntar hasta que usted lo pida.',
    'It denied access: it is not asked again until you say so.',
  ],
  throttled: [
    'Pidió esperar: se alcanzó el límite de envíos. No se envió.',
    'It asked to wait: the sending limit was reached. Not sent.',
  ],
  'not-sent': ['No salió de esta computadora.', 'It did not leave this computer.'],
  'not-sent:dns': [
    'Sin internet: no salió de esta computadora.',
    'No internet: it did not leave this computer.',
  ],
  'not-sent:connect': [
    'El servicio no contestó la llamada: no salió de esta computadora.',
    'The service did not pick up: it did not leave this computer.',
  ],
  'not-sent:tls': [
    'La conexión no era segura: no se envió nada.',
    'The connection was not safe: nothing was sent.',
  ],
  'not-sent:proxy': [
    'El intermediario de la red no dejó pasar: no se envió nada.',
    'The network’s proxy did not let it through: nothing was sent.',
  ],
  doubtful: ['No se sabe si llegó.', 'Nobody knows whether it arrived.'],
  'doubtful:status': [
    'El servicio falló por dentro: no se sabe si lo recibió.',
    'The service failed inside: nobody knows whether it took it.',
  ],
  'doubtful:unreadable': [
    'Respondió algo que no se entiende: no se sabe si lo recibió.',
    'It answered something unreadable: nobody knows whether it took it.',
  ],
  'doubtful:cut': [
    'La conexión se cortó a medias: no se sabe si llegó.',
    'The connection broke half-way: nobody knows whether it arrived.',
  ],
  'doubtful:timeout': [
    'No respondió a tiempo: no se sabe si llegó.',
    'It did not answer in time: nobody knows whether it arrived.',
  ],
  'doubtful:aborted': [
    'Se interrumpió el envío: no se sabe si llegó.',
    'The sending was interrupted: nobody knows whether it arrived.',
  ],
};

/** The same kind means different things for different questions. */
const byMethod: Readonly<Record<string, Words>> = {
  'POST refused': [
    'Hacienda no lo recibió por su contenido.',
    'Hacienda did not take it because of its content.',
  ],
  'PUT refused': ['No aceptó la lista de pagos.', 'It did not accept the payment list.'],
  'GET found': ['Lo tiene.', 'It has it.'],
  'GET found:recibido': [
    'Hacienda lo tiene y aún no lo revisa.',
    'Hacienda has it and has not checked it yet.',
  ],
  'GET found:procesando': ['Hacienda lo está revisando.', 'Hacienda is checking it.'],
  'GET found:aceptado': ['Hacienda lo aceptó.', 'Hacienda accepted it.'],
  'GET found:rechazado': ['Hacienda lo rechazó.', 'Hacienda rejected it.'],
  'GET found:error': [
    'Hacienda dice que tuvo un error al revisarlo.',
    'Hacienda says it had an error while checking it.',
  ],
  'GET found:other': [
    'Hacienda respondió un estado que no está documentado.',
    'Hacienda answered with an undocumented state.',
  ],
  'GET found:answer-missing': [
    'Hacienda ya decidió, pero no entregó su respuesta firmada: se le vuelve a pedir.',
    'Hacienda has decided, but did not hand over its signed answer: it is asked for again.',
  ],
  'GET found:answer-unreadable': [
    'La respuesta de Hacienda llegó dañada: no se da por buena.',
    'Hacienda’s answer arrived damaged: it does not count.',
  ],
  'GET found:answer-other-clave': [
    'La respuesta de Hacienda habla de otro documento: no se le hizo caso.',
    'Hacienda’s answer is about another document: it was not believed.',
  ],
  'GET found:answer-contradicts': [
    'El estado y la respuesta firmada de Hacienda dicen lo contrario: no se da por bueno ninguno.',
    'Hacienda’s state and its signed answer say the opposite: neither counts.',
  ],
  'GET found:answer-altered': [
    'La respuesta de Hacienda no es la que se firmó: no se le hizo caso.',
    'Hacienda’s answer is not what was signed: it was not believed.',
  ],
  'GET found:answer-unsigned': [
    'La respuesta de Hacienda llegó sin firma: no se le hizo caso.',
    'Hacienda’s answer came without a signature: it was not believed.',
  ],
  'GET unauthorized': [
    'No aceptó la sesión: no dijo nada de lo preguntado.',
    'It did not accept the sign-in: it said nothing about what was asked.',
  ],
  'GET throttled': [
    'Pidió esperar: se alcanzó el límite de envíos y consultas.',
    'It asked to wait: the limit of sendings and questions was reached.',
  ],
  'GET doubtful:status': [
    'El servicio falló por dentro: se le vuelve a preguntar.',
    'The service failed inside: it is asked again.',
  ],
  'GET doubtful:unreadable': [
    'Respondió algo que no se entiende: se le vuelve a preguntar.',
    'It answered something unreadable: it is asked again.',
  ],
  'GET doubtful:cut': [
    'La conexión se cortó a medias: se le vuelve a preguntar.',
    'The connection broke half-way: it is asked again.',
  ],
  'GET doubtful:timeout': [
    'No respondió a tiempo: se le vuelve a preguntar.',
    'It did not answer in time: it is asked again.',
  ],
  'GET not-found': ['No lo tiene.', 'It does not have it.'],
  'PUT not-found': ['No encontró el documento.', 'It did not find the document.'],
};

const unknownResult: Words = [
  'Terminó de una forma que esta versión no conoce.',
  'It ended in a way this version does not know.',
];
const of = (words: Words, language: Language): string => words[language === 'es' ? 0 : 1];

/** What an attempt came to, as one sentence. */
export function resultSentence(attempt: AttemptWords, language: Language): string {
  const { method, result } = attempt;
  const kind = result.split(':', 1)[0] ?? result;
  const words =
    byMethod[`${method} ${result}`] ?? byResult[result] ?? byMethod[`${method} ${kind}`] ?? byResult[kind];
  return of(words ?? unknownResult, language);
}

/** What an attempt was for. */
export function attemptTitle(method: CallKind, subject: 'document' | 'payment', language: Language): string {
  const titles: Readonly<Record<CallKind, Words>> =
    subject === 'document'
      ? {
          POST: ['Envío a Hacienda', 'Sent to Hacienda'],
          GET: ['Consulta a Hacienda', 'Asked Hacienda'],
          PUT: ['Envío', 'Sent'],
        }
      : {
          POST: ['Envío a e-Dinky', 'Sent to e-Dinky'],
          GET: ['Lectura de e-Dinky', 'Read from e-Dinky'],
          PUT: ['Envío de pagos a e-Dinky', 'Payments sent to e-Dinky'],
        };
  return of(titles[method], language);
}

/** How an attempt turned out, for its icon. */
export function resultTone(
  attempt: Pick<AttemptWords, 'result'>,
): 'neutral' | 'info' | 'success' | 'warning' | 'danger' {
  const kind = attempt.result.split(':', 1)[0];
  if (attempt.result === 'found:aceptado') return 'success';
  if (attempt.result.startsWith('found:answer-')) return 'warning';
  if (attempt.result === 'found:rechazado' || kind === 'refused') return 'danger';
  if (kind === 'received' || kind === 'found' || kind === 'applied' || kind === 'listed' || kind === 'read') {
    return 'info';
  }
  if (kind === 'doubtful' || kind === 'crashed' || kind === 'interrupted') return 'warning';
  return 'neutral';
}
