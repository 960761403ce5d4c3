import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { companyId, issue, outboxWorld, type Program, sale } from '../helpers/outbox-world.ts';

const minute = 60_000;
const dayMs = 24 * 60 * minute;

const results = (program: Program, id: string): readonly (string | undefined)[] =>
  program.store.attempts.of('document', id).map(({ kind, end }) => `${kind} ${end?.result}`);

describe('what used to go round for ever', () => {
  test('an undocumented answer to every POST while GETs say 404: four POSTs, then a person, and nothing more in a month', async () => {
    const world = outboxWorld();
    const program = await world.start();
    for (let n = 0; n < 50; n++)
      world.authority.nextPosts.push({
        arrives: false,
        result: { kind: 'doubtful', why: 'unreadable' },
        facts: { status: 400, rawText: '<html>' },
      });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'needs_person');
    expect(world.authority.posts).toHaveLength(4);
    const { calls } = world.authority;
    await program.clock.advance(30 * dayMs);
    expect(world.authority.calls).toBe(calls);
    world.authority.nextPosts.length = 0;
    expect(program.outbox.queueRows(companyId, 9)[0]?.choices).toEqual(['settle-now', 'send-again']);
    expect(program.outbox.sendAgain(id).ok).toBe(true);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(new Set(world.authority.posts.map(({ xml }) => xml)).size).toBe(1);
  });

  test('an outage of a week that answers 503 to everything makes nothing a person’s; then all is sent once', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const post = world.authority.post.bind(world.authority);
    const status = world.authority.status.bind(world.authority);
    const down = { result: { kind: 'doubtful', why: 'status' }, facts: { status: 503 } } as const;
    world.authority.post = async () => down;
    world.authority.status = async () => down;
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await issue(program));
    await program.clock.advance(7 * dayMs);
    expect(new Set(ids.map((id) => program.stateOf(id)))).not.toContain('needs_person');
    const upAt = program.clock.now();
    world.authority.post = post;
    world.authority.status = status;
    await program.clock.until(() => ids.every((id) => program.stateOf(id) === 'accepted'));
    // half an hour of backoff at most, then the doubts and the polls of five documents
    expect(program.clock.now() - upAt).toBeLessThan(60 * minute);
    expect(world.authority.repeated).toBe(0);
    expect(world.authority.posts).toHaveLength(5);
  });

  test('polls of a long outage do not climb: accepted within the hour when the service is back', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'received');
    const status = world.authority.status.bind(world.authority);
    world.authority.status = async () => ({ result: { kind: 'doubtful', why: 'timeout' }, facts: {} });
    await program.clock.advance(3 * dayMs);
    const upAt = program.clock.now();
    world.authority.status = status;
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(program.clock.now() - upAt).toBeLessThan(60 * minute);
  });

  test('accepted by its state, its answer never comes: a person after some askings, and NOT green; asked again it is', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const status = world.authority.status.bind(world.authority);
    world.authority.status = async () => ({
      result: { kind: 'found', state: 'aceptado', rawState: 'aceptado' },
      facts: { status: 200 },
    });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'needs_person');
    expect(program.store.documents.find(id)).toMatchObject({ reason: 'answer-missing', unanswered: 8 });
    expect(program.store.documents.find(id)?.verdict).toBeUndefined();
    const asked = program.store.attempts.of('document', id).length;
    await program.clock.advance(30 * dayMs);
    expect(program.store.attempts.of('document', id)).toHaveLength(asked);
    world.authority.status = status;
    expect(program.outbox.settleNow(id).ok).toBe(true);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
  });

  test('a recovered document whose GETs alone fail does NOT hold the queue for ever', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const sick = await issue(first);
    const { clave } = first.store.documents.facts(sick);
    first.kill();
    const program = await world.start({ database: 'copy.sqlite' });
    const status = world.authority.status.bind(world.authority);
    world.authority.status = async (token, asked) =>
      asked === clave
        ? { result: { kind: 'doubtful', why: 'status' }, facts: { status: 500 } }
        : status(token, asked);
    for (let n = 0; n < 30; n++) {
      const next = await issue(program);
      await program.clock.until(() => program.stateOf(next) === 'accepted', dayMs);
    }
    await program.clock.until(() => program.stateOf(sick) === 'needs_person');
    expect(world.authority.posts.map((post) => post.clave)).not.toContain(clave);
    expect(world.authority.posts).toHaveLength(30);
  });

  test('documents of years ago, known only from the journal, do NOT hold what is issued today', async () => {
    const world = outboxWorld();
    const first = await world.start();
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    const old: string[] = [];
    for (let n = 0; n < 3; n++) {
      const id = await issue(first);
      await first.clock.until(() => first.stateOf(id) === 'accepted');
      old.push(id);
    }
    await first.clock.advance(400 * dayMs);
    const recent = await issue(first);
    await first.clock.until(() => first.stateOf(recent) === 'accepted');
    first.kill();
    const posts = world.authority.posts.length;
    const gets = world.authority.gets.length;

    const program = await world.start({ database: 'copy.sqlite', restored: true });
    expect(old.map((id) => program.store.documents.find(id)?.reason)).toEqual(
      old.map(() => 'recovered-earlier'),
    );
    const next = await issue(program);
    await program.clock.until(() => [...old, recent, next].every((id) => program.stateOf(id) === 'accepted'));
    const order = world.authority.gets.slice(gets).map(({ clave }) => clave);
    expect(order[0]).toBe(program.store.documents.facts(recent).clave);
    expect(world.authority.posts.slice(posts).map(({ clave }) => clave)).toEqual([
      program.store.documents.facts(next).clave,
    ]);
    expect(world.authority.repeated).toBe(0);
  });
});

