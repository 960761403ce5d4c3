import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../main/db/connection.ts';
import { markRestored } from '../../main/db/restored-mark.ts';
import type { Sealed } from '../../main/outbox/seal.ts';
import type { Journal } from '../../main/outbox/sealed-store.ts';
import {
  companyId,
  type CrashPlan,
  draftExists,
  issue,
  outboxWorld,
  type Program,
  sale,
  saveDraft,
  type World,
} from '../helpers/outbox-world.ts';
import { claveOf } from '../helpers/outbox-documents.ts';

const key = { companyId, service: 'hacienda' } as const;
const minute = 60_000;

const journalOf = (world: World): string => join(world.folder, 'sealed', 'journal.ndjson');
const journalIn = async (program: Program): Promise<Journal> => {
  const read = await program.sealed.journal(0);
  if (!read.ok) throw new Error(read.error);
  return read.value;
};
const fileOf = (world: World, program: Program, id: string): string =>
  join(world.folder, 'sealed', companyId, '2026-11', `${program.store.documents.facts(id).clave}.xml`);
const all = (program: Program): readonly { id: string; state: string; clave: string }[] =>
  program.db
    .prepare<[], { id: string; state: string; clave: string }>('select id, state, clave from document')
    .all();

/** One sale from draft to its answer; dies where the plan says. @returns the number of port calls of a run that lives */
async function oneSale(world: World, crash?: CrashPlan): Promise<number> {
  const program = await world.start(crash ? { crash } : {});
  let sealed: Sealed | undefined;
  try {
    saveDraft(program, 'draft-1');
    const result = await program.outbox.seal(sale(program.clock, { draftId: 'draft-1' }));
    if (result.ok) sealed = result.value;
  } catch {
    // The process died while sealing.
  }
  const id = sealed?.id;
  if (id !== undefined && !program.died()) {
    await program.clock.until(() => program.died() || program.stateOf(id) === 'accepted');
  }
  const calls = program.portCalls();
  program.kill();
  return calls;
}

/** What every crash must leave: one sale, one clave, one arrival, and an end. */
async function livesOn(world: World): Promise<void> {
  const program = await world.start();
  const rows = all(program);
  // The sale is a draft or a document, never both, never neither.
  expect(rows.length + (draftExists(program.db, 'draft-1') ? 1 : 0)).toBe(1);
  expect(rows.map(({ state }) => state)).not.toContain('sending');
  // A clerk who still sees the draft presses again.
  if (rows.length === 0) await issue(program, { draftId: 'draft-1' });
  await program.clock.until(() => all(program).every(({ state }) => state === 'accepted'));
  expect(all(program)).toHaveLength(1);
  expect([...world.authority.arrived.keys()]).toEqual(all(program).map(({ clave }) => clave));
  expect(world.authority.repeated).toBe(0);
  // I5: charged at least what the authority counted.
  expect(program.store.charges.timesSince(key, 0).length).toBeGreaterThanOrEqual(world.authority.calls);
  expect(program.errors).toEqual([]);
  program.kill();
}

describe('a crash at every port call', () => {
  test('before and after each of them: one sale, one clave, one arrival', async () => {
    const calls = await oneSale(outboxWorld());
    expect(calls).toBeGreaterThan(8);
    for (let call = 1; call <= calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const world = outboxWorld();
        await oneSale(world, { call, when });
        await livesOn(world);
      }
    }
  }, 120_000);

  test('and again at every port call of the recovery', async () => {
    const world0 = outboxWorld();
    await oneSale(world0, { call: 5, when: 'after' });
    const probe = await world0.start({ connect: false });
    const calls = probe.portCalls();
    probe.kill();
    expect(calls).toBeGreaterThan(0);
    for (let first = 2; first <= 6; first++) {
      for (let second = 1; second <= calls; second++) {
        for (const when of ['before', 'after'] as const) {
          const world = outboxWorld();
          await oneSale(world, { call: first, when: 'after' });
          const dying = await world.start({ crash: { call: second, when }, connect: false });
          dying.kill();
          await livesOn(world);
        }
      }
    }
  }, 120_000);
});

