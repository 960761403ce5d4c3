import type { Copy } from '../words/language.ts';

const es = {
  title: 'Notas y pagos',
  reading: 'Leyendo',
  creditNote: 'Nota de crédito',
  debitNote: 'Nota de débito',
  receipt: 'Registrar un pago',
  origin: 'Hecho a partir de',
  made: 'Hecho a partir de este documento',
  open: 'Abrir',
  left: (amount: string) => `Queda sin acreditar: ${amount}`,
  leftNothing: 'Ya está acreditado por completo.',
  owed: (amount: string) => `Se debe: ${amount}`,
  owedNothing: 'Está pagado por completo.',

  noteTitle: { '03': 'Nota de crédito de este documento', '02': 'Nota de débito de este documento' },
  whole: 'Todo el documento (lo anula)',
  wholeGone: 'Ya tiene notas: elija qué líneas y cuánto.',
  lines: 'Algunas líneas',
  why: 'Motivo',
  returned: 'Devolución de mercancía',
  corrected: 'Corrección del monto',
  correctedHint: 'Después podrá cambiar precio y descripción de cada línea en la nota.',
  detail: 'Detalle',
  quantity: 'Cantidad',
  quantityOf: (detail: string) => `Cantidad de ${detail}`,
  take: (detail: string) => `Incluir ${detail}`,
  leftOf: (left: string, whole: string) => `quedan ${left} de ${whole}`,
  prepare: 'Preparar la nota',
  preparing: 'Preparando',
  prepared:
    'Se abre como borrador: revísela y emítala. No se envía antes de que Hacienda acepte el documento original.',
  cancel: 'Volver',

  receiptTitle: 'Pago recibido',
  amount: 'Monto recibido, con IVA',
  all: 'Todo lo que se debe',
  paidOn: 'Fecha del pago',
  mean: 'Medio de pago',
  meanText: '¿Cuál?',
  receiptWhy:
    'Esta venta a crédito necesita un recibo electrónico de pago por cada abono. El IVA se reparte solo, exacto al céntimo.',
  receiptUnknown:
    'Si el total del recibo debe llevar el IVA no está resuelto en los textos oficiales; aquí lo lleva. Se sabe de grandes contribuyentes a los que no se les exige el recibo.',
  prepareReceipt: 'Preparar el recibo',
  kindShort: { '02': 'ND', '03': 'NC', '10': 'Recibo' } as Readonly<Record<string, string>>,
};

const en: typeof es = {
  title: 'Notes and payments',
  reading: 'Reading',
  creditNote: 'Credit note',
  debitNote: 'Debit note',
  receipt: 'Record a payment',
  origin: 'Made from',
  made: 'Made from this document',
  open: 'Open',
  left: (amount) => `Left to credit: ${amount}`,
  leftNothing: 'It is credited completely.',
  owed: (amount) => `Owed: ${amount}`,
  owedNothing: 'It is paid completely.',

  noteTitle: { '03': 'Credit note of this document', '02': 'Debit note of this document' },
  whole: 'The whole document (annuls it)',
  wholeGone: 'It has notes already: choose which lines and how much.',
  lines: 'Some lines',
  why: 'Reason',
  returned: 'Goods returned',
  corrected: 'Amount corrected',
  correctedHint: 'Price and description of each line can then be changed in the note.',
  detail: 'Description',
  quantity: 'Quantity',
  quantityOf: (detail) => `Quantity of ${detail}`,
  take: (detail) => `Include ${detail}`,
  leftOf: (left, whole) => `${left} of ${whole} left`,
  prepare: 'Prepare the note',
  preparing: 'Preparing',
  prepared:
    'It opens as a draft: look at it and issue it. It is not sent before the original document is accepted.',
  cancel: 'Back',

  receiptTitle: 'Payment received',
  amount: 'Amount received, with VAT',
  all: 'All that is owed',
  paidOn: 'Day of the payment',
  mean: 'Means of payment',
  meanText: 'Which?',
  receiptWhy:
    'Each payment of this credit sale needs an electronic payment receipt. The VAT is split by itself, exact to the cent.',
  receiptUnknown:
    'Whether the receipt’s total must include VAT is not settled in the official texts; here it does. Large taxpayers are reported not to be bound.',
  prepareReceipt: 'Prepare the receipt',
  kindShort: { '02': 'DN', '03': 'CN', '10': 'Receipt' },
};

export const relatedCopy = { es, en } satisfies Copy<typeof es>;
