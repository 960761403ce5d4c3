import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expect, type Page } from '@playwright/test';
import type { PracticeView } from '../../preload/contract/practice.ts';
import { openDatabase } from '../../main/db/connection.ts';
import { allDocuments, call } from '../e2e/pages/call.ts';
import { InvoicePage } from '../e2e/pages/invoice-page.ts';
import { IssuedPanel } from '../e2e/pages/issued-panel.ts';
import { Practice } from '../e2e/pages/practice.ts';
import { endPackaged, packagedWindow, type PackagedRun, startPackaged } from '../helpers/packaged.ts';
import { Broken } from './chain.ts';

/**
 * npm run kills -- packaged [--times N]: the packaged program, killed N times (100) with everything it started, at moments nobody chose
 * around its start, typing, "Emitir" and recording payments, in the practice company. After each kill the next start is asked
 * through its own window what it has, and what its authorities counted. A package keeps its real times: at the end the doubts take
 * minutes to settle.
 */
const { values } = parseArgs({ options: { times: { type: 'string', default: '100' } } });
const times = Number(values.times);
const program = process.env['APP_PACKAGED'] ?? '';
if (program === '') throw new Error('APP_PACKAGED names no program: start this by npm run kills');

const startedAt = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'talonario-packaged-'));
const userData = join(folder, 'profile');
/** total 42.54, nothing paid: main/practice/edinky-fixtures.ts */
const remoteId = '948924864';
/** Half-typed quantities are smaller: a sale is known by its quantity, and that by the total. */
const firstQuantity = 100;
const colonesEach = 1_130;
/** From the first doubt to the end of all: H (3 min), a second 404 (1 min), the next polls, and some. */
const settledWithinMs = 15 * 60_000;

type Scene = 'start' | 'typing' | 'issue' | 'payment';
const scenes: readonly Scene[] = ['issue', 'payment', 'issue', 'typing', 'issue', 'start', 'payment'];
const killed: Record<Scene, number> = { start: 0, typing: 0, issue: 0, payment: 0 };

/** What the clerk was told. */
const told = {
  /** quantities of sales "guardado aquí": each is there once, as a draft or as a document */
  kept: new Set<number>(),
  /** clave by quantity, of sales told as documents */
  issued: new Map<number, string>(),
  /** the last list of payments that was told as saved */
  paid: undefined as string | undefined,
};
/** lists that were being saved when the program was killed: one of them may be there */
let perhapsPaid: string[] = [];
/** what a start has shown once: quantity and clave */
const shown = new Map<number, string>();
/** from "Emitir" to the reception, of a sale that nobody disturbed here and now */
let issuedMs = 0;
let quantity = firstQuantity;
let cents = 0;

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Broken(`${what} (in ${folder})`);
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** The life that is running, to be ended when a check fails. */
let running: ReturnType<typeof startPackaged> | undefined;

async function live(): Promise<PackagedRun> {
  running = startPackaged(program, userData);
  const run = await packagedWindow(running);
  const { page } = run;
  const practise = page.getByRole('button', { name: 'Practicar' });
  const home = page.getByRole('heading', { level: 1, name: 'Inicio' });
  await practise.or(home).first().waitFor({ timeout: 30_000 });
  if (await practise.isVisible()) await practise.click();
  await home.waitFor({ timeout: 30_000 });
  await new Practice(page).ready();
  return run;
}

async function die({ child, browser }: PackagedRun): Promise<void> {
  await endPackaged(child, 'SIGKILL');
  await browser.close();
}

/** The database as the kill left it, on a copy. */
function checkDatabase(): void {
  const file = join(userData, 'talonario.sqlite');
  if (!existsSync(file)) return;
  const copy = mkdtempSync(join(folder, 'copy-'));
  for (const ending of ['', '-wal'])
    if (existsSync(file + ending)) cpSync(file + ending, join(copy, `talonario.sqlite${ending}`));
  const opened = openDatabase(join(copy, 'talonario.sqlite'));
  must(opened.ok, `what is left does not open: ${JSON.stringify(opened)}`);
  const integrity = opened.value.pragma('integrity_check', { simple: true });
  must(integrity === 'ok', `integrity_check: ${String(integrity)}`);
  opened.value.close();
  rmSync(copy, { recursive: true });
}

const listOf = (payments: readonly { readonly amount: string; readonly code: string }[]): string =>
  payments.map(({ amount, code }) => `${amount} ${code}`).join(', ');

