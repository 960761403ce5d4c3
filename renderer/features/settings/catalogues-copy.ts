import type { CatalogueFault, RowTrouble } from '../../../domain/lookups/catalogue.ts';
import type { SchemaState } from '../../../domain/schemas/verdict.ts';
import type { Copy } from '../../words/language.ts';
import { type Sentences, sentences as say } from '../../words/sentences.ts';

type SchemaTrouble = NonNullable<SchemaState['trouble']>;

const es = {
  cabys: 'Catálogo CAByS',
  cabysHint:
    'El archivo oficial del Banco Central o de Hacienda, en XLSX o CSV. Con él se busca sin internet; el anterior sigue en uso hasta que el nuevo esté completo.',
  inUse: 'En uso',
  noCabys: 'Ninguno todavía: se consulta a Hacienda, una búsqueda a la vez',
  cabysFacts: (rows: string, file: string) => `${rows} códigos, de ${file}`,
  fileOf: 'Archivo del',
  broughtIn: 'Traído el',
  importCabys: 'Traer el catálogo de un archivo…',
  importing: (rows: string) => `Trayendo: ${rows} códigos`,
  reading: 'Leyendo el archivo',

  places: 'Provincias, cantones y distritos',
  placesHint:
    'La tabla del programa termina en 2021 y agrega Monteverde y Puerto Jiménez. Un código que no esté en ella se puede escribir igual. Si Hacienda publica otra, tráigala de su archivo.',
  ownPlaces: (districts: string) => `La del programa: ${districts} distritos`,
  placesFacts: (districts: string, file: string) => `${districts} distritos, de ${file}`,
  importPlaces: 'Traer la tabla de un archivo…',
  backToOwn: 'Volver a la del programa',

  schemas: 'Esquemas oficiales',
  schemasHint:
    'El programa los descarga de Hacienda y revisa cada documento con ellos antes de emitirlo. Sin ellos se emite igual, y el documento dice que no se validó.',
  schemaSet: 'Se valida con',
  noSchemas: 'Todavía no están: los documentos se emiten sin validar',
  stored: (stored: string, files: string) => `${stored} de ${files} archivos guardados`,
  fetching: 'Descargando',
  troubles: {
    offline: 'No se pudo descargar: sin conexión con Hacienda.',
    refused: 'Hacienda no los entrega en esa dirección.',
    'other-file': 'Lo que hay en esa dirección no son los archivos esperados; no se guardó.',
    disk: 'El disco no dejó guardarlos.',
  } satisfies Record<SchemaTrouble, string>,
  nextTry: (when: string) => `Se intenta otra vez: ${when}`,
  fetchNow: 'Descargar ahora',
  practiceOnly: 'Se descargan cuando haya una empresa real.',

  lookups: 'Consultas a Hacienda',
  lookupsHint:
    'Contribuyentes, CAByS, exoneraciones y tipo de cambio. Son públicas, se guardan para usarlas sin internet y nunca detienen una factura.',
  lookupsPractice: 'En la práctica responde el simulador.',
  address: 'Dirección de las consultas',
  schemasAddress: 'Dirección de los esquemas',
  kept: 'Respuestas guardadas',
  forget: 'Olvidar lo consultado',
  forgotten: 'Se olvidó lo consultado',
  resting: (time: string) => `Hacienda pidió una pausa hasta las ${time}`,

  done: (taken: string, file: string) => `Listo: ${taken} filas de ${file}`,
  leftOut: (count: string) => `${count} filas no se tomaron`,
  problems: (count: string) => `Filas con problemas: ${count}`,
  row: 'Fila',
  trouble: 'Problema',
  text: 'Dice',
  rowTroubles: {
    code: 'El código no es válido: no se tomó',
    description: 'Falta la descripción: no se tomó',
    rate: 'No se entiende el impuesto: se tomó sin él',
    repeated: 'Código repetido: vale el último',
  } satisfies Record<RowTrouble, string>,
  faults: {
    unreadable: say(
      'Ese archivo no se puede leer.',
      'El catálogo anterior sigue en uso.',
      'Elija el archivo XLSX o CSV tal como se descarga.',
    ),
    'no-columns': say(
      'El archivo no tiene las columnas esperadas.',
      'El catálogo anterior sigue en uso.',
      'El oficial tiene «Categoría 9», «Descripción (categoría 9)» e «Impuesto»; para lugares, código y nombre de provincia, cantón y distrito.',
    ),
    'no-rows': say(
      'El archivo no tiene filas que sirvan.',
      'El catálogo anterior sigue en uso.',
      'Revise que sea el archivo correcto.',
    ),
    'mostly-wrong': say(
      'La mayoría de las filas no son de este catálogo.',
      'El catálogo anterior sigue en uso.',
      'Revise que sea el archivo correcto.',
    ),
    'too-large': say(
      'El archivo es demasiado grande.',
      'El catálogo anterior sigue en uso.',
      'Elija el archivo oficial, de unos pocos megabytes.',
    ),
    disk: say(
      'El archivo no se pudo abrir.',
      'El catálogo anterior sigue en uso.',
      'Cópielo a esta computadora e inténtelo otra vez.',
    ),
  } satisfies Record<CatalogueFault, Sentences>,
  busy: say('Ya se está trayendo un archivo.', 'El otro sigue su curso.', 'Espere a que termine.'),
};

