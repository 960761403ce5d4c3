import type { Copy } from '../../words/language.ts';
import { type Sentences, sentences as say } from '../../words/sentences.ts';

const es = {
  welcome: 'Bienvenido a Talonario',
  promise:
    'Factura y cobra con internet o sin él. Cada documento se guarda aquí primero y se envía una sola vez.',
  practise: 'Practicar',
  practiseText:
    'Una empresa de mentira con Hacienda y e-Dinky simulados dentro del programa. Puede equivocarse sin miedo: nada sale de esta computadora.',
  setUp: 'Configurar mi empresa',
  setUpText:
    'Los datos de su empresa, la llave criptográfica y el acceso a Hacienda o e-Dinky. Unos diez minutos.',
  starting: 'Preparando la práctica',
  language: 'English',

  restore: (when: string) => `Restaurar la última copia (${when})`,
  fromFile: 'Restaurar de un archivo…',
  startEmpty: 'Empezar con un archivo nuevo',
  startEmptySure: 'Sí, empezar con un archivo nuevo',
  startEmptyNote:
    'Los documentos firmados vuelven de su segunda copia. Borradores, clientes y productos vuelven si el archivo dañado todavía los deja leer; los pagos no. El archivo dañado se conserva.',
  keep: 'No, volver',
  working: 'Trabajando',
  again: 'Intentar otra vez',
  keptAs: 'El archivo dañado se guardó en',
  willKeep: 'El archivo dañado',
  willKeepWhere: 'Sigue en su lugar; al restaurar o empezar de nuevo se guarda aparte, no se borra.',
  copyOf: 'Última copia comprobada',
  noCopy: 'No hay ninguna copia comprobada.',
  raw: 'Detalle técnico',
  state: {
    damaged: say(
      'El archivo de datos está dañado.',
      'El programa no lo abrió ni lo cambió. Los documentos sellados tienen una segunda copia y se recuperan al restaurar; nada se envía dos veces.',
      'Restaure la última copia.',
    ),
    newer: say(
      'Los datos son de una versión más nueva de Talonario.',
      'Esta versión no los abre para no estropearlos; no se cambió nada.',
      'Instale la versión más nueva y ábrala.',
    ),
    locked: say(
      'Otro programa tiene abiertos los datos de Talonario.',
      'Dos programas a la vez podrían enviar un documento dos veces, así que este no los abre.',
      'Cierre la otra ventana (o espere a que termine su copia de seguridad) e inténtelo otra vez.',
    ),
    disk: say(
      'El disco no dejó abrir los datos.',
      'Puede estar lleno o fallando; no se cambió nada.',
      'Libere espacio o revise el disco e inténtelo otra vez.',
    ),
    'not-migrated': say(
      'Los datos no se pudieron preparar para esta versión de Talonario.',
      'Antes de cambiarlos se hace una copia comprobada; la copia o el cambio falló, y los datos están como estaban.',
      'Libere espacio en el disco y abra el programa otra vez; la versión anterior todavía los abre.',
    ),
  } satisfies Record<string, Sentences>,
};
const en: typeof es = {
  welcome: 'Welcome to Talonario',
  promise:
    'Invoice and collect with or without internet. Each document is saved here first and sent only once.',
  practise: 'Practise',
  practiseText:
    'A make-believe company with Hacienda and e-Dinky simulated inside the program. Make mistakes without fear: nothing leaves this computer.',
  setUp: 'Set up my company',
  setUpText: 'Your company’s data, its signing key and the access to Hacienda or e-Dinky. About ten minutes.',
  starting: 'Preparing the practice',
  language: 'Español',

  restore: (when) => `Restore the last copy (${when})`,
  fromFile: 'Restore from a file…',
  startEmpty: 'Start with a new file',
  startEmptySure: 'Yes, start with a new file',
  startEmptyNote:
    'Signed documents come back from their second copy. Drafts, customers and products come back where the damaged file still lets them be read; payments do not. The damaged file is kept.',
  keep: 'No, go back',
  working: 'Working',
  again: 'Try again',
  keptAs: 'The damaged file was kept as',
  willKeep: 'The damaged file',
  willKeepWhere: 'It is still in its place; restoring or starting anew keeps it aside, it is not deleted.',
  copyOf: 'Last proved copy',
  noCopy: 'There is no proved copy.',
  raw: 'Technical detail',
  state: {
    damaged: say(
      'The data file is damaged.',
      'The program neither opened nor changed it. Sealed documents have a second copy and come back with the restore; nothing is sent twice.',
      'Restore the last copy.',
    ),
    newer: say(
      'The data is of a newer version of Talonario.',
      'This version does not open it, so as not to spoil it; nothing was changed.',
      'Install the newer version and open that.',
    ),
    locked: say(
      'Another program has Talonario’s data open.',
      'Two programs at once could send a document twice, so this one does not open it.',
      'Close the other window (or wait for its backup to end) and try again.',
    ),
    disk: say(
      'The disk did not let the data be opened.',
      'It may be full or failing; nothing was changed.',
      'Free some space or check the disk and try again.',
    ),
    'not-migrated': say(
      'The data could not be prepared for this version of Talonario.',
      'A proved copy is made before it is changed; the copy or the change failed, and the data is as it was.',
      'Free some disk space and open the program again; the previous version still opens it.',
    ),
  },
};
export const copy = { es, en } satisfies Copy<typeof es>;
