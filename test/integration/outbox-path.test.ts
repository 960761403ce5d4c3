import { describe, expect, test } from 'vitest';
import { companyId, issue, outboxWorld, sale, startAt } from '../helpers/outbox-world.ts';

const key = { companyId, service: 'hacienda' } as const;
const minute = 60_000;

describe('the way of a document', () => {
  test('is sealed, sent once, polled, and accepted with the answer stored', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.posts).toHaveLength(1);
    expect(world.authority.gets).toHaveLength(2);
    expect(
      program.db.prepare('select verdict, detail from document_answer where document_id = ?').get(id),
    ).toEqual({ verdict: 'accepted', detail: '.' });
    expect(program.store.attempts.of('document', id).map(({ kind, end }) => [kind, end?.result])).toEqual([
      ['POST', 'received'],
      ['GET', 'found:procesando'],
      ['GET', 'found:aceptado'],
    ]);
    // A crash is told from another run's by it.
    expect(program.store.attempts.of('document', id).map(({ bootId }) => bootId)).toEqual(
      Array(3).fill('boot-1'),
    );
    expect(program.store.charges.timesSince(key, 0)).toHaveLength(3);
    expect(program.errors).toEqual([]);
  });

  test('T1 is committed before the call: the row is sending, the attempt open and charged while the authority looks', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const seen: unknown[] = [];
    world.authority.onCall = (kind, clave) => {
      seen.push([
        kind,
        program.db.inTransaction,
        program.db.prepare('select state, boot_id from document where clave = ?').get(clave),
        program.db.prepare('select count(*) from attempt where ended_at is null').pluck().get(),
        program.db.prepare('select count(*) from charge').pluck().get(),
      ]);
    };
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(seen).toEqual([
      ['POST', false, { state: 'sending', boot_id: 'boot-1' }, 1, 1],
      ['GET', false, { state: 'received', boot_id: null }, 1, 2],
      ['GET', false, { state: 'processing', boot_id: null }, 1, 3],
    ]);
  });

  test('what is sent is byte for byte what was sealed (I4)', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const id = await issue(program, { text: 'ñandú €' });
    await program.clock.until(() => world.authority.posts.length === 1);
    const { clave, xmlSha256 } = program.store.documents.facts(id);
    const { createHash } = await import('node:crypto');
    expect(world.authority.posts[0]?.xml).toBe(`<F>${clave} ñandú €</F>`);
    expect(
      createHash('sha256')
        .update(world.authority.posts[0]?.xml ?? '')
        .digest('hex'),
    ).toBe(xmlSha256);
  });

  test('one call in flight: the second document waits for the first (I6)', async () => {
    const world = outboxWorld();
    const program = await world.start();
    let open = 0;
    let most = 0;
    world.authority.onCall = async () => {
      open++;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
    };
    const ids = [await issue(program), await issue(program), await issue(program)];
    program.outbox.wake();
    program.outbox.wake(key);
    await program.clock.until(() => ids.every((id) => program.stateOf(id) === 'accepted'));
    expect(most).toBe(1);
    expect(world.authority.posts).toHaveLength(3);
  });

  test('rejected documents keep the answer and are final', async () => {
    const world = outboxWorld();
    world.authority.verdict = 'rejected';
    const program = await world.start();
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'rejected');
    const calls = world.authority.calls;
    await program.clock.advance(48 * 60 * minute);
    expect(world.authority.calls).toBe(calls);
  });

  test('is NOT accepted while the answer is missing, and is once it comes', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const bare = { result: { kind: 'found', state: 'aceptado', rawState: 'aceptado' } } as const;
    world.authority.nextGets.push(bare, bare);
    const id = await issue(program);
    await program.clock.until(() => world.authority.gets.length === 2);
    await program.clock.settle();
    expect(program.store.documents.find(id)).toMatchObject({ state: 'processing', reason: 'answer-missing' });
    await program.clock.until(() => program.stateOf(id) === 'accepted');
  });

  test('tells who listens which documents changed, and a listener that throws does not stop it', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const heard: string[] = [];
    program.outbox.onChange(() => {
      throw new Error('a broken screen');
    });
    const stop = program.outbox.onChange((event) => {
      if (event.kind === 'documents') heard.push(...event.ids);
    });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    // sealed, sending, received, processing, accepted
    expect(heard).toEqual([id, id, id, id, id]);
    stop();
    expect(program.errors.length).toBeGreaterThan(0);
  });
});