describe('restart', () => {
  test('a row that another run was sending becomes unknown, never queued, and its attempt ends as interrupted', async () => {
    const world = outboxWorld();
    const first = await world.start();
    // the process dies while the authority holds the request
    world.authority.onCall = () => new Promise(() => undefined);
    const id = await issue(first);
    await first.clock.settle();
    expect(first.stateOf(id)).toBe('sending');
    first.kill();
    world.authority.onCall = () => undefined;
    const program = await world.start({ connect: false });
    expect(program.store.documents.find(id)).toMatchObject({
      state: 'unknown',
      reason: 'interrupted',
      posts: 1,
    });
    expect(program.store.attempts.of('document', id)[0]?.end?.result).toBe('interrupted');
    expect(program.store.charges.timesSince(key, 0)).toHaveLength(1);
  });
  test('after stop() nothing is sealed: no line, no number, no row', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    await program.outbox.stop();
    expect(await program.outbox.seal(sale(program.clock))).toEqual({ ok: false, error: { kind: 'io' } });
    expect((await journalIn(program)).lines).toEqual([]);
    expect(all(program)).toEqual([]);
  });
  test('stop() waits for the outcome of the call in flight', async () => {
    const world = outboxWorld();
    const program = await world.start();
    let answer = (): void => undefined;
    world.authority.onCall = () => new Promise((resolve) => void (answer = resolve));
    const id = await issue(program);
    await program.clock.settle();
    const stopped = program.outbox.stop();
    answer();
    await stopped;
    expect(program.stateOf(id)).toBe('received');
  });
  test('stop() aborts a call that hangs, and the document is unknown, NOT queued', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.onCall = (_kind, _clave, cancel) =>
      new Promise((resolve) => cancel?.addEventListener('abort', () => resolve()));
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'doubtful', why: 'aborted' } });
    const id = await issue(program);
    await program.clock.settle();
    const stopped = program.outbox.stop();
    await program.clock.advance(5_000);
    await stopped;
    expect(program.stateOf(id)).toBe('unknown');
  });
  test('nothing can be sealed or sent before the recovery', async () => {
    const world = outboxWorld();
    const program = await world.start({ crash: { call: 1, when: 'before' } });
    expect(() => program.outbox.seal(sale(program.clock))).toThrow(/recovered/);
    expect(() =>
      program.outbox.connect(companyId, {
        api: world.authority,
        tokens: world.tokens,
        limits: () => world.limits,
      }),
    ).toThrow(/recovered/);
  });
  test('a disk that is full at the start: nothing is sealed or sent, and the recovery is tried again by itself', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const id = await issue(first);
    first.kill();
    const fullDisk = { full: true };
    const program = await world.start({ fullDisk });
    await program.clock.advance(5 * minute);
    expect(await program.outbox.seal(sale(program.clock))).toEqual({
      ok: false,
      error: { kind: 'disk-full' },
    });
    expect(program.outbox.summary(companyId).storageFault).toBe('disk-full');
    expect(world.authority.calls).toBe(0);
    fullDisk.full = false;
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(program.outbox.summary(companyId).storageFault).toBeUndefined();
    await issue(program);
  });
  test('nothing is sent after stop()', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const id = await issue(first);
    first.outbox.hold(id);
    first.kill();
    const program = await world.start();
    await program.outbox.stop();
    expect(program.outbox.release(id)).toMatchObject({ ok: true });
    expect(program.stateOf(id)).toBe('queued');
    program.outbox.wake();
    await program.clock.advance(minute);
    expect(world.authority.calls).toBe(0);
  });
});

