import { join } from 'node:path';
import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AnswerCheck } from '../../domain/outbox/answer-check.ts';
import { consecutivoOf, isMessageIdentity } from '../../domain/numbering/identity.ts';
import { documentDetail } from '../../main/db/document-list.ts';
import type { SealRequest } from '../../main/outbox/seal.ts';
import {
  answeredClave,
  companyId,
  type CrashPlan,
  issue,
  message,
  outboxWorld,
  type Program,
  sale,
  type World,
} from '../helpers/outbox-world.ts';

/** The mensaje receptor on its way (DOMAIN.md section 8): one identity, sent once; and the authority's answers as they were found. */

const rows = (program: Program): readonly { id: string; state: string; clave: string }[] =>
  program.db
    .prepare<[], { id: string; state: string; clave: string }>(
      'select id, state, clave from document order by seq',
    )
    .all();

async function answer(
  program: Program,
  change: Partial<SealRequest<'no-signature'>> = {},
): Promise<{ id: string; clave: string }> {
  const sealed = await program.outbox.seal(message(program.clock, change));
  if (!sealed.ok) throw new Error(sealed.error.kind);
  return sealed.value;
}

const first = `${answeredClave}-00100001050000000001`;

/** One answer from the press to the authority's; dies where the plan says. @returns the number of port calls of a run that lives */
async function oneAnswer(world: World, crash?: CrashPlan): Promise<number> {
  const program = await world.start(crash ? { crash } : {});
  try {
    const { id } = await answer(program);
    await program.clock.until(() => program.died() || program.stateOf(id) === 'accepted');
  } catch {
    // The process died while sealing.
  }
  const calls = program.portCalls();
  program.kill();
  return calls;
}

/** What every crash must leave: one answer to the document, one arrival, and an end. */
async function livesOn(world: World): Promise<void> {
  const program = await world.start();
  // A clerk who does not see the document answered presses again; where it is, a second answer is refused.
  const again = await program.outbox.seal(message(program.clock));
  expect(again.ok ? 'answered now' : again.error.kind).toMatch(/^answered/);
  await program.clock.until(() => rows(program).every(({ state }) => state === 'accepted'));
  expect(rows(program)).toHaveLength(1);
  expect([...world.authority.arrived.keys()]).toEqual(rows(program).map(({ clave }) => clave));
  expect(world.authority.repeated).toBe(0);
  expect(program.errors).toEqual([]);
  program.kill();
}

describe('a crash at every port call', () => {
  test('one answer to the document, sent once', async () => {
    const calls = await oneAnswer(outboxWorld());
    expect(calls).toBeGreaterThan(6);
    for (let call = 1; call <= calls; call++) {
      for (const when of ['before', 'after'] as const) {
        const world = outboxWorld();
        await oneAnswer(world, { call, when });
        await livesOn(world);
      }
    }
  }, 120_000);

  test('also where the line was cut after it had arrived: asked about by its whole identity, never sent again', async () => {
    const world = outboxWorld();
    world.authority.nextPosts.push({ arrives: true, result: { kind: 'doubtful', why: 'cut' } });
    const program = await world.start();
    const { id, clave } = await answer(program);
    expect(clave).toBe(first);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.posts).toHaveLength(1);
    expect(new Set(world.authority.gets.map((get) => get.clave))).toEqual(new Set([first]));
  });
});

describe('the request', () => {
  test('goes from the supplier to the taxpayer who answers', async () => {
    const world = outboxWorld();
    const program = await world.start();
    const { id } = await answer(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.bodies).toMatchObject([
      {
        clave: first,
        issuer: { type: '02', number: '3101999888' },
        receiver: { type: '02', number: '3101123456' },
      },
    ]);
  });

  test.each([
    ['company', '3101123456', '3101999888'],
    ['seller', '3101999888', '3101123456'],
  ] as const)('of a FEC names the %s as its issuer when so set', async (fecIssuer, issuer, receiver) => {
    const world = outboxWorld();
    const program = await world.start({ fecIssuer: () => fecIssuer });
    const id = await issue(program, { kind: '08', receiver: { type: '02', number: '3101999888' } });
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.bodies).toMatchObject([
      { issuer: { number: issuer }, receiver: { number: receiver } },
    ]);
  });

  test('of a FEC whose seller does not fit the body names the company, whatever is set', async () => {
    const world = outboxWorld();
    const program = await world.start({ fecIssuer: () => 'seller' });
    const id = await issue(program, { kind: '08', receiver: { type: '05', number: 'PASAPORTE-12345' } });
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(world.authority.bodies[0]?.issuer).toEqual({ type: '02', number: '3101123456' });
  });
});

