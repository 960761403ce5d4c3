import type { Language } from './language.ts';

/**
 * What the authorities' own words mean to a clerk, one plain sentence and one next step. The words themselves are always shown beside
 * it; what no row explains stands alone. Nothing here decides anything: evidence is read in main/api (OUTBOX.md section 5).
 */
export interface Explanation {
  readonly means: string;
  readonly todo: string;
}
interface Row {
  readonly es: Explanation;
  readonly en: Explanation;
}
const row = (es: string, esTodo: string, en: string, enTodo: string): Row => ({
  es: { means: es, todo: esTodo },
  en: { means: en, todo: enTodo },
});

const recheck = ['Corríjalo en un documento nuevo.', 'Correct it in a new document.'] as const;
const totals = (es: string, en: string): Row =>
  row(
    es,
    'Corríjalo en un documento nuevo; si los montos se ven bien, guarde la historia y muéstresela a su contador.',
    en,
    'Correct it in a new document; if the amounts look right, save the history and show it to your accountant.',
  );

/** Codes of DetalleMensaje: DOMAIN.md section 9. No official catalogue exists; unknown ones will come. */
export const rejectionCodes: Readonly<Record<string, Row>> = {
  '-1': row(
    'Un dato no tiene la forma que pide el esquema.',
    'Lea el texto: nombra el campo. Corríjalo en un documento nuevo.',
    'A value is not of the form that the schema asks for.',
    'Read the text: it names the field. Correct it in a new document.',
  ),
  '-16': row(
    'Se envió fuera del plazo permitido. Es solo una observación.',
    'No hace falta hacer nada; si se repite, revise la conexión.',
    'It was sent after the time allowed. Only an observation.',
    'Nothing to do; if it happens again, look at the connection.',
  ),
  '-37': row(
    'La ubicación del emisor no es la que tiene Hacienda. Es solo una observación.',
    'Corrija la dirección de la empresa en Ajustes, o en el registro de Hacienda.',
    'The issuer’s location is not the one Hacienda has. Only an observation.',
    'Correct the company’s address in Settings, or in Hacienda’s register.',
  ),
  '-38': row(
    'La identificación del cliente no existe en los registros.',
    'Confírmela con el cliente y corríjala en un documento nuevo.',
    'The customer’s identification is not in the registers.',
    'Check it with the customer and correct it in a new document.',
  ),
  '-41': row(
    'Un descuento no dice de qué tipo es.',
    recheck[0],
    'A discount does not say its kind.',
    recheck[1],
  ),
  '-45': totals(
    'El impuesto de una línea no es base por tarifa.',
    'The tax of a line is not base times rate.',
  ),
  '-53': row(
    'La hora no es la oficial. Es solo una observación.',
    'Ponga en hora esta computadora.',
    'The time is not the official one. Only an observation.',
    'Set the clock of this computer.',
  ),
  '-58': row(
    'El plazo del crédito no es válido.',
    'Escriba los días de crédito, con números, en un documento nuevo.',
    'The credit term is not valid.',
    'Type the days of credit, in figures, in a new document.',
  ),
  '-60': row(
    'La llave criptográfica es de otra identificación que la del emisor.',
    'Elija en Ajustes la llave de esta empresa y corríjalo en un documento nuevo.',
    'The key belongs to another identification than the issuer’s.',
    'Choose this company’s key in Settings and correct it in a new document.',
  ),
  '-99': row(
    'Ese número ya existe en Hacienda.',
    'Otra computadora o programa usa esta numeración: revise la sucursal y la terminal en Ajustes antes de corregirlo.',
    'That number already exists at Hacienda.',
    'Another computer or program uses this numbering: check branch and terminal in Settings before correcting it.',
  ),
  '-110': totals(
    'El total de servicios no coincide con las líneas.',
    'The total of services does not match the lines.',
  ),
  '-111': totals(
    'El total de mercancías no coincide con las líneas.',
    'The total of goods does not match the lines.',
  ),
  '-125': row(
    'La exoneración no es válida.',
    'Confirme el número y la fecha de la exoneración con el cliente y corríjala en un documento nuevo.',
    'The exoneration is not valid.',
    'Check its number and date with the customer and correct it in a new document.',
  ),
  '-131': row(
    'A la referencia le falta el código o la razón.',
    recheck[0],
    'The reference lacks its code or reason.',
    recheck[1],
  ),
  '-190': totals(
    'El monto exonerado no es base por tarifa exonerada.',
    'The exonerated amount is not base times exonerated rate.',
  ),
  '-400': row(
    'Un código CAByS no existe en el catálogo.',
    'Busque el código correcto del producto y corríjalo en un documento nuevo.',
    'A CAByS code is not in the catalogue.',
    'Look up the product’s right code and correct it in a new document.',
  ),
  '-405': row(
    'La fecha de la clave no es la del documento.',
    'Ponga en hora esta computadora y corríjalo en un documento nuevo.',
    'The date in the clave is not the document’s.',
    'Set the clock of this computer and correct it in a new document.',
  ),
  '-411': row(
    'La actividad económica no existe en el registro.',
    'Corrija la actividad de la empresa en Ajustes y haga un documento nuevo.',
    'The economic activity is not in the register.',
    'Correct the company’s activity in Settings and make a new document.',
  ),
  '-451': row(
    'Una línea con IVA cobrado en fábrica lleva otra tarifa.',
    recheck[0],
    'A line with VAT charged at the factory has another rate.',
    recheck[1],
  ),
  '-454': totals(
    'La base imponible de una línea no es la correcta.',
    'The taxable base of a line is not right.',
  ),
  '-459': row(
    'A un impuesto de bebidas le falta el volumen.',
    recheck[0],
    'A tax on drinks lacks its volume.',
    recheck[1],
  ),
  '-471': row(
    'El alcohol absoluto de una línea no es correcto.',
    recheck[0],
    'The absolute alcohol of a line is not right.',
    recheck[1],
  ),
  '-473': row(
    'El alcohol absoluto de una línea no es correcto.',
    recheck[0],
    'The absolute alcohol of a line is not right.',
    recheck[1],
  ),
  '-478': row(
    'A la exoneración le falta el artículo o el inciso.',
    recheck[0],
    'The exoneration lacks its article or clause.',
    recheck[1],
  ),
  '-487': totals(
    'El desglose de impuestos no suma el total de impuestos.',
    'The breakdown of taxes does not add up to the total tax.',
  ),
  '-505': row(
    'El código de tarifa y la tarifa no van juntos.',
    recheck[0],
    'The rate’s code and the rate do not go together.',
    recheck[1],
  ),
  '-508': row(
    'El documento de referencia es de otro cliente.',
    recheck[0],
    'The document referred to is of another customer.',
    recheck[1],
  ),
  '-509': row(
    'Un CAByS no está en el documento de referencia.',
    recheck[0],
    'A CAByS code is not in the document referred to.',
    recheck[1],
  ),
  '-513': row(
    'Una línea no lleva ningún impuesto de la familia del IVA.',
    recheck[0],
    'A line has no tax of the VAT family.',
    recheck[1],
  ),
};

