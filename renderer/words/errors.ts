import type { CallError, ErrorCode } from '../../preload/contract/errors.ts';
import type { Copy, Language } from './language.ts';
import { type Sentences, sentences as say } from './sentences.ts';

/** One entry per code of the contract: a new code does not compile without its words. */
const es: Readonly<Record<ErrorCode, Sentences>> = {
  'bad-input': say(
    'El programa no entendió lo que se le pidió.',
    'No se hizo ningún cambio.',
    'Inténtelo otra vez; si se repite, guarde el texto original y llame a soporte.',
  ),
  internal: say(
    'El programa tropezó con algo que no esperaba.',
    'Lo que ya estaba guardado sigue guardado en esta computadora.',
    'Inténtelo otra vez.',
  ),
  'not-found': say(
    'Eso ya no está aquí.',
    'Puede que otra ventana o una copia restaurada lo haya cambiado.',
    'Vuelva a la lista y ábralo de nuevo.',
  ),
  cancelled: say('Se canceló.', 'No se hizo ningún cambio.', ''),
  'no-company': say(
    'Todavía no hay una empresa abierta.',
    'Sin empresa no se puede emitir ni guardar documentos.',
    'Elija Practicar o configure su empresa.',
  ),
  'database-unavailable': say(
    'Los datos de esta computadora no están disponibles.',
    'Por ahora no se puede guardar nada; nada de lo guardado se ha borrado.',
    'Cierre el programa y ábralo otra vez.',
  ),
  faults: say(
    'Hay datos que Hacienda rechazaría.',
    'El documento no se emitió y sigue como borrador.',
    'Corrija los campos marcados.',
  ),
  'draft-gone': say('Este borrador ya no existe.', 'Fue emitido o descartado.', 'Búsquelo en Documentos.'),
  'schema-refused': say(
    'El documento no cumple el esquema oficial de Hacienda.',
    'Hacienda lo rechazaría, así que no se emitió: no se gastó ningún número y sigue como borrador.',
    'Revise los campos que se nombran en el texto original; si todo está bien, envíelo a soporte.',
  ),
  'issued-before': say(
    'Esta venta ya se emitió.',
    'Su documento no se pudo recuperar todavía en esta computadora; emitirla otra vez le daría dos claves.',
    'Cierre el programa y ábralo otra vez; si sigue igual, búsquela en Conciliar.',
  ),
  'original-arrived': say(
    'El documento que este corrige sí llegó a Hacienda.',
    'La venta ya tiene su clave; emitir este la registraría dos veces. No se emitió nada.',
    'Abra el documento original en Documentos; si esto es otra venta, hágala en una factura nueva.',
  ),
  'answered-before': say(
    'Este documento recibido ya tiene su respuesta.',
    'Hacienda acepta una sola por documento; no se emitió otra.',
    'Búsquela en Documentos. Si Hacienda la rechaza, podrá hacer una nueva.',
  ),
  'certificate-missing': say(
    'Falta la llave criptográfica de la empresa.',
    'Sin ella no se puede firmar; el documento sigue como borrador.',
    'Cargue el archivo .p12 en Ajustes.',
  ),
  'certificate-expired': say(
    'La llave criptográfica está vencida.',
    'Hacienda rechazaría lo que se firme con ella; el documento sigue como borrador.',
    'Descargue una llave nueva en el sitio de Hacienda y cárguela en Ajustes.',
  ),
  'certificate-not-yet-valid': say(
    'La llave criptográfica todavía no está vigente.',
    'Hacienda rechazaría lo que se firme hoy; el documento sigue como borrador.',
    'Revise la fecha de esta computadora o espere a que la llave entre en vigencia.',
  ),
  'certificate-other-holder': say(
    'La llave criptográfica es de otra persona o empresa.',
    'Hacienda rechaza documentos firmados por alguien que no es el emisor; el documento sigue como borrador.',
    'Cargue en Ajustes la llave de la cédula del emisor.',
  ),
  'pin-missing': say(
    'Hace falta el PIN de la llave criptográfica.',
    'Sin el PIN no se puede firmar; el documento sigue como borrador.',
    'Escríbalo en Ajustes.',
  ),
  'signer-failed': say(
    'No se pudo firmar el documento.',
    'No se gastó ningún número y el documento sigue como borrador.',
    'Inténtelo otra vez; si se repite, revise la llave en Ajustes.',
  ),
  'disk-full': say(
    'El disco de esta computadora está lleno.',
    'No se emitió ni se envió nada; lo escrito antes sigue guardado.',
    'Libere espacio y vuelva a intentarlo.',
  ),
  'disk-error': say(
    'El disco no pudo guardar los datos.',
    'No se emitió ni se envió nada.',
    'Revise el disco y vuelva a intentarlo.',
  ),
  'clock-wrong': say(
    'El reloj de esta computadora está mal por más de diez minutos.',
    'Una fecha equivocada en un documento firmado no se puede corregir, así que no se emitió.',
    'Ponga la hora correcta en el sistema y vuelva a intentarlo.',
  ),
  'number-exhausted': say(
    'Se acabaron los números de esta terminal.',
    'No se puede dar otro consecutivo; el documento sigue como borrador.',
    'Use otra terminal en Ajustes.',
  ),
  'p12-wrong-pin': say(
    'El PIN no abre este archivo.',
    'La llave no se cargó; si ya había una, sigue en uso.',
    'Escriba el PIN que eligió al crear la llave: 4 dígitos en las anteriores, 14 caracteres en las nuevas.',
  ),
  'p12-not-p12': say(
    'Ese archivo no es una llave criptográfica.',
    'No se cargó nada.',
    'Elija el archivo terminado en .p12 que descargó de Hacienda.',
  ),
  'p12-no-key': say(
    'El archivo no trae la llave privada.',
    'Con él no se puede firmar.',
    'Descargue otra vez la llave del sitio de Hacienda.',
  ),
  'p12-no-certificate': say(
    'El archivo no trae el certificado.',
    'Con él no se puede firmar.',
    'Descargue otra vez la llave del sitio de Hacienda.',
  ),
  'p12-key-mismatch': say(
    'La llave y el certificado del archivo no corresponden.',
    'Hacienda rechazaría esa firma.',
    'Descargue otra vez la llave del sitio de Hacienda.',
  ),
  'p12-unsupported': say(
    'El archivo está protegido de una forma que este programa no sabe abrir.',
    'No se cargó nada.',
    'Descargue otra vez la llave del sitio de Hacienda.',
  ),
  'p12-too-large': say(
    'El archivo es demasiado grande para ser una llave.',
    'No se cargó nada.',
    'Elija el archivo terminado en .p12 que descargó de Hacienda.',
  ),
  'secrets-unreadable': say(
    'El almacén de claves de esta computadora no deja leer las contraseñas guardadas.',
    'No se puede firmar ni entrar a Hacienda hasta escribirlas otra vez; los documentos siguen guardados.',
    'Escriba de nuevo el PIN y la contraseña en Ajustes.',
  ),
  'not-allowed-now': say(
    'Eso no se puede hacer en este momento.',
    'El documento cambió de estado mientras tanto.',
    'Mire su estado actual y decida otra vez.',
  ),
  'slot-frozen': say('Este documento ya se envió al SRI.', 'Sus pagos ya no se pueden cambiar.', ''),
  'received-damaged': say(
    'El XML guardado de este documento ya no es el que llegó.',
    'No se responde sobre un archivo dañado; lo demás sigue igual.',
    'Descártelo y abra otra vez el archivo que mandó el proveedor.',
  ),
  'no-copy': say(
    'No hay ninguna copia que se pueda restaurar.',
    'El archivo dañado se conserva.',
    'Puede empezar con un archivo nuevo y llamar a soporte para recuperar el anterior.',
  ),
  'copy-unsound': say(
    'Esa copia no pasó la comprobación.',
    'No se restauró: sus datos no son los que se guardaron. Los datos de ahora siguen como estaban.',
    'Elija otra copia; si los datos de ahora están bien, haga una copia nueva.',
  ),
  'copy-newer': say(
    'Esa copia es de una versión más nueva de Talonario.',
    'Esta versión no la abre para no estropearla; los datos de ahora siguen como estaban.',
    'Instale la versión más nueva y restáurela con ella.',
  ),
  'terminal-elsewhere': say(
    'Los números de esta terminal son de otra computadora.',
    'Si dos computadoras los usan, dos ventas tendrían el mismo número, así que no se emitió; sigue como borrador.',
    'Diga en Ajustes si esta computadora reemplaza a la otra, o use otra terminal.',
  ),
  'numbers-unknown': say(
    'No se sabe cuál fue el último número emitido.',
    'Los datos restaurados no lo dicen, y un número repetido sería rechazado; no se emitió y sigue como borrador.',
    'Confirme en Ajustes el último número de cada tipo de documento.',
  ),
  'document-unreadable': say(
    'El archivo firmado de este documento no se puede leer.',
    'No se imprime nada en su nombre, porque no sería lo que se firmó.',
    'Cierre el programa y ábralo otra vez: al abrir repara lo que puede desde la segunda copia.',
  ),
  'printer-gone': say(
    'La impresora elegida ya no está en esta computadora.',
    'No se imprimió nada; el documento no cambia.',
    'Conéctela, o elija otra en Ajustes, Impresión.',
  ),
  'printer-failed': say(
    'La impresora no aceptó el trabajo.',
    'No se sabe de ninguna hoja impresa; el documento no cambia.',
    'Revise que esté encendida y con papel, e imprima otra vez.',
  ),
  'viewer-missing': say(
    'Esta computadora no tiene con qué mostrar un PDF.',
    'El documento no cambia.',
    'Guarde el PDF y ábralo en otra computadora, o instale un lector de PDF.',
  ),
  'logo-not-picture': say(
    'Ese archivo no es una imagen PNG o JPEG.',
    'El logo no cambió.',
    'Elija otra imagen.',
  ),
  'logo-too-large': say(
    'La imagen pesa demasiado.',
    'Cada impresión sería igual de pesada; el logo no cambió.',
    'Elija una de 512 kB o menos.',
  ),
  'note-nothing-left': say(
    'Este documento ya tiene notas.',
    'No se puede anular entero otra vez, porque se acreditaría dos veces lo mismo.',
    'Elija las líneas y cantidades que faltan.',
  ),
  'note-nothing-chosen': say(
    'No hay ninguna línea con cantidad.',
    'Una nota necesita al menos una.',
    'Marque las líneas y escriba cuánto de cada una.',
  ),
  'number-unclear': say(
    'Ese número no se puede leer con seguridad.',
    'No se hizo nada.',
    'Escríbalo con un solo signo decimal, por ejemplo 1250,50.',
  ),
  'receipt-exceeds-owed': say(
    'El pago es mayor que lo que se debe de esta factura.',
    'Un recibo por más sería rechazado; no se hizo nada.',
    'Escriba como máximo el saldo que se muestra.',
  ),
};