describe('one answer at a time', () => {
  test('a second one is refused on its way and after it was accepted, of whatever kind', async () => {
    const program = await outboxWorld().start();
    const { id } = await answer(program);
    const refused = { ok: false, error: { kind: 'answered-before', documentId: id } };
    expect(await program.outbox.seal(message(program.clock, { kind: '07' }))).toEqual(refused);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(await program.outbox.seal(message(program.clock))).toEqual(refused);
    expect(rows(program)).toHaveLength(1);
  });

  test('two presses at once make one', async () => {
    const program = await outboxWorld().start({ connect: false });
    const pressed = await Promise.all([1, 2, 3].map(() => program.outbox.seal(message(program.clock))));
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
    expect(rows(program)).toHaveLength(1);
  });

  test('after a rejection, and after it was given up, another is made with a number of its own', async () => {
    const world = outboxWorld();
    world.authority.verdict = 'rejected';
    const program = await world.start();
    const one = await answer(program);
    await program.clock.until(() => program.stateOf(one.id) === 'rejected');
    const two = await answer(program);
    expect(two.clave).toBe(`${answeredClave}-00100001050000000002`);
    program.kill();

    const next = await world.start({ connect: false });
    const held = await answer(next, { answers: answeredClave.replace(/8$/, '9') });
    expect(next.outbox.hold(held.id)).toMatchObject({ ok: true });
    expect(next.outbox.abandon(held.id)).toMatchObject({ ok: true });
    const again = await answer(next, { answers: answeredClave.replace(/8$/, '9') });
    expect(consecutivoOf(again.clave)).toBe('00100001050000000004');
  });

  test('each of the three kinds has a series of its own, apart from the documents', async () => {
    const program = await outboxWorld().start({ connect: false });
    const made = [];
    for (const [index, kind] of ['05', '06', '07', '05'].entries()) {
      const answers = answeredClave.replace(/8$/, String(index));
      made.push(consecutivoOf((await answer(program, { kind, answers })).clave));
    }
    expect(made).toEqual([
      '00100001050000000001',
      '00100001060000000001',
      '00100001070000000001',
      '00100001050000000002',
    ]);
    expect(program.store.documents.facts(await issue(program)).number).toBe(1);
  });

  test('two companies of one taxpayer (tests beside production) answer the same document under two names', async () => {
    const world = outboxWorld();
    const program = await world.start({ connect: false });
    program.db
      .prepare(
        `insert into company (id, environment, settings, created_at)
         select 'company-2', environment, settings, created_at from company where id = ?`,
      )
      .run(companyId);
    const one = await answer(program);
    const two = await answer(program, { companyId: 'company-2' });
    expect(one.clave).toBe(first);
    expect(two.clave).toBe(`${answeredClave}-00100001050000000002`);
    // a line that made the first one void would lose it with the next copy that is restored
    expect(readFileSync(join(world.folder, 'sealed', 'journal.ndjson'), 'utf8')).not.toContain('void');
    const next = await answer(program, { answers: answeredClave.replace(/8$/, '9') });
    expect(consecutivoOf(next.clave)).toBe('00100001050000000002');
  });

  test('an identity that does not say what it answers is a mistake of the program, and takes no number', async () => {
    const program = await outboxWorld().start({ connect: false });
    const { answers: _none, ...silent } = message(program.clock);
    await expect(program.outbox.seal(silent)).rejects.toThrow(/what it answers/);
    await expect(program.outbox.seal(sale(program.clock, { answers: answeredClave }))).rejects.toThrow(
      /what it answers/,
    );
    expect(rows(program)).toEqual([]);
  });
});

describe('second copy and journal', () => {
  const kinds = ['01', '02', '03', '04', '08', '09', '10'] as const;

  test.each([...kinds.map((kind) => [kind] as const), ['05'] as const])(
    'a document of kind %s that an older copy forgot comes back from its line and its file, and is asked about',
    async (kind) => {
      const world = outboxWorld();
      const before = await world.start({ connect: false });
      before.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
      if (kind === '05') await answer(before);
      else await issue(before, { kind });
      const [made] = rows(before);
      if (!made) throw new Error('nothing was sealed');
      expect(isMessageIdentity(made.clave)).toBe(kind === '05');
      before.kill();

      const program = await world.start({ database: 'copy.sqlite', restored: true });
      expect(rows(program)).toMatchObject([{ id: made.id, clave: made.clave, state: 'unknown' }]);
      await program.clock.until(() => program.stateOf(made.id) === 'accepted');
      expect(world.authority.posts.map(({ clave }) => clave)).toEqual([made.clave]);
      expect(program.errors).toEqual([]);
    },
  );

  test('an answer whose second copy is gone is lost, its number spent, and NO other is made in its place', async () => {
    const world = outboxWorld();
    const before = await world.start({ connect: false });
    before.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    await answer(before);
    rmSync(join(world.folder, 'sealed', companyId, '2026-11', `${first}.xml`));
    before.kill();
    const program = await world.start({ connect: false, database: 'copy.sqlite' });
    expect(await program.outbox.seal(message(program.clock))).toEqual({
      ok: false,
      error: { kind: 'answered-before' },
    });
    const other = await answer(program, { answers: answeredClave.replace(/8$/, '9') });
    expect(consecutivoOf(other.clave)).toBe('00100001050000000002');
  });

  test('without row and line its number is spent by the name of its file', async () => {
    const world = outboxWorld();
    const before = await world.start({ connect: false });
    before.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    await answer(before);
    before.kill();
    rmSync(join(world.folder, 'sealed', 'journal.ndjson'));
    const program = await world.start({ connect: false, database: 'copy.sqlite', restored: true });
    expect(rows(program)).toEqual([]);
    expect((await answer(program)).clave).toBe(`${answeredClave}-00100001050000000002`);
  });

  test('given up, it is known so from the journal', async () => {
    const world = outboxWorld();
    const before = await world.start({ connect: false });
    const { id } = await answer(before);
    before.outbox.hold(id);
    before.db.exec(`vacuum into '${join(world.folder, 'copy.sqlite')}'`);
    expect(before.outbox.abandon(id)).toMatchObject({ ok: true });
    await before.outbox.stop();
    before.kill();
    expect(readFileSync(join(world.folder, 'sealed', 'journal.ndjson'), 'utf8')).toContain('"abandoned"');
    const program = await world.start({ database: 'copy.sqlite', restored: true });
    await program.clock.until(() => program.stateOf(id) === 'abandoned');
    expect(world.authority.posts).toEqual([]);
  });
});