/** Sentences seen in `X-Error-Cause`, in DetalleMensaje without a code, and in e-Dinky's answers; the first that matches explains. */
export const causeSentences: readonly (Row & { readonly name: string; readonly pattern: RegExp })[] = [
  {
    name: 'not received',
    pattern: /no ha sido recibido|no fue recibid|no existe el recurso/i,
    ...row(
      'Hacienda no tiene este documento.',
      'No hace falta hacer nada: se comprueba dos veces antes de enviarlo otra vez.',
      'Hacienda does not have this document.',
      'Nothing to do: it is checked twice before it is sent again.',
    ),
  },
  {
    name: 'already received',
    pattern: /ya (ha |había |fue |ha sido |se encuentra )?(recibid|registrad)|recibido anteriormente/i,
    ...row(
      'Hacienda dice que ya tiene este documento.',
      'No hace falta hacer nada: se le pregunta y se compara antes de creerlo.',
      'Hacienda says it has this document already.',
      'Nothing to do: it is asked and compared before believing it.',
    ),
  },
  {
    name: 'signature',
    pattern: /firma del comprobante|modificado luego de haber sido firmado|policy id/i,
    ...row(
      'Hacienda no aceptó la firma.',
      'Revise en Ajustes que la llave criptográfica esté vigente y corríjalo en un documento nuevo.',
      'Hacienda did not accept the signature.',
      'Check in Settings that the key is still valid and correct it in a new document.',
    ),
  },
  {
    name: 'token',
    pattern: /token|unauthorized|no autorizado/i,
    ...row(
      'La sesión con el servicio venció o no se aceptó.',
      'Se entra de nuevo solo; si se repite, revise los datos de entrada en Ajustes.',
      'The session with the service ended or was not accepted.',
      'It signs in again by itself; if it repeats, check the sign-in data in Settings.',
    ),
  },
  {
    name: 'access',
    pattern: /acceso al api|bloquead|forbidden|no tiene permiso/i,
    ...row(
      'El servicio tiene bloqueado el acceso de esta cuenta.',
      'Comuníquese con el servicio; cuando lo resuelva, pruebe de nuevo en la Cola.',
      'The service has blocked the access of this account.',
      'Contact the service; once it is solved, try again in the Queue.',
    ),
  },
  {
    name: 'quota',
    pattern: /cantidad de solicitudes|too many requests|l[ií]mite de (solicitudes|consultas)|rate limit/i,
    ...row(
      'Se alcanzó el límite de solicitudes del servicio.',
      'No hace falta hacer nada: se espera lo que pide y se sigue solo.',
      'The service’s limit of requests was reached.',
      'Nothing to do: the program waits as asked and goes on by itself.',
    ),
  },
  {
    name: 'clave',
    pattern: /clave no coincide|fecha no coincide|identificaci[oó]n del (emisor|receptor) no coincide/i,
    ...row(
      'Los datos del envío no coinciden con los del documento.',
      'No lo envíe otra vez tal como está: guarde la historia y pida ayuda.',
      'What was said of the document does not match what is in it.',
      'Do not send it again as it is: save the history and ask for help.',
    ),
  },
  {
    name: 'form',
    pattern:
      /no es base64|no es json|utf-8|doctype|bien formado|formato (correcto|esperado)|par[aá]metro \[/i,
    ...row(
      'El servicio no pudo leer la solicitud.',
      'Descártelo y corríjalo en un documento nuevo; si se repite, guarde la historia y pida ayuda.',
      'The service could not read the request.',
      'Give it up and correct it in a new document; if it repeats, save the history and ask for help.',
    ),
  },
  {
    name: 'payments over total',
    pattern: /total no puede superar/i,
    ...row(
      'Los pagos suman más que el total del documento.',
      'Baje un monto hasta que la suma quepa y guarde otra vez.',
      'The payments add up to more than the document’s total.',
      'Lower an amount until the sum fits and save again.',
    ),
  },
  {
    name: 'payments after SRI',
    pattern: /(enviad|autorizad)[oa].*\bsri\b|\bsri\b.*(enviad|autorizad)/i,
    ...row(
      'El documento ya se envió al SRI y sus pagos no se pueden cambiar.',
      'Anote la diferencia con su contador.',
      'The document went to the SRI and its payments cannot change.',
      'Note the difference with your accountant.',
    ),
  },
  {
    name: 'document not found',
    pattern: /documento no encontrado|recurso no encontrado|no encontrad/i,
    ...row(
      'El servicio no encuentra el documento.',
      'Revise el número y la cuenta con la que entra.',
      'The service does not find the document.',
      'Check the number and the account you sign in with.',
    ),
  },
  {
    name: 'not taken in time',
    pattern: /tiempo de espera|solicitud no fue recibida|time ?out/i,
    ...row(
      'El servicio no alcanzó a tomar la solicitud.',
      'No hace falta hacer nada: se comprueba antes de repetir.',
      'The service did not get to take the request.',
      'Nothing to do: it is checked before repeating.',
    ),
  },
  {
    name: 'server',
    pattern: /error interno|internal (server )?error|no disponible|unavailable/i,
    ...row(
      'El servicio falló por dentro.',
      'No hace falta hacer nada: se comprueba antes de repetir.',
      'The service failed inside.',
      'Nothing to do: it is checked before repeating.',
    ),
  },
];

/** Longer texts are not sentences; a pattern never runs over more than this. */
const maxCharacters = 2_000;

/** @param text as the service wrote it. @returns undefined when no row explains it: its own text then stands alone */
export function explainCause(text: string, language: Language): Explanation | undefined {
  const head = text.slice(0, maxCharacters);
  return causeSentences.find(({ pattern }) => pattern.test(head))?.[language];
}

/** One row of the authority's answer: by its code, else by its words. */
export function explainRejection(
  answered: { readonly code: string; readonly text: string },
  language: Language,
): Explanation | undefined {
  const code = answered.code.replace('−', '-');
  return Object.hasOwn(rejectionCodes, code)
    ? rejectionCodes[code]?.[language]
    : explainCause(answered.text, language);
}