describe('an outcome the program itself cannot take', () => {
  test('of a POST: the document is in doubt at once, NOT sending until the next start, and is settled by asking', async () => {
    const world = outboxWorld();
    const program = await world.start();
    // no column holds half a status: SQLite refuses T2, and not for the disk's sake
    world.authority.nextPosts.push({ arrives: true, result: { kind: 'received' }, facts: { status: 201.5 } });
    const id = await issue(program);
    await program.clock.settle();
    expect(program.stateOf(id)).toBe('unknown');
    expect(program.errors).toHaveLength(1);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(results(program, id)[0]).toBe('POST doubtful:unreadable');
    expect(world.authority.posts).toHaveLength(1);
    expect(program.outbox.summary(companyId).storageFault).toBeUndefined();
  });
  test('of a GET: it is asked again later, NOT at once for ever, and the others go on', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'received');
    const { clave } = program.store.documents.facts(id);
    const status = world.authority.status.bind(world.authority);
    let asked = 0;
    world.authority.status = async (token, about) => {
      if (about !== clave) return status(token, about);
      asked++;
      return { result: { kind: 'not-found' }, facts: { status: 404.5 } };
    };
    const other = await issue(program);
    await program.clock.until(() => program.stateOf(other) === 'accepted');
    await program.clock.advance(10 * minute);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(20);
    world.authority.status = status;
    await program.clock.until(() => program.stateOf(id) === 'accepted');
  });
});

describe('giving up', () => {
  const refusedOnce = async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'refused' }, facts: { cause: 'malo' } });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'needs_fix');
    return { world, program, id };
  };

  test('a refused document: asked about until two late 404s, abandoned, never sent again, number spent, bytes kept', async () => {
    const { world, program, id } = await refusedOnce();
    expect(program.outbox.abandon(id)).toEqual({ ok: true, value: undefined });
    expect(program.stateOf(id)).toBe('unknown');
    await program.clock.until(() => program.stateOf(id) === 'abandoned');
    expect(results(program, id).filter((result) => result === 'GET not-found').length).toBeGreaterThanOrEqual(
      2,
    );
    await program.clock.advance(30 * dayMs);
    expect(world.authority.posts).toHaveLength(1);
    expect(program.store.documents.bytes(id).length).toBeGreaterThan(0);
    expect(() => program.db.prepare("update document set state = 'queued' where id = ?").run(id)).toThrow(
      /final/,
    );
    expect(() => program.db.prepare('update document set intent = null where id = ?').run(id)).toThrow(
      /given up/,
    );
    const next = await issue(program);
    expect(program.store.documents.facts(next).number).toBe(program.store.documents.facts(id).number + 1);
    const { outbox } = program;
    for (const again of [outbox.abandon(id), outbox.sendAgain(id), outbox.settleNow(id)])
      expect(again).toEqual({ ok: false, error: 'not-allowed' });
  });

  test('killed between the choice and its answer: the choice stands, and nothing is sent', async () => {
    const { world, program, id } = await refusedOnce();
    program.outbox.abandon(id);
    program.kill();
    const again = await world.start();
    expect(again.store.documents.find(id)).toMatchObject({ state: 'unknown', intent: 'abandon' });
    await again.clock.until(() => again.stateOf(id) === 'abandoned');
    expect(world.authority.posts).toHaveLength(1);
  });

  test('there after all: it is received and accepted like any other, and that is told', async () => {
    const { world, program, id } = await refusedOnce();
    const { clave } = program.store.documents.facts(id);
    world.authority.arrived.set(clave, { xml: '', asked: 0 });
    program.outbox.abandon(id);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(program.store.documents.find(id)?.reason).toBe('abandon-too-late');
    expect(world.authority.posts).toHaveLength(1);
  });

  test('while Hacienda cannot be asked it is NOT abandoned', async () => {
    const { world, program, id } = await refusedOnce();
    world.authority.status = async () => ({ result: { kind: 'not-sent', why: 'dns' }, facts: {} });
    program.outbox.abandon(id);
    await program.clock.advance(3 * dayMs);
    expect(program.stateOf(id)).toBe('unknown');
  });

  test('a note whose invoice was rejected: abandoned at once, without a single request', async () => {
    const world = outboxWorld();
    world.authority.verdict = 'rejected';
    const program = await world.start();
    const invoice = await issue(program);
    const note = await issue(program, { kind: '03', dependsOn: invoice });
    await program.clock.until(() => program.stateOf(note) === 'needs_person');
    expect(program.outbox.queueRows(companyId, 9)[0]).toMatchObject({ id: note, choices: ['abandon'] });
    expect(program.outbox.abandon(note).ok).toBe(true);
    expect(program.stateOf(note)).toBe('abandoned');
    await program.clock.advance(dayMs);
    expect(program.store.attempts.of('document', note)).toEqual([]);
    const refused = await program.outbox
      .seal(sale(program.clock, { dependsOn: note }))
      .then((sealed) => (sealed.ok ? 'sealed' : sealed.error.kind));
    expect(refused).toBe('predecessor');
  });

  test('an older copy of the database asks before it gives up what was sent since', async () => {
    const world = outboxWorld();
    const first = await world.start({ connect: false });
    const id = await issue(first);
    first.outbox.hold(id);
    first.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    first.kill();
    const second = await world.start();
    second.outbox.release(id);
    await second.clock.until(() => second.stateOf(id) === 'accepted');
    second.kill();
    const program = await world.start({ database: 'copy.sqlite', restored: true });
    expect(program.outbox.abandon(id).ok).toBe(true);
    expect(program.stateOf(id)).toBe('unknown');
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.posts).toHaveLength(1);
  });
});
