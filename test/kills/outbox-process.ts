import { appendFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Company } from '../../domain/company/company.ts';
import { makeDocumentIdentity } from '../../domain/numbering/clave.ts';
import { type OutboxTimings, outboxTimings } from '../../domain/outbox/timings.ts';
import { practiceCredentials } from '../../domain/practice/credentials.ts';
import { ok } from '../../domain/result.ts';
import { haciendaApi } from '../../main/api/hacienda/hacienda-api.ts';
import { nodeHttp } from '../../main/api/http.ts';
import { haciendaSession } from '../../main/auth/hacienda-session.ts';
import { secretStore } from '../../main/auth/secret-store.ts';
import { readAuthorityAnswer } from '../../main/comprobante/read-answer.ts';
import { writeComprobante } from '../../main/comprobante/write-comprobante.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { outboxStore } from '../../main/db/documents.ts';
import { queueReader } from '../../main/db/queue.ts';
import { createOutbox } from '../../main/outbox/outbox.ts';
import { sealedStore, sha256Hex } from '../../main/outbox/sealed-store.ts';
import { systemClock, systemRandom } from '../../main/system.ts';
import { exactInvoice } from '../helpers/exact-invoices.ts';
import { branch, companyId, issuer, LifeOrders, type LifeWord, securityCodeOf } from './life.ts';

/**
 * A program of its own that seals sales and sends them until all are accepted, made to be killed: the real outbox, database, sealed
 * folder and journal, sign-in and HTTP. Argument: LifeOrders as JSON. Talks on fd 3, one LifeWord a line. Ends with 0 when every
 * document is accepted, 3 when the database does not open, 4 when one is in a state that nobody foresaw.
 */

const orders = LifeOrders.parse(JSON.parse(process.argv[2] ?? ''));
const say = (word: LifeWord): void => {
  writeSync(3, `${JSON.stringify(word)}\n`);
};

/** The rules of the product on a scale of milliseconds. */
const timings: OutboxTimings = {
  ...outboxTimings,
  deadlineMs: 5_000,
  // Far longer than the authorities need on a busy machine: a request of a killed process is in their hands by then, or never.
  settleHorizonMs: 500,
  settleHorizonCapMs: 2_000,
  settleFirstMs: 10,
  notFoundSpacingMs: 100,
  pollLadderMs: [2, 5, 10, 20, 50],
  backoffBaseMs: 5,
  backoffCapMs: 50,
  storageRetryMs: 10,
  stopGraceMs: 1_000,
};

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const filler = join(orders.folder, 'relleno');

/** The disk has no more than `bytes` left afterwards; whole blocks only. */
function fillDisk(bytes: number): void {
  const { bavail, bsize } = statfsSync(orders.folder);
  const blocks = Math.max(0, bavail - Math.ceil(bytes / bsize));
  // One block more or less is the file's own: what counts is what is left, so it is filled up block by block at the end.
  if (blocks > 0) appendFileSync(filler, Buffer.alloc(blocks * bsize));
  while (statfsSync(orders.folder).bavail * bsize > bytes) appendFileSync(filler, Buffer.alloc(bsize));
}

let refusals = 0;
/** What happens when somebody was told that the disk refuses. */
function refused(): void {
  refusals += 1;
  if (orders.dieAtRefusal && refusals === 1) process.kill(process.pid, 'SIGKILL');
  rmSync(filler, { force: true });
}

/** As a person who starts the program again when the disk does not let it open. @returns undefined when that would not help */
async function openInTheEnd(): Promise<Db | undefined> {
  for (;;) {
    const opened = openDatabase(join(orders.folder, 'talonario.sqlite'));
    if (opened.ok) return opened.value;
    if (opened.error.kind !== 'disk') {
      say({ said: 'error', where: 'open', text: JSON.stringify(opened.error) });
      return undefined;
    }
    say({ said: 'refused', what: 'open', kind: opened.error.detail });
    refused();
    await pause(5);
  }
}

/** Of this life, failed ones too. */
let seals = 0;

