import type { DocumentReason } from '../outbox/document.ts';
import type { LaneReason } from '../outbox/lane.ts';
import type { PaymentSlotReason } from '../outbox/payment-slot.ts';
import type { DocumentState } from '../outbox/states.ts';
import type { StorageFault } from '../outbox/store.ts';
import type { Language } from './language.ts';
import { type Sentences, sentences as say } from './sentences.ts';

/** Codes of why something waits, for documents, payment lists and the ways to the services. '' is the normal course. */
type Words = readonly [es: Sentences, en: Sentences];
/** Why, as a few words beside a state ("En cola · sin internet"). */
type Short = readonly [es: string, en: string];

interface ReasonWords {
  readonly short: Short;
  readonly full: Words;
}
const reason = (short: Short, es: Sentences, en: Sentences): ReasonWords => ({ short, full: [es, en] });

const documents: Readonly<Record<DocumentReason, ReasonWords>> = {
  predecessor: reason(
    ['espera a otro documento', 'waits for another document'],
    say(
      'Este documento depende de otro que aún no está aceptado.',
      'Espera su turno para que Hacienda no lo rechace.',
      'Se enviará solo cuando el otro se acepte.',
    ),
    say(
      'This document depends on another that is not accepted yet.',
      'It waits so that Hacienda does not reject it.',
      'It will be sent by itself once the other is accepted.',
    ),
  ),
  'by-clerk': reason(
    ['retenido por usted', 'held by you'],
    say('Usted retuvo este documento.', 'No se enviará mientras tanto.', 'Suéltelo cuando quiera enviarlo.'),
    say('You held this document.', 'It is not sent in the meantime.', 'Release it when you want it sent.'),
  ),
  'predecessor-abandoned': reason(
    ['el documento anterior fue descartado', 'the document before was given up'],
    say(
      'El documento al que se refiere fue descartado y nunca llegó a Hacienda.',
      'Este no se puede enviar sin él.',
      'Descártelo también y haga uno nuevo si hace falta.',
    ),
    say(
      'The document it refers to was given up and never reached Hacienda.',
      'This one cannot be sent without it.',
      'Give it up too, and make a new one if you need it.',
    ),
  ),
  abandoning: reason(
    [
      'usted lo descartó; se pregunta a Hacienda si había llegado',
      'you gave it up; Hacienda is asked whether it had arrived',
    ],
    say(
      'Usted descartó este documento; antes se pregunta a Hacienda si había llegado.',
      'No se enviará más. Si ya había llegado, sigue siendo válido y aquí se verá.',
      'Espere unos minutos a que Hacienda conteste; no haga todavía otro en su lugar.',
    ),
    say(
      'You gave this document up; Hacienda is asked first whether it had arrived.',
      'It is not sent any more. If it had arrived it stands, and you will see it here.',
      'Wait some minutes for the answer; do not make another in its place yet.',
    ),
  ),
  'abandon-too-late': reason(
    ['Hacienda ya lo tenía cuando usted lo descartó', 'Hacienda already had it when you gave it up'],
    say(
      'Hacienda ya tenía este documento cuando usted lo descartó.',
      'No se puede descartar: cuenta como cualquier otro.',
      'No haga otro por la misma venta. Para anularlo después de aceptado se usa una nota de crédito.',
    ),
    say(
      'Hacienda already had this document when you gave it up.',
      'It cannot be given up: it counts like any other.',
      'Do not make another for the same sale. Once accepted, a credit note cancels it.',
    ),
  ),
  'arrived-after-all': reason(
    ['llegó a Hacienda después de descartado', 'it reached Hacienda after it was given up'],
    say(
      'Hacienda no tenía este documento cuando usted lo descartó, y un día después sí: llegó tarde.',
      'Ante Hacienda está presentado, aunque aquí figure como descartado.',
      'No haga otro por la misma venta. Si ya lo hizo, consulte a su contador: uno de los dos se anula con una nota de crédito.',
    ),
    say(
      'Hacienda did not have this document when you gave it up, and a day later it did: it arrived late.',
      'It is filed with Hacienda, although it is called given up here.',
      'Do not make another for the same sale. If you did, ask your accountant: a credit note cancels one of the two.',
    ),
  ),
  'predecessor-rejected': reason(
    ['el documento anterior fue rechazado', 'the document before was rejected'],
    say(
      'El documento al que se refiere fue rechazado.',
      'Si se envía así, Hacienda también lo rechazará.',
      'Descarte este y haga uno nuevo cuando el primero esté corregido y aceptado.',
    ),
    say(
      'The document it refers to was rejected.',
      'Sent as it is, Hacienda will reject it too.',
      'Give this one up, and make a new one when the first is corrected and accepted.',
    ),
  ),
  refused: reason(
    ['Hacienda no lo recibió', 'Hacienda did not take it'],
    say(
      'Hacienda no recibió el documento por algo de su contenido.',
      'No cuenta como emitido ante Hacienda y no se reenvía solo.',
      'Lea la explicación. Si la causa se resolvió fuera del documento, envíelo otra vez tal como está; si hay que cambiarlo, descártelo y haga uno nuevo.',
    ),
    say(
      'Hacienda did not take the document because of its content.',
      'It does not count as issued and is not sent again by itself.',
      'Read the explanation. If the cause was solved outside the document, send it again as it is; if it has to change, give it up and make a new one.',
    ),
  ),
  interrupted: reason(
    ['el programa se cerró al enviarlo', 'the program closed while sending'],
    say(
      'El programa se cerró mientras lo enviaba.',
      'Puede que Hacienda ya lo tenga; no se envía dos veces.',
      'Se está preguntando a Hacienda; no hace falta hacer nada.',
    ),
    say(
      'The program closed while sending it.',
      'Hacienda may already have it; it is not sent twice.',
      'Hacienda is being asked; nothing to do.',
    ),
  ),
  recovered: reason(
    ['recuperado de la segunda copia', 'recovered from the second copy'],
    say(
      'Se recuperó de la segunda copia después de restaurar los datos.',
      'Puede que ya se hubiera enviado.',
      'Se está preguntando a Hacienda antes de hacer nada más.',
    ),
    say(
      'It was recovered from the second copy after restoring the data.',
      'It may already have been sent.',
      'Hacienda is being asked before anything else.',
    ),
  ),
  'recovered-earlier': reason(
    [
      'recuperado de la segunda copia, de hace más de 30 días',
      'recovered from the second copy, over 30 days old',
    ],
    say(
      'Se recuperó de la segunda copia después de restaurar los datos; es de hace más de 30 días.',
      'Puede que ya se hubiera enviado. No detiene a los demás.',
      'Se preguntará a Hacienda por él cuando no haya nada más urgente; no hace falta hacer nada.',
    ),
    say(
      'It was recovered from the second copy after restoring the data; it is over 30 days old.',
      'It may already have been sent. It holds nobody up.',
      'Hacienda will be asked about it when nothing is more urgent; nothing to do.',
    ),
  ),
  'strange-answer': reason(
    ['respuesta que nadie documenta', 'an answer nobody documents'],
    say(
      'Hacienda, o algo en el camino, contestó lo que su documentación no dice.',
      'Puede que ya lo tenga; no se envía dos veces.',
      'Se está preguntando a Hacienda. Si se repite, se le avisará aquí.',
    ),
    say(
      'Hacienda, or something on the way, answered what its documentation does not say.',
      'It may already have it; it is not sent twice.',
      'Hacienda is being asked. If it happens again you are told here.',
    ),
  ),
  'no-answer': reason(
    ['sin respuesta clara', 'no clear answer'],
    say(
      'No hubo una respuesta que se entienda.',
      'Puede que Hacienda ya lo tenga; no se envía dos veces.',
      'Se está preguntando a Hacienda; no hace falta hacer nada.',
    ),
    say(
      'There was no answer that can be understood.',
      'Hacienda may already have it; it is not sent twice.',
      'Hacienda is being asked; nothing to do.',
    ),
  ),
  'server-error': reason(
    ['Hacienda falló al recibirlo', 'Hacienda failed while taking it'],
    say(
      'El sistema de Hacienda falló al recibirlo.',
      'Puede que lo tenga o que no; no se envía dos veces.',
      'Se está preguntando a Hacienda; no hace falta hacer nada.',
    ),
    say(
      'Hacienda’s system failed while taking it.',
      'It may or may not have it; it is not sent twice.',
      'Hacienda is being asked; nothing to do.',
    ),
  ),
  duplicate: reason(
    ['Hacienda dice que ya lo tiene', 'Hacienda says it has it'],
    say(
      'Hacienda dice que ya lo tiene.',
      'Se comprueba antes de darlo por recibido.',
      'No hace falta hacer nada.',
    ),
    say('Hacienda says it already has it.', 'It is checked before it counts as received.', 'Nothing to do.'),
  ),
  'foreign-duplicate': reason(
    ['otro equipo pudo usar el número', 'another computer may have used the number'],
    say(
      'Hacienda dice que ya tenía esta clave antes del primer envío.',
      'Otra computadora o una copia restaurada pudo usar el mismo número.',
      'Se comparan los datos; si no coinciden se le preguntará.',
    ),
    say(
      'Hacienda says it had this clave before the first sending.',
      'Another computer or a restored copy may have used the number.',
      'The data is being compared; you will be asked if it differs.',
    ),
  ),
  'file-alone': reason(
    ['solo queda su archivo', 'only its file is left'],
    say(
      'Solo se encontró su archivo firmado, y Hacienda no lo tiene.',
      'No se envía solo: si la venta se emitió después con otra clave, quedaría dos veces.',
      'Busque la venta. Si ya está con otra clave, descarte este; si no, envíelo con su misma clave.',
    ),
    say(
      'Only its signed file was found, and Hacienda does not have it.',
      'It is not sent by itself: if the sale was issued later under another clave, it would be there twice.',
      'Look for the sale. If it is there under another clave, give this one up; if not, send it under its own clave.',
    ),
  ),
  'duplicate-not-found': reason(
    ['Hacienda se contradice', 'Hacienda contradicts itself'],
    say(
      'Hacienda dijo que ya lo tenía, pero no lo encuentra.',
      'No se sabe si cuenta como recibido.',
      'Pregunte otra vez; si sigue igual, envíelo de nuevo con la misma clave.',
    ),
    say(
      'Hacienda said it had it, but does not find it.',
      'Nobody knows whether it counts as received.',
      'Ask again; if it stays so, send it again under the same clave.',
    ),
  ),
  'not-ours': reason(
    ['la clave tiene otro documento', 'the clave holds another document'],
    say(
      'Hacienda tiene con esta clave un documento distinto.',
      'Otra computadora o copia usó el número: este no está recibido.',
      'Revise las dos ventas y emita esta con un número nuevo.',
    ),
    say(
      'Hacienda holds a different document under this clave.',
      'Another computer or copy used the number: this one is not received.',
      'Check both sales and issue this one under a new number.',
    ),
  ),
  'too-many-doubts': reason(
    ['dudas repetidas', 'repeated doubts'],
    say(
      'Se intentó muchas veces y nunca se supo si Hacienda tiene este documento.',
      'La cola sigue sin él.',
      'Pregunte ahora a Hacienda y decida.',
    ),
    say(
      'It was tried many times and it never became clear whether Hacienda has this document.',
      'The queue goes on without it.',
      'Ask Hacienda now and decide.',
    ),
  ),
  vanished: reason(
    ['Hacienda ya no lo encuentra', 'Hacienda no longer finds it'],
    say(
      'Hacienda lo había recibido y ahora no lo encuentra.',
      'No se reenvía: podría quedar dos veces.',
      'Pregunte otra vez; si sigue igual, comuníquese con Hacienda con la clave a mano.',
    ),
    say(
      'Hacienda had received it and now does not find it.',
      'It is not sent again: it could end up there twice.',
      'Ask again; if it stays so, contact Hacienda with the clave at hand.',
    ),
  ),
  'authority-error': reason(
    ['Hacienda falló al revisarlo', 'Hacienda failed while checking it'],
    say(
      'Hacienda dice que tuvo un error al revisarlo.',
      'No está aceptado ni rechazado.',
      'Pregunte otra vez más tarde.',
    ),
    say(
      'Hacienda says it had an error while checking it.',
      'It is neither accepted nor rejected.',
      'Ask again later.',
    ),
  ),
  'unknown-state': reason(
    ['respuesta que no está documentada', 'undocumented answer'],
    say(
      'Hacienda respondió un estado que no está en sus documentos.',
      'No se da por aceptado ni por rechazado.',
      'Lea el texto original y pregunte otra vez.',
    ),
    say(
      'Hacienda answered with a state its documents do not name.',
      'It counts neither as accepted nor as rejected.',
      'Read the original text and ask again.',
    ),
  ),
  'answer-missing': reason(
    ['falta la respuesta firmada', 'the signed answer is missing'],
    say(
      'Hacienda ya decidió, pero aún no entrega su respuesta firmada.',
      'Se muestra como aceptado solo con la respuesta guardada.',
      'Se vuelve a pedir sola.',
    ),
    say(
      'Hacienda has decided but not handed over its signed answer.',
      'It shows as accepted only with the answer stored.',
      'It is asked for again by itself.',
    ),
  ),
  'answer-unreadable': reason(
    ['la respuesta no se puede leer', 'the answer cannot be read'],
    say(
      'La respuesta de Hacienda llegó dañada.',
      'No se da por aceptado hasta tenerla completa.',
      'Se vuelve a pedir sola.',
    ),
    say(
      'Hacienda’s answer arrived damaged.',
      'It does not count as accepted until it is complete.',
      'It is asked for again by itself.',
    ),
  ),
  'answer-other-clave': reason(
    ['la respuesta es de otro documento', 'the answer is of another document'],
    say('La respuesta de Hacienda habla de otro documento.', 'No se le hizo caso.', 'Pregunte otra vez.'),
    say('Hacienda’s answer is about another document.', 'It was not believed.', 'Ask again.'),
  ),
  'answer-contradicts': reason(
    ['la respuesta se contradice', 'the answer contradicts itself'],
    say(
      'El estado y la respuesta firmada de Hacienda dicen lo contrario.',
      'No se da por aceptado ni por rechazado.',
      'Lea la respuesta y pregunte otra vez.',
    ),
    say(
      'Hacienda’s state and its signed answer say the opposite.',
      'It counts neither as accepted nor as rejected.',
      'Read the answer and ask again.',
    ),
  ),
  'answer-altered': reason(
    ['la firma de la respuesta no calza', 'the answer’s signature does not match'],
    say(
      'La respuesta de Hacienda no es la que se firmó: algo de ella cambió por el camino.',
      'No se da por aceptado ni por rechazado. La respuesta que llegó queda guardada aparte.',
      'Pregunte otra vez; si sigue igual, comuníquese con Hacienda con la clave a mano.',
    ),
    say(
      'Hacienda’s answer is not what was signed: something of it changed on the way.',
      'It counts neither as accepted nor as rejected. The answer that came is kept apart.',
      'Ask again; if it stays so, contact Hacienda with the clave at hand.',
    ),
  ),
  'answer-unsigned': reason(
    ['la respuesta llegó sin firma', 'the answer came without a signature'],
    say(
      'La respuesta de Hacienda llegó sin firma, y siempre la lleva.',
      'No se da por aceptado ni por rechazado. La respuesta que llegó queda guardada aparte.',
      'Pregunte otra vez; si sigue igual, comuníquese con Hacienda con la clave a mano.',
    ),
    say(
      'Hacienda’s answer came without a signature, which it always bears.',
      'It counts neither as accepted nor as rejected. The answer that came is kept apart.',
      'Ask again; if it stays so, contact Hacienda with the clave at hand.',
    ),
  ),
  'answer-amounts': reason(
    ['la respuesta dice otros montos', 'the answer states other amounts'],
    say(
      'La respuesta de Hacienda repite montos distintos a los del documento emitido.',
      'El documento es el que se firmó aquí; lo que Hacienda anotó puede ser otra cosa.',
      'Compare los montos en el detalle y consulte a su contador antes de darlo por bueno.',
    ),
    say(
      'Hacienda’s answer repeats other amounts than those of the document issued.',
      'The document is the one signed here; what Hacienda took down may be something else.',
      'Compare the amounts in the detail, and ask your accountant before relying on it.',
    ),
  ),
  'answer-unclear': reason(
    ['la firma de la respuesta no se pudo comprobar', 'the answer’s signature could not be checked'],
    say(
      'La firma de la respuesta de Hacienda tiene una forma que este programa no sabe comprobar.',
      'Nada indica que haya cambiado, pero tampoco se comprobó.',
      'Guarde la respuesta. Si necesita seguridad, busque el documento en el sitio de Hacienda.',
    ),
    say(
      'The signature of Hacienda’s answer has a form that this program cannot check.',
      'Nothing says that it changed, and nothing was proved either.',
      'Keep the answer. If you need certainty, look the document up on Hacienda’s site.',
    ),
  ),
  'row-damaged': reason(
    ['sus datos se dañaron en el disco', 'its data was damaged on the disk'],
    say(
      'Los datos guardados de este documento se dañaron en el disco.',
      'No se envía ni se da por aceptado mientras no se sepa con seguridad qué pasó con él.',
      'Se recupera de la segunda copia y se pregunta a Hacienda; si sigue así, llame a soporte.',
    ),
    say(
      'The stored data of this document was damaged on the disk.',
      'It is neither sent nor called accepted until it is certain what became of it.',
      'It is recovered from the second copy and Hacienda is asked; if it stays like this, call support.',
    ),
  ),
  'bytes-changed': reason(
    ['el archivo guardado cambió', 'the stored file changed'],
    say(
      'El documento guardado ya no es igual al que se firmó.',
      'No se envía un archivo cambiado.',
      'Se intenta recuperar de la segunda copia; si no se puede, llame a soporte.',
    ),
    say(
      'The stored document is no longer what was signed.',
      'A changed file is not sent.',
      'It is being repaired from the second copy; if that fails, call support.',
    ),
  ),
};