describe('journal and second copy', () => {
  test('hold the exact bytes and everything needed to rebuild the row', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    const id = await issue(program, { text: 'línea\nnueva' });
    expect(readFileSync(fileOf(world, program, id))).toEqual(Buffer.from(program.store.documents.bytes(id)));
    const journal = await journalIn(program);
    expect(journal.lines).toEqual([{ kind: 'sealed', facts: program.store.documents.facts(id) }]);
    expect(program.store.journalMark.read()).toBe(journal.end);
  });
  test('a restored copy of the database gets its forgotten documents back as unknown and never reuses their numbers', async () => {
    const world = outboxWorld();
    const first = await world.start();
    const before = await issue(first);
    await first.clock.until(() => first.stateOf(before) === 'accepted');
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    saveDraft(first, 'draft-2');
    const sent = await issue(first, { draftId: 'draft-2' });
    await first.clock.until(() => first.stateOf(sent) === 'accepted');
    const waiting = await issue(first);
    const { clave } = first.store.documents.facts(sent);
    const posts = world.authority.posts.length;
    first.kill();

    const program = await world.start({ database: 'copy.sqlite' });
    expect(program.stateOf(before)).toBe('accepted');
    expect(program.store.documents.find(sent)).toMatchObject({
      state: 'unknown',
      clave,
      reason: 'recovered',
    });
    const next = await issue(program);
    expect(program.store.documents.facts(next).number).toBe(4);
    await program.clock.until(() => [sent, waiting, next].every((id) => program.stateOf(id) === 'accepted'));
    // What had arrived was found by asking; the others were sent once.
    expect(world.authority.posts.filter((post) => post.clave === clave)).toHaveLength(1);
    expect(world.authority.posts.length - posts).toBeLessThanOrEqual(2);
    expect(world.authority.repeated).toBe(0);
  });
  test('what a restored copy calls queued is asked about, and NOT sent a second time', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const sent = await issue(first);
    const waiting = await issue(first);
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    first.kill();
    const second = await world.start();
    await second.clock.until(() => second.stateOf(sent) !== 'queued');
    second.outbox.hold(waiting);
    await second.clock.until(() => second.stateOf(sent) === 'accepted');
    const { clave } = second.store.documents.facts(sent);
    second.kill();

    const program = await world.start({ database: 'copy.sqlite', restored: true });
    expect(program.store.documents.find(sent)).toMatchObject({ state: 'unknown', reason: 'recovered' });
    await program.clock.until(() => [sent, waiting].every((id) => program.stateOf(id) === 'accepted'));
    expect(world.authority.posts.filter((post) => post.clave === clave)).toHaveLength(1);
    expect(world.authority.repeated).toBe(0);
  });
  test('what a restored copy holds back may have been sent since: it is asked about when its wait is over', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const kept = await issue(first);
    first.outbox.hold(kept);
    const spoilt = await issue(first);
    const { clave } = first.store.documents.facts(kept);
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    first.kill();
    const second = await world.start();
    second.outbox.release(kept);
    await second.clock.until(() => [kept, spoilt].every((id) => second.stateOf(id) === 'accepted'));
    second.kill();
    const copy = new Database(join(world.folder, 'copy.sqlite'));
    copy
      .prepare(
        "update document set state = 'quarantined', reason = 'bytes-changed', moving_sum = null where id = ?",
      )
      .run(spoilt);
    copy.close();

    const program = await world.start({ database: 'copy.sqlite', restored: true });
    await program.clock.until(() => program.stateOf(spoilt) === 'accepted');
    expect(program.stateOf(kept)).toBe('held');
    program.outbox.release(kept);
    await program.clock.until(() => program.stateOf(kept) === 'accepted');
    expect(world.authority.posts.filter((post) => post.clave === clave)).toHaveLength(1);
    expect(world.authority.repeated).toBe(0);
  });
  test('a copy stays a copy until it has recovered, whatever ends the run that restored it', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const id = await issue(first);
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    first.kill();
    const copy = openDatabase(join(world.folder, 'copy.sqlite'));
    if (!copy.ok) throw new Error(copy.error.kind);
    markRestored(copy.value);
    copy.value.close();
    const full = await world.start({ database: 'copy.sqlite', fullDisk: { full: true }, connect: false });
    expect(full.stateOf(id)).toBe('queued');
    full.kill();
    const program = await world.start({ database: 'copy.sqlite', connect: false });
    expect(program.stateOf(id)).toBe('unknown');
    expect(program.store.restoredMark.read()).toBe(false);
  });
  test('a document whose second copy cannot be read comes back when it can, also after others were sealed', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const before = await issue(first);
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const forgotten = await issue(first);
    const file = fileOf(world, first, forgotten);
    const bytes = readFileSync(file);
    first.kill();
    rmSync(file);
    const second = await world.start({ database: 'copy.sqlite', connect: false });
    const next = await issue(second);
    second.kill();
    writeFileSync(file, bytes);
    const program = await world.start({ database: 'copy.sqlite', connect: false });
    expect([before, forgotten, next].map((id) => program.stateOf(id))).toEqual([
      'queued',
      'unknown',
      'queued',
    ]);
    expect(program.store.journalMark.read()).toBe((await journalIn(program)).end);
  });
  test('the draft of a document that cannot be brought back does NOT become a second document', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    saveDraft(first, 'draft-3');
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const sent = await issue(first, { draftId: 'draft-3' });
    rmSync(fileOf(world, first, sent));
    first.kill();
    const program = await world.start({ database: 'copy.sqlite', connect: false, restored: true });
    expect(program.stateOf(sent)).toBeUndefined();
    expect(draftExists(program.db, 'draft-3')).toBe(false);
  });
  test('one clave in two lines of the journal is one document', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const id = await issue(first);
    await first.sealed.append({ kind: 'sealed', facts: first.store.documents.facts(id) });
    first.kill();
    const program = await world.start({ database: 'copy.sqlite', connect: false });
    expect(all(program)).toMatchObject([{ id, state: 'unknown' }]);
    expect(program.store.journalMark.read()).toBe((await journalIn(program)).end);
  });
  test('without a restore what is queued stays queued', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const id = await issue(first);
    first.kill();
    const program = await world.start({ connect: false });
    expect(program.stateOf(id)).toBe('queued');
  });
  test('nothing new is sent while rebuilt documents are unsettled', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const forgotten = await issue(first);
    first.kill();
    const program = await world.start({ database: 'copy.sqlite' });
    const next = await issue(program);
    await program.clock.advance(2 * minute);
    expect(program.stateOf(forgotten)).toBe('unknown');
    expect(world.authority.posts).toEqual([]);
    await program.clock.until(
      () => program.stateOf(next) === 'accepted' && program.stateOf(forgotten) === 'accepted',
    );
  });
  test('a torn last line is passed over, and the next line does not stick to it', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    await issue(first);
    first.kill();
    appendFileSync(journalOf(world), '{"v":1,"kind":"sealed","facts":{"id":"to');
    const second = await world.start({ connect: false });
    const id = await issue(second);
    second.kill();
    const program = await world.start({ connect: false });
    expect(program.stateOf(id)).toBe('queued');
    const journal = await journalIn(program);
    expect(journal.lines).toHaveLength(2);
    expect(journal.unreadable).toBe(1);
  });
  test('a journal shorter than the database remembers is read from its beginning', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    await issue(first);
    await issue(first);
    first.kill();
    const lines = readFileSync(journalOf(world), 'utf8').split('\n');
    writeFileSync(journalOf(world), `${lines[1]}\n`);
    const program = await world.start({ connect: false });
    expect(all(program)).toHaveLength(2);
  });
  test('without the journal the numbers of the files are spent all the same', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    await issue(first);
    await issue(first);
    first.kill();
    rmSync(journalOf(world));
    const program = await world.start({ connect: false, database: 'copy.sqlite' });
    const report = await program.outbox.recover({ scanFiles: true });
    expect(report.ok && report.value.strayFiles).toHaveLength(2);
    expect(program.store.documents.facts(await issue(program)).number).toBe(3);
  });
  test('a document whose second copy is gone is reported as lost, and its number is spent', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const id = await issue(first);
    const { clave } = first.store.documents.facts(id);
    rmSync(fileOf(world, first, id));
    first.kill();
    const program = await world.start({ connect: false, database: 'copy.sqlite' });
    expect(all(program)).toEqual([]);
    const report = await program.outbox.recover();
    expect(report.ok && report.value.lost).toEqual([{ companyId, clave, why: 'no-bytes' }]);
    expect(program.store.documents.facts(await issue(program)).number).toBe(2);
  });
  test('the draft of a document that cannot be brought back now is NOT issued a second time', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const draftId = 'draft-1';
    const id = await issue(first, { draftId });
    expect(id).toBe(draftId);
    const file = fileOf(world, first, id);
    const bytes = readFileSync(file);
    rmSync(file);
    first.kill();

    const without = await world.start({ connect: false, database: 'copy.sqlite' });
    expect(await without.outbox.seal(sale(without.clock, { draftId }))).toEqual({
      ok: false,
      error: { kind: 'issued-before' },
    });
    expect(all(without)).toEqual([]);
    without.kill();

    writeFileSync(file, bytes);
    const again = await world.start({ connect: false, database: 'copy.sqlite' });
    expect(all(again).map((each) => each.id)).toEqual([id]);
    expect(await again.outbox.seal(sale(again.clock, { draftId }))).toMatchObject({
      ok: true,
      value: { id },
    });
    expect(all(again).map((each) => each.id)).toEqual([id]);
  });
  test('a document whose second copy is not what was sealed is NOT rebuilt from it, and its number is spent', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const id = await issue(first);
    const { clave } = first.store.documents.facts(id);
    writeFileSync(fileOf(world, first, id), '<F>otra cosa</F>');
    first.kill();
    const program = await world.start({ connect: false, database: 'copy.sqlite' });
    expect(all(program)).toEqual([]);
    const report = await program.outbox.recover();
    expect(report.ok && report.value.lost).toEqual([{ companyId, clave, why: 'no-bytes' }]);
    expect(program.store.documents.facts(await issue(program)).number).toBe(2);
  });
});

