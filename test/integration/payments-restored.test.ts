import { expect, test, vi } from 'vitest';
import { makeCopy } from '../../main/backup/copies.ts';
import { placesIn, restoreStore } from '../../main/usecases/open-store.ts';
import { copyChecks } from '../../main/usecases/prove-copy.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { rows, value } from '../helpers/payments-program.ts';
import { practising, runProgram } from '../helpers/program.ts';

const until = { timeout: 30_000, interval: 20 };
const remoteId = '948924864';

test('a payment list that waited in an older copy is NOT sent by itself, although the service holds what the copy started from', async () => {
  const folder = temporaryFolder();
  const { program } = await runProgram(folder);
  const company = await practising(program);
  const { control } = await program.authorities();
  const slotId = value(program.slots.openSlot(company.id, remoteId)).id;
  const confirmed = async (...amounts: readonly string[]): Promise<void> => {
    value(program.slots.saveList(slotId, rows(...amounts), 'ana'));
    await vi.waitFor(() => expect(program.slots.slot(slotId)?.state).toBe('confirmed'), until);
  };
  await confirmed('10.00');
  await control.cutLine(true);
  value(program.slots.saveList(slotId, rows('20.00'), 'ana'));
  await vi.waitFor(() => expect(program.slots.slot(slotId)?.state).toBe('queued'), until);
  const copy = await makeCopy(program.db, placesIn(folder).copies, program.clock.now(), copyChecks());
  expect(copy.ok).toBe(true);
  await control.cutLine(false);
  program.outbox.unblock({ companyId: company.id, service: 'edinky' });
  await vi.waitFor(() => expect(program.slots.slot(slotId)?.state).toBe('confirmed'), until);
  // the last word, and the very list that the copy started from
  await confirmed('10.00');
  await program.stop();

  const brought = await restoreStore(placesIn(folder), Date.now());
  if (!brought.ok) throw new Error('not brought back');
  brought.value.db.close();
  const { program: restored } = await runProgram(folder, 0.01, true);
  const before = restored.slots.slot(slotId)?.readAt ?? 0;
  await practising(restored);
  await vi.waitFor(() => expect(restored.slots.slot(slotId)?.readAt ?? 0).toBeGreaterThan(before), until);
  expect(restored.slots.slot(slotId)).toMatchObject({
    state: 'conflict',
    reason: 'older-copy',
    canResolve: true,
    base: [{ amount: '10.00' }],
    desired: [{ amount: '20.00' }],
  });
  const held = (await restored.authorities()).control
    .paymentsOf(remoteId)
    .map(({ amount }) => Number(amount));
  expect(held).toEqual([10]);
  value(restored.slots.resolve(slotId, 'theirs', 'ana'));
  await vi.waitFor(() => expect(restored.slots.slot(slotId)?.state).toBe('confirmed'), until);
});