const slots: Readonly<Record<Exclude<PaymentSlotReason, ''>, ReasonWords>> = {
  refused: reason(
    ['no aceptó la lista', 'the list was not accepted'],
    say(
      'e-Dinky no aceptó la lista de pagos.',
      'Allá sigue la lista anterior.',
      'Corrija lo que dice su respuesta y guarde otra vez.',
    ),
    say(
      'e-Dinky did not accept the payment list.',
      'The previous list is still there.',
      'Correct what its answer says and save again.',
    ),
  ),
  'over-total': reason(
    ['supera el total', 'over the total'],
    say(
      'Los pagos suman más que el total del documento.',
      'No se envió nada.',
      'Baje los montos y guarde otra vez.',
    ),
    say(
      'The payments add up to more than the document’s total.',
      'Nothing was sent.',
      'Lower the amounts and save again.',
    ),
  ),
  'total-unknown': reason(
    ['no se conoce el total', 'the total is not known'],
    say(
      'No se sabe el total del documento.',
      'Sin él no se puede comprobar la suma; no se envió nada.',
      'Escriba el total.',
    ),
    say(
      'The total of the document is not known.',
      'The sum cannot be checked without it; nothing was sent.',
      'Type the total.',
    ),
  ),
  'changed-elsewhere': reason(
    ['cambió en otro lado', 'changed elsewhere'],
    say(
      'Alguien cambió los pagos en otro lado.',
      'No se envió nada encima de ese cambio.',
      'Compare las listas y elija cuál queda.',
    ),
    say(
      'Somebody changed the payments elsewhere.',
      'Nothing was sent over that change.',
      'Compare the lists and choose which one stays.',
    ),
  ),
  'older-copy': reason(
    ['espera en una copia anterior', 'waits in an older copy'],
    say(
      'Estos pagos esperaban en la copia que se restauró; puede que ya se hubieran enviado o cambiado después.',
      'No se envía nada hasta que usted elija.',
      'Compare las listas y elija cuál queda.',
    ),
    say(
      'These payments were waiting in the copy that was restored; they may have been sent or changed since.',
      'Nothing is sent until you choose.',
      'Compare the lists and choose which one stays.',
    ),
  ),
  'not-found': reason(
    ['e-Dinky no encuentra el documento', 'e-Dinky does not find the document'],
    say(
      'e-Dinky no encuentra este documento.',
      'Sus pagos siguen guardados aquí y no se enviaron.',
      'Revise el número y pruebe de nuevo.',
    ),
    say(
      'e-Dinky does not find this document.',
      'Its payments are saved here and were not sent.',
      'Check the number and try again.',
    ),
  ),
  append: reason(
    ['el servicio suma en vez de reemplazar', 'the service adds instead of replacing'],
    say(
      'e-Dinky sumó los pagos a los que ya tenía en vez de reemplazarlos.',
      'Allá puede haber más pagos de los debidos.',
      'Compare las listas y decida.',
    ),
    say(
      'e-Dinky added the payments to those it had instead of replacing them.',
      'There may be more payments there than due.',
      'Compare the lists and decide.',
    ),
  ),
  doubled: reason(
    ['la lista está dos veces', 'the list is there twice'],
    say(
      'Los pagos aparecen dos veces en e-Dinky.',
      'No se vuelve a enviar nada.',
      'Comuníquese con e-Dinky y lea otra vez.',
    ),
    say('The payments appear twice at e-Dinky.', 'Nothing more is sent.', 'Contact e-Dinky and read again.'),
  ),
  different: reason(
    ['la lista es otra', 'the list is a different one'],
    say(
      'e-Dinky tiene una lista que no es la anterior ni la enviada.',
      'No se envía nada encima.',
      'Compare las listas y elija cuál queda.',
    ),
    say(
      'e-Dinky holds a list that is neither the previous nor the sent one.',
      'Nothing is sent over it.',
      'Compare the lists and choose which one stays.',
    ),
  ),
  unverified: reason(
    ['no se pudo comprobar', 'could not be checked'],
    say(
      'No se pudieron leer todos los pagos de e-Dinky.',
      'No se sabe qué tiene; no se envía nada a ciegas.',
      'Lea otra vez.',
    ),
    say(
      'Not every payment at e-Dinky could be read.',
      'What it holds is not known; nothing is sent blindly.',
      'Read again.',
    ),
  ),
  'stage-unclear': reason(
    ['no se sabe si ya fue al SRI', 'unclear whether it went to the SRI'],
    say(
      'El documento no dice claramente si ya se envió al SRI.',
      'Si ya se envió, sus pagos no se pueden cambiar; no se envió nada.',
      'Revíselo en e-Dinky y pruebe de nuevo.',
    ),
    say(
      'The document does not say clearly whether it went to the SRI.',
      'If it did, its payments cannot change; nothing was sent.',
      'Check it at e-Dinky and try again.',
    ),
  ),
  'not-applied': reason(
    ['no quedó después de dos envíos', 'not there after two sendings'],
    say(
      'Se envió dos veces sin respuesta y no aparece.',
      'Allá sigue la lista anterior.',
      'Pruebe de nuevo más tarde.',
    ),
    say(
      'It was sent twice without an answer and is not there.',
      'The previous list is still there.',
      'Try again later.',
    ),
  ),
  'absent-after-yes': reason(
    ['dijo que sí, pero no aparece', 'it said yes, but it is not there'],
    say(
      'e-Dinky dijo que sí, pero los pagos no aparecen.',
      'No se dan por registrados.',
      'Lea otra vez; si sigue igual, comuníquese con e-Dinky.',
    ),
    say(
      'e-Dinky said yes, but the payments are not there.',
      'They do not count as recorded.',
      'Read again; if it stays so, contact e-Dinky.',
    ),
  ),
  'frozen-before-sent': reason(
    ['ya fue al SRI', 'already sent to the SRI'],
    say(
      'El documento se envió al SRI antes que estos pagos.',
      'La lista guardada aquí no llegó y ya no se puede enviar.',
      'Anótelo con su contador.',
    ),
    say(
      'The document went to the SRI before these payments.',
      'The list saved here did not arrive and can no longer be sent.',
      'Tell your accountant.',
    ),
  ),
};