describe('bytes that changed', () => {
  const damage = (program: Program, id: string): void => {
    program.db.exec('drop trigger body_frozen');
    program.db
      .prepare("update document_body set xml = cast('<F>falso</F>' as blob) where document_id = ?")
      .run(id);
  };
  test('are never sent: the second copy comes back, and that is sent', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    const id = await issue(program);
    const { clave } = program.store.documents.facts(id);
    damage(program, id);
    program.kill();
    const next = await world.start();
    await next.clock.until(() => next.stateOf(id) === 'accepted');
    expect(world.authority.posts.map(({ xml }) => xml)).toEqual([`<F>${clave} venta</F>`]);
  });
  test('with a damaged second copy too: quarantined, no call, and retry does not help', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    const id = await issue(program);
    damage(program, id);
    truncateSync(fileOf(world, program, id), 5);
    program.kill();
    const next = await world.start();
    await next.clock.advance(60 * minute);
    expect(next.stateOf(id)).toBe('quarantined');
    expect(world.authority.calls).toBe(0);
    expect(await next.outbox.retry(id)).toEqual({ ok: false, error: 'not-allowed' });
  });
  test('on a full disk the program starts all the same, and "probar de nuevo" says that the disk is full', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const id = await issue(first);
    damage(first, id);
    const copy = fileOf(world, first, id);
    const bytes = readFileSync(copy);
    truncateSync(copy, 5);
    first.kill();
    const second = await world.start();
    await second.clock.until(() => second.stateOf(id) === 'quarantined');
    second.kill();
    writeFileSync(copy, bytes);

    let commits = 0;
    // The recovery itself is taken, nothing after it.
    const fullDisk = {
      get full() {
        commits += 1;
        return commits > 1;
      },
    };
    const next = await world.start({ fullDisk, connect: false });
    expect(next.stateOf(id)).toBe('quarantined');
    expect(await next.outbox.retry(id)).toEqual({ ok: false, error: 'disk-full' });
    next.kill();
    const last = await world.start();
    await last.clock.until(() => last.stateOf(id) === 'accepted');
  });
  test('a journal that cannot be read holds everything until it can', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const id = await issue(first);
    first.kill();
    const file = journalOf(world);
    const bytes = readFileSync(file);
    rmSync(file);
    mkdirSync(file);
    const program = await world.start({ fullDisk: { full: false } });
    await program.clock.advance(minute);
    expect(await program.outbox.seal(sale(program.clock))).toEqual({ ok: false, error: { kind: 'io' } });
    expect(world.authority.calls).toBe(0);
    rmSync(file, { recursive: true });
    writeFileSync(file, bytes);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
  });
});