const en: Readonly<Record<ErrorCode, Sentences>> = {
  'bad-input': say(
    'The program did not understand the request.',
    'Nothing was changed.',
    'Try again; if it happens again, keep the original text and call support.',
  ),
  internal: say(
    'The program met something it did not expect.',
    'What was saved is still saved on this computer.',
    'Try again.',
  ),
  'not-found': say(
    'That is no longer here.',
    'Another window or a restored copy may have changed it.',
    'Go back to the list and open it again.',
  ),
  cancelled: say('Cancelled.', 'Nothing was changed.', ''),
  'no-company': say(
    'No company is open yet.',
    'Without a company nothing can be issued or saved.',
    'Choose Practise or set up your company.',
  ),
  'database-unavailable': say(
    'The data on this computer is not available.',
    'Nothing can be saved for now; nothing that was saved has been deleted.',
    'Close the program and open it again.',
  ),
  faults: say(
    'Some of the data would be refused by Hacienda.',
    'The document was not issued and is still a draft.',
    'Correct the marked fields.',
  ),
  'schema-refused': say(
    'The document does not meet the official schema of Hacienda.',
    'Hacienda would refuse it, so it was not issued: no number was spent and it is still a draft.',
    'Check the fields named in the raw text; if everything is right, send it to support.',
  ),
  'issued-before': say(
    'This sale was issued already.',
    'Its document could not be brought back on this computer yet; issuing it again would give it two claves.',
    'Close the program and open it again; if it stays like this, look for it in the comparison with Hacienda.',
  ),
  'original-arrived': say(
    'The document that this one corrects did reach Hacienda.',
    'The sale has its clave; issuing this one would record it twice. Nothing was issued.',
    'Open the original in Documents; if this is another sale, make it in a new invoice.',
  ),
  'answered-before': say(
    'This received document has its answer already.',
    'Hacienda accepts only one for each document; no other was issued.',
    'Look for it in Documents. If Hacienda rejects it, a new one can be made.',
  ),
  'draft-gone': say(
    'This draft no longer exists.',
    'It was issued or discarded.',
    'Look for it in Documents.',
  ),
  'certificate-missing': say(
    'The company’s signing key is missing.',
    'Nothing can be signed without it; the document is still a draft.',
    'Load the .p12 file in Settings.',
  ),
  'certificate-expired': say(
    'The signing key has expired.',
    'Hacienda would refuse what it signs; the document is still a draft.',
    'Download a new key from Hacienda’s site and load it in Settings.',
  ),
  'certificate-not-yet-valid': say(
    'The signing key is not valid yet.',
    'Hacienda would refuse what it signs today; the document is still a draft.',
    'Check this computer’s date, or wait until the key becomes valid.',
  ),
  'certificate-other-holder': say(
    'The signing key belongs to somebody else.',
    'Hacienda refuses documents signed by anyone but the issuer; the document is still a draft.',
    'Load the issuer’s own key in Settings.',
  ),
  'pin-missing': say(
    'The PIN of the signing key is needed.',
    'Nothing can be signed without it; the document is still a draft.',
    'Type it in Settings.',
  ),
  'signer-failed': say(
    'The document could not be signed.',
    'No number was used and the document is still a draft.',
    'Try again; if it happens again, check the key in Settings.',
  ),
  'disk-full': say(
    'The disk of this computer is full.',
    'Nothing was issued or sent; what was typed before is still saved.',
    'Free some space and try again.',
  ),
  'disk-error': say(
    'The disk could not save the data.',
    'Nothing was issued or sent.',
    'Check the disk and try again.',
  ),
  'clock-wrong': say(
    'The clock of this computer is wrong by more than ten minutes.',
    'A wrong date in a signed document cannot be corrected, so it was not issued.',
    'Set the right time in the system and try again.',
  ),
  'number-exhausted': say(
    'This terminal has run out of numbers.',
    'No other number can be given; the document is still a draft.',
    'Use another terminal in Settings.',
  ),
  'p12-wrong-pin': say(
    'The PIN does not open this file.',
    'The key was not loaded; if there was one already, it is still in use.',
    'Type the PIN you chose when the key was made: 4 digits in older ones, 14 characters in new ones.',
  ),
  'p12-not-p12': say(
    'That file is not a signing key.',
    'Nothing was loaded.',
    'Choose the file ending in .p12 that you downloaded from Hacienda.',
  ),
  'p12-no-key': say(
    'The file holds no private key.',
    'Nothing can be signed with it.',
    'Download the key from Hacienda’s site again.',
  ),
  'p12-no-certificate': say(
    'The file holds no certificate.',
    'Nothing can be signed with it.',
    'Download the key from Hacienda’s site again.',
  ),
  'p12-key-mismatch': say(
    'The key and the certificate in the file do not belong together.',
    'Hacienda would refuse that signature.',
    'Download the key from Hacienda’s site again.',
  ),
  'p12-unsupported': say(
    'The file is protected in a way this program cannot open.',
    'Nothing was loaded.',
    'Download the key from Hacienda’s site again.',
  ),
  'p12-too-large': say(
    'The file is too large to be a key.',
    'Nothing was loaded.',
    'Choose the file ending in .p12 that you downloaded from Hacienda.',
  ),
  'secrets-unreadable': say(
    'The key store of this computer does not let the saved passwords be read.',
    'Nothing can be signed, nor Hacienda reached, until they are typed again; documents are still saved.',
    'Type the PIN and the password again in Settings.',
  ),
  'not-allowed-now': say(
    'That cannot be done right now.',
    'The document changed its state in the meantime.',
    'Look at its present state and decide again.',
  ),
  'slot-frozen': say('This document was already sent to the SRI.', 'Its payments can no longer change.', ''),
  'received-damaged': say(
    'The stored XML of this document is no longer the one that came.',
    'Nothing is answered on a damaged file; everything else is as it was.',
    'Discard it and open again the file the supplier sent.',
  ),
  'no-copy': say(
    'There is no copy to restore.',
    'The damaged file is kept.',
    'You can start with a new file and call support to recover the old one.',
  ),
  'copy-unsound': say(
    'That copy did not pass its check.',
    'It was not restored: its data is not what was saved. The data in use is as it was.',
    'Choose another copy; if the data in use is well, make a new copy.',
  ),
  'copy-newer': say(
    'That copy is of a newer version of Talonario.',
    'This version does not open it, so as not to spoil it; the data in use is as it was.',
    'Install the newer version and restore it there.',
  ),
  'terminal-elsewhere': say(
    'The numbers of this terminal belong to another computer.',
    'If two computers used them, two sales would get the same number, so it was not issued; it is still a draft.',
    'Say in Settings whether this computer replaces the other, or use another terminal.',
  ),
  'numbers-unknown': say(
    'Nobody knows which number was issued last.',
    'The restored data does not say, and a repeated number would be refused; it was not issued and is still a draft.',
    'Confirm the last number of each kind of document in Settings.',
  ),
  'document-unreadable': say(
    'The signed file of this document cannot be read.',
    'Nothing is printed in its name, because it would not be what was signed.',
    'Close the program and open it again: it repairs what it can from the second copy.',
  ),
  'printer-gone': say(
    'The chosen printer is no longer on this computer.',
    'Nothing was printed; the document does not change.',
    'Connect it, or choose another one in Settings, Printing.',
  ),
  'printer-failed': say(
    'The printer did not take the job.',
    'No printed sheet is known of; the document does not change.',
    'See that it is on and has paper, and print again.',
  ),
  'viewer-missing': say(
    'This computer has nothing to show a PDF with.',
    'The document does not change.',
    'Save the PDF and open it elsewhere, or install a PDF reader.',
  ),
  'logo-not-picture': say(
    'That file is not a PNG or JPEG picture.',
    'The logo did not change.',
    'Choose another picture.',
  ),
  'logo-too-large': say(
    'The picture is too large.',
    'Every print would be as large; the logo did not change.',
    'Choose one of 512 kB or less.',
  ),
  'note-nothing-left': say(
    'This document already has notes.',
    'It cannot be annulled whole again, because the same would be credited twice.',
    'Choose the lines and quantities that are left.',
  ),
  'note-nothing-chosen': say(
    'No line has a quantity.',
    'A note needs at least one.',
    'Mark the lines and type how much of each.',
  ),
  'number-unclear': say(
    'That number cannot be read with certainty.',
    'Nothing was done.',
    'Type it with one decimal mark only, for example 1250.50.',
  ),
  'receipt-exceeds-owed': say(
    'The payment is more than what is owed of this invoice.',
    'A receipt for more would be refused; nothing was done.',
    'Type at most the balance shown.',
  ),
};