/** POSTs that the authorities refused because they had the clave already. */
const refusedAgain = ({ counters }: PracticeView): number =>
  counters.requests.find(({ endpoint, status }) => endpoint === 'post' && status === 400)?.count ?? 0;

/** What was told is there, once; what was posted is a document. */
async function check(page: Page): Promise<Awaited<ReturnType<typeof allDocuments>>> {
  const documents = await allDocuments(page);
  const drafts = await call(page, 'drafts.list', undefined);
  const quantities = [...documents, ...drafts]
    .map(({ total }) => Number(total) / colonesEach)
    .filter((each) => each >= firstQuantity);
  const twice = quantities.filter((each, index) => quantities.indexOf(each) !== index);
  must(twice.length === 0, `sales that are there twice: ${twice.join(' ')}`);
  const lost = [...told.kept].filter((each) => !quantities.includes(each));
  must(lost.length === 0, `sales that were kept and are lost: ${lost.join(' ')}`);
  for (const { total, clave } of documents) {
    const each = Number(total) / colonesEach;
    must((shown.get(each) ?? clave) === clave, `sale ${each} has another clave than before`);
    shown.set(each, clave);
  }
  for (const [each, clave] of [...told.issued, ...shown])
    must(
      documents.some((document) => document.clave === clave),
      `sale ${each} was issued as ${clave} and is no document now`,
    );
  const claves = documents.map(({ clave }) => clave);
  must(new Set(claves).size === claves.length, 'a clave twice');
  const numbers = documents.map(({ kind, consecutivo }) => `${kind} ${consecutivo}`);
  must(new Set(numbers).size === numbers.length, 'a number twice');
  const view = await new Practice(page).view();
  for (const { clave } of view.counters.posts)
    must(claves.includes(clave), `the authorities were sent ${clave}, which is no document`);
  must(
    view.counters.numbers.every((each) => each.claves === 1),
    'a number was sent with two claves',
  );
  must(refusedAgain(view) === 0, `${refusedAgain(view)} POSTs of what the authorities had`);

  const slot = (await call(page, 'payments.slots', undefined)).find((each) => each.remoteId === remoteId);
  if (told.paid !== undefined || slot) {
    must(slot !== undefined, 'the document with payments is gone');
    const { desired } = await call(page, 'payments.slot', { id: slot.id });
    const have = listOf(desired);
    if (told.paid !== undefined)
      must(have === told.paid || perhapsPaid.includes(have), `payments "${have}", told "${told.paid}"`);
    if (desired.length > 0) told.paid = have;
    perhapsPaid = [];
  }
  return documents;
}

/** Types a sale; resolves early when the program dies. */
async function type(page: Page, mine: number): Promise<void> {
  const invoice = new InvoicePage(page);
  await invoice.openReceipt();
  await invoice.goToLines();
  await invoice.typeLine({
    detail: `Venta ${mine}`,
    cabys: '4292199000000',
    quantity: String(mine),
    price: '1000',
  });
}

/** Looks, until the program dies, what the window says of this sale. */
async function listen(page: Page, mine: number): Promise<void> {
  const invoice = new InvoicePage(page);
  const panel = new IssuedPanel(page);
  const total = invoice.figure('Total');
  const wanted = String(mine * colonesEach);
  for (;;) {
    if (await panel.clave.isVisible()) {
      told.kept.add(mine);
      told.issued.set(mine, (await panel.clave.textContent()) ?? '');
      return;
    }
    const kept = await invoice.kept.isVisible();
    const shownTotal = kept
      ? ((await total.textContent()) ?? '').replace(/,00$/, '').replaceAll(/\D/g, '')
      : '';
    // Both of one moment: the line is whole, and said to be kept.
    if (shownTotal === wanted && (await invoice.kept.isVisible())) told.kept.add(mine);
    await pause(15);
  }
}

const untilItDies = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

