import { type ElectronApplication, expect, type Locator, type Page, test } from '@playwright/test';
import type { Issued } from '../../preload/contract/documents.ts';
import type { PracticeOutcome } from '../../domain/practice/switches.ts';
import { practiceCredentials, practiceEdinkyToken } from '../../domain/practice/credentials.ts';
import type { Authorities, PracticeControl } from '../../main/practice/authorities.ts';
import { goodForm } from '../helpers/invoices.ts';
import { launch, newUserData } from '../helpers/launch.ts';
import { openTestCompany, outsideAuthorities, testPassword } from '../helpers/test-company.ts';
import { call } from './pages/call.ts';
import { DocumentsPage } from './pages/documents-page.ts';
import { PaymentsPage } from './pages/payments-page.ts';
import { QueuePage } from './pages/queue-page.ts';

/**
 * Every HTTP outcome of the source tables (DOMAIN.md 12 and 13.3, API.md 2 and 3.1), one row each: what the clerk is told, and how
 * many requests were made, by the authorities' own count. Durations of the outbox are 6 thousandths of the real ones, so a doubt
 * about a document that never arrived (asked at 20 s, after 3 min and a minute later) takes 1.5 s.
 */

/** `endpoint status` -> how many; status 0: no whole answer was written. */
type Requests = Readonly<Record<string, number>>;
const settled = { timeout: 20_000 };

let app: ElectronApplication;
let page: Page;
let authorities: Authorities;
let control: PracticeControl;
let documents: DocumentsPage;
let queue: QueuePage;
let payments: PaymentsPage;

async function begin(): Promise<void> {
  authorities = await outsideAuthorities();
  control = authorities.control;
  app = await launch(newUserData(), { env: { APP_TIME_SCALE: '0.006' } });
  page = await app.firstWindow();
  await openTestCompany(app, page, authorities);
  documents = new DocumentsPage(page);
  queue = new QueuePage(page);
  payments = new PaymentsPage(page);
}

async function end(): Promise<void> {
  await app.close();
  await authorities.stop();
}

/** "Emitir" of a good invoice; the form itself has its own tests. */
const issue = (): Promise<Issued> =>
  call(page, 'invoices.issue', { draftId: crypto.randomUUID(), form: goodForm() });

/** Issues one in good weather: signed in, and every failure before it is forgotten. */
async function goodWeather(): Promise<void> {
  const { consecutivo } = await issue();
  await documents.open(consecutivo);
  await expect(documents.state('Aceptado')).toBeVisible(settled);
}

function counted(): Requests {
  const rows = control.counters().requests;
  return Object.fromEntries(rows.map(({ endpoint, status, count }) => [`${endpoint} ${status}`, count]));
}

/** What was counted since `before`. */
function since(before: Requests): Requests {
  const more = Object.entries(counted()).map(([key, count]) => [key, count - (before[key] ?? 0)] as const);
  return Object.fromEntries(more.filter(([, count]) => count > 0));
}