describe('no space on the disk', () => {
  /** Real SQLITE_FULL: the database may not grow by a page, and what room its pages have is used up. */
  const free = (program: Program): void => {
    program.db.pragma('max_page_count = 1000000');
  };
  const stuff = (program: Program): void => {
    program.db.exec('create table filler (x text) strict');
    const pages = Number(program.db.pragma('page_count', { simple: true }));
    program.db.pragma(`max_page_count = ${pages}`);
    const insert = program.db.prepare('insert into filler values (?)');
    for (let size = 2_000; size > 0; size = Math.floor(size / 2)) {
      try {
        for (;;) insert.run('x'.repeat(size));
      } catch {
        // full at this size; try smaller ones until no free byte is left on a page of the table
      }
    }
  };
  /** Files are written in real time. */
  const outcomeKept = (world: World): Promise<void> =>
    vi.waitFor(() => expect(readFileSync(journalOf(world), 'utf8')).toContain('"outcome"'));

  test('while sealing: a clear fault, the draft stays, nothing is sent, and the next seal works under another clave', async () => {
    const world = outboxWorld();
    const program = await world.start();
    saveDraft(program, 'draft-1');
    stuff(program);
    const refused = await program.outbox.seal(
      sale(program.clock, { draftId: 'draft-1', text: 'x'.repeat(20_000) }),
    );
    expect(refused).toEqual({ ok: false, error: { kind: 'disk-full' } });
    expect(all(program)).toEqual([]);
    expect(draftExists(program.db, 'draft-1')).toBe(true);
    expect(world.authority.calls).toBe(0);
    free(program);
    const id = await issue(program, { draftId: 'draft-1' });
    expect(program.store.documents.facts(id).number).toBe(1);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    program.kill();
    // The line of the refused seal is void: a restart does not bring it back.
    const next = await world.start();
    expect(all(next)).toHaveLength(1);
    expect(existsSync(fileOf(world, next, id))).toBe(true);
  });

  test('for the second copy: no number, no line and no row without it, the draft stays', async () => {
    const world = outboxWorld();
    const program = await world.start();
    saveDraft(program, 'draft-1');
    const folder = join(world.folder, 'sealed', companyId);
    writeFileSync(folder, 'a file where the folder should be');
    expect(await program.outbox.seal(sale(program.clock, { draftId: 'draft-1' }))).toEqual({
      ok: false,
      error: { kind: 'io' },
    });
    expect([all(program), draftExists(program.db, 'draft-1'), world.authority.calls]).toEqual([[], true, 0]);
    expect(existsSync(journalOf(world))).toBe(false);
    rmSync(folder);
    expect(program.store.documents.facts(await issue(program, { draftId: 'draft-1' })).number).toBe(1);
  });

  test('while sealing, and then a restart: the sale stays a draft, nothing is rebuilt from its line', async () => {
    const world = outboxWorld();
    const first = await world.start();
    saveDraft(first, 'draft-1');
    stuff(first);
    const text = 'x'.repeat(20_000);
    const refused = await first.outbox.seal(sale(first.clock, { draftId: 'draft-1', text }));
    expect(refused).toEqual({ ok: false, error: { kind: 'disk-full' } });
    const { lines } = await journalIn(first);
    expect(lines.map(({ kind }) => kind)).toEqual(['sealed', 'void']);
    expect(await first.sealed.files()).toEqual({ ok: true, value: [] });
    first.kill();
    const program = await world.start();
    await program.clock.advance(60 * minute);
    expect(all(program)).toEqual([]);
    expect(program.store.series.last(sale(program.clock))).toBe(0);
    expect(draftExists(program.db, 'draft-1')).toBe(true);
    expect(world.authority.calls).toBe(0);
  });

  test('in T1: stays queued, NO call, the lanes pause and say so, and go on when there is room', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    const id = await issue(program);
    program.kill();
    const next = await world.start({ connect: false });
    stuff(next);
    const small = {
      subjectKind: 'payment_slot',
      subjectId: 'x',
      companyId,
      service: 'edinky',
      kind: 'GET',
      bootId: 'boot-2',
      startedAt: 0,
      startedMono: 0,
    } as const;
    while (next.store.atomically(() => next.store.attempts.open(small)).ok);
    const faults: unknown[] = [];
    next.outbox.onChange((event) => {
      if (event.kind === 'storage') faults.push(event.fault);
    });
    next.outbox.connect(companyId, {
      api: world.authority,
      tokens: world.tokens,
      limits: () => world.limits,
    });
    await next.clock.advance(10 * minute);
    expect(next.stateOf(id)).toBe('queued');
    expect(world.authority.calls).toBe(0);
    expect(faults).toEqual(['disk-full']);
    expect(next.outbox.summary(companyId).storageFault).toBe('disk-full');
    free(next);
    await next.clock.until(() => next.stateOf(id) === 'accepted');
    expect(faults).toEqual(['disk-full', undefined]);
    expect(world.authority.posts).toHaveLength(1);
  });

  test('in T2: the outcome is kept in the journal, nothing else is sent, and it is written when there is room', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const other = await issue(program);
    await program.clock.until(() => program.stateOf(other) === 'accepted');
    world.authority.onCall = () => stuff(program);
    const location = 'l'.repeat(30_000);
    world.authority.nextPosts.push({ arrives: true, result: { kind: 'received' }, facts: { location } });
    const id = await issue(program);
    const waiting = await issue(program);
    await program.clock.until(() => program.outbox.summary(companyId).storageFault === 'disk-full');
    await outcomeKept(world);
    await program.clock.advance(5 * minute);
    expect(program.stateOf(id)).toBe('sending');
    expect(program.stateOf(waiting)).toBe('queued');
    expect(world.authority.posts).toHaveLength(2);
    const { lines } = await journalIn(program);
    expect(lines.find(({ kind }) => kind === 'outcome')).toMatchObject({
      kind: 'outcome',
      result: { kind: 'received' },
    });
    world.authority.onCall = () => undefined;
    free(program);
    await program.clock.until(() => program.stateOf(id) !== 'sending');
    expect(program.store.attempts.of('document', id)[0]?.end).toMatchObject({ result: 'received' });
    expect(program.outbox.summary(companyId).storageFault).toBeUndefined();
    await program.clock.until(() => program.stateOf(waiting) === 'accepted');
  });

  test('in T2, and then a crash: the journal settles it at the next start without a question', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.onCall = () => stuff(program);
    const facts = { location: 'l'.repeat(30_000) };
    world.authority.nextPosts.push({ arrives: true, result: { kind: 'received' }, facts });
    const id = await issue(program);
    await program.clock.until(() => program.outbox.summary(companyId).storageFault === 'disk-full');
    await outcomeKept(world);
    program.kill();
    world.authority.onCall = () => undefined;
    const next = await world.start({ connect: false });
    expect(next.stateOf(id)).toBe('received');
    expect(world.authority.gets).toEqual([]);
  });

  test('an outcome kept for another document, whose attempt bore the same number in a copy, is NOT taken for its own', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.onCall = () => new Promise(() => undefined);
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'sending');
    const [attempt] = program.store.attempts.of('document', id);
    await program.sealed.append({
      kind: 'outcome',
      attemptId: attempt?.id ?? 0,
      clave: claveOf(77),
      at: program.clock.now(),
      result: { kind: 'received' },
      facts: {},
    });
    program.kill();
    world.authority.onCall = () => undefined;
    const next = await world.start({ connect: false });
    expect(next.stateOf(id)).toBe('unknown');
  });
});