describe('answers that were looked at', () => {
  const check = (found: Partial<AnswerCheck>) => async (): Promise<AnswerCheck> => ({
    signature: 'intact',
    mismatches: [],
    ...found,
  });
  const detailOf = (program: Program, id: string) => documentDetail(program.db, companyId, id);

  test('one that was altered settles nothing: kept aside once, a person asked, believed when it comes whole', async () => {
    const world = outboxWorld();
    let signature: AnswerCheck['signature'] = 'altered';
    const program = await world.start({
      parts: { checkAnswer: async () => ({ signature, signer: 'Sello', mismatches: [] }) },
    });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'needs_person');
    expect(program.store.documents.find(id)?.reason).toBe('answer-altered');
    expect(detailOf(program, id)).toMatchObject({ aside: { signature: 'altered', signer: 'Sello' } });
    expect(detailOf(program, id)?.answer).toBeUndefined();

    program.outbox.settleNow(id);
    const attempts = (): number => program.store.attempts.of('document', id).length;
    const asked = attempts();
    await program.clock.until(() => attempts() > asked && program.stateOf(id) === 'needs_person');
    expect(program.db.prepare('select count(*) from answer_aside').pluck().get()).toBe(1);

    signature = 'intact';
    program.outbox.settleNow(id);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(detailOf(program, id)?.answer?.check).toEqual({
      signature: 'intact',
      signer: 'Sello',
      mismatches: [],
    });
    expect(world.authority.posts).toHaveLength(1);
  });

  test('a note waits for the whole answer of its original, not for an altered one', async () => {
    const world = outboxWorld();
    let signature: AnswerCheck['signature'] = 'altered';
    const program = await world.start({
      parts: { checkAnswer: async () => ({ signature, mismatches: [] }) },
    });
    const original = await issue(program);
    const note = await issue(program, { kind: '03', dependsOn: original });
    await program.clock.until(() => program.stateOf(original) === 'needs_person');
    expect(program.stateOf(note)).toBe('held');
    signature = 'intact';
    program.outbox.settleNow(original);
    await program.clock.until(() => program.stateOf(note) === 'accepted');
    expect(world.authority.posts).toHaveLength(2);
  });

  test('a note whose original is rejected is NOT sent: a person has it', async () => {
    const world = outboxWorld();
    world.authority.verdict = 'rejected';
    const program = await world.start();
    const original = await issue(program);
    const note = await issue(program, { kind: '03', dependsOn: original });
    await program.clock.until(() => program.stateOf(original) === 'rejected');
    expect(program.store.documents.find(note)).toMatchObject({
      state: 'needs_person',
      reason: 'predecessor-rejected',
    });
    expect(world.authority.posts).toHaveLength(1);
  });

  test('other amounts are told beside the verdict, and kept with it', async () => {
    const mismatch = { field: 'total', ours: '113', theirs: '112' } as const;
    const program = await outboxWorld().start({ parts: { checkAnswer: check({ mismatches: [mismatch] }) } });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(program.store.documents.find(id)?.reason).toBe('answer-amounts');
    expect(detailOf(program, id)?.answer?.check?.mismatches).toEqual([mismatch]);
    program.kill();
  });

  test('a look that fails itself is none: accepted, and said to be unchecked', async () => {
    const program = await outboxWorld().start({
      parts: {
        checkAnswer: async () => {
          throw new Error('no memory');
        },
      },
    });
    const id = await issue(program);
    await program.clock.until(() => program.stateOf(id) === 'accepted');
    expect(program.store.documents.find(id)?.reason).toBe('answer-unclear');
    expect(program.errors).toHaveLength(1);
  });
});