/** Also what stops every way at once. */
type WayReason = LaneReason | StorageFault;

const ways: Readonly<Record<WayReason, ReasonWords>> = (() => {
  const refusedSignIn = reason(
    ['datos de entrada rechazados', 'sign-in data refused'],
    say(
      'El servicio no aceptó el usuario, la contraseña o el código de acceso.',
      'Lo que espera sigue guardado; no se insiste para no bloquear la cuenta.',
      'Corrija los datos en Ajustes y pruebe de nuevo.',
    ),
    say(
      'The service did not accept the user, the password or the access code.',
      'What waits is still saved; it is not tried again so that the account is not locked.',
      'Correct them in Settings and try again.',
    ),
  );
  const noCredentials = reason(
    ['faltan los datos de entrada', 'sign-in data is missing'],
    say(
      'Faltan el usuario y la contraseña, o el código de acceso, del servicio.',
      'Lo que espera sigue guardado y se enviará cuando los escriba.',
      'Escríbalos en Ajustes.',
    ),
    say(
      'The user and password, or the access code, of the service are missing.',
      'What waits is still saved and will be sent once you type them.',
      'Type them in Settings.',
    ),
  );
  const denied = reason(
    ['el servicio negó el permiso', 'the service denied access'],
    say(
      'El servicio negó el permiso.',
      'No se le hará ninguna otra llamada hasta que usted lo pida.',
      'Revise los permisos de la cuenta y pruebe de nuevo.',
    ),
    say(
      'The service denied access.',
      'No further call is made until you ask for it.',
      'Check the account’s permissions and try again.',
    ),
  );
  const notSent = (es: string, en: string): ReasonWords =>
    reason(
      [es, en],
      say(
        `No se pudo llegar al servicio: ${es}.`,
        'Nada salió de esta computadora; todo sigue guardado.',
        'Se intenta solo; puede probar ahora.',
      ),
      say(
        `The service could not be reached: ${en}.`,
        'Nothing left this computer; everything is saved.',
        'It is tried by itself; you may try now.',
      ),
    );
  return {
    'token-refused': reason(
      ['entrando de nuevo', 'signing in again'],
      say('El servicio pidió entrar otra vez.', 'Solo toma un momento.', 'No hace falta hacer nada.'),
      say('The service asked to sign in again.', 'It only takes a moment.', 'Nothing to do.'),
    ),
    'credentials-refused': refusedSignIn,
    'credentials-missing': noCredentials,
    'access-denied': denied,
    'wrong-address': reason(
      ['la dirección no existe', 'the address does not exist'],
      say(
        'La dirección configurada del servicio no existe.',
        'Nada se ha enviado; todo sigue guardado.',
        'Corrija la dirección en Ajustes y pruebe de nuevo.',
      ),
      say(
        'The configured address of the service does not exist.',
        'Nothing was sent; everything is saved.',
        'Correct the address in Settings and try again.',
      ),
    ),
    quota: reason(
      ['límite de envíos del servicio', 'the service’s sending limit'],
      say(
        'Se alcanzó el límite de envíos que pone el servicio.',
        'Lo que espera saldrá solo cuando vuelva a haber lugar.',
        'No hace falta hacer nada.',
      ),
      say(
        'The sending limit set by the service was reached.',
        'What waits goes out by itself when there is room again.',
        'Nothing to do.',
      ),
    ),
    'not-sent-dns': notSent('sin internet', 'no internet'),
    'not-sent-connect': notSent('no contesta', 'no answer'),
    'not-sent-tls': notSent('la conexión no es segura', 'the connection is not safe'),
    'not-sent-proxy': notSent(
      'el intermediario de la red no deja pasar',
      'the network’s proxy blocks the way',
    ),
    'server-error': reason(
      ['el servicio está fallando', 'the service is failing'],
      say(
        'El servicio está fallando por dentro.',
        'Lo que espera sigue guardado; lo enviado se comprueba antes de repetir.',
        'Se intenta solo; puede probar ahora.',
      ),
      say(
        'The service is failing inside.',
        'What waits is saved; what was sent is checked before repeating.',
        'It is tried by itself; you may try now.',
      ),
    ),
    cut: reason(
      ['la conexión se corta', 'the connection breaks'],
      say(
        'La conexión se cortó a medias.',
        'Lo enviado se comprueba antes de repetir; nada va dos veces.',
        'Se intenta solo; puede probar ahora.',
      ),
      say(
        'The connection broke half-way.',
        'What was sent is checked before repeating; nothing goes twice.',
        'It is tried by itself; you may try now.',
      ),
    ),
    'sign-in-failed': reason(
      ['no se pudo entrar al servicio', 'could not sign in'],
      say(
        'No se pudo entrar al servicio en este momento.',
        'Lo que espera sigue guardado.',
        'Se intenta solo; puede probar ahora.',
      ),
      say(
        'It was not possible to sign in at this moment.',
        'What waits is saved.',
        'It is tried by itself; you may try now.',
      ),
    ),
    'clock-skew': reason(
      ['el reloj está mal', 'the clock is wrong'],
      say(
        'El reloj de esta computadora no coincide con el de Hacienda.',
        'No se puede emitir con una fecha equivocada.',
        'Ponga la hora correcta en el sistema.',
      ),
      say(
        'This computer’s clock does not agree with Hacienda’s.',
        'Nothing can be issued with a wrong date.',
        'Set the right time in the system.',
      ),
    ),
    'disk-full': reason(
      ['el disco está lleno', 'the disk is full'],
      say(
        'El disco de esta computadora no deja guardar.',
        'Los envíos están en pausa: nada se envía sin anotarlo antes.',
        'Libere espacio; se sigue solo.',
      ),
      say(
        'The disk of this computer does not let anything be saved.',
        'Sending is paused: nothing goes out without being noted first.',
        'Free some space; it goes on by itself.',
      ),
    ),
    damaged: reason(
      ['los datos están dañados', 'the data is damaged'],
      say(
        'Una parte de los datos guardados está dañada.',
        'Los envíos están en pausa. Los documentos firmados tienen una segunda copia y nada se envía dos veces.',
        'Cierre el programa y ábralo otra vez: revisa todo y le dice qué se puede recuperar.',
      ),
      say(
        'A part of the stored data is damaged.',
        'Sending is paused. Signed documents have a second copy, and nothing is sent twice.',
        'Close the program and open it again: it checks everything and tells what can be recovered.',
      ),
    ),
    io: reason(
      ['el disco falla', 'the disk fails'],
      say(
        'El disco de esta computadora está fallando.',
        'Los envíos están en pausa: nada se envía sin anotarlo antes.',
        'Revise el disco y haga una copia; se sigue solo cuando vuelva a guardar.',
      ),
      say(
        'The disk of this computer is failing.',
        'Sending is paused: nothing goes out without being noted first.',
        'Check the disk and make a copy; it goes on by itself once it saves again.',
      ),
    ),
  };
})();

