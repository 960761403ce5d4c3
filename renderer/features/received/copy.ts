import type { Copy } from '../../words/language.ts';

const es = {
  title: 'Recibidos',
  subtitle: 'Facturas y notas de sus proveedores: se revisan aquí y se responden a Hacienda.',
  loading: 'Abriendo los recibidos',
  open: 'Abrir XML',
  dropHere: 'Suelte aquí los XML de sus proveedores',
  search: 'Buscar en los recibidos',
  searchHint: 'Proveedor, cédula, clave o archivo',
  show: 'Mostrar',
  shows: {
    open: 'Por decidir',
    soon: 'Vencen pronto',
    accepted: 'Aceptados',
    rejected: 'Rechazados',
    problem: 'Con problemas',
    all: 'Todos',
  },
  emptyTitle: 'Aquí van los documentos de sus proveedores',
  emptyText:
    'Guarde los XML que le llegan por correo y ábralos aquí, uno o cien a la vez, o suéltelos sobre esta pantalla. Si el proveedor mandó también el mensaje de Hacienda, ábralo junto con su factura.',
  nothingTitle: 'Nada en esta lista',
  nothingText: 'Cambie el filtro o la búsqueda para ver los demás.',
  showAll: 'Ver todos',
  list: 'Documentos recibidos',
  select: (what: string) => `Elegir ${what}`,
  selectAll: 'Elegir todos los que se ven',
  columns: {
    supplier: 'Proveedor',
    number: 'Número',
    date: 'Emitido',
    total: 'Total',
    due: 'Plazo',
    state: 'Estado',
  },
  end: (count: number, text: string) => (count === 1 ? '1 documento' : `${text} documentos`),
  more: (text: string) => `Se ven los primeros ${text}. Busque para ver otros.`,
  keysHint: 'Espacio elige, A acepta, P en parte, R rechaza, Enter abre el detalle.',
  statuses: {
    undecided: 'Por decidir',
    'answer-refused': 'Responder otra vez',
    problem: 'Con problemas',
    'no-answer': 'No se responde',
    accepted: 'Aceptación',
    'partly-accepted': 'Aceptación parcial',
    rejected: 'Rechazo',
  },
  due: (day: string, left: number, text: string) =>
    left < 0
      ? `venció el ${day}`
      : left === 0
        ? `vence hoy, ${day}`
        : left === 1
          ? `vence mañana, ${day}`
          : `${day}, en ${text} días`,
  dueNote: (days: string) =>
    `Plazo: los primeros ${days} días hábiles del mes siguiente al de emisión. Es la regla que se conoce por otros contribuyentes; el texto vigente no la confirma, por eso se puede cambiar. Los feriados no se descuentan. Si no se responde a tiempo, cuenta como aceptado.`,
  deadline: 'Días hábiles de plazo',
  deadlineDays: (days: number, text: string) => (days === 1 ? '1 día' : `${text} días`),
  selected: (count: number, text: string) => (count === 1 ? '1 elegido' : `${text} elegidos`),
  clear: 'Quitar la selección',
  accept: 'Aceptar',
  partly: 'Aceptar en parte',
  reject: 'Rechazar',
  discard: 'Descartar',
  discardAsk: (count: number, text: string) =>
    count === 1
      ? '¿Descartar este documento? Se quita de aquí; el archivo del proveedor no se toca.'
      : `¿Descartar ${text} documentos? Se quitan de aquí; los archivos del proveedor no se tocan.`,
  discardYes: 'Sí, descartar',
  keep: 'Dejar como está',
  discarded: (done: string, notDone: number, text: string) =>
    notDone === 0
      ? `Descartados: ${done}.`
      : `Descartados: ${done}. ${text} ya tenían respuesta y se quedan.`,

  // reading files
  reading: (done: string, total: string) => `Leyendo ${done} de ${total}`,
  readingStop: 'Dejar de leer',
  /** `problems` of those kept have one */
  readEnd: (kept: number, text: string, problems: number, problemsText: string, not: string) =>
    [
      kept === 1 ? '1 archivo guardado' : `${text} archivos guardados`,
      problems === 0 ? '' : problems === 1 ? ', 1 con problemas' : `, ${problemsText} con problemas`,
      not === '0' ? '.' : `; ${not} no.`,
    ].join(''),
  readResults: 'Archivos leídos',
  keptFold: (text: string) => `Guardados sin problemas: ${text}`,
  dismiss: 'Cerrar esta lista',
  seeIt: 'Ver',
  imports: {
    kept: 'Guardado: está por decidir.',
    'kept-problem': 'Guardado, pero tiene un problema: ábralo para verlo.',
    replaced: 'Guardado en lugar del que tenía un problema.',
    'answer-kept': 'Mensaje de Hacienda, guardado con su documento.',
    'answer-again': 'Mensaje de Hacienda que ya estaba guardado.',
    duplicate: 'Ya estaba: es el mismo archivo.',
    'duplicate-differs':
      'Ya hay un documento con esta clave y otro contenido. Se queda el primero; pregunte al proveedor cuál vale.',
    'answer-without-document':
      'Es un mensaje de Hacienda y aquí no está el documento del que habla. Ábralos juntos.',
    'answer-altered':
      'Es un mensaje de Hacienda que alguien cambió después de firmado. Pida otro al proveedor.',
    'answer-other-amounts':
      'Es un mensaje de Hacienda con otros montos que los del documento. No prueba nada de él; pregunte al proveedor.',
    'answer-unsigned': 'Es un mensaje de Hacienda sin firma: no prueba nada. Pida el original al proveedor.',
    empty: 'El archivo está vacío.',
    'too-large': 'Es demasiado grande para ser un comprobante (más de 10 MB).',
    pdf: 'Es un PDF: el documento que vale es el XML. Pídalo al proveedor.',
    zip: 'Es un archivo comprimido: ábralo primero y traiga los XML que tiene dentro.',
    'not-xml': 'No es un XML.',
    'other-version': 'No es de la versión 4.4, la única vigente. Pida el documento correcto al proveedor.',
    'other-document': 'Es un XML, pero no un comprobante electrónico de Costa Rica.',
    'own-message': 'Es una respuesta de un receptor (mensaje receptor): no se responde.',
    hostile:
      'Trae instrucciones que un comprobante no puede llevar. No se leyó; no lo abra con otro programa.',
    'not-readable': 'Le falta algo o está mal formado, así que no se puede leer. Pida otra vez el archivo.',
    'reader-stopped': 'Algo en este archivo detuvo la lectura. Los demás siguieron.',
    'too-slow': 'Tardaba demasiado en leerse y se dejó. Los demás siguieron.',
    disk: 'El disco no dejó guardarlo. Haga espacio y ábralo otra vez.',
    cancelled: 'No se leyó: usted lo detuvo.',
  },

  // answering
  answering: (done: string, total: string) => `Firmando y guardando ${done} de ${total}`,
  answeringStop: 'Detener los que faltan',
  answerEnd: (sealed: number, sealedText: string, not: string) =>
    not === '0'
      ? sealed === 1
        ? '1 respuesta guardada en la cola.'
        : `${sealedText} respuestas guardadas en la cola.`
      : `${sealed === 1 ? '1 respuesta guardada' : `${sealedText} respuestas guardadas`} en la cola; ${not} no.`,
  answerResults: 'Respuestas',
  answerStopped: 'No se respondió: usted lo detuvo.',
  decisionTitle: {
    '05': (count: number, text: string) =>
      count === 1 ? 'Aceptar el documento' : `Aceptar ${text} documentos`,
    '06': (count: number, text: string) =>
      count === 1 ? 'Aceptar en parte el documento' : `Aceptar en parte ${text} documentos`,
    '07': (count: number, text: string) =>
      count === 1 ? 'Rechazar el documento' : `Rechazar ${text} documentos`,
  },
  leftOut: (count: number, text: string) =>
    count === 1
      ? '1 de los elegidos no se puede responder y queda fuera.'
      : `${text} de los elegidos no se pueden responder y quedan fuera.`,
  answerKind: 'Respuesta',
  condition: 'IVA de esta compra',
  conditions: {
    '01': 'Crédito de todo el IVA',
    '02': 'Crédito de una parte del IVA',
    '03': 'Bienes de capital',
    '04': 'Gasto sin crédito',
    '05': 'Proporcionalidad: se decide después',
  },
  activity: 'Actividad económica nuestra',
  noActivity: 'Ninguna: agréguela en Ajustes',
  percent: 'Parte del IVA que se acredita, en %',
  percentHint: 'El resto del IVA va como gasto.',
  creditTax: 'Impuesto a acreditar',
  expense: 'Gasto aplicable',
  computed: (amount: string) => `Si lo deja vacío: ${amount}`,
  detail: 'Por qué',
  detailHint: 'De 5 a 160 letras. El proveedor lo verá.',
  detailOptional: 'Comentario (no es necesario)',
  sums: 'Lo que se dirá a Hacienda',
  sumsOf: (currency: string) => `En ${currency}`,
  taxSum: 'IVA de los documentos',
  rejectNote: 'Al rechazar no se acredita nada. El proveedor debe hacer una nota de crédito.',
  partlyNote: 'El proveedor debe hacer una nota de crédito por la diferencia.',
  faultsTitle: (count: number, text: string) =>
    count === 1 ? 'A 1 documento le falta algo' : `A ${text} documentos les falta algo`,
  faultsNote: 'Esos no se responden; los demás sí.',
  seal: (count: number, text: string) => (count === 1 ? 'Firmar y enviar' : `Firmar y enviar ${text}`),
  cancel: 'Cancelar',
  nothingToAnswer: 'Ninguno de los elegidos espera respuesta.',

  // detail
  detailLabel: 'Detalle del documento recibido',
  close: 'Cerrar',
  loadingDetail: 'Abriendo el documento',
  checks: 'Revisión',
  outcome: { passed: 'Bien', failed: 'Problema', warned: 'Aviso', 'not-checked': 'Sin comprobar' },
  messages: 'Nuestra respuesta',
  noMessages: 'Todavía no se ha respondido.',
  seeMessage: 'Ver su recorrido',
  refusedAgain: 'Hacienda no aceptó la respuesta. Puede hacer otra: llevará un número nuevo.',
  content: 'Contenido',
  damaged: 'El XML guardado ya no es el que llegó: no se muestra nada de él.',
  line: 'Detalle',
  quantity: 'Cantidad',
  price: 'Precio',
  lineTotal: 'Total',
  sale: 'Venta',
  discounts: 'Descuentos',
  netSale: 'Venta neta',
  tax: 'Impuestos',
  otherCharges: 'Otros cargos',
  ivaReturned: 'IVA devuelto',
  total: 'Total',
  exchange: (rate: string) => `Tipo de cambio ${rate}`,
  references: 'Se refiere a',
  files: 'Archivos',
  fileFrom: (name: string, when: string) => `${name}, leído ${when}`,
  saveXml: 'Guardar el XML',
  saveAnswer: 'Guardar el mensaje de Hacienda',
  saved: (name: string) => `Guardado como ${name}`,
  copyClave: 'Copiar la clave',
};
const en: typeof es = {
  title: 'Received',
  subtitle: 'Invoices and notes of your suppliers: checked here, and answered to Hacienda.',
  loading: 'Opening what was received',
  open: 'Open XML',
  dropHere: 'Drop your suppliers’ XML here',
  search: 'Search what was received',
  searchHint: 'Supplier, id, clave or file',
  show: 'Show',
  shows: {
    open: 'To decide',
    soon: 'Due soon',
    accepted: 'Accepted',
    rejected: 'Rejected',
    problem: 'With problems',
    all: 'All',
  },
  emptyTitle: 'The documents of your suppliers go here',
  emptyText:
    'Save the XML files that reach you by mail and open them here, one or a hundred at once, or drop them on this screen. If the supplier sent Hacienda’s message too, open it together with its invoice.',
  nothingTitle: 'Nothing in this list',
  nothingText: 'Change the filter or the search to see the others.',
  showAll: 'Show all',
  list: 'Received documents',
  select: (what) => `Choose ${what}`,
  selectAll: 'Choose all in sight',
  columns: {
    supplier: 'Supplier',
    number: 'Number',
    date: 'Issued',
    total: 'Total',
    due: 'Deadline',
    state: 'State',
  },
  end: (count, text) => (count === 1 ? '1 document' : `${text} documents`),
  more: (text) => `The first ${text} are shown. Search to see others.`,
  keysHint: 'Space chooses, A accepts, P in part, R rejects, Enter opens the detail.',
  statuses: {
    undecided: 'To decide',
    'answer-refused': 'Answer again',
    problem: 'With problems',
    'no-answer': 'Not answered',
    accepted: 'Acceptance',
    'partly-accepted': 'Partial acceptance',
    rejected: 'Rejection',
  },
  due: (day, left, text) =>
    left < 0
      ? `was due ${day}`
      : left === 0
        ? `due today, ${day}`
        : left === 1
          ? `due tomorrow, ${day}`
          : `${day}, in ${text} days`,
  dueNote: (days) =>
    `Deadline: the first ${days} business days of the month after the one of issue. It is the rule as known from other taxpayers; the present text does not confirm it, so it can be changed. Holidays are not counted out. What is not answered in time counts as accepted.`,
  deadline: 'Business days of the deadline',
  deadlineDays: (days, text) => (days === 1 ? '1 day' : `${text} days`),
  selected: (count, text) => (count === 1 ? '1 chosen' : `${text} chosen`),
  clear: 'Clear the selection',
  accept: 'Accept',
  partly: 'Accept in part',
  reject: 'Reject',
  discard: 'Discard',
  discardAsk: (count, text) =>
    count === 1
      ? 'Discard this document? It leaves this list; the supplier’s file is not touched.'
      : `Discard ${text} documents? They leave this list; the supplier’s files are not touched.`,
  discardYes: 'Yes, discard',
  keep: 'Leave it',
  discarded: (done, notDone, text) =>
    notDone === 0 ? `Discarded: ${done}.` : `Discarded: ${done}. ${text} were answered already and stay.`,

  reading: (done, total) => `Reading ${done} of ${total}`,
  readingStop: 'Stop reading',
  readEnd: (kept, text, problems, problemsText, not) =>
    [
      kept === 1 ? '1 file kept' : `${text} files kept`,
      problems === 0 ? '' : `, ${problemsText} with problems`,
      not === '0' ? '.' : `; ${not} not.`,
    ].join(''),
  readResults: 'Files read',
  keptFold: (text) => `Kept without problems: ${text}`,
  dismiss: 'Close this list',
  seeIt: 'See',
  imports: {
    kept: 'Kept: to be decided.',
    'kept-problem': 'Kept, with a problem: open it to see.',
    replaced: 'Kept in place of the one that had a problem.',
    'answer-kept': 'Hacienda’s message, kept with its document.',
    'answer-again': 'Hacienda’s message, which was kept already.',
    duplicate: 'It was here already: the same file.',
    'duplicate-differs':
      'There is a document with this clave and other content. The first one stays; ask the supplier which one counts.',
    'answer-without-document':
      'It is a message of Hacienda, and the document it speaks of is not here. Open them together.',
    'answer-altered':
      'It is a message of Hacienda that somebody changed after it was signed. Ask for another.',
    'answer-other-amounts':
      'It is a message of Hacienda with other amounts than the document’s. It proves nothing of it; ask the supplier.',
    'answer-unsigned':
      'It is a message of Hacienda without a signature: it proves nothing. Ask for the original.',
    empty: 'The file is empty.',
    'too-large': 'It is too large to be a comprobante (more than 10 MB).',
    pdf: 'It is a PDF: the document that counts is the XML. Ask the supplier for it.',
    zip: 'It is a compressed file: unpack it first, and bring the XML files inside.',
    'not-xml': 'It is no XML.',
    'other-version': 'It is not of version 4.4, the only one in force. Ask the supplier for the right one.',
    'other-document': 'It is an XML, but no electronic comprobante of Costa Rica.',
    'own-message': 'It is a receiver’s answer (mensaje receptor): it is not answered.',
    hostile:
      'It carries instructions no comprobante may have. It was not read; open it with no other program.',
    'not-readable': 'Something is missing or malformed, so it cannot be read. Ask for the file again.',
    'reader-stopped': 'Something in this file stopped the reading. The others went on.',
    'too-slow': 'It took too long to read and was left. The others went on.',
    disk: 'The disk did not let it be kept. Make room and open it again.',
    cancelled: 'Not read: you stopped it.',
  },

  answering: (done, total) => `Signing and keeping ${done} of ${total}`,
  answeringStop: 'Stop the rest',
  answerEnd: (sealed, sealedText, not) =>
    not === '0'
      ? sealed === 1
        ? '1 answer kept in the queue.'
        : `${sealedText} answers kept in the queue.`
      : `${sealed === 1 ? '1 answer kept' : `${sealedText} answers kept`} in the queue; ${not} not.`,
  answerResults: 'Answers',
  answerStopped: 'Not answered: you stopped it.',
  decisionTitle: {
    '05': (count, text) => (count === 1 ? 'Accept the document' : `Accept ${text} documents`),
    '06': (count, text) => (count === 1 ? 'Accept the document in part' : `Accept ${text} documents in part`),
    '07': (count, text) => (count === 1 ? 'Reject the document' : `Reject ${text} documents`),
  },
  leftOut: (count, text) =>
    count === 1
      ? '1 of those chosen cannot be answered and is left out.'
      : `${text} of those chosen cannot be answered and are left out.`,
  answerKind: 'Answer',
  condition: 'VAT of this purchase',
  conditions: {
    '01': 'Credit of all VAT',
    '02': 'Credit of a part of the VAT',
    '03': 'Capital goods',
    '04': 'Expense without credit',
    '05': 'Proportionality: decided later',
  },
  activity: 'Our economic activity',
  noActivity: 'None: add it in Settings',
  percent: 'Part of the VAT that is credited, in %',
  percentHint: 'The rest of the VAT goes as expense.',
  creditTax: 'Tax to credit',
  expense: 'Applicable expense',
  computed: (amount) => `If left empty: ${amount}`,
  detail: 'Why',
  detailHint: '5 to 160 letters. The supplier will see it.',
  detailOptional: 'Comment (not needed)',
  sums: 'What Hacienda will be told',
  sumsOf: (currency) => `In ${currency}`,
  taxSum: 'VAT of the documents',
  rejectNote: 'Rejecting credits nothing. The supplier must issue a credit note.',
  partlyNote: 'The supplier must issue a credit note for the difference.',
  faultsTitle: (count, text) =>
    count === 1 ? '1 document lacks something' : `${text} documents lack something`,
  faultsNote: 'Those are not answered; the others are.',
  seal: (count, text) => (count === 1 ? 'Sign and send' : `Sign and send ${text}`),
  cancel: 'Cancel',
  nothingToAnswer: 'None of those chosen waits for an answer.',

  detailLabel: 'Detail of the received document',
  close: 'Close',
  loadingDetail: 'Opening the document',
  checks: 'Checks',
  outcome: { passed: 'Good', failed: 'Problem', warned: 'Note', 'not-checked': 'Not checked' },
  messages: 'Our answer',
  noMessages: 'Not answered yet.',
  seeMessage: 'See its way',
  refusedAgain: 'Hacienda did not accept the answer. You can make another: it will have a new number.',
  content: 'Content',
  damaged: 'The stored XML is no longer the one that came: nothing of it is shown.',
  line: 'Detail',
  quantity: 'Quantity',
  price: 'Price',
  lineTotal: 'Total',
  sale: 'Sale',
  discounts: 'Discounts',
  netSale: 'Net sale',
  tax: 'Taxes',
  otherCharges: 'Other charges',
  ivaReturned: 'VAT returned',
  total: 'Total',
  exchange: (rate) => `Exchange rate ${rate}`,
  references: 'Refers to',
  files: 'Files',
  fileFrom: (name, when) => `${name}, read ${when}`,
  saveXml: 'Save the XML',
  saveAnswer: 'Save Hacienda’s message',
  saved: (name) => `Saved as ${name}`,
  copyClave: 'Copy the clave',
};
export const copy = { es, en } satisfies Copy<typeof es>;
