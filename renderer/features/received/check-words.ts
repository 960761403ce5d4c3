import type { CheckCode, CheckName, ReceivedCheck } from '../../../domain/received/checks.ts';
import type { Language } from '../../words/language.ts';

/** One line per check, and the sentence of what was found. `{detail}` is what the check quotes. */

const names: Readonly<Record<CheckName, readonly [es: string, en: string]>> = {
  readable: ['XML legible', 'XML readable'],
  schema: ['Esquema oficial', 'Official schema'],
  // not "of who it says": who gave out the certificate is not checked (see `intact`)
  signature: ['Firma intacta y a nombre del emisor', 'Signature intact, in the issuer’s name'],
  addressee: ['Dirigido a nuestra cédula', 'Addressed to our id'],
  unseen: ['No visto antes', 'Not seen before'],
  arithmetic: ['Aritmética', 'Arithmetic'],
  // what it says stands beside it; nobody here can ask Hacienda itself
  authority: ['Mensaje de Hacienda', 'Hacienda’s message'],
};

const found: Readonly<Record<CheckCode, readonly [es: string, en: string]>> = {
  read: ['Se leyó entero, sin perder nada.', 'Read whole, without loss.'],
  valid: ['Cumple el esquema 4.4.', 'It follows the 4.4 schema.'],
  invalid: [
    'No cumple el esquema 4.4: Hacienda pudo haberlo rechazado.',
    'It does not follow the 4.4 schema: Hacienda may have rejected it.',
  ],
  'no-schemas': [
    'Esta computadora no tiene todavía los esquemas de Hacienda; se bajan cuando hay internet.',
    'This computer does not have Hacienda’s schemas yet; they are fetched when there is internet.',
  ],
  'schema-failed': ['No se pudo comprobar con el esquema.', 'It could not be checked with the schema.'],
  intact: [
    'Nada cambió desde que lo firmó {detail}. Quién le dio el certificado no se comprueba aquí.',
    'Nothing changed since {detail} signed it. Who gave out the certificate is not checked here.',
  ],
  'other-holder': [
    'Lo firmó otro: {detail}. Hacienda no acepta firmas ajenas; pregunte al proveedor.',
    'Somebody else signed it: {detail}. Hacienda takes no other’s signature; ask the supplier.',
  ],
  'no-signature': ['No tiene firma. Pida el XML firmado.', 'It has no signature. Ask for the signed XML.'],
  'bad-digest': [
    'Alguien lo cambió después de firmado. Pida el archivo original al proveedor.',
    'Somebody changed it after it was signed. Ask the supplier for the original file.',
  ],
  'bad-signature': [
    'La firma no corresponde. Pida el archivo original al proveedor.',
    'The signature does not match. Ask the supplier for the original file.',
  ],
  'no-policy': [
    'A la firma le falta la política de Hacienda: un documento así se rechaza.',
    'The signature lacks Hacienda’s policy: such a document is rejected.',
  ],
  malformed: [
    'La firma está mal formada. Pida el archivo original al proveedor.',
    'The signature is malformed. Ask the supplier for the original file.',
  ],
  doctype: ['Trae instrucciones que no puede llevar.', 'It carries instructions it may not have.'],
  ours: ['Es para {detail}.', 'It is for {detail}.'],
  'other-receiver': [
    'Es para otro: {detail}. No es suyo para responder.',
    'It is for somebody else: {detail}. It is not yours to answer.',
  ],
  'no-receiver': [
    'No dice a qué cédula va dirigido: no da crédito ni se responde.',
    'It names no receiver’s id: it gives no credit and is not answered.',
  ],
  new: ['Es la primera vez que llega.', 'It comes for the first time.'],
  'same-number': [
    'El mismo proveedor ya mandó otro documento con este número. Compárelos.',
    'The same supplier sent another document with this number. Compare them.',
  ],
  'adds-up': ['Las líneas y los totales suman.', 'Lines and totals add up.'],
  differs: [
    'Algo no suma: {detail}. Hacienda decide; mírelo antes de aceptar.',
    'Something does not add up: {detail}. Hacienda decides; look before you accept.',
  ],
  'nobody-to-ask': [
    'No se puede preguntar por documentos de otros; pida el mensaje de Hacienda al proveedor y ábralo aquí.',
    'Others’ documents cannot be asked about; ask the supplier for Hacienda’s message and open it here.',
  ],
  accepted: [
    'Aceptado por Hacienda según el mensaje adjunto. Su firma está intacta y dice ser de {detail}; quién dio ese certificado no se comprueba aquí.',
    'Accepted by Hacienda, as the message that came along says. Its signature is intact and says to be of {detail}; who gave out that certificate is not checked here.',
  ],
  rejected: [
    'Rechazado por Hacienda según el mensaje adjunto. Pida otro documento al proveedor.',
    'Rejected by Hacienda, as the message that came along says. Ask the supplier for another document.',
  ],
  'accepted-unproved': [
    'El mensaje adjunto dice que fue aceptado; su firma no prueba que sea de Hacienda.',
    'The message that came along says accepted; its signature does not prove that it is Hacienda’s.',
  ],
  'rejected-unproved': [
    'El mensaje adjunto dice que fue rechazado; su firma no prueba que sea de Hacienda. Pregunte al proveedor.',
    'The message that came along says rejected; its signature does not prove that it is Hacienda’s. Ask the supplier.',
  ],
};

const at = (language: Language): 0 | 1 => (language === 'es' ? 0 : 1);

export const checkName = (name: CheckName, language: Language): string => names[name][at(language)];

/** What was found, with what it quotes. The schema's own words are shown apart: they are nobody's sentence. */
export const checkSentence = ({ code, detail }: ReceivedCheck, language: Language): string =>
  found[code][at(language)].replace('{detail}', detail || '—');