describe('doubts', () => {
  test('a POST that arrived but was cut is settled by asking, NOT sent again', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: true, result: { kind: 'doubtful', why: 'cut' } });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.posts).toHaveLength(1);
    expect(world.authority.repeated).toBe(0);
  });
  test('a POST that never arrived is sent again under the same clave, after two late 404s', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'doubtful', why: 'timeout' } });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    const [first, second] = world.authority.posts;
    expect(second).toMatchObject({ clave: first?.clave, xml: first?.xml });
    const between = world.authority.gets
      .filter(({ at }) => at <= (second?.at ?? 0))
      .map(({ at }) => at - startAt);
    expect(between).toHaveLength(3);
    expect(between[1]).toBeGreaterThanOrEqual(3 * minute);
    expect((between[2] ?? 0) - (between[1] ?? 0)).toBeGreaterThanOrEqual(minute);
    expect(world.authority.repeated).toBe(0);
  });
  test('a call that throws may have arrived: the document is in doubt, NOT queued, and the defect is told', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.onCall = () => {
      throw new Error('a broken port');
    };
    const id = await issue(program);
    await program.clock.settle();
    expect(program.store.documents.find(id)).toMatchObject({ state: 'unknown', posts: 1 });
    expect(program.errors).toEqual([new Error('a broken port')]);
    world.authority.onCall = () => undefined;
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.repeated).toBe(0);
  });
  test('others go on while one document is in doubt', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'doubtful', why: 'unreadable' } });
    const doubtful = await issue(program);
    const other = await issue(program);
    await program.clock.until(() => program.stateOf(other) === 'accepted');
    expect(program.stateOf(doubtful)).toBe('unknown');
  });
  test('a document that fails every time while others pass ends with a person, and the queue goes on', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const post = world.authority.post.bind(world.authority);
    world.authority.post = async (token, document) => {
      if (new TextDecoder().decode(document.xml).includes('enferma'))
        world.authority.nextPosts.push({ arrives: false, result: { kind: 'doubtful', why: 'status' } });
      return post(token, document);
    };
    const sick = await issue(program, { text: 'enferma' });
    for (let n = 0; n < 40 && program.stateOf(sick) !== 'needs_person'; n++) {
      const healthy = await issue(program);
      await program.clock.until(() => program.stateOf(healthy) === 'accepted');
      await program.clock.advance(5 * minute);
    }
    expect(program.store.documents.find(sick)).toMatchObject({
      state: 'needs_person',
      reason: 'too-many-doubts',
    });
    const after = await issue(program);
    await program.clock.until(() => program.stateOf(after) === 'accepted');
  });
  test('already received at the first attempt ever is believed only if issuer and total are ours', async () => {
    for (const [total, expected] of [
      ['113', 'accepted'],
      ['999', 'needs_person'],
    ] as const) {
      const world = outboxWorld();
      const program = await world.start();
      world.authority.total = total;
      world.authority.nextPosts.push({ arrives: true, result: { kind: 'already-received' } });
      const id = await issue(program);
      await program.clock.until(() => program.stateOf(id) === expected);
      expect(world.authority.posts).toHaveLength(1);
    }
  });
  test('what a question finds under a clave that was never answered is believed only if issuer and total are ours', async () => {
    for (const [total, expected] of [
      ['113', 'accepted'],
      ['999', 'needs_person'],
    ] as const) {
      const world = outboxWorld();
      const program = await world.start();
      world.authority.total = total;
      world.authority.nextPosts.push({ arrives: true, result: { kind: 'doubtful', why: 'timeout' } });
      const id = await issue(program);
      await program.clock.until(() => program.stateOf(id) === expected);
      expect(world.authority.posts).toHaveLength(1);
    }
  });
});

