/** Durable enqueue, claim + complete, lists and search against limits of the same run (PERFORMANCE.md). Run on Electron's Node. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enteringDocument } from '../../domain/outbox/document.ts';
import type { SealedFacts } from '../../domain/outbox/store.ts';
import { outboxTimings } from '../../domain/outbox/timings.ts';
import { type Db, openDatabase } from '../../main/db/connection.ts';
import { listDocuments, searchDocuments } from '../../main/db/document-list.ts';
import { outboxStore } from '../../main/db/documents.ts';
import { engineShell } from '../../main/outbox/engine-shell.ts';
import { sealedStore, sha256Hex } from '../../main/outbox/sealed-store.ts';
import { median, percentile, report } from './report.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? '400');
const stored = Number(process.env['BENCH_STORED'] ?? '20000');
const xml = new Uint8Array(16 * 1024).fill(0x61);
const folder = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'enqueue-'));

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
function opened(file: string): Db {
  const result = openDatabase(file);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}
const claveOf = (n: number): string =>
  `5062011260031011234560010000101${String(n).padStart(10, '0')}1${String(n).padStart(8, '0')}`;
const factsOf = (n: number): SealedFacts => ({
  id: `d${n}`,
  companyId: 'c1',
  environment: 'test',
  branch: '001',
  terminal: '00001',
  kind: '01',
  number: n,
  consecutivo: claveOf(n).slice(21, 41),
  clave: claveOf(n),
  xmlSha256: sha256Hex(xml),
  situation: '1',
  issuedAt: '2026-11-20T09:00:00-06:00',
  sealedAt: 1_000_000 + n,
  customerName: `Cliente número ${n % 977}`,
  total: BigInt(n) * 100_000n,
  currency: 'CRC',
  issuer: { type: '02', number: '3101123456' },
  form: JSON.stringify({ lines: 'x'.repeat(2_000) }),
});

try {
  const db = opened(join(folder, 'outbox.sqlite'));
  db.prepare(
    "insert into company (id, environment, settings, created_at) values ('c1', 'test', '{}', 0)",
  ).run();
  const store = outboxStore(db);
  const bare = opened(join(folder, 'bare.sqlite'));
  bare.exec('create table bare (b blob) strict');
  const bareInsert = bare.prepare('insert into bare values (?)');
  const file = openSync(join(folder, 'append'), 'a');
  const enqueue = (n: number): void => {
    const facts = factsOf(n);
    const done = store.atomically(() => {
      store.series.advance(facts, n - 1, n);
      store.documents.insert(facts, enteringDocument({ ...facts, now: facts.sealedAt }), xml);
      store.drafts.remove('c1', 'none');
      store.journalMark.write(n);
    });
    if (!done.ok) throw new Error(done.error);
  };

  // Alternating, so that a disk that changes its mood changes it for all three.
  const append: number[] = [];
  const commit: number[] = [];
  const enqueued: number[] = [];
  for (let n = 1; n <= rounds; n++) {
    append.push(
      timed(() => {
        writeSync(file, xml);
        fdatasyncSync(file);
      }),
    );
    commit.push(timed(() => bareInsert.run(xml)));
    enqueued.push(timed(() => enqueue(n)));
  }
  closeSync(file);
  const limit = median(append);
  const bareCommit = median(commit);
  const own = median(enqueued);
  const enqueueFigure = { value: own, unit: 'ms', goal: 1.5 } as const;
  report({ ...enqueueFigure, name: 'durable enqueue, against an fdatasync of 16 KB', limit });
  report({
    ...enqueueFigure,
    name: 'durable enqueue, against a bare SQLite commit of 16 KB',
    limit: bareCommit,
  });

  const shell = engineShell({
    store,
    clock: { now: Date.now, monotonic: () => performance.now(), after: () => () => undefined },
    random: { fraction: () => 0.5 },
    timings: outboxTimings,
    onChange: () => undefined,
  });
  const cycles: number[] = [];
  const small = bare.prepare('insert into bare values (?)');
  const twoCommits: number[] = [];
  for (let n = 1; n <= rounds; n++) {
    const id = `d${n}`;
    twoCommits.push(
      timed(() => {
        small.run(Buffer.alloc(200));
        small.run(Buffer.alloc(200));
      }),
    );
    cycles.push(
      timed(() => {
        const now = Date.now();
        let attempt = 0;
        store.atomically(() => {
          shell.documentInTransaction(id, { kind: 'send', bootId: 'b', mono: 1, bytesMatch: true }, now);
          attempt = store.attempts.open({
            subjectKind: 'document',
            subjectId: id,
            companyId: 'c1',
            service: 'hacienda',
            kind: 'POST',
            bootId: 'b',
            startedAt: now,
            startedMono: 1,
          });
          store.charges.add({
            companyId: 'c1',
            service: 'hacienda',
            kind: 'POST',
            at: now,
            attemptId: attempt,
          });
        });
        store.atomically(() => {
          store.attempts.complete(attempt, { endedAt: now, result: 'received', facts: { status: 201 } });
          shell.documentInTransaction(
            id,
            { kind: 'post-result', result: { kind: 'received' }, facts: { status: 201 } },
            now,
            { generation: 1, startedAt: now },
          );
        });
      }),
    );
  }
  report({
    name: 'claim and complete, against two bare commits',
    value: median(cycles),
    limit: median(twoCommits),
    unit: 'ms',
    goalValue: 1_000 / 3_000, // 3,000 cycles a second
  });

  const sealed = sealedStore(join(folder, 'sealed'));
  const copies: number[] = [];
  for (let n = 1; n <= Math.min(rounds, 100); n++) {
    const facts = factsOf(n);
    const start = performance.now();
    await sealed.keep(facts, xml);
    await sealed.append({ kind: 'sealed', facts });
    copies.push(performance.now() - start);
  }
  report({
    name: 'second copy and journal, against three fdatasyncs',
    value: median(copies),
    limit: 3 * limit,
    unit: 'ms',
  });

  db.transaction(() => {
    for (let n = rounds + 1; n <= stored; n++) {
      const facts = factsOf(n);
      store.documents.insert(facts, enteringDocument({ ...facts, now: facts.sealedAt }), new Uint8Array(16));
    }
  })();
  const walk = db.prepare(
    'select seq from document where company_id = ? order by sealed_at desc, seq desc limit 50',
  );
  const measured = (work: () => void): number => {
    for (let n = 0; n < 50; n++) work();
    return percentile(
      Array.from({ length: 300 }, () => timed(work)),
      0.99,
    );
  };
  const indexRead = measured(() => walk.all('c1'));
  const pages: readonly (readonly [name: string, work: () => void])[] = [
    ['first page', () => listDocuments(db, 'c1', {}, 50)],
    [
      'page in the middle',
      () => listDocuments(db, 'c1', {}, 50, { sealedAt: 1_000_000 + stored / 2, seq: stored / 2 }),
    ],
    ['page of a rare state', () => listDocuments(db, 'c1', { states: ['received', 'held'] }, 50)],
    ['search by customer', () => searchDocuments(db, 'c1', 'numero 97', 50)],
    ['search by number', () => searchDocuments(db, 'c1', String(stored - 7).padStart(10, '0'), 50)],
  ];
  for (const [name, work] of pages)
    report({
      name: `${name} of ${stored}, p99, against an index read`,
      value: measured(work),
      limit: indexRead,
      unit: 'ms',
      goalValue: name.startsWith('search') ? 10 : 1,
    });
  db.close();
  bare.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
