import type { Language } from '../../domain/words/language.ts';

/** Every label of a printed document. Official terms stay as the law has them, also in English beside their meaning. */
export interface PrintWords {
  readonly clave: string;
  readonly consecutivo: string;
  readonly issued: string;
  readonly identification: string;
  readonly activity: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly registry8707: string;
  readonly customer: string;
  readonly seller: string;
  readonly issuer: string;
  readonly withoutCustomer: string;
  readonly saleCondition: string;
  readonly creditDays: (days: number) => string;
  readonly paymentMeans: string;
  readonly currency: string;
  readonly exchangeRate: string;
  readonly line: {
    readonly number: string;
    readonly code: string;
    readonly detail: string;
    readonly quantity: string;
    readonly unit: string;
    readonly price: string;
    readonly discount: string;
    readonly tax: string;
    readonly total: string;
    readonly paid: string;
  };
  readonly cabys: string;
  readonly tariffHeading: string;
  readonly serials: string;
  readonly medicine: string;
  readonly components: string;
  readonly transactionType: string;
  readonly factoryIva: string;
  readonly taxAssumed: string;
  readonly exonerated: (points: string) => string;
  readonly exonerationOf: (document: string, number: string, institution: string, date: string) => string;
  readonly article: (article: string, clause: string | undefined) => string;
  readonly otherCharges: string;
  readonly onBehalfOf: string;
  readonly references: string;
  readonly reason: string;
  readonly notes: string;
  readonly totals: {
    readonly taxed: string;
    readonly exempt: string;
    readonly exonerated: string;
    readonly notSubject: string;
    readonly sale: string;
    readonly discounts: string;
    readonly netSale: string;
    readonly severalRates: string;
    readonly taxAssumed: string;
    readonly ivaReturned: string;
    readonly otherCharges: string;
    readonly total: string;
  };
  readonly status: {
    readonly waiting: string;
    readonly received: string;
    readonly accepted: (when: string) => string;
    readonly rejected: (when: string) => string;
  };
  readonly situation: Readonly<Record<'2' | '3', string>>;
  readonly practice: string;
  readonly test: string;
  readonly page: string;
  readonly xmlIsLegal: string;
  readonly message: {
    readonly answers: string;
    readonly supplier: string;
    readonly tax: string;
    readonly condition: string;
    readonly credit: string;
    readonly expense: string;
    readonly detail: string;
    readonly confirmed: string;
    readonly total: string;
  };
}

const es: PrintWords = {
  clave: 'Clave',
  consecutivo: 'Consecutivo',
  issued: 'Fecha de emisión',
  identification: 'Identificación',
  activity: 'Actividad económica',
  phone: 'Teléfono',
  email: 'Correo',
  address: 'Dirección',
  registry8707: 'Registro fiscal (ley 8707)',
  customer: 'Cliente',
  seller: 'Vendedor',
  issuer: 'Emisor',
  withoutCustomer: 'Cliente sin identificar',
  saleCondition: 'Condición de venta',
  creditDays: (days) => (days === 1 ? 'plazo de 1 día' : `plazo de ${days} días`),
  paymentMeans: 'Medio de pago',
  currency: 'Moneda',
  exchangeRate: 'Tipo de cambio',
  line: {
    number: 'N.º',
    code: 'Código',
    detail: 'Detalle',
    quantity: 'Cantidad',
    unit: 'Unidad',
    price: 'Precio',
    discount: 'Descuento',
    tax: 'Impuesto',
    total: 'Total',
    paid: 'Monto pagado',
  },
  cabys: 'CAByS',
  tariffHeading: 'Partida arancelaria',
  serials: 'Serie o VIN',
  medicine: 'Registro de medicamento',
  components: 'Contiene',
  transactionType: 'Tipo de transacción',
  factoryIva: 'IVA cobrado a nivel de fábrica',
  taxAssumed: 'Impuesto asumido por el emisor',
  exonerated: (points) => `Exonerado ${points} puntos`,
  exonerationOf: (document, number, institution, date) =>
    `${document} ${number}, ${institution}, del ${date}`,
  article: (article, clause) =>
    clause === undefined ? `artículo ${article}` : `artículo ${article}, inciso ${clause}`,
  otherCharges: 'Otros cargos',
  onBehalfOf: 'a favor de',
  references: 'Documentos de referencia',
  reason: 'Razón',
  notes: 'Notas',
  totals: {
    taxed: 'Gravado',
    exempt: 'Exento',
    exonerated: 'Exonerado',
    notSubject: 'No sujeto',
    sale: 'Total de la venta',
    discounts: 'Descuentos',
    netSale: 'Venta neta',
    severalRates: 'varias tarifas',
    taxAssumed: 'Impuesto asumido por el emisor o cobrado en fábrica (no se suma)',
    ivaReturned: 'IVA devuelto',
    otherCharges: 'Otros cargos',
    total: 'Total',
  },
  status: {
    waiting: 'Guardado; Hacienda todavía no lo ha recibido.',
    received: 'Recibido por Hacienda, en validación.',
    accepted: (when) => `Aceptado por Hacienda el ${when}`,
    rejected: (when) => `RECHAZADO por Hacienda el ${when}`,
  },
  situation: {
    '2': 'Emitido por contingencia: sustituye un comprobante provisional.',
    '3': 'Emitido sin internet: se envía cuando vuelva la conexión.',
  },
  practice: 'PRÁCTICA',
  test: 'PRUEBA',
  page: 'Sin validez tributaria',
  xmlIsLegal: 'El documento legal es el archivo XML. Esta es su representación impresa.',
  message: {
    answers: 'Responde al documento',
    supplier: 'Proveedor',
    tax: 'Impuesto del documento',
    condition: 'Condición del impuesto',
    credit: 'Impuesto a acreditar',
    expense: 'Gasto aplicable',
    detail: 'Detalle',
    confirmed: 'Fecha de la confirmación',
    total: 'Total del documento',
  },
};