export type ReasonSubject = 'document' | 'payment' | 'way';

/** Every code that has words, by its table: the types above make each table whole. */
export const reasonCodes: Readonly<Record<ReasonSubject, readonly string[]>> = {
  document: Object.keys(documents),
  payment: Object.keys(slots),
  way: Object.keys(ways),
};

/** Every table is looked into, the subject's own first: the strip's code may be of any of them. */
function find(code: string, subject: ReasonSubject): ReasonWords | undefined {
  const tables: Readonly<Record<ReasonSubject, Readonly<Record<string, ReasonWords>>>> = {
    document: documents,
    payment: slots,
    way: ways,
  };
  const inOrder: readonly Readonly<Record<string, ReasonWords>>[] = [tables[subject], ways, documents, slots];
  for (const table of inOrder) if (Object.hasOwn(table, code)) return table[code];
  return undefined;
}

/** A few words for a cell. @returns '' for the normal course; the code itself when this version does not know it */
export function reasonShort(code: string, subject: ReasonSubject, language: Language): string {
  if (code === '') return '';
  return find(code, subject)?.short[language === 'es' ? 0 : 1] ?? code;
}

const strange: Words = [
  say(
    'Hay una causa que esta versión no conoce.',
    'Lo guardado sigue guardado.',
    'Lea el texto original o actualice el programa.',
  ),
  say(
    'There is a cause this version does not know.',
    'What was saved is still saved.',
    'Read the original text or update the program.',
  ),
];