describe('the lane', () => {
  test('401: one retry with a newer token, the attempt not counted', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'unauthorized' } });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.tokens.renewedCalls).toEqual([1]);
    expect(world.authority.posts.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(program.store.documents.find(id)?.posts).toBe(1);
  });
  test('a second 401 blocks the lane: zero requests until the clerk acts (I8)', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const refused = { arrives: false, result: { kind: 'unauthorized' } } as const;
    world.authority.nextPosts.push(refused, refused);
    const id = await issue(program);
    await program.clock.advance(72 * 60 * minute);
    expect(world.authority.posts).toHaveLength(2);
    expect(program.store.lanes.read(key, 0).state).toBe('blocked_credentials');
    expect(program.stateOf(id)).toBe('queued');
    expect(program.outbox.unblock(key).ok).toBe(true);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
  });
  test('403: zero requests for days, over a restart too, until "probar de nuevo" (I11)', async () => {
    const world = outboxWorld();
    const first = await world.start();
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'forbidden' } });
    const id = await issue(first);
    await issue(first);
    await first.clock.advance(72 * 60 * minute);
    first.kill();
    const program = await world.start();
    program.outbox.networkBack();
    program.outbox.wake();
    await program.clock.advance(72 * 60 * minute);
    expect(world.authority.calls).toBe(1);
    program.outbox.unblock(key);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
  });
  test('a wrong address (404 on POST) blocks the lane, the document stays queued', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'wrong-address' } });
    const id = await issue(program);
    await program.clock.advance(72 * 60 * minute);
    expect(world.authority.calls).toBe(1);
    expect(program.stateOf(id)).toBe('queued');
    expect(program.store.lanes.read(key, 0)).toMatchObject({
      state: 'blocked_access',
      reason: 'wrong-address',
    });
  });
  test('429: nothing before Retry-After, then sent without a question', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({
      arrives: false,
      result: { kind: 'throttled' },
      facts: { rate: { retryAfterMs: 10 * minute } },
    });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.posts[1]?.at).toBeGreaterThanOrEqual(startAt + 10 * minute);
    expect(world.authority.gets[0]?.at).toBeGreaterThan(world.authority.posts[1]?.at ?? 0);
  });
  test('429 without a word of when: an hour where a quota is published, a minute where none is', async () => {
    for (const [perHour, leastMs, mostMs] of [
      [100, 60 * minute, 62 * minute],
      [0, minute, 2 * minute],
    ] as const) {
      const world = outboxWorld();
      world.limits = { perHour, perDay: 0 };
      const program = await world.start();
      world.authority.nextPosts.push({ arrives: false, result: { kind: 'throttled' } });
      await issue(program);
      await program.clock.until(() => world.authority.posts.length === 2);
      const waitedMs = (world.authority.posts[1]?.at ?? 0) - startAt;
      expect(waitedMs).toBeGreaterThanOrEqual(leastMs);
      expect(waitedMs).toBeLessThanOrEqual(mostMs);
    }
  });
  test('offline: nothing proves more than that nothing was sent; "internet is back" wakes it at once', async () => {
    const world = outboxWorld();
    const program = await world.start();
    for (let n = 0; n < 6; n++)
      world.authority.nextPosts.push({ arrives: false, result: { kind: 'not-sent', why: 'dns' } });
    const id = await issue(program);
    await program.clock.until(() => world.authority.nextPosts.length === 0);
    await program.clock.settle();
    expect(program.store.lanes.read(key, 0).state).toBe('offline');
    expect(program.stateOf(id)).toBe('queued');
    const before = program.clock.now();
    program.outbox.networkBack();
    await program.clock.settle();
    expect(world.authority.arrived.size).toBe(1);
    expect(program.clock.now()).toBe(before);
  });
  test('what the clerk holds back while a token is fetched is NOT sent; the next one is', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    const held = await issue(program);
    const other = await issue(program);
    const current = world.tokens.current.bind(world.tokens);
    world.tokens.current = () => {
      program.outbox.hold(held);
      return current();
    };
    const { authority: api, tokens } = world;
    program.outbox.connect(companyId, { api, tokens, limits: () => world.limits });
    await program.clock.until(() => program.stateOf(other) === 'accepted');
    expect(program.stateOf(held)).toBe('held');
    expect(world.authority.posts.map(({ clave }) => clave)).toEqual([
      program.store.documents.facts(other).clave,
    ]);
    expect(program.errors).toEqual([]);
  });
  test('a lane that is closed while a token is fetched sends nothing (I11)', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    await issue(program);
    const current = world.tokens.current.bind(world.tokens);
    world.tokens.current = () => {
      const lane = program.store.lanes.read(key, program.clock.now());
      program.store.lanes.write({ ...lane, state: 'blocked_access', reason: 'access-denied' });
      return current();
    };
    const { authority: api, tokens } = world;
    program.outbox.connect(companyId, { api, tokens, limits: () => world.limits });
    await program.clock.advance(24 * 60 * minute);
    expect(world.authority.calls).toBe(0);
    expect(program.store.charges.timesSince(key, 0)).toEqual([]);
  });
  test('no credentials: no request at all, and no charge', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.tokens.faults.push({ kind: 'missing' });
    await issue(program);
    await program.clock.advance(24 * 60 * minute);
    expect(world.authority.calls).toBe(0);
    expect(program.store.charges.timesSince(key, 0)).toEqual([]);
    expect(program.store.lanes.read(key, 0)).toMatchObject({ reason: 'credentials-missing' });
  });
  test('the quota is never passed, doubts have their reserve, and the queue ends', async () => {
    const world = outboxWorld();
    world.limits = { perHour: 10, perDay: 0 };
    const program = await world.start();
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) ids.push(await issue(program));
    expect(program.outbox.summary(companyId).plan.doneAt).toBeGreaterThan(startAt);
    await program.clock.until(() => ids.every((id) => program.stateOf(id) === 'accepted'));
    const at = [...world.authority.posts, ...world.authority.gets].map((call) => call.at);
    for (const end of at)
      expect(at.filter((t) => t > end - 60 * minute && t <= end).length).toBeLessThanOrEqual(10);
  });
  test('what was sent hours ago counts against the day, over a restart too', async () => {
    const world = outboxWorld();
    world.limits = { perHour: 0, perDay: 3 };
    const first = await world.start();
    const before = await issue(first);
    await first.clock.until(() => first.stateOf(before) === 'accepted');
    expect(world.authority.calls).toBe(3);
    await first.clock.advance(5 * 60 * minute);
    first.kill();
    const program = await world.start();
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'received');
    expect(world.authority.posts[1]?.at).toBeGreaterThanOrEqual(startAt + 24 * 60 * minute);
  });
  test('a server clock an hour away stops sealing, NOT sending', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({
      arrives: true,
      result: { kind: 'received' },
      facts: { serverAt: startAt + 60 * minute },
    });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    await expect(issue(program)).rejects.toThrow('clock-bad');
    program.outbox.unblock(key);
    await expect(issue(program)).resolves.toBeDefined();
  });
  test('wall time set back by a year does NOT hold the queue or the polls', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'received');
    program.clock.setWall(startAt - 365 * 24 * 60 * minute);
    program.outbox.wake();
    const other = await issue(program);
    await program.clock.until(
      () => program.stateOf(id) === 'accepted' && program.stateOf(other) === 'accepted',
      24 * 60 * minute,
    );
    expect(world.authority.posts).toHaveLength(2);
  });
});