const en: typeof es = {
  cabys: 'CAByS catalogue',
  cabysHint:
    'The official file of the Central Bank or of Hacienda, as XLSX or CSV. With it one searches without internet; the one before stays in use until the new one is whole.',
  inUse: 'In use',
  noCabys: 'None yet: Hacienda is asked, one search at a time',
  cabysFacts: (rows, file) => `${rows} codes, of ${file}`,
  fileOf: 'File of',
  broughtIn: 'Brought in on',
  importCabys: 'Bring the catalogue from a file…',
  importing: (rows) => `Bringing in: ${rows} codes`,
  reading: 'Reading the file',

  places: 'Provinces, cantons and districts',
  placesHint:
    "The program's table ends in 2021 and adds Monteverde and Puerto Jiménez. A code that is not in it can be typed all the same. If Hacienda publishes another, bring it from its file.",
  ownPlaces: (districts) => `The program's own: ${districts} districts`,
  placesFacts: (districts, file) => `${districts} districts, of ${file}`,
  importPlaces: 'Bring the table from a file…',
  backToOwn: "Back to the program's own",

  schemas: 'Official schemas',
  schemasHint:
    'The program downloads them from Hacienda and checks each document with them before issuing it. Without them documents are issued all the same, and say that they were not validated.',
  schemaSet: 'Validating with',
  noSchemas: 'Not here yet: documents are issued without validating',
  stored: (stored, files) => `${stored} of ${files} files stored`,
  fetching: 'Downloading',
  troubles: {
    offline: 'They could not be downloaded: no connection with Hacienda.',
    refused: 'Hacienda does not hand them out at that address.',
    'other-file': 'What is at that address are not the files expected; nothing was stored.',
    disk: 'The disk did not let them be stored.',
  },
  nextTry: (when) => `The next try: ${when}`,
  fetchNow: 'Download now',
  practiceOnly: 'They are downloaded once there is a real company.',

  lookups: 'Look-ups at Hacienda',
  lookupsHint:
    'Taxpayers, CAByS, exonerations and exchange rates. They are public, are kept for use without internet, and never stop an invoice.',
  lookupsPractice: 'In practice the simulator answers.',
  address: 'Address of the look-ups',
  schemasAddress: 'Address of the schemas',
  kept: 'Answers kept',
  forget: 'Forget what was looked up',
  forgotten: 'What was looked up is forgotten',
  resting: (time) => `Hacienda asked for a pause until ${time}`,

  done: (taken, file) => `Done: ${taken} rows of ${file}`,
  leftOut: (count) => `${count} rows were not taken`,
  problems: (count) => `Rows with problems: ${count}`,
  row: 'Row',
  trouble: 'Problem',
  text: 'It says',
  rowTroubles: {
    code: 'The code is not valid: not taken',
    description: 'The description is missing: not taken',
    rate: 'The tax cannot be understood: taken without it',
    repeated: 'A code that comes twice: the last one counts',
  },
  faults: {
    unreadable: say(
      'That file cannot be read.',
      'The catalogue before stays in use.',
      'Choose the XLSX or CSV file as it is downloaded.',
    ),
    'no-columns': say(
      'The file does not have the columns expected.',
      'The catalogue before stays in use.',
      'The official one has “Categoría 9”, “Descripción (categoría 9)” and “Impuesto”; for places, code and name of province, canton and district.',
    ),
    'no-rows': say(
      'The file has no rows that serve.',
      'The catalogue before stays in use.',
      'Check that it is the right file.',
    ),
    'mostly-wrong': say(
      'Most rows are not of this catalogue.',
      'The catalogue before stays in use.',
      'Check that it is the right file.',
    ),
    'too-large': say(
      'The file is too big.',
      'The catalogue before stays in use.',
      'Choose the official file, of a few megabytes.',
    ),
    disk: say(
      'The file could not be opened.',
      'The catalogue before stays in use.',
      'Copy it to this computer and try again.',
    ),
  },
  busy: say('A file is being brought in already.', 'That one goes on.', 'Wait until it is done.'),
};

export const cataloguesCopy = { es, en } satisfies Copy<typeof es>;
