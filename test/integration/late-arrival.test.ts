import { expect, test } from 'vitest';
import { outboxTimings } from '../../domain/outbox/timings.ts';
import { unseenRejected } from '../../main/db/document-list.ts';
import {
  companyId,
  issue,
  outboxWorld,
  type Program,
  sale,
  saveDraft,
  type World,
} from '../helpers/outbox-world.ts';

/** A document given up and called absent by two late 404s, whose POST was still on its way (OUTBOX.md I1: nobody may be left believing it). */

const cut = { kind: 'doubtful', why: 'cut' } as const;
const notFound = { kind: 'not-found' } as const;

/** Refused once on its content, given up by the clerk, asked about: not there. */
async function givenUp(world: World): Promise<{ readonly program: Program; readonly id: string }> {
  const program = await world.start();
  world.authority.nextPosts.push({ arrives: false, result: { kind: 'refused' }, facts: { status: 400 } });
  const id = await issue(program);
  await program.clock.until(() => program.stateOf(id) === 'needs_fix');
  expect(program.outbox.abandon(id)).toMatchObject({ ok: true });
  await program.clock.until(() => program.stateOf(id) === 'abandoned');
  return { program, id };
}
const reasonOf = (program: Program, id: string): string | undefined =>
  program.store.documents.find(id)?.reason;
const told = (program: Program): readonly string[] =>
  unseenRejected(program.db, companyId, 10).map(({ id }) => id);
const arrives = (world: World, program: Program, id: string): void => {
  world.authority.arrived.set(program.store.documents.facts(id).clave, { xml: '', asked: 0 });
};

test('what was given up is asked about once more a day later, and is told when it had arrived after all', async () => {
  const world = outboxWorld();
  const { program, id } = await givenUp(world);
  const [asked, at] = [world.authority.gets.length, program.clock.now()];
  arrives(world, program, id);
  await program.clock.until(() => reasonOf(program, id) === 'arrived-after-all');
  expect(program.clock.now() - at).toBeGreaterThanOrEqual(outboxTimings.dayMs);
  expect(world.authority.gets).toHaveLength(asked + 1);
  expect(program.store.documents.find(id)).toMatchObject({ state: 'abandoned', intent: 'abandon' });
  expect(told(program)).toEqual([id]);
  await program.clock.advance(10 * outboxTimings.dayMs);
  expect(world.authority.gets).toHaveLength(asked + 1);
  expect(world.authority.posts).toHaveLength(1);
});

test('not there a day later either: nothing is told, and it is asked about NO more', async () => {
  const world = outboxWorld();
  const { program, id } = await givenUp(world);
  const asked = world.authority.gets.length;
  await program.clock.advance(10 * outboxTimings.dayMs);
  expect(world.authority.gets).toHaveLength(asked + 1);
  expect(program.store.documents.find(id)).toMatchObject({ state: 'abandoned', settleGets: 1 });
  expect(reasonOf(program, id)).toBeUndefined();
  expect(told(program)).toEqual([]);
});

test('a look that nobody answers is made again the next day', async () => {
  const world = outboxWorld();
  const { program, id } = await givenUp(world);
  world.authority.nextGets.push({ result: cut });
  arrives(world, program, id);
  await program.clock.advance(3 * outboxTimings.dayMs);
  expect(reasonOf(program, id)).toBe('arrived-after-all');
});

test('what was never sent is NOT asked about', async () => {
  const world = outboxWorld();
  const program = await world.start({ connect: false });
  const id = await issue(program);
  expect(program.outbox.hold(id)).toMatchObject({ ok: true });
  expect(program.outbox.abandon(id)).toMatchObject({ ok: true });
  expect(program.stateOf(id)).toBe('abandoned');
  program.kill();
  const next = await world.start();
  await next.clock.advance(3 * outboxTimings.dayMs);
  expect(world.authority.calls).toBe(0);
});

test('the day runs on through a restart', async () => {
  const world = outboxWorld();
  const { program, id } = await givenUp(world);
  world.authority.nextGets.push({ result: notFound });
  program.kill();
  const next = await world.start();
  await next.clock.advance(2 * outboxTimings.dayMs);
  expect(next.store.documents.find(id)).toMatchObject({ state: 'abandoned', settleGets: 1 });
});

test('its correction, begun while it was believed absent, is NOT issued any more', async () => {
  const world = outboxWorld();
  const { program, id } = await givenUp(world);
  saveDraft(program, 'correction');
  program.store.actions.add({
    companyId,
    subjectKind: 'document',
    subjectId: id,
    kind: 'copy-to-draft',
    at: program.clock.now(),
    who: 'dependienta',
    bootId: 'boot',
    detail: 'correction',
  });
  arrives(world, program, id);
  await program.clock.until(() => reasonOf(program, id) === 'arrived-after-all');
  expect(await program.outbox.seal(sale(program.clock, { draftId: 'correction' }))).toEqual({
    ok: false,
    error: { kind: 'original-arrived' },
  });
  expect(program.store.documents.find('correction')).toBeUndefined();
});