test('a seal that the disk refused but kept all the same has its second copy again, and keeps its number for good', async () => {
  const world = outboxWorld();
  const first = await world.start({ connect: false });
  first.db.exec(`vacuum into '${join(world.folder, 'before.sqlite')}'`);
  saveDraft(first, 'draft-1');
  const refused = await issue(first, { draftId: 'draft-1' });
  const facts = first.store.documents.facts(refused);
  // what the sealer leaves when the disk says no to a commit that is there after the crash
  await first.sealed.append({ kind: 'void', clave: facts.clave });
  await first.sealed.discard(facts);
  first.store.journalMark.write(0);
  first.kill();

  const second = await world.start({ connect: false });
  expect(second.stateOf(refused)).toBe('held');
  expect(await second.sealed.read(facts)).toEqual(second.store.documents.bytes(refused));
  expect(second.outbox.release(refused).ok).toBe(true);
  second.kill();
  // The line was looked at: a document that the clerk let go is not held a second time.
  const third = await world.start();
  await third.clock.until(() => third.stateOf(refused) === 'accepted');
  third.kill();

  const restored = await world.start({ database: 'before.sqlite', restored: true, connect: false });
  expect(restored.store.documents.findByClave(facts.clave)).toMatchObject({ state: 'unknown' });
  expect(restored.store.documents.facts(await issue(restored)).number).toBe(2);
});