/** `useCopy(errorCopy)[error.code]` -> three sentences. The error's `detail` is the raw text. */
export const errorCopy = { es, en } satisfies Copy<typeof es>;

/** What happened, naming the field where the official schema stopped; undefined when the error names none. */
export function schemaRefusal(error: CallError, language: Language): Sentences | undefined {
  const field = error.code === 'schema-refused' ? error.faults?.[0]?.values?.['field'] : undefined;
  if (!field) return undefined;
  const sentences = errorCopy[language]['schema-refused'];
  return {
    ...sentences,
    happened:
      language === 'es'
        ? `El esquema oficial de Hacienda no acepta el campo «${field}».`
        : `The official schema of Hacienda does not accept the field “${field}”.`,
  };
}

/** The part of Ajustes that cures an error; undefined when Ajustes does not. */
export function settingsCure(
  error: Pick<CallError, 'code'>,
): 'certificate' | 'company' | 'hacienda' | undefined {
  switch (error.code) {
    case 'certificate-missing':
    case 'certificate-expired':
    case 'certificate-not-yet-valid':
    case 'certificate-other-holder':
    case 'pin-missing':
      return 'certificate';
    case 'secrets-unreadable':
      return 'hacienda';
    case 'number-exhausted':
    case 'terminal-elsewhere':
    case 'numbers-unknown':
      return 'company';
    default:
      return undefined;
  }
}