const rejected = reason(
  ['Hacienda lo rechazó', 'Hacienda rejected it'],
  say(
    'Hacienda revisó el documento y lo rechazó.',
    'No tiene validez; su número queda usado y no se reenvía.',
    'Lea la explicación y corríjalo en un documento nuevo.',
  ),
  say(
    'Hacienda checked the document and rejected it.',
    'It is not valid; its number is used and it is not sent again.',
    'Read the explanation and correct it in a new document.',
  ),
);

const abandoned = reason(
  ['no se envía nunca', 'never sent'],
  say(
    'Se decidió no enviar nunca este documento.',
    'No se emitió ante Hacienda; su número queda usado y el documento se conserva.',
    'Si la venta se hizo, corríjala en un documento nuevo.',
  ),
  say(
    'It was decided never to send this document.',
    'It was not issued; its number is used and the document is kept.',
    'If the sale was made, correct it in a new document.',
  ),
);

/** States that say everything by themselves: over, and no sale. */
const endWords: ReadonlyMap<string, ReasonWords> = new Map(Object.entries({ rejected, abandoned }));

/** What was given up and arrived all the same is not over without a sale. */
const endOf = ({ state, reason: why }: { readonly state: string; readonly reason: string }) =>
  why === 'arrived-after-all' ? undefined : endWords.get(state);

