import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goodForm } from '../helpers/invoices.ts';
import { childHost } from '../helpers/signer-host.ts';
import { findCompany } from '../../main/db/companies.ts';
import { openDatabase } from '../../main/db/connection.ts';
import { makeCopy } from '../../main/backup/copies.ts';
import { openProgram } from '../../main/program.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { keepDraft } from '../../main/usecases/keep-draft.ts';
import { placesIn } from '../../main/usecases/open-store.ts';
import { keepCustomer, keepProduct } from '../../main/usecases/pick-or-create.ts';
import { practise } from '../../main/usecases/practise.ts';
import type { Program } from '../../main/usecases/program.ts';
import { copyChecks } from '../../main/usecases/prove-copy.ts';
import { openSlot, saveSlot } from '../../main/usecases/record-payments.ts';
import { worldIn } from './world.ts';

/** A document that the clerk was told is kept. The list lies outside every folder that is damaged. */
export interface Kept {
  readonly id: string;
  readonly clave: string;
  readonly number: number;
  readonly xmlSha256: string;
  readonly total: string;
  /** when the shop was closed */
  readonly state: string;
  /** POSTs of it that had arrived by then */
  readonly arrived: number;
  /** the authority holds it: no POST of it may ever arrive again */
  readonly atAuthority: boolean;
  readonly inCopy: boolean;
}

export interface Shop {
  readonly companyId: string;
  readonly branch: string;
  readonly terminal: string;
  readonly documents: readonly Kept[];
  readonly drafts: number;
  /** settings of the company, as JSON */
  readonly settings: string;
  /** e-Dinky documents, each with the one payment the clerk wrote down */
  readonly remoteIds: readonly string[];
  /** folder as the program leaves it: no WAL */
  readonly closed: string;
  /** folder as a power cut leaves it: what was last committed is in the WAL only */
  readonly cut: string;
}

export async function poll(condition: () => boolean, mostMs: number): Promise<boolean> {
  const end = performance.now() + mostMs;
  while (!condition()) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

export const arrivals = (counters: {
  readonly posts: readonly { readonly clave: string; readonly arrived: number }[];
}): ReadonlyMap<string, number> => new Map(counters.posts.map(({ clave, arrived }) => [clave, arrived]));

/** A company with documents in every state that lasts, drafts, customers, products and payments; a proved copy of half of it. */
export async function keepShop(folder: string): Promise<Shop> {
  const userData = join(folder, 'shop');
  const { world, log } = worldIn(userData, childHost().host);
  mkdirSync(userData, { recursive: true });
  const opened = openDatabase(placesIn(userData).database);
  if (!opened.ok) throw new Error(opened.error.kind);
  const program: Program = await openProgram(opened.value, world, false);
  const company = await practise({
    ...program,
    makeCertificate: () => program.makePracticeCertificate(),
  });
  await program.connect(company.id);
  const { control } = await program.authorities();
  await control.processingMs(0);
  const context = { ...program, companyId: company.id };
  const state = (id: string): string | undefined => program.store.documents.find(id)?.state;
  const issue = async (name: string, line: { readonly price: string }): Promise<string> => {
    const form = goodForm();
    const id = program.random.id();
    const done = await issueInvoice({ ...program, isOnline: async () => true }, company, id, {
      ...form,
      lines: form.lines.map((each) => ({ ...each, detail: name, unitPrice: line.price })),
    });
    if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done.error)}`);
    return id;
  };
  const until = async (id: string, wanted: string): Promise<void> => {
    if (!(await poll(() => state(id) === wanted, 20_000)))
      throw new Error(`${id} is ${state(id)} and not ${wanted}: ${log.join('\n')}`);
  };

  for (const n of [1, 2, 3, 4]) await until(await issue(`temprano ${n}`, { price: `${n}000` }), 'accepted');
  keepDraft(context, 'draft-early', goodForm());
  for (const n of Array(5).keys())
    keepCustomer(context, undefined, {
      ...goodForm().customer,
      name: `CLIENTE ${n} S.A.`,
      identificationNumber: `310112345${n}`,
    });
  const product = {
    code: 'P',
    detail: 'x',
    cabys: '',
    unit: 'Unid',
    unitPrice: '1',
    ivaCode: '08',
    ivaRate: '13',
  };
  for (const n of Array(5).keys()) keepProduct(context, undefined, { ...product, code: `P${n}` });
  const copied = await makeCopy(program.db, placesIn(userData).copies, program.clock.now(), copyChecks());
  if (!copied.ok) throw new Error(JSON.stringify(copied.error));
  const copiedClaves = new Set(program.db.prepare<[], string>('select clave from document').pluck().all());

  for (const n of [5, 6, 7]) await until(await issue(`tarde ${n}`, { price: `${n}000` }), 'accepted');
  control.rejectNext('-37, no');
  await until(await issue('rechazada', { price: '900' }), 'rejected');
  control.provoke({ endpoint: 'post', outcome: '400', cause: 'El emisor no existe' });
  await until(await issue('por corregir', { price: '800' }), 'needs_fix');
  control.provoke({ endpoint: 'post', outcome: '400', cause: 'El receptor no existe' });
  const over = await issue('dada de baja', { price: '750' });
  await until(over, 'needs_fix');
  program.outbox.abandon(over);
  await until(over, 'abandoned');
  control.provoke({ endpoint: 'get', outcome: 'state-error' });
  await until(await issue('con error', { price: '700' }), 'needs_person');
  const remoteIds = ['948924864', '61247344'];
  for (const id of remoteIds) {
    const slot = openSlot(context, id, undefined);
    if (!slot.ok) throw new Error(slot.error.code);
    saveSlot(context, slot.value.id, [{ id: 'a', amount: '1.00', code: '01' }]);
  }
  // Received, and nobody heard it: every question meets a server that fails.
  control.provoke({ endpoint: 'post', outcome: 'accept-then-cut' });
  control.provoke({ endpoint: 'get', outcome: '500', times: 10_000 });
  await until(await issue('en duda', { price: '600' }), 'unknown');
  program.outbox.disconnect(company.id);
  const held = await issue('en espera', { price: '500' });
  program.outbox.hold(held);
  for (const n of [1, 2, 3]) await issue(`en cola ${n}`, { price: `${n}00` });
  keepDraft(context, 'draft-late', goodForm());
  keepDraft(context, 'draft-later', goodForm('04'));
  control.clearProvocations();
  await program.lookOver.wholeIfDue();

  const arrived = arrivals(control.counters());
  const documents = program.db
    .prepare<
      [],
      { id: string; clave: string; consecutivo: string; xmlSha256: string; total: number; state: string }
    >('select id, clave, consecutivo, xml_sha256 as xmlSha256, total, state from document order by seq')
    .all()
    .map(({ consecutivo, total, ...row }) => ({
      ...row,
      number: Number(consecutivo.slice(10)),
      total: String(total),
      arrived: arrived.get(row.clave) ?? 0,
      atAuthority: control.receivedXml(row.clave) !== undefined,
      inCopy: copiedClaves.has(row.clave),
    }));
  const issuer = company.settings.issuer;
  if (!issuer) throw new Error('no issuer');
  const settings = JSON.stringify(findCompany(program.db, company.id)?.settings);
  const cut = join(folder, 'cut');
  cpSync(userData, cut, { recursive: true });
  await program.stop();
  return {
    companyId: company.id,
    branch: issuer.branch,
    terminal: issuer.terminal,
    documents,
    drafts: 3,
    settings,
    remoteIds,
    closed: userData,
    cut,
  };
}

export const sha256File = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');