const en: PrintWords = {
  clave: 'Clave (document key)',
  consecutivo: 'Consecutivo (number)',
  issued: 'Issued',
  identification: 'Identification',
  activity: 'Economic activity',
  phone: 'Phone',
  email: 'E-mail',
  address: 'Address',
  registry8707: 'Tax registry (law 8707)',
  customer: 'Customer',
  seller: 'Seller',
  issuer: 'Issuer',
  withoutCustomer: 'Customer not identified',
  saleCondition: 'Terms of sale',
  creditDays: (days) => (days === 1 ? '1 day' : `${days} days`),
  paymentMeans: 'Means of payment',
  currency: 'Currency',
  exchangeRate: 'Exchange rate',
  line: {
    number: 'No.',
    code: 'Code',
    detail: 'Description',
    quantity: 'Quantity',
    unit: 'Unit',
    price: 'Price',
    discount: 'Discount',
    tax: 'Tax',
    total: 'Total',
    paid: 'Amount paid',
  },
  cabys: 'CAByS',
  tariffHeading: 'Tariff heading',
  serials: 'Serial or VIN',
  medicine: 'Medicine registration',
  components: 'Contains',
  transactionType: 'Kind of transaction',
  factoryIva: 'VAT collected at the factory',
  taxAssumed: 'Tax borne by the issuer',
  exonerated: (points) => `Exonerated ${points} points`,
  exonerationOf: (document, number, institution, date) => `${document} ${number}, ${institution}, ${date}`,
  article: (article, clause) =>
    clause === undefined ? `article ${article}` : `article ${article}, clause ${clause}`,
  otherCharges: 'Other charges',
  onBehalfOf: 'on behalf of',
  references: 'Reference documents',
  reason: 'Reason',
  notes: 'Notes',
  totals: {
    taxed: 'Taxed',
    exempt: 'Exempt',
    exonerated: 'Exonerated',
    notSubject: 'Not subject',
    sale: 'Total of the sale',
    discounts: 'Discounts',
    netSale: 'Net sale',
    severalRates: 'several rates',
    taxAssumed: 'Tax borne by the issuer or collected at the factory (not added)',
    ivaReturned: 'VAT returned',
    otherCharges: 'Other charges',
    total: 'Total',
  },
  status: {
    waiting: 'Stored; not received by the tax authority yet.',
    received: 'Received by the tax authority, being validated.',
    accepted: (when) => `Accepted by the tax authority on ${when}`,
    rejected: (when) => `REJECTED by the tax authority on ${when}`,
  },
  situation: {
    '2': 'Issued in contingency: replaces a provisional voucher.',
    '3': 'Issued without internet: sent when the line is back.',
  },
  practice: 'PRACTICE',
  test: 'TEST',
  page: 'No fiscal validity',
  xmlIsLegal: 'The legal document is the XML file. This is its printed form.',
  message: {
    answers: 'Answers the document',
    supplier: 'Supplier',
    tax: 'Tax of the document',
    condition: 'Condition of the tax',
    credit: 'Tax to credit',
    expense: 'Applicable expense',
    detail: 'Detail',
    confirmed: 'Confirmed',
    total: 'Total of the document',
  },
};

export const printWords: Readonly<Record<Language, PrintWords>> = { es, en };