test('a seal that the disk refused but kept all the same is held for the clerk, and only that one', async () => {
  const world = outboxWorld();
  const first = await world.start({ connect: false });
  const refused = await issue(first, { draftId: 'draft-1' });
  const good = await issue(first, { draftId: 'draft-2' });
  // As after a commit whose sync failed: the row is there although its line was made void.
  await first.sealed.append({ kind: 'void', clave: first.store.documents.facts(refused).clave });
  await first.sealed.append({ kind: 'void', clave: claveOf(77) });
  first.kill();
  const program = await world.start({ connect: false });
  expect(program.store.documents.find(refused)).toMatchObject({ state: 'held', reason: 'by-clerk' });
  expect(program.stateOf(good)).toBe('queued');
});

test('a signature that fails leaves no number, no file and no line', async () => {
  const world = outboxWorld();
  const program = await world.start({ connect: false });
  const refused = await program.outbox.seal(
    sale(program.clock, { build: async () => ({ ok: false, error: 'no-signature' }) }),
  );
  expect(refused).toEqual({ ok: false, error: { kind: 'build', error: 'no-signature' } });
  expect(existsSync(journalOf(world))).toBe(false);
  expect(program.store.documents.facts(await issue(program)).number).toBe(1);
});

test('two seals at once get two numbers, one after the other', async () => {
  const world = outboxWorld();
  const program = await world.start({ connect: false });
  let open = 0;
  const build = async (identity: { clave: string }) => {
    open++;
    expect(open).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    open--;
    return { ok: true, value: new TextEncoder().encode(identity.clave) } as const;
  };
  const ids = await Promise.all([
    issue(program, { build }),
    issue(program, { build }),
    issue(program, { build }),
  ]);
  expect(ids.map((id) => program.store.documents.facts(id).number)).toEqual([1, 2, 3]);
});

