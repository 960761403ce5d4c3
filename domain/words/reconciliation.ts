import type { OpenFinding, OursFinding, TheirsFinding } from '../reconciliation/compare.ts';
import type { Language } from './language.ts';
import { type Sentences, sentences as say } from './sentences.ts';

/** Each difference between our documents and the list of Hacienda, with what it means and what to do. */
export type FindingCause = OpenFinding['cause'] | TheirsFinding['cause'] | OursFinding['cause'] | 'not-sent';

interface CauseWords {
  /** in a few words, for a column */
  readonly short: readonly [es: string, en: string];
  readonly full: readonly [es: Sentences, en: Sentences];
}

const words: Readonly<Record<FindingCause, CauseWords>> = {
  'awaiting-answer': {
    short: ['Hacienda lo tiene; falta su respuesta', 'Hacienda has it; its answer is missing'],
    full: [
      say(
        'Hacienda ya lo tiene, y aquí todavía no está su respuesta.',
        'No hay que enviarlo otra vez: está recibido, no necesariamente aceptado.',
        'Se pregunta por su respuesta sin que usted haga nada.',
      ),
      say(
        'Hacienda has it already, and its answer is not here yet.',
        'It need not be sent again: it was received, not necessarily accepted.',
        'Its answer is asked for by itself.',
      ),
    ],
  },
  'unsent-here': {
    short: ['aquí figura sin enviar', 'counts as not sent here'],
    full: [
      say(
        'Hacienda lo tiene, y aquí figura como no enviado.',
        'Llegó sin que esta computadora lo supiera; con la misma clave no se puede duplicar.',
        'Abra el documento: cuando se intente enviar, Hacienda dirá que ya lo tiene y quedará confirmado.',
      ),
      say(
        'Hacienda has it, and here it counts as not sent.',
        'It arrived without this computer knowing; under the same clave it cannot be doubled.',
        'Open the document: when it is sent, Hacienda will say that it has it and it will be confirmed.',
      ),
    ],
  },
  'given-up-here': {
    short: ['usted lo descartó, y llegó', 'you gave it up, and it arrived'],
    full: [
      say(
        'Usted descartó este documento, y Hacienda lo tiene.',
        'Es válido para Hacienda: si hizo otro en su lugar, la venta está dos veces.',
        'Hable con su contador: se corrige con una nota de crédito.',
      ),
      say(
        'You gave this document up, and Hacienda has it.',
        'It is valid for Hacienda: if you made another in its place, the sale is there twice.',
        'Speak with your accountant: it is corrected with a credit note.',
      ),
    ],
  },
  'damaged-here': {
    short: ['lo guardado aquí está dañado', 'what is kept here is damaged'],
    full: [
      say(
        'Hacienda lo tiene, y lo guardado aquí está dañado.',
        'El documento existe; lo que falta es la copia de esta computadora.',
        'Abra el documento y pida repararlo de su segunda copia.',
      ),
      say(
        'Hacienda has it, and what is kept here is damaged.',
        'The document exists; what is missing is this computer’s copy.',
        'Open the document and have it repaired from its second copy.',
      ),
    ],
  },
  'needs-person': {
    short: ['espera su decisión', 'waits for your decision'],
    full: [
      say(
        'Hacienda lo tiene, y aquí espera su decisión.',
        'La lista es una razón más para preguntar por él; por sí sola no lo da por aceptado.',
        'Pregunte otra vez: si Hacienda contesta, el documento queda al día.',
      ),
      say(
        'Hacienda has it, and here it waits for your decision.',
        'The list is one more reason to ask about it; alone it does not make it accepted.',
        'Ask again: if Hacienda answers, the document is up to date.',
      ),
    ],
  },
  differs: {
    short: ['misma clave, otros datos', 'same clave, other data'],
    full: [
      say(
        'Hacienda lista esta clave con otros datos.',
        'Puede que otra computadora haya usado el mismo número.',
        'Compare el documento con su contador antes de entregarlo otra vez.',
      ),
      say(
        'Hacienda lists this clave with other data.',
        'Another computer may have used the same number.',
        'Compare the document with your accountant before handing it out again.',
      ),
    ],
  },
  'unreadable-clave': {
    short: ['clave que no se puede leer', 'clave that cannot be read'],
    full: [
      say(
        'Hacienda lista un documento cuya clave no se puede leer.',
        'No se puede saber de qué serie es.',
        'Búsquelo en el portal de Hacienda con su contador.',
      ),
      say(
        'Hacienda lists a document whose clave cannot be read.',
        'Its series cannot be told.',
        'Look it up in Hacienda’s portal with your accountant.',
      ),
    ],
  },
  'other-issuer': {
    short: ['de otro emisor', 'of another issuer'],
    full: [
      say(
        'La clave es de otro emisor, enviada con las credenciales de esta empresa.',
        'No toca los números de esta computadora.',
        'Si no lo esperaba, revise quién más tiene su usuario de Hacienda.',
      ),
      say(
        'The clave is of another issuer, sent with this company’s credentials.',
        'It does not touch the numbers of this computer.',
        'If you did not expect it, check who else has your Hacienda user.',
      ),
    ],
  },
  'other-terminal': {
    short: ['de otra sucursal o terminal', 'of another branch or terminal'],
    full: [
      say(
        'Lo hizo otra computadora o programa, con otra sucursal o terminal.',
        'Es una serie distinta: no se cruza con los números de aquí.',
        'No hay nada que hacer si esa computadora es suya.',
      ),
      say(
        'Another computer or program made it, with another branch or terminal.',
        'It is another series: it does not meet the numbers used here.',
        'There is nothing to do if that computer is yours.',
      ),
    ],
  },
  ahead: {
    short: ['de su serie, más adelante', 'of your series, further on'],
    full: [
      say(
        'Otra computadora o programa usó un número de su serie al que aquí no se ha llegado.',
        'Al terminar de leer la lista queda apartado, salvo que esté demasiado adelante para ser creíble.',
        'Si sigue aquí después, continúe la serie en Ajustes hasta ese número, antes de facturar.',
      ),
      say(
        'Another computer or program used a number of your series that was not reached here.',
        'When the list was read it is set aside, unless it is too far ahead to be believed.',
        'If it is still here then, continue the series in Settings up to that number, before you invoice.',
      ),
    ],
  },
  'same-number': {
    short: ['mismo número, otra clave', 'same number, another clave'],
    full: [
      say(
        'Hacienda tiene este número con otra clave que la de aquí.',
        'Otra computadora o programa usa la misma sucursal y terminal: uno de los dos documentos será rechazado.',
        'Dé otra terminal a esta computadora en Ajustes, y revise los dos con su contador.',
      ),
      say(
        'Hacienda has this number under another clave than the one kept here.',
        'Another computer or program uses the same branch and terminal: one of the two will be rejected.',
        'Give this computer another terminal in Settings, and check both with your accountant.',
      ),
    ],
  },
  forgotten: {
    short: ['de su serie; esta computadora no lo tiene', 'of your series; not on this computer'],
    full: [
      say(
        'Es de su serie y esta computadora no lo tiene.',
        'Lo hizo otra computadora o programa, o se hizo después de la copia que se restauró. Su número quedó apartado: no se usará otra vez.',
        'No haga la venta de nuevo: ya está en Hacienda. Búsquela en el otro programa o en el portal.',
      ),
      say(
        'It is of your series and this computer does not have it.',
        'Another computer or program made it, or it was made after the copy that was restored. Its number is set aside: it will not be used again.',
        'Do not make the sale again: Hacienda has it. Look for it in the other program or in the portal.',
      ),
    ],
  },
  'accepted-missing': {
    short: ['aceptado, y no está en la lista', 'accepted, and not in the list'],
    full: [
      say(
        'Hacienda lo aceptó, y no está en su lista.',
        'La respuesta firmada que se guarda aquí es la prueba; la lista puede estar atrasada.',
        'Pregunte otra vez por él. Nunca se envía de nuevo.',
      ),
      say(
        'Hacienda accepted it, and it is not in its list.',
        'The signed answer kept here is the proof; the list may be late.',
        'Ask about it again. It is never sent again.',
      ),
    ],
  },
  'received-missing': {
    short: ['recibido, y no está en la lista', 'received, and not in the list'],
    full: [
      say(
        'Hacienda lo recibió, y no está en su lista.',
        'Puede que todavía lo esté validando.',
        'Pregunte otra vez por él. Nunca se envía de nuevo por esto.',
      ),
      say(
        'Hacienda received it, and it is not in its list.',
        'It may still be checking it.',
        'Ask about it again. It is never sent again because of this.',
      ),
    ],
  },
  'not-sent': {
    short: ['todavía no enviado', 'not sent yet'],
    full: [
      say(
        'Todavía no se ha enviado, o no se sabe si llegó.',
        'Por eso no está en la lista de Hacienda.',
        'Sale solo; si espera por usted, está en la Cola.',
      ),
      say(
        'It was not sent yet, or nobody knows whether it arrived.',
        'That is why it is not in Hacienda’s list.',
        'It goes by itself; if it waits for you, it is in the Queue.',
      ),
    ],
  },
};

export const findingShort = (cause: FindingCause, language: Language): string =>
  words[cause].short[language === 'es' ? 0 : 1];

export const findingSentences = (cause: FindingCause, language: Language): Sentences =>
  words[cause].full[language === 'es' ? 0 : 1];
