import { rejection, transport, type CauseRow } from './cause-row.ts';

const asIs = [
  'El documento sigue como estaba, con su misma clave.',
  'The document is as it was, under the same clave.',
] as const;
const nothing = (es: string, en: string) => ({ todo: [es, en] as const, action: 'nothing' as const });

/**
 * Sentences seen in `X-Error-Cause`, in DetalleMensaje without a code, and in e-Dinky's answers; the first that matches explains.
 * DOMAIN.md 9 and 13.3, API.md 2.4.
 */
export const causeSentences: readonly (CauseRow & { readonly name: string; readonly pattern: RegExp })[] = [
  {
    name: 'not received',
    pattern: /no ha sido recibido|no fue recibid|no existe el recurso/i,
    ...transport({
      happened: ['Hacienda no tiene este documento.', 'Hacienda does not have this document.'],
      means: asIs,
      ...nothing(
        'No hace falta hacer nada: se comprueba dos veces antes de enviarlo otra vez.',
        'Nothing to do: it is checked twice before it is sent again.',
      ),
    }),
  },
  {
    name: 'already received',
    pattern: /ya (ha |había |fue |ha sido |se encuentra )?(recibid|registrad)|recibido anteriormente/i,
    ...transport({
      happened: ['Hacienda dice que ya tiene este documento.', 'Hacienda says it has this document already.'],
      means: asIs,
      ...nothing(
        'No hace falta hacer nada: se le pregunta y se compara antes de creerlo.',
        'Nothing to do: it is asked and compared before believing it.',
      ),
    }),
  },
  {
    name: 'already confirmed',
    pattern: /ya tiene un mensaje|ya (ha sido|fue|est[aá]) confirmad/i,
    ...rejection({
      happened: [
        'Ese documento ya tenía una respuesta aceptada.',
        'That document had an accepted answer already.',
      ],
      ...nothing(
        'No hace falta hacer nada: vale la primera respuesta.',
        'Nothing to do: the first answer is the valid one.',
      ),
    }),
  },
  {
    name: 'changed after signing',
    pattern: /modificado luego de haber sido firmado/i,
    ...rejection({
      happened: [
        'El documento llegó distinto de como se firmó.',
        'The document arrived different from what was signed.',
      ],
      todo: [
        'Corríjalo en un documento nuevo; si se repite, guarde la historia y pida ayuda.',
        'Correct it in a new document; if it repeats, save the history and ask for help.',
      ],
      action: 'correct',
    }),
  },
  {
    name: 'signature policy',
    pattern: /policy id/i,
    ...rejection({
      happened: [
        'A la firma le falta la política que pide Hacienda.',
        'The signature lacks the policy that Hacienda asks for.',
      ],
      todo: [
        'Guarde la historia y pida ayuda antes de emitir otro.',
        'Save the history and ask for help before issuing another.',
      ],
      action: 'save-history',
    }),
  },
  {
    name: 'signature',
    pattern: /firma (del comprobante|no es v[aá]lida)/i,
    ...rejection({
      happened: ['Hacienda no aceptó la firma.', 'Hacienda did not accept the signature.'],
      todo: [
        'Revise en Ajustes que la llave criptográfica esté vigente y corríjalo en un documento nuevo.',
        'Check in Settings that the key is still valid and correct it in a new document.',
      ],
      action: 'key-settings',
    }),
  },
  {
    name: 'too much credited',
    pattern: /notas de cr[eé]dito suman/i,
    ...rejection({
      happened: [
        'Las notas de crédito suman más que el documento que corrigen.',
        'The credit notes add up to more than the document they correct.',
      ],
      todo: [
        'Haga la nota por lo que queda, en un documento nuevo.',
        'Make the note for what is left, in a new document.',
      ],
      action: 'correct',
    }),
  },
  {
    name: 'reference',
    pattern: /comprobante de referencia|informaci[oó]n de referencia/i,
    ...rejection({
      happened: [
        'Algo de la referencia no coincide con el documento al que se refiere.',
        'Something of the reference does not match the document it refers to.',
      ],
      todo: [
        'Revise el documento de referencia y corríjalo en un documento nuevo.',
        'Check the document referred to and correct it in a new document.',
      ],
      action: 'correct',
    }),
  },
  {
    name: 'calculation',
    pattern: /no coincide con el c[aá]lculo/i,
    ...rejection({
      happened: [
        'Un monto no es el que calcula Hacienda.',
        'An amount is not the one that Hacienda computes.',
      ],
      todo: [
        'Corríjalo en un documento nuevo; si los montos se ven bien, guarde la historia y muéstresela a su contador.',
        'Correct it in a new document; if the amounts look right, save the history and show it to your accountant.',
      ],
      action: 'correct',
    }),
  },
  {
    name: 'token',
    pattern: /token|unauthorized|no autorizado/i,
    ...transport({
      happened: [
        'La sesión con el servicio venció o no se aceptó.',
        'The session with the service ended or was not accepted.',
      ],
      means: asIs,
      todo: [
        'Se entra de nuevo solo; si se repite, revise los datos de entrada en Ajustes.',
        'It signs in again by itself; if it repeats, check the sign-in data in Settings.',
      ],
      action: 'sign-in-settings',
    }),
  },
  {
    name: 'access',
    pattern: /acceso al api|bloquead|forbidden|no tiene permiso/i,
    ...transport({
      happened: [
        'El servicio tiene bloqueado el acceso de esta cuenta.',
        'The service has blocked the access of this account.',
      ],
      means: asIs,
      todo: [
        'Comuníquese con el servicio; cuando lo resuelva, pruebe de nuevo en la Cola.',
        'Contact the service; once it is solved, try again in the Queue.',
      ],
      action: 'nothing',
    }),
  },
  {
    name: 'quota',
    pattern: /cantidad de solicitudes|too many requests|l[ií]mite de (solicitudes|consultas)|rate limit/i,
    ...transport({
      happened: [
        'Se alcanzó el límite de solicitudes del servicio.',
        'The service’s limit of requests was reached.',
      ],
      means: asIs,
      ...nothing(
        'No hace falta hacer nada: se espera lo que pide y se sigue solo.',
        'Nothing to do: the program waits as asked and goes on by itself.',
      ),
    }),
  },
  {
    name: 'clave',
    pattern: /clave no coincide|fecha no coincide|identificaci[oó]n del (emisor|receptor) no coincide/i,
    ...transport({
      happened: [
        'Los datos del envío no coinciden con los del documento.',
        'What was said of the document does not match what is in it.',
      ],
      means: asIs,
      todo: [
        'No lo envíe otra vez tal como está: guarde la historia y pida ayuda.',
        'Do not send it again as it is: save the history and ask for help.',
      ],
      action: 'save-history',
    }),
  },
  {
    name: 'form',
    pattern:
      /no es base64|no es json|utf-8|doctype|bien formado|formato (correcto|esperado)|par[aá]metro \[/i,
    ...transport({
      happened: ['El servicio no pudo leer la solicitud.', 'The service could not read the request.'],
      means: asIs,
      todo: [
        'Descártelo y corríjalo en un documento nuevo; si se repite, guarde la historia y pida ayuda.',
        'Give it up and correct it in a new document; if it repeats, save the history and ask for help.',
      ],
      action: 'correct',
    }),
  },
  {
    name: 'payments over total',
    pattern: /total no puede superar/i,
    ...transport({
      happened: [
        'Los pagos suman más que el total del documento.',
        'The payments add up to more than the document’s total.',
      ],
      means: ['Los pagos quedaron como estaban.', 'The payments are as they were.'],
      ...nothing(
        'Baje un monto hasta que la suma quepa y guarde otra vez.',
        'Lower an amount until the sum fits and save again.',
      ),
    }),
  },
  {
    name: 'payments after SRI',
    pattern: /(enviad|autorizad)[oa].*\bsri\b|\bsri\b.*(enviad|autorizad)/i,
    ...transport({
      happened: [
        'El documento ya se envió al SRI y sus pagos no se pueden cambiar.',
        'The document went to the SRI and its payments cannot change.',
      ],
      means: ['Los pagos quedaron como estaban.', 'The payments are as they were.'],
      ...nothing('Anote la diferencia con su contador.', 'Note the difference with your accountant.'),
    }),
  },
  {
    name: 'document not found',
    pattern: /documento no encontrado|recurso no encontrado|no encontrad/i,
    ...transport({
      happened: ['El servicio no encuentra el documento.', 'The service does not find the document.'],
      means: ['Aquí no cambió nada.', 'Nothing changed here.'],
      todo: [
        'Revise el número y la cuenta con la que entra.',
        'Check the number and the account you sign in with.',
      ],
      action: 'sign-in-settings',
    }),
  },
  {
    name: 'not taken in time',
    pattern: /tiempo de espera|solicitud no fue recibida|time ?out/i,
    ...transport({
      happened: [
        'El servicio no alcanzó a tomar la solicitud.',
        'The service did not get to take the request.',
      ],
      means: asIs,
      ...nothing(
        'No hace falta hacer nada: se comprueba antes de repetir.',
        'Nothing to do: it is checked before repeating.',
      ),
    }),
  },
  {
    name: 'server',
    pattern: /error interno|internal (server )?error|no disponible|unavailable/i,
    ...transport({
      happened: ['El servicio falló por dentro.', 'The service failed inside.'],
      means: asIs,
      ...nothing(
        'No hace falta hacer nada: se comprueba antes de repetir.',
        'Nothing to do: it is checked before repeating.',
      ),
    }),
  },
];