async function playAndDie(run: PackagedRun, scene: Exclude<Scene, 'start'>): Promise<void> {
  const { page } = run;
  // Requests take long enough to be cut in the middle, and no two lives alike.
  await new Practice(page).set({ change: 'switches', switches: { slowMs: Math.floor(Math.random() * 250) } });
  if (scene === 'payment') {
    const { id: companyId } = await call(page, 'company.current', undefined);
    const { id } = await call(page, 'payments.open', { companyId, remoteId });
    cents += 1;
    const payments = [
      { id: 'p1', amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`, code: '01' },
    ];
    perhapsPaid.push(listOf(payments));
    const save = async (): Promise<void> => {
      await call(page, 'payments.save', { id, payments });
      told.paid = listOf(payments);
    };
    const saving = untilItDies(save());
    await pause(Math.random() * 900);
    await die(run);
    await saving;
    return;
  }
  quantity += 1;
  if (scene === 'typing') {
    const working = [untilItDies(type(page, quantity)), untilItDies(listen(page, quantity))];
    await pause(Math.random() * 2_500);
    await die(run);
    await Promise.all(working);
    return;
  }
  await type(page, quantity);
  const listening = untilItDies(listen(page, quantity));
  if (Math.random() < 0.5) await expect(new InvoicePage(page).kept).toBeVisible();
  await new InvoicePage(page).issue();
  await pause(Math.random() * 1.6 * issuedMs);
  await die(run);
  await listening;
}

async function main(): Promise<void> {
  const first = await live();
  await new Practice(first.page).set({
    change: 'switches',
    switches: { hacienda: { processingMinMs: 0, processingMaxMs: 0 } },
  });
  quantity += 1;
  await type(first.page, quantity);
  const pressedAt = performance.now();
  await new InvoicePage(first.page).issue();
  await listen(first.page, quantity);
  await new IssuedPanel(first.page).says('Recibido por Hacienda', 'Sí').waitFor({ timeout: 30_000 });
  issuedMs = performance.now() - pressedAt;
  await check(first.page);
  let run: PackagedRun | undefined = first;
  for (let n = 0; n < times; n++) {
    const scene = scenes[n % scenes.length] ?? 'issue';
    if (run && scene === 'start') {
      await die(run);
      run = undefined;
    }
    if (scene === 'start') {
      running = startPackaged(program, userData);
      await pause(Math.random() * 1_500);
      await endPackaged(running, 'SIGKILL');
    } else {
      run ??= await live();
      await playAndDie(run, scene);
      run = undefined;
    }
    killed[scene] += 1;
    checkDatabase();
    run = await live();
    await check(run.page);
    if ((n + 1) % 10 === 0)
      console.log(`${n + 1} kills, ${shown.size} documents, ${told.kept.size} told as kept`);
  }

  // In peace now, until nothing waits.
  const { child, browser, page } = run ?? first;
  await new Practice(page).set({ change: 'switches', switches: { slowMs: 0 } });
  const settlingSince = performance.now();
  for (;;) {
    const open = (await allDocuments(page)).filter(({ state }) => state !== 'accepted');
    const slots = (await call(page, 'payments.slots', undefined)).filter(
      ({ state }) => state !== 'confirmed' && state !== 'new',
    );
    if (open.length === 0 && slots.length === 0) break;
    must(
      performance.now() - settlingSince < settledWithinMs,
      `not settled: ${open.map(({ clave, state }) => `${clave} ${state}`).join(', ')} ${slots.map(({ state }) => state).join(' ')}`,
    );
    await pause(1_000);
  }
  const documents = await check(page);
  const { counters, remoteDocuments } = await new Practice(page).view();
  const atService = remoteDocuments.find(({ id }) => id === remoteId)?.payments ?? [];
  must(
    told.paid === undefined || listOf(atService) === told.paid,
    `e-Dinky holds "${listOf(atService)}", told "${told.paid}"`,
  );
  must(
    counters.posts.length === documents.length && counters.posts.every(({ accepted }) => accepted),
    'accepted here and not there',
  );
  const posts = counters.posts.reduce((sum, { arrived }) => sum + arrived, 0);
  const puts = counters.puts.reduce((sum, { arrived }) => sum + arrived, 0);
  await endPackaged(child, 'SIGTERM');
  await browser.close();
  checkDatabase();

  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  const all = Object.values(killed).reduce((sum, count) => sum + count, 0);
  console.log(
    `killed: ${all} (${Object.entries(killed)
      .map(([scene, count]) => `${scene} ${count}`)
      .join(', ')})`,
  );
  console.log(
    `documents ${documents.length}, told as kept ${told.kept.size}, told as issued ${told.issued.size}`,
  );
  console.log(
    `POSTs by the authorities' counter ${posts}, of them ${posts - documents.length} that died with the authorities before they were taken`,
  );
  console.log(`PUTs ${puts}; the list at e-Dinky is the last one told: ${told.paid ?? 'none was saved'}`);
  console.log(`doubled 0, lost 0, second claves 0, integrity_check ok after every kill; ${seconds} s`);
}

try {
  await main();
  rmSync(folder, { recursive: true, force: true });
} finally {
  if (running && running.exitCode === null && running.signalCode === null)
    await endPackaged(running, 'SIGKILL');
}
process.exit();