describe('a clock that was a year ahead while nothing was sent', () => {
  test('a question that the clerk pressed for then does NOT wait for that year: no lane saw the clock', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: true, result: { kind: 'doubtful', why: 'timeout' } });
    world.authority.nextGets.push({ result: { kind: 'forbidden' } });
    const id = await issue(program);
    await program.clock.until(() => program.store.lanes.read(key, 0).state === 'blocked_access');
    program.clock.setWall(startAt + 365 * 24 * 60 * minute);
    expect(program.outbox.settleNow(id)).toMatchObject({ ok: true });
    program.clock.setWall(startAt + 10 * minute);
    program.outbox.unblock(key);
    await program.clock.until(() => program.stateOf(id) === 'accepted', 24 * 60 * minute);
    expect(world.authority.posts).toHaveLength(1);
  });
});

describe('H runs by the monotonic clock', () => {
  test('of this run: wall time set forward by an hour does NOT make a 404 count', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'doubtful', why: 'timeout' } });
    const sentMono: number[] = [];
    world.authority.onCall = (kind) => {
      if (kind === 'POST') sentMono.push(program.clock.monotonic());
    };
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'unknown');
    program.clock.setWall(startAt + 60 * minute);
    program.outbox.wake();
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect((sentMono[1] ?? 0) - (sentMono[0] ?? 0)).toBeGreaterThanOrEqual(4 * minute);
  });
  test('of another run it says nothing: the doubt is settled by wall time', async () => {
    const world = outboxWorld();
    const first = await world.start();
    await first.clock.advance(10 * 60 * minute);
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'doubtful', why: 'timeout' } });
    const id = await issue(first);
    await first.clock.until(() => first.stateOf(id) === 'unknown');
    first.kill();
    const program = await world.start();
    await program.clock.until(() => program.stateOf(id) === 'accepted', 30 * minute);
    expect(world.authority.gets.length).toBeLessThanOrEqual(6);
  });
});

