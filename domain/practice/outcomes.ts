/**
 * The closed lists behind the practice panel, without zod, so that a window can build its choices from them.
 * What each switch means: domain/practice/switches.ts.
 */

/** Where a provocation can be planted. `list` is GET /payments, `document` is GET /documents/{id}, `comprobantes` is GET /comprobantes,
 *  `lookup` any of the public look-ups. */
export const practiceEndpoints = [
  'idp',
  'post',
  'get',
  'comprobantes',
  'put',
  'list',
  'document',
  'lookup',
] as const;
type PlannedEndpoint = (typeof practiceEndpoints)[number];

/** Every endpoint the counters tell apart. */
export const countedEndpoints = [...practiceEndpoints, 'logout', 'probe', 'documents', 'other'] as const;

/** The calm position: what a clerk meets who touches nothing. */
export const calmSwitches = {
  line: 'up',
  slowMs: 0,
  clockSkewMs: 0,
  hacienda: {
    receivedStatus: 201,
    unknownClave: '404',
    quota: 'off',
    location: true,
    processingMinMs: 2_000,
    processingMaxMs: 6_000,
    callbackSpelling: 'hyphen',
    callbackRetryMs: 2_000,
    listOmits: 0,
    unknownReference: 'refuse',
  },
  edinky: {
    tokenAccepted: true,
    paymentsWrite: 'replace',
    paymentsPaging: 'honours-page',
    history: 'hidden',
    paymentsInDocument: 'absent',
    errorShape: 'E1',
    ids: 'number',
    money: 'text',
    statusText: 'documented',
    emptyPayments: 'refuse',
    partialSum: 'accept',
    sendAutomaticAfterSeconds: null,
    documentsList: 'on',
  },
  lookups: { service: 'works', limit: 'documented', emptyLists: 'inside', exonerationScale: 'points' },
} as const;

/**
 * Statuses: a refusal is answered *before* anything takes effect; 200, 201 and 202 let the request take effect and answer with
 * that number. `accept-then-…`: it takes effect first. The rest answers without effect unless its comment says otherwise.
 */
const refusals = [
  '401',
  '403',
  '408',
  '429',
  '429-retry-after',
  '429-bare',
  '499',
  '500',
  '502',
  '503',
  '504',
] as const;
const broken = [
  /** the whole request is read, then the socket is destroyed */
  'cut-before',
  /** takes effect; the head and half of the answer arrive, then the socket is destroyed */
  'half-answer',
  /** the request is read and never answered */
  'hang',
  /** 200 with a page, as captive portals do */
  'html',
  /** 200, no body */
  'empty',
  /** 200, JSON of 3 MB */
  'huge',
  /** takes effect; the answer comes a few bytes at a time over `ms` */
  'slow-bytes',
] as const;
const afterEffect = [
  'accept-then-cut',
  'accept-then-500',
  'accept-then-hang',
  'accept-then-html',
  'accept-then-empty',
] as const;

/** What can be provoked where. The panel builds its choices from this. */
export const outcomesOf = {
  idp: ['200', '400', ...refusals, ...broken, ...afterEffect],
  post: [
    '201',
    '202',
    '400',
    '404',
    ...refusals,
    ...broken,
    ...afterEffect,
    /** 400 "ya fue recibido anteriormente" for a clave that was never received */
    'already-received',
    /** received, and unknown to GET for `ms` */
    'hidden',
  ],
  get: [
    '200',
    '400',
    '404',
    ...refusals,
    ...broken,
    /** the ones below wait for a document with its verdict */
    'broken-base64',
    'broken-xml',
    'doctype',
    /** final state without respuesta-xml */
    'no-answer',
    /** ind-estado of a word nobody documented */
    'unknown-state',
    /** ind-estado `error`, without XML */
    'state-error',
    /** respuesta-xml of another clave */
    'other-clave',
    /** ind-estado says the opposite of the XML */
    'contradicting-verdict',
    /** respuesta-xml of 3 MB */
    'huge-xml',
  ],
  comprobantes: [
    '200',
    '400',
    '404',
    ...refusals,
    ...broken,
    /** whatever offset is asked, the first page comes */
    'repeated-page',
  ],
  put: ['200', '404', '422', ...refusals, ...broken, ...afterEffect, 'payload-false'],
  list: [
    '200',
    ...refusals,
    ...broken,
    /** whatever page is asked, the first one comes */
    'repeated-page',
    /** the rows of the page backwards */
    'reordered-page',
  ],
  document: ['200', '404', ...refusals, ...broken],
  lookup: ['200', '400', '404', ...refusals, ...broken],
} as const satisfies Record<PlannedEndpoint, readonly string[]>;

export type PracticeOutcome = (typeof outcomesOf)[PlannedEndpoint][number];

export function isOutcomeOf(endpoint: PlannedEndpoint, outcome: PracticeOutcome): boolean {
  const known: readonly PracticeOutcome[] = outcomesOf[endpoint];
  return known.includes(outcome);
}

/** Verdicts a clerk may want to practise with, as Hacienda words them: code of DOMAIN.md section 9 and text. The first is the usual one. */
export const usualVerdicts = {
  rejected: [
    { code: -400, text: 'El código CAByS indicado no existe en el catálogo.' },
    { code: -38, text: 'La identificación del receptor no se encuentra registrada.' },
    { code: -45, text: 'El monto del impuesto de la línea 1 no corresponde a la base por la tarifa.' },
    { code: -99, text: 'El consecutivo ya existe en nuestras bases de datos.' },
    { code: -125, text: 'La exoneración de la línea 1 no es válida.' },
    { code: -190, text: 'El monto de exoneración de la línea 1 no coincide con la tarifa exonerada.' },
    { code: -411, text: 'El código de actividad económica no existe en el registro.' },
    { code: -505, text: 'La tarifa de la línea 1 no corresponde a su código de tarifa.' },
    { code: -508, text: 'El receptor no es el del comprobante de referencia.' },
    { code: -509, text: 'El código CAByS de la línea 1 no está en el comprobante de referencia.' },
  ],
  observed: [
    { code: -37, text: 'La ubicación del emisor no coincide con la registrada.' },
    { code: -16, text: 'El comprobante fue enviado fuera del plazo establecido.' },
    { code: -53, text: 'La hora de emisión no es la oficial de Costa Rica.' },
  ],
} as const;