async function run(): Promise<number> {
  const db = await openInTheEnd();
  if (db === undefined) return 3;
  const store = outboxStore(db);
  const settings = {
    idpUrl: orders.idpUrl,
    logoutUrl: orders.logoutUrl,
    apiUrl: orders.apiUrl,
    clientId: practiceCredentials.clientId,
    callbackUrl: '',
    quotaPerHour: 0,
    quotaPerDay: 0,
  };
  const company: Company = {
    id: companyId,
    environment: 'test',
    settings: { version: 1, label: 'Muertes', hacienda: settings },
  };
  /** As a clerk who presses again until the disk takes it. */
  const insist = async (what: 'draft', work: () => void): Promise<void> => {
    for (;;) {
      const written = store.atomically(work);
      if (written.ok) return;
      say({ said: 'refused', what, kind: written.error });
      refused();
      await pause(5);
    }
  };
  await insist('draft', () => {
    db.prepare(
      "insert or ignore into company (id, environment, settings, created_at) values (?, 'test', '{}', 0)",
    ).run(companyId);
  });

  const http = nodeHttp({ resolveProxy: async () => 'DIRECT', userAgent: 'Talonario/muertes' });
  const clock = systemClock;
  const session = haciendaSession({
    http,
    clock,
    random: systemRandom,
    // Secrets known to all stay in memory: the files written here are the outbox's alone.
    secrets: secretStore({
      folder: orders.folder,
      box: { strength: async () => 'none', seal: async () => new Uint8Array(), open: async () => '' },
      isPractice: () => true,
      practiceSecrets: {
        'hacienda-user': practiceCredentials.user,
        'hacienda-password': practiceCredentials.password,
      },
    }),
    companyOf: () => company,
  });
  const outbox = createOutbox({
    store,
    queue: queueReader(db),
    sealed: sealedStore(join(orders.folder, 'sealed')),
    clock,
    random: systemRandom,
    timings,
    bootId: systemRandom.id(),
    knowsCompany: (id) => id === companyId,
    onError: (where, error) => say({ said: 'error', where, text: String(error) }),
  });
  outbox.onChange((event) => {
    if (event.kind !== 'storage') return;
    say({ said: 'storage', ...(event.fault === undefined ? {} : { fault: event.fault }) });
    if (event.fault !== undefined) refused();
  });
  const documents = db.prepare<[], { id: string; clave: string; state: string }>(
    'select id, clave, state from document order by sealed_at, id',
  );

  for (;;) {
    const recovered = await outbox.recover();
    if (recovered.ok) break;
    say({ said: 'refused', what: 'recovery', kind: recovered.error });
    refused();
    await pause(5);
  }
  say({ said: 'recovered', documents: documents.all() });
  outbox.connect(companyId, {
    api: haciendaApi({
      http,
      clock,
      address: () => ({ apiUrl: orders.apiUrl, deadlineMs: timings.deadlineMs }),
      readAnswer: readAuthorityAnswer,
    }),
    tokens: session,
    limits: () => ({ perHour: 0, perDay: 0 }),
  });

  const invoice = exactInvoice('01');
  if (orders.leaveFreeBytes !== undefined) fillDisk(orders.leaveFreeBytes);
  for (const draftId of orders.sales) {
    await insist('draft', () => {
      db.prepare(
        `insert or ignore into draft (id, company_id, kind, form, created_at, updated_at)
           select @draftId, @companyId, '01', '{}', 0, 0 where not exists (select 1 from document where id = @draftId)`,
      ).run({ draftId, companyId });
    });
    for (;;) {
      let xmlSha256 = '';
      const sealed = await outbox.seal({
        companyId,
        environment: 'test',
        branch,
        terminal: orders.terminal,
        kind: '01',
        situation: '1',
        identify: (number) =>
          makeDocumentIdentity({
            branch,
            terminal: orders.terminal,
            kind: '01',
            number,
            at: clock.now(),
            identification: issuer,
            situation: '1',
            securityCode: securityCodeOf(orders.securityCode, seals++),
          }),
        build: async (identity) => {
          const xml = writeComprobante(invoice, identity);
          const end = xml.lastIndexOf('</');
          const bytes = new TextEncoder().encode(
            `${xml.slice(0, end)}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>${xml.slice(end)}`,
          );
          xmlSha256 = sha256Hex(bytes);
          return ok(bytes);
        },
        customerName: draftId,
        total: invoice.summary.total,
        currency: 'CRC',
        issuer,
        ...(invoice.customer.identification ? { receiver: invoice.customer.identification } : {}),
        draftId,
        form: {},
      });
      if (sealed.ok) {
        const { id, clave, consecutivo } = sealed.value;
        // A sale that an earlier life had sealed is told by its row.
        const told = xmlSha256 === '' ? store.documents.facts(id).xmlSha256 : xmlSha256;
        say({ said: 'sealed', id, clave, consecutivo, xmlSha256: told });
        break;
      }
      say({ said: 'refused', what: 'seal', kind: sealed.error.kind });
      if (sealed.error.kind !== 'disk-full' && sealed.error.kind !== 'io') return 4;
      refused();
      await pause(5);
    }
  }

  for (;;) {
    const open = documents.all().filter(({ state }) => state !== 'accepted');
    if (open.length === 0) break;
    for (const { id, state } of open) {
      if (state === 'held') {
        if (outbox.release(id).ok) say({ said: 'released', id });
      } else if (state === 'rejected' || state === 'needs_fix' || state === 'needs_person') {
        say({ said: 'error', where: `document ${id}`, text: state });
        return 4;
      }
    }
    await pause(2);
  }
  await outbox.stop();
  db.close();
  rmSync(filler, { force: true });
  say({ said: 'done' });
  return 0;
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say({
      said: 'error',
      where: 'process',
      text: error instanceof Error ? (error.stack ?? '') : String(error),
    });
    process.exit(1);
  },
);