describe('wall time that goes back while a document is in doubt', () => {
  test('between two runs: it is asked about a few times and settled, NOT asked for a year', async () => {
    const world = outboxWorld();
    const first = await world.start({ at: startAt + 365 * 24 * 60 * minute });
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'doubtful', why: 'timeout' } });
    const id = await issue(first);
    await first.clock.until(() => first.stateOf(id) === 'unknown');
    first.kill();
    const program = await world.start({ at: startAt });
    await program.clock.until(() => program.stateOf(id) === 'accepted', 60 * minute);
    expect(world.authority.gets.length).toBeLessThanOrEqual(6);
  });
  test('after a 404 that counted: the next one counts a minute later, NOT a year', async () => {
    const world = outboxWorld();
    const program = await world.start({ at: startAt + 365 * 24 * 60 * minute });
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'doubtful', why: 'timeout' } });
    const id = await issue(program);
    await program.clock.until(() => program.store.documents.find(id)?.notFound === 1);
    program.clock.setWall(startAt);
    program.outbox.wake();
    await program.clock.until(() => program.stateOf(id) === 'accepted', 60 * minute);
    expect(world.authority.repeated).toBe(0);
  });
  test('what fell due unasked, with others asked after it, does NOT wait for that time to come again', async () => {
    const world = outboxWorld();
    world.limits = { perHour: 3, perDay: 0 };
    const program = await world.start({ at: startAt + 365 * 24 * 60 * minute });
    const ids = [await issue(program), await issue(program)];
    // the reserve is one of three: both are posted, and their polls fall due without a slot
    await program.clock.until(() => ids.every((id) => program.stateOf(id) === 'received'));
    const lane = program.store.lanes.read(key, 0);
    program.store.lanes.write({ ...lane, latestAt: lane.latestAt + 30 * minute });
    program.clock.setWall(startAt);
    program.outbox.wake();
    await program.clock.until(() => ids.every((id) => program.stateOf(id) === 'accepted'), 24 * 60 * minute);
    expect(world.authority.repeated).toBe(0);
  });
});