/** What is on screen, folded texts left out, speaks Spanish to a clerk and not HTTP to a programmer. */
async function expectPlainWords(where: Locator): Promise<void> {
  const text = await where.innerText();
  expect(text).not.toMatch(/token|xml inválido|\bhttp\b|\bjson\b|\b[45]\d\d\b(?![.,]\d)|undefined|\[object/i);
}

interface Row {
  readonly outcome: PracticeOutcome;
  /** what is proved, after the outcome's name */
  readonly name: string;
  readonly times?: number;
  readonly ms?: number;
  /** how long the authority takes to decide, and what it decides */
  readonly processingMs?: number;
  readonly rejects?: string;
  /** the word of the document's state and the first sentence of its notice, until the clerk or time changes it */
  readonly document?: readonly [state: string, happened?: string];
  /** the state of the way to Hacienda in Cola, and its first sentence */
  readonly way?: readonly [state: string, happened: string];
  /** zero further requests: one more invoice waits too, and nothing is asked, until the clerk acts */
  readonly stands?: Requests;
  /** the button the clerk presses; of the document, or "Probar de nuevo" in Cola */
  readonly presses?: string;
  readonly ends?: 'Aceptado' | 'Rechazado';
  /** sentences of the document's timeline */
  readonly told: readonly string[];
  readonly requests: Requests;
}

async function walk(endpoint: 'idp' | 'post' | 'get', row: Row): Promise<void> {
  control.clearProvocations();
  const processingMs = row.processingMs ?? 0;
  await control.processingMs(processingMs);
  if (row.rejects !== undefined) control.rejectNext(row.rejects);
  if (endpoint === 'idp') control.expireTokens('access');
  const before = counted();
  control.provoke({
    endpoint,
    outcome: row.outcome,
    times: row.times ?? 1,
    ...(row.ms === undefined ? {} : { ms: row.ms }),
  });
  const { consecutivo } = await issue();
  const waiting = [consecutivo];

  if (row.document) {
    const [state, happened] = row.document;
    await documents.open(consecutivo);
    await expect(documents.state(state)).toBeVisible(settled);
    if (happened !== undefined) await expect(documents.notice).toContainText(happened, settled);
    await expectPlainWords(documents.detail);
  }
  if (row.way) {
    const [state, happened] = row.way;
    await queue.goTo();
    await expect(queue.way('Hacienda')).toContainText(state, settled);
    await expect(queue.way('Hacienda')).toContainText(happened);
    await expectPlainWords(page.getByRole('main'));
  }
  if (row.stands) {
    const more = await issue();
    waiting.push(more.consecutivo);
    await queue.goTo();
    await expect(queue.item(more.consecutivo)).toContainText('En cola');
    await expect(queue.item(more.consecutivo)).toContainText('usted decide');
    expect(since(before)).toEqual(row.stands);
  }
  if (row.presses === 'Probar de nuevo') await queue.tryAgain('Hacienda').click();
  else if (row.presses === 'Guardar') {
    await insist(row.stands ?? {}, before);
    await typePasswordAgain();
  } else if (row.presses !== undefined) await documents.action(row.presses).click();

  for (const each of waiting) {
    await documents.open(each);
    await expect(documents.state(row.ends ?? 'Aceptado')).toBeVisible(settled);
  }
  await documents.open(consecutivo);
  await expectPlainWords(documents.detail);
  const shown = await documents.timeline.getByRole('listitem').allInnerTexts();
  for (const sentence of row.told) expect(shown.join('\n')).toContain(sentence);
  expect(control.provocations()).toEqual([]);
  expect(since(before)).toEqual(row.requests);
}

/** "Probar de nuevo" with the same credentials does not ask again: the account must not be locked (I8). */
async function insist(stands: Requests, before: Requests): Promise<void> {
  await queue.tryAgain('Hacienda').click();
  await expect(queue.tryAgain('Hacienda')).toBeEnabled();
  await expect(queue.way('Hacienda')).toContainText('Detenido: credenciales');
  expect(since(before)).toEqual(stands);
}

/** "Abrir Ajustes" beside the blocked way, and the password once more. */
async function typePasswordAgain(): Promise<void> {
  await queue.way('Hacienda').getByRole('button', { name: 'Abrir Ajustes' }).click();
  const form = page.getByRole('form', { name: 'Entrada a Hacienda' });
  await expect(form.getByLabel('Usuario')).toHaveValue(practiceCredentials.user);
  await form.getByLabel('Contraseña').fill(testPassword);
  await form.getByRole('button', { name: 'Guardar' }).click();
  await expect(form).toContainText('Guardado a las');
}

const asked = 'Consulta a Hacienda. Hacienda lo aceptó.';
const received = 'Envío a Hacienda. Recibido.';
const notHere = 'Consulta a Hacienda. No lo tiene.';
const failing = 'El sistema de Hacienda falló al recibirlo.';
const unclear = 'No hubo una respuesta que se entienda.';
const undocumented = 'contestó lo que su documentación no dice.';
const doubt = 'Confirmando con Hacienda';
const blocked = 'El servicio no aceptó el usuario, la contraseña o el código de acceso.';
const denied = 'El servicio negó el permiso.';
const overLimit = 'Se alcanzó el límite de envíos que pone el servicio.';

function walkAll(endpoint: 'idp' | 'post' | 'get', rows: readonly Row[]): void {
  for (const row of rows) test(`${row.outcome}: ${row.name}`, () => walk(endpoint, row));
}

test.describe('POST /recepcion', () => {
  test.beforeAll(async () => {
    await begin();
    await goodWeather();
  });
  test.afterAll(end);

  const ordinary = { 'post 201': 1, 'get 200': 1 };
  /** In doubt, it is asked for three times, the last two after the horizon, and only then sent again: the same clave. */
  const lost = (outcome: PracticeOutcome, status: number, happened: string, told: string): Row => ({
    outcome,
    name: 'is in doubt, and is NOT sent again before two late questions have found nothing',
    document: [doubt, happened],
    told: [told, notHere, received, asked],
    requests: { [`post ${status}`]: 1, 'get 404': 3, ...ordinary },
  });
  const arrived = (outcome: PracticeOutcome, status: number, told: string): Row => ({
    outcome,
    name: 'is found by one question, and is NOT sent a second time',
    told: [told, asked],
    requests: { [`post ${status}`]: 1, 'get 200': 1 },
  });
  const waits = (outcome: PracticeOutcome, times = 1): Row => ({
    outcome,
    times,
    name: 'waits as long as told and goes by itself',
    // `Retry-After` and `X-Ratelimit-Reset` count in whole seconds
    ms: 2_000,
    document: ['En cola'],
    way: ['Esperando turno', overLimit],
    told: ['Envío a Hacienda. Pidió esperar: se alcanzó el límite de envíos. No se envió.', received, asked],
    requests: { 'post 429': times, ...ordinary },
  });
  const toldFailing = 'Envío a Hacienda. El servicio falló por dentro: no se sabe si lo recibió.';
  const toldUnclear = 'Envío a Hacienda. Respondió algo que no se entiende: no se sabe si lo recibió.';
  const toldCut = 'Envío a Hacienda. La conexión se cortó a medias: no se sabe si llegó.';
  const toldLate = 'Envío a Hacienda. No respondió a tiempo: no se sabe si llegó.';
  const toldRefused = 'Envío a Hacienda. No aceptó la sesión: el documento no se tomó en cuenta.';

  walkAll('post', [
    { outcome: '201', name: 'is received, and accepted', told: [received, asked], requests: ordinary },
    {
      outcome: '202',
      name: 'is received as with 201',
      told: [received, asked],
      requests: { 'post 202': 1, 'get 200': 1 },
    },
    {
      outcome: '400',
      name: 'is to be corrected, and is NOT sent again by itself',
      document: ['Por corregir', 'Hacienda no recibió el documento por algo de su contenido.'],
      presses: 'Enviar otra vez, tal como está',
      told: ['Envío a Hacienda. Hacienda no lo recibió por su contenido.', received, asked],
      requests: { 'post 400': 1, ...ordinary },
    },
    {
      outcome: '401',
      name: 'is cured by one new sign-in and one retry',
      told: [toldRefused, received, asked],
      requests: { 'post 401': 1, 'idp 200': 1, ...ordinary },
    },
    {
      outcome: '401',
      times: 2,
      name: 'twice stops the way, and nothing more is asked',
      way: ['Detenido: credenciales', blocked],
      stands: { 'post 401': 2, 'idp 200': 1 },
      presses: 'Probar de nuevo',
      told: [toldRefused, received, asked],
      requests: { 'post 401': 2, 'idp 200': 1, 'post 201': 2, 'get 200': 2 },
    },
    {
      outcome: '403',
      name: 'means zero further requests until "Probar de nuevo"',
      way: ['Detenido: permiso', denied],
      stands: { 'post 403': 1 },
      presses: 'Probar de nuevo',
      told: ['Negó el permiso: no se le vuelve a preguntar hasta que usted lo pida.', received, asked],
      requests: { 'post 403': 1, 'post 201': 2, 'get 200': 2 },
    },
    {
      outcome: '404',
      name: 'is a wrong address: the way stops, the documents wait',
      way: ['Detenido: permiso', 'La dirección configurada del servicio no existe.'],
      stands: { 'post 404': 1 },
      presses: 'Probar de nuevo',
      told: ['La dirección configurada no existe: no llegó a Hacienda.', received, asked],
      requests: { 'post 404': 1, 'post 201': 2, 'get 200': 2 },
    },
    waits('429'),
    waits('429-retry-after'),
    // nothing says until when: the wait doubles from one refusal to the next, and only the later ones last long enough to be seen
    waits('429-bare', 4),
    lost('499', 499, failing, toldFailing),
    lost('500', 500, failing, toldFailing),
    lost('502', 502, failing, toldFailing),
    lost('503', 503, failing, toldFailing),
    lost('html', 200, undocumented, toldUnclear),
    lost('empty', 200, undocumented, toldUnclear),
    lost('huge', 200, undocumented, toldUnclear),
    lost('cut-before', 0, unclear, toldCut),
    lost('hang', 0, unclear, toldLate),
    arrived('accept-then-cut', 0, toldCut),
    arrived('accept-then-500', 500, toldFailing),
    arrived('accept-then-hang', 0, toldLate),
    arrived('accept-then-html', 200, toldUnclear),
    arrived('accept-then-empty', 200, toldUnclear),
    arrived('half-answer', 0, toldCut),
    {
      outcome: 'already-received',
      name: 'of a document that is not there needs a person, who may send the same clave again',
      document: ['Necesita su atención', 'Hacienda dijo que ya lo tenía, pero no lo encuentra.'],
      presses: 'Enviar otra vez, misma clave',
      told: ['Respondió que ya lo tenía: se pregunta antes de creerlo.', notHere, received, asked],
      requests: { 'post 400': 1, 'get 404': 3, ...ordinary },
    },
  ]);
});

test.describe('GET /recepcion/{clave}', () => {
  test.beforeAll(async () => {
    await begin();
    await goodWeather();
  });
  test.afterAll(end);

  const validating = 'Recibido, en validación';
  const post = { 'post 201': 1 };
  const again = (outcome: PracticeOutcome, status: number, told: string): Row => ({
    outcome,
    name: 'is asked again, and what was received stays received',
    told: [received, `Consulta a Hacienda. ${told}`, asked],
    requests: status === 200 ? { ...post, 'get 200': 2 } : { ...post, [`get ${status}`]: 1, 'get 200': 1 },
  });
  const failed = 'El servicio falló por dentro: se le vuelve a preguntar.';
  const strange = 'Respondió algo que no se entiende: se le vuelve a preguntar.';
  /** Twice, so that the third question is far enough for the notice to be read. */
  const spoilt = (outcome: PracticeOutcome, happened: string, told: string): Row => ({
    outcome,
    times: 2,
    name: 'is NOT taken for accepted: it is asked for until the answer is whole',
    document: [validating, happened],
    told: [received, `Consulta a Hacienda. ${told}`, asked],
    requests: { ...post, 'get 200': 3 },
  });
  const damaged = 'La respuesta de Hacienda llegó dañada';
  const person = (outcome: PracticeOutcome, happened: string, told: string): Row => ({
    outcome,
    name: 'needs a person, and counts neither as accepted nor as rejected',
    document: ['Necesita su atención', happened],
    presses: 'Preguntar ahora a Hacienda',
    told: [received, `Consulta a Hacienda. ${told}`, asked],
    requests: { ...post, 'get 200': 2 },
  });
  const waits = (outcome: PracticeOutcome): Row => ({
    outcome,
    name: 'waits as long as told',
    ms: 2_000,
    way: ['Esperando turno', overLimit],
    told: [
      received,
      'Consulta a Hacienda. Pidió esperar: se alcanzó el límite de envíos y consultas.',
      asked,
    ],
    requests: { ...post, 'get 429': 1, 'get 200': 1 },
  });

  walkAll('get', [
    {
      outcome: '200',
      name: 'recibido, then procesando, then aceptado, each in its words',
      processingMs: 1_200,
      document: [validating],
      told: [
        received,
        'Consulta a Hacienda. Hacienda lo tiene y aún no lo revisa.',
        'Consulta a Hacienda. Hacienda lo está revisando.',
        asked,
      ],
      requests: { ...post, 'get 200': 3 },
    },
    {
      outcome: '200',
      name: 'rechazado, with the reason in the authority’s words',
      rejects: 'El receptor indicado no se encuentra inscrito',
      document: ['Rechazado', 'Hacienda revisó el documento y lo rechazó.'],
      ends: 'Rechazado',
      told: [received, 'Consulta a Hacienda. Hacienda lo rechazó.'],
      requests: { ...post, 'get 200': 1 },
    },
    again('400', 400, failed),
    {
      outcome: '401',
      name: 'is cured by one new sign-in',
      told: [received, 'Consulta a Hacienda. No aceptó la sesión: no dijo nada de lo preguntado.', asked],
      requests: { ...post, 'get 401': 1, 'idp 200': 1, 'get 200': 1 },
    },
    {
      outcome: '403',
      name: 'means zero further requests until "Probar de nuevo"',
      document: [validating],
      way: ['Detenido: permiso', denied],
      stands: { ...post, 'get 403': 1 },
      presses: 'Probar de nuevo',
      told: [received, 'Negó el permiso: no se le vuelve a preguntar hasta que usted lo pida.', asked],
      requests: { 'post 201': 2, 'get 403': 1, 'get 200': 2 },
    },
    {
      outcome: '404',
      times: 3,
      name: 'of a received document needs a person, and it is NOT sent again',
      document: ['Necesita su atención', 'Hacienda lo había recibido y ahora no lo encuentra.'],
      presses: 'Preguntar ahora a Hacienda',
      told: [received, notHere, asked],
      requests: { ...post, 'get 404': 3, 'get 200': 1 },
    },
    waits('429'),
    waits('429-retry-after'),
    again('499', 499, failed),
    again('500', 500, failed),
    again('502', 502, failed),
    again('503', 503, failed),
    again('504', 504, failed),
    again('html', 200, strange),
    again('empty', 200, strange),
    again('huge', 200, strange),
    again('huge-xml', 200, strange),
    again('cut-before', 0, 'La conexión se cortó a medias: se le vuelve a preguntar.'),
    again('half-answer', 0, 'La conexión se cortó a medias: se le vuelve a preguntar.'),
    again('hang', 0, 'No respondió a tiempo: se le vuelve a preguntar.'),
    spoilt('broken-base64', damaged, damaged),
    spoilt('broken-xml', damaged, damaged),
    spoilt('doctype', damaged, damaged),
    spoilt(
      'no-answer',
      'Hacienda ya decidió, pero aún no entrega su respuesta firmada.',
      'Hacienda ya decidió, pero no entregó su respuesta firmada: se le vuelve a pedir.',
    ),
    person(
      'unknown-state',
      'Hacienda respondió un estado que no está en sus documentos.',
      'Hacienda respondió un estado que no está documentado.',
    ),
    person(
      'state-error',
      'Hacienda dice que tuvo un error al revisarlo.',
      'Hacienda dice que tuvo un error al revisarlo.',
    ),
    person(
      'other-clave',
      'La respuesta de Hacienda habla de otro documento.',
      'La respuesta de Hacienda habla de otro documento: no se le hizo caso.',
    ),
    person(
      'contradicting-verdict',
      'El estado y la respuesta firmada de Hacienda dicen lo contrario.',
      'El estado y la respuesta firmada de Hacienda dicen lo contrario: no se da por bueno ninguno.',
    ),
    person(
      'altered-answer',
      'La respuesta de Hacienda no es la que se firmó: algo de ella cambió por el camino.',
      'La respuesta de Hacienda no es la que se firmó: no se le hizo caso.',
    ),
    person(
      'unsigned-answer',
      'La respuesta de Hacienda llegó sin firma, y siempre la lleva.',
      'La respuesta de Hacienda llegó sin firma: no se le hizo caso.',
    ),
  ]);
});

test.describe('IDP', () => {
  test.beforeAll(async () => {
    await begin();
    await goodWeather();
  });
  test.afterAll(end);

  /** The token in hand was ended at the authority: the POST finds out. */
  const stale = { 'post 401': 1 };
  const ordinary = { 'post 201': 1, 'get 200': 1 };
  const told = [received, asked];
  const later = (outcome: PracticeOutcome, status: number): Row => ({
    outcome,
    name: 'is tried again after a pause, and the document waits',
    way: ['Reintentando', 'No se pudo entrar al servicio en este momento.'],
    told,
    requests:
      status === 200
        ? { ...stale, 'idp 200': 2, ...ordinary }
        : { ...stale, [`idp ${status}`]: 1, 'idp 200': 1, ...ordinary },
  });
  const wrong = (outcome: PracticeOutcome, times: number, asks: Requests): Row => ({
    outcome,
    times,
    name: 'stops the way: the same password is NOT tried again until it is typed again',
    way: ['Detenido: credenciales', blocked],
    stands: { ...stale, ...asks },
    presses: 'Guardar',
    told,
    requests: { ...stale, ...asks, 'idp 200': 1, 'post 201': 2, 'get 200': 2 },
  });

  walkAll('idp', [
    { outcome: '200', name: 'is a sign-in', told, requests: { ...stale, 'idp 200': 1, ...ordinary } },
    {
      outcome: '400',
      name: 'to a renewal is followed by one sign-in with the password',
      told,
      requests: { ...stale, 'idp 400': 1, 'idp 200': 1, ...ordinary },
    },
    wrong('400', 2, { 'idp 400': 2 }),
    wrong('401', 1, { 'idp 401': 1 }),
    {
      outcome: '403',
      name: 'means zero further requests until "Probar de nuevo"',
      way: ['Detenido: permiso', denied],
      stands: { ...stale, 'idp 403': 1 },
      presses: 'Probar de nuevo',
      told,
      requests: { ...stale, 'idp 403': 1, 'idp 200': 1, 'post 201': 2, 'get 200': 2 },
    },
    later('499', 499),
    later('500', 500),
    later('502', 502),
    later('503', 503),
    later('html', 200),
  ]);
});

test.describe('PUT /documents/{id}/update-payments', () => {
  /** Of the simulator: 1,350.60 to be paid, so that every row can pay a little more. */
  const remoteId = '948924880';
  const number = '000000032';
  const ordinary = { 'put 200': 1, 'document 200': 2, 'list 200': 2 };
  const inDoubt = 'Confirmando con e-Dinky';
  let slotId = '';
  let paid = 0;

  test.beforeAll(async () => {
    await begin();
    await payments.open(remoteId);
    await payments.waitForState('Sin pagos registrados');
    slotId = (await call(page, 'payments.slots', undefined))[0]?.id ?? '';
  });
  test.afterAll(end);

  interface PutRow {
    readonly outcome: PracticeOutcome;
    readonly name: string;
    readonly ms?: number;
    /** the service's sentence */
    readonly cause?: string;
    /** the state's word and the first sentence of the notice, until the clerk or time changes it */
    readonly slot?: readonly [state: string, happened?: string];
    /** e-Dinky's own sentence, shown as it is */
    readonly said?: string;
    readonly way?: readonly [state: string, happened: string];
    /** zero further requests until the clerk acts */
    readonly stands?: Requests;
    readonly presses?: 'Probar de nuevo' | 'Guardar';
    /** sentences under "Intentos" */
    readonly told: readonly string[];
    /** PUTs that took effect are always one */
    readonly requests: Requests;
  }

  async function walkPut(row: PutRow): Promise<void> {
    const before = counted();
    const putsBefore = control.counters().puts.find(({ documentId }) => documentId === remoteId);
    control.provoke({
      endpoint: 'put',
      outcome: row.outcome,
      ...(row.ms === undefined ? {} : { ms: row.ms }),
      ...(row.cause === undefined ? {} : { cause: row.cause }),
    });
    paid += 1;
    const amount = `${paid}.00`;
    await call(page, 'payments.save', { id: slotId, payments: [{ id: 'p1', amount, code: '20' }] });
    await payments.choose(number);
    if (row.slot) {
      await payments.waitForState(row.slot[0]);
      if (row.slot[1] !== undefined)
        await expect(payments.editor.getByRole('alert')).toContainText(row.slot[1]);
      if (row.said !== undefined) await expect(payments.serviceSaid).toContainText(row.said);
      else await expectPlainWords(payments.editor);
    }
    if (row.way) {
      await queue.goTo();
      await expect(queue.way('e-Dinky')).toContainText(row.way[0], settled);
      await expect(queue.way('e-Dinky')).toContainText(row.way[1]);
      await expectPlainWords(page.getByRole('main'));
    }
    if (row.stands) {
      await call(page, 'payments.refresh', {});
      await expect(queue.item(number)).toContainText('usted decide');
      expect(since(before)).toEqual(row.stands);
    }
    if (row.presses === 'Guardar') await pasteCodeAgain();
    else if (row.presses && row.way) await queue.tryAgain('e-Dinky').click();
    else if (row.presses) await payments.editor.getByRole('button', { name: row.presses }).click();

    await payments.choose(number);
    await payments.waitForState('Registrado');
    await payments.history.getByText('Intentos', { exact: true }).click();
    const shown = (await payments.history.getByRole('listitem').allInnerTexts()).join('\n');
    for (const sentence of row.told) expect(shown).toContain(sentence);
    expect(control.provocations()).toEqual([]);
    expect(control.paymentsOf(remoteId)).toMatchObject([{ amount, code: '20' }]);
    const puts = control.counters().puts.find(({ documentId }) => documentId === remoteId);
    expect((puts?.applied ?? 0) - (putsBefore?.applied ?? 0)).toBe(1);
    expect(since(before)).toEqual(row.requests);
  }

  async function pasteCodeAgain(): Promise<void> {
    await queue.way('e-Dinky').getByRole('button', { name: 'Abrir Ajustes' }).click();
    const form = page.getByRole('form', { name: 'Entrada a e-Dinky' });
    await form.getByLabel('Código de acceso').fill(practiceEdinkyToken);
    await form.getByRole('button', { name: 'Guardar' }).click();
    await expect(form).toContainText('Guardado a las');
  }

  const sent = 'Envío de pagos a e-Dinky.';
  const lost = (outcome: PracticeOutcome, status: number, told: string): PutRow => ({
    outcome,
    name: 'is in doubt, and is NOT sent again before two readings have shown that it is not there',
    slot: [inDoubt],
    told: [`${sent} ${told}`, `${sent} Lista de pagos recibida.`],
    requests:
      status === 200
        ? { 'put 200': 2, 'document 200': 5, 'list 200': 5 }
        : { [`put ${status}`]: 1, 'put 200': 1, 'document 200': 5, 'list 200': 5 },
  });
  const arrived = (outcome: PracticeOutcome, status: number, told: string): PutRow => ({
    outcome,
    name: 'is found by reading, and is NOT sent a second time',
    told: [`${sent} ${told}`],
    requests: { [`put ${status}`]: 1, 'document 200': 2, 'list 200': 2 },
  });
  const failing200 = 'El servicio falló por dentro: no se sabe si lo recibió.';
  const unclear200 = 'Respondió algo que no se entiende: no se sabe si lo recibió.';
  const cut = 'La conexión se cortó a medias: no se sabe si llegó.';

  const rows: readonly PutRow[] = [
    {
      outcome: '200',
      name: 'is read back before it counts as recorded',
      told: [`${sent} Lista de pagos recibida.`],
      requests: ordinary,
    },
    {
      outcome: '401',
      name: 'stops the way: the same code is NOT tried again until another is pasted',
      way: ['Detenido: credenciales', blocked],
      stands: { 'put 401': 1, 'document 200': 1, 'list 200': 1 },
      presses: 'Guardar',
      told: [`${sent} No aceptó la sesión`],
      requests: { 'put 401': 1, 'put 200': 1, 'document 200': 3, 'list 200': 3 },
    },
    {
      outcome: '403',
      name: 'means zero further requests until "Probar de nuevo"',
      way: ['Detenido: permiso', denied],
      stands: { 'put 403': 1, 'document 200': 1, 'list 200': 1 },
      presses: 'Probar de nuevo',
      told: [`${sent} Negó el permiso`],
      requests: { 'put 403': 1, 'put 200': 1, 'document 200': 3, 'list 200': 3 },
    },
    {
      outcome: '404',
      name: 'needs a person, with the service’s own sentence',
      slot: ['Necesita su atención', 'e-Dinky no encuentra este documento.'],
      said: 'Documento no encontrado',
      presses: 'Probar de nuevo',
      told: [`${sent} No encontró el documento.`],
      requests: { 'put 404': 1, 'put 200': 1, 'document 200': 3, 'list 200': 3 },
    },
    {
      outcome: '422',
      name: 'is to be corrected, with the service’s own sentence',
      slot: ['Por corregir', 'e-Dinky no aceptó la lista de pagos.'],
      cause: 'El total no puede superar los $1350.60 del documento, valor calculado [9999.99]',
      said: 'El total no puede superar los $1350.60 del documento, valor calculado [9999.99]',
      presses: 'Probar de nuevo',
      told: [`${sent} No aceptó la lista de pagos.`],
      requests: { 'put 422': 1, 'put 200': 1, 'document 200': 3, 'list 200': 3 },
    },
    {
      outcome: '429-retry-after',
      name: 'waits as long as told and goes by itself',
      ms: 2_000,
      way: ['Esperando turno', overLimit],
      told: [`${sent} Pidió esperar`],
      requests: { 'put 429': 1, 'put 200': 1, 'document 200': 3, 'list 200': 3 },
    },
    lost('499', 499, failing200),
    lost('500', 500, failing200),
    lost('502', 502, failing200),
    lost('503', 503, failing200),
    lost('payload-false', 200, unclear200),
    lost('html', 200, unclear200),
    lost('empty', 200, unclear200),
    lost('huge', 200, unclear200),
    lost('cut-before', 0, cut),
    arrived('accept-then-cut', 0, cut),
    arrived('accept-then-500', 500, failing200),
  ];
  for (const row of rows) test(`${row.outcome}: ${row.name}`, () => walkPut(row));
});