test('numbers go on from the one the clerk gave, and none is given twice', async () => {
  const world = outboxWorld();
  const program = await world.start({ connect: false });
  program.store.series.raise(sale(program.clock), 41);
  const ids = [await issue(program), await issue(program), await issue(program)];
  expect(ids.map((id) => program.store.documents.facts(id).number)).toEqual([42, 43, 44]);
  expect(program.store.series.last(sale(program.clock))).toBe(44);
});

test('one draft makes one document, however often and however fast it is sealed (I1)', async () => {
  const world = outboxWorld();
  const program = await world.start();
  saveDraft(program, 'draft-1');
  const seal = () => program.outbox.seal(sale(program.clock, { draftId: 'draft-1' }));
  const both = await Promise.all([seal(), seal()]);
  await program.clock.until(() => program.stateOf('draft-1') === 'accepted');
  const late = await seal();
  expect(all(program)).toHaveLength(1);
  expect(both[1]).toEqual(both[0]);
  expect(late).toEqual(both[0]);
  expect(program.store.series.last(sale(program.clock))).toBe(1);
});

test('an identity that does not carry the number it was given is a defect, and nothing is kept', async () => {
  const world = outboxWorld();
  const program = await world.start({ connect: false });
  const other = sale(program.clock);
  await expect(program.outbox.seal({ ...other, identify: () => other.identify(99) })).rejects.toThrow(
    /does not fit/,
  );
  expect(all(program)).toEqual([]);
  expect(program.store.series.last(other)).toBe(0);
});

test('another run of the same program cannot open the database meanwhile', async () => {
  const world = outboxWorld();
  await world.start({ connect: false });
  await expect(world.start({ connect: false })).rejects.toThrow('locked');
});