/** What the clerk is told about a document: its reason, or that it is over without a sale. @returns undefined for the normal course */
export function documentSentences(
  document: { readonly state: DocumentState; readonly reason: string },
  language: Language,
): Sentences | undefined {
  return itemSentences(document, 'document', language);
}

/** Three sentences. @returns undefined for the normal course; for an unknown code, sentences that say so (show the code as raw text) */
export function reasonSentences(
  code: string,
  subject: ReasonSubject,
  language: Language,
): Sentences | undefined {
  if (code === '') return undefined;
  return (find(code, subject)?.full ?? strange)[language === 'es' ? 0 : 1];
}

/** What a row of Cola says of itself: a document's sentences know its state too. */
export const itemSentences = (
  item: { readonly state: string; readonly reason: string },
  subject: 'document' | 'payment',
  language: Language,
): Sentences | undefined =>
  (subject === 'document' ? endOf(item)?.full[language === 'es' ? 0 : 1] : undefined) ??
  reasonSentences(item.reason, subject, language);

/** The same in a few words. @returns '' for the normal course */
export const documentShort = (
  item: { readonly state: string; readonly reason: string },
  subject: 'document' | 'payment',
  language: Language,
): string =>
  (subject === 'document' ? endOf(item)?.short[language === 'es' ? 0 : 1] : undefined) ??
  reasonShort(item.reason, subject, language);
