/**
 * A program of its own that seals and sends until every sale is accepted, made to be killed: see outbox-kill.test.ts.
 * Arguments: folder, base address of the authority, number of sales. Says "recovered" when it begins, ends with 0 when all are
 * final.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDocumentIdentity } from '../../domain/numbering/clave.ts';
import type { Clock, HaciendaApi } from '../../domain/outbox/ports.ts';
import { outboxTimings, scaled } from '../../domain/outbox/timings.ts';
import { ok } from '../../domain/result.ts';
import { openDatabase } from '../../main/db/connection.ts';
import { outboxStore } from '../../main/db/documents.ts';
import { queueReader } from '../../main/db/queue.ts';
import { createOutbox } from '../../main/outbox/outbox.ts';
import { sealedStore } from '../../main/outbox/sealed-store.ts';

const [, , folder = '', base = '', countText = '0'] = process.argv;
const count = Number(countText);
const issuer = { type: '02', number: '3101123456' };

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

const api: HaciendaApi = {
  async post(_token, document) {
    try {
      const response = await fetch(`${base}/${document.clave}`, {
        method: 'POST',
        body: document.xml as Uint8Array<ArrayBuffer>,
        headers: { connection: 'close' },
      });
      if (response.status === 400) return { result: { kind: 'already-received' }, facts: { status: 400 } };
      if (response.status === 201) return { result: { kind: 'received' }, facts: { status: 201 } };
      return { result: { kind: 'doubtful', why: 'status' }, facts: { status: response.status } };
    } catch {
      return { result: { kind: 'doubtful', why: 'cut' }, facts: {} };
    }
  },
  async status(_token, clave) {
    try {
      const response = await fetch(`${base}/${clave}`, { headers: { connection: 'close' } });
      if (response.status === 404) return { result: { kind: 'not-found' }, facts: { status: 404 } };
      const total = z.string().parse(await response.text());
      const xml = `<M><NumeroCedulaEmisor>${issuer.number}</NumeroCedulaEmisor><TotalFactura>${total}</TotalFactura></M>`;
      return {
        result: {
          kind: 'found',
          state: 'aceptado',
          rawState: 'aceptado',
          answer: { xml: new TextEncoder().encode(xml), clave, verdict: 'accepted', detail: '.' },
        },
        facts: { status: 200 },
      };
    } catch {
      return { result: { kind: 'doubtful', why: 'cut' }, facts: {} };
    }
  },
};

async function run(): Promise<void> {
  const opened = openDatabase(join(folder, 'talonario.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  db.prepare(
    "insert or ignore into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0)",
  ).run();
  const outbox = createOutbox({
    store: outboxStore(db),
    queue: queueReader(db),
    sealed: sealedStore(join(folder, 'sealed')),
    clock,
    random: { fraction: Math.random, digits: (n) => '0'.repeat(n), id: randomUUID },
    timings: { ...scaled(outboxTimings, 0.001), deadlineMs: 5_000, stopGraceMs: 1_000 },
    bootId: randomUUID(),
    knowsCompany: (id) => id === 'c1',
    onError: (where, error) => console.error(where, error),
  });
  const recovered = await outbox.recover();
  if (!recovered.ok) throw new Error(recovered.error);
  process.stdout.write('recovered\n');
  outbox.connect('c1', {
    api,
    tokens: {
      current: async () => ok({ value: 't', generation: 1 }),
      renewed: async () => ok({ value: 't', generation: 2 }),
    },
    limits: () => ({ perHour: 0, perDay: 0 }),
  });
  const known = db.prepare('select 1 from document where id = ?');
  for (let n = 1; n <= count; n++) {
    const draftId = `sale-${n}`;
    if (known.get(draftId)) continue;
    db.prepare(
      "insert or ignore into draft (id, company_id, kind, form, created_at, updated_at) values (?, 'c1', '01', '{}', 0, 0)",
    ).run(draftId);
    const sealed = await outbox.seal({
      companyId: 'c1',
      environment: 'test',
      branch: '001',
      terminal: '00001',
      kind: '01',
      situation: '1',
      identify: (number) =>
        makeDocumentIdentity({
          branch: '001',
          terminal: '00001',
          kind: '01',
          number,
          at: Date.now(),
          identification: issuer,
          situation: '1',
          // A second clave for one sale would differ in these digits.
          securityCode: String(Math.floor(Math.random() * 1e8)).padStart(8, '0'),
        }),
      build: async ({ clave }) => ok(new TextEncoder().encode(`${draftId} ${clave}`)),
      customerName: draftId,
      total: 100_000n,
      currency: 'CRC',
      issuer,
      draftId,
      form: {},
    });
    if (!sealed.ok) throw new Error(sealed.error.kind);
  }
  while (outbox.summary('c1').counts.accepted < count)
    await new Promise((resolve) => setTimeout(resolve, 10));
  await outbox.stop();
  db.close();
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
