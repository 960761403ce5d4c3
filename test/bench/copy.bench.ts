/**
 * npm run bench -- copy [-- N]: what a proved copy of N documents (20,000) costs, and how long the thread that answers the page is
 * held by it. Limits of the same run: copying the file by the system, and reading it once through SHA-256.
 */
import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { makeCopy } from '../../main/backup/copies.ts';
import { type Db, headVersion, openDatabase } from '../../main/db/connection.ts';
import { contentsOf } from '../../main/db/contents.ts';
import { copyChecks, proveCopy } from '../../main/usecases/prove-copy.ts';
import { makeSchema } from '../helpers/schemas.ts';
import { report } from './report.ts';

const count = Number(process.argv[2] ?? 20_000);
const folder = mkdtempSync(join(tmpdir(), 'talonario-copy-'));
const file = join(folder, 'talonario.sqlite');

/** Accepted documents with 9 KB of signed XML, 6 KB of answer and two attempts each. */
function fill(db: Db): void {
  const document = db.prepare(
    `insert into document (id, company_id, environment, kind, branch, terminal, consecutivo, clave, xml_sha256, situation, issued_at,
       sealed_at, customer_name, total, amount_text, currency, issuer_type, issuer_number, state, state_since, posts, sent_at,
       received_at, polls, answer_verdict)
     values (?, 'c-test', 'test', '01', '001', '00001', ?, ?, ?, '1', '2026-06-20T10:00:00-06:00', ?, 'Panadería El Trigo',
       11300000, '113', 'CRC', '02', '3101123456', 'accepted', ?, 1, 1, 2, 2, 'accepted')`,
  );
  const body = db.prepare('insert into document_body (document_id, xml, form) values (?, ?, ?)');
  const answer = db.prepare(
    "insert into document_answer (document_id, verdict, detail, stored_at, xml) values (?, 'accepted', '.', 1, ?)",
  );
  const attempt = db.prepare(
    `insert into attempt (subject_kind, subject_id, company_id, service, kind, n, boot_id, started_at, started_mono, ended_at, result,
       status) values ('document', ?, 'c-test', 'hacienda', ?, ?, 'b', 1, 1, 2, 'received', 202)`,
  );
  const padding = randomBytes(4_500).toString('hex');
  const answered = Buffer.from(`<M>${'y'.repeat(6_000)}</M>`);
  const form = JSON.stringify({ note: 'z'.repeat(1_500) });
  db.transaction(() => {
    for (let n = 0; n < count; n++) {
      const consecutivo = `0010000101${String(n + 1_000).padStart(10, '0')}`;
      const clave = `506200626003101123456${consecutivo}112345678`;
      const xml = Buffer.from(`<F>${clave}${padding}</F>`);
      const id = `d${n}`;
      document.run(id, consecutivo, clave, createHash('sha256').update(xml).digest('hex'), n, n);
      body.run(id, xml, form);
      answer.run(id, answered);
      attempt.run(id, 'POST', 1);
      attempt.run(id, 'GET', 2);
    }
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
}

const timed = async <T>(work: () => T | Promise<T>): Promise<readonly [T, number]> => {
  const from = performance.now();
  const value = await work();
  return [value, performance.now() - from];
};

makeSchema(file, headVersion);
const opened = openDatabase(file);
if (!opened.ok) throw new Error(opened.error.kind);
const db = opened.value;
fill(db);
console.log(`${count} documents, ${(statSync(file).size / 1024 / 1024).toFixed(0)} MB`);

const [, plainMs] = await timed(() => copyFileSync(file, join(folder, 'plain')));
const [, hashMs] = await timed(() => createHash('sha256').update(readFileSync(file)).digest('hex'));
const delay = monitorEventLoopDelay({ resolution: 1 });
let proveMs = 0;
let backupDone = 0;
const checks = copyChecks({
  ...copyChecks(),
  // the program proves in a process of its own: its time does not hold this thread
  prove: async (job) => {
    delay.disable();
    backupDone = performance.now();
    const [proof, ms] = await timed(() => proveCopy(job));
    proveMs = ms;
    return proof;
  },
});
const began = performance.now();
delay.enable();
const copy = await makeCopy(db, join(folder, 'copies'), 1, checks);
if (!copy.ok) throw new Error(copy.error.detail);
const [, countMs] = await timed(() => contentsOf(db));
report({ name: 'backup in steps', value: backupDone - began, limit: plainMs, unit: 'ms' });
report({ name: 'longest hold of the page', value: delay.max / 1e6, limit: 16.7, unit: 'ms', goalValue: 50 });
report({ name: 'p99 hold of the page', value: delay.percentile(99) / 1e6, limit: 16.7, unit: 'ms', goal: 1 });
report({ name: 'rows of every table counted', value: countMs, limit: 16.7, unit: 'ms', goal: 1 });
report({ name: 'proof by restoring aside', value: proveMs, limit: plainMs + hashMs, unit: 'ms' });
db.close();
rmSync(folder, { recursive: true });