describe('the clerk', () => {
  test('holds and releases a document', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    const id = await issue(program);
    expect(program.outbox.hold(id)).toEqual({ ok: true, value: undefined });
    expect(program.outbox.hold(id)).toEqual({ ok: false, error: 'not-allowed' });
    expect(program.outbox.queueRows(companyId, 10)[0]).toMatchObject({
      waitsFor: 'the-clerk',
      choices: ['release', 'abandon'],
    });
    expect(program.outbox.release(id).ok).toBe(true);
    expect(program.stateOf(id)).toBe('queued');
    expect(program.outbox.hold('nobody')).toEqual({ ok: false, error: 'not-found' });
  });
  test('sends a refused document again: same clave, same bytes', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({
      arrives: false,
      result: { kind: 'refused' },
      facts: { cause: 'emisor' },
    });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'needs_fix');
    expect(program.outbox.queueRows(companyId, 10)).toMatchObject([
      { id, cause: 'emisor', choices: ['retry', 'abandon'], waitsFor: 'the-clerk' },
    ]);
    await program.clock.advance(24 * 60 * minute);
    expect(world.authority.posts).toHaveLength(1);
    expect((await program.outbox.retry(id)).ok).toBe(true);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(new Set(world.authority.posts.map(({ xml }) => xml)).size).toBe(1);
  });
  test('sees what waits, why, and since when', async () => {
    const world = outboxWorld();
    const program = await world.start();
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'not-sent', why: 'connect' } });
    const id = await issue(program);
    await program.clock.settle();
    const summary = program.outbox.summary(companyId);
    expect(summary.counts).toMatchObject({ queued: 1, accepted: 0 });
    expect(summary.oldestWaitingAt).toBe(startAt);
    expect(summary.lanes[0]).toMatchObject({
      state: 'offline',
      reason: 'not-sent-connect',
      canUnblock: true,
    });
    const [row] = program.outbox.queueRows(companyId, 10);
    expect(row).toMatchObject({
      id,
      waitsFor: 'the-lane',
      nextAt: summary.lanes[0]?.until,
      total: 11_300_000n,
    });
  });
  test('is NOT told that a question goes now while no slot of the quota is free for it', async () => {
    const world = outboxWorld();
    world.limits = { perHour: 3, perDay: 0 };
    const program = await world.start();
    const ids = [await issue(program), await issue(program)];
    // the reserve is one of three: both are posted, and their polls fall due without a slot
    await program.clock.until(() => ids.every((id) => program.stateOf(id) === 'received'));
    await program.clock.advance(10 * minute);
    const asked = world.authority.gets.length;
    const [row] = program.outbox.queueRows(companyId, 10);
    expect(row).toMatchObject({ state: 'received', waitsFor: 'its-answer' });
    const nextAt = row?.nextAt ?? 0;
    expect(nextAt).toBeGreaterThan(program.clock.now() + 40 * minute);
    await program.clock.advance(nextAt - program.clock.now() - 1);
    expect(world.authority.gets).toHaveLength(asked);
    await program.clock.advance(minute);
    expect(world.authority.gets.length).toBeGreaterThan(asked);
  });
  test('a note on a document that was rejected or given up is NOT sealed: it could never go (I7)', async () => {
    const world = outboxWorld();
    world.authority.verdict = 'rejected';
    const program = await world.start();
    const rejected = await issue(program);
    await program.clock.until(() => program.stateOf(rejected) === 'rejected');
    const on = (dependsOn: string) => program.outbox.seal(sale(program.clock, { kind: '03', dependsOn }));
    expect(await on(rejected)).toEqual({ ok: false, error: { kind: 'predecessor' } });
    world.authority.nextPosts.push({ arrives: false, result: { kind: 'not-sent', why: 'connect' } });
    const givenUp = await issue(program);
    await program.clock.settle();
    program.outbox.hold(givenUp);
    program.outbox.abandon(givenUp);
    expect(program.stateOf(givenUp)).toBe('abandoned');
    expect(await on(givenUp)).toEqual({ ok: false, error: { kind: 'predecessor' } });
    expect(await on('nobody')).toEqual({ ok: false, error: { kind: 'predecessor' } });
  });
  test('a note waits for its document and goes when that is accepted (I7)', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const invoice = await issue(program);
    const note = await issue(program, { kind: '03', dependsOn: invoice });
    expect(program.stateOf(note)).toBe('held');
    const invoiceStates = new Map<string, unknown>();
    world.authority.onCall = (kind, clave) => {
      if (kind === 'POST') invoiceStates.set(clave, program.stateOf(invoice));
    };
    await program.clock.until(() => program.stateOf(note) === 'accepted');
    expect(invoiceStates.get(program.store.documents.facts(note).clave)).toBe('accepted');
    expect(program.errors).toEqual([]);
  });
});
