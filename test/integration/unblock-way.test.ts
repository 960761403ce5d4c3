import { expect, test, vi } from 'vitest';
import { unblockWay } from '../../main/usecases/unblock-way.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import { openSlot } from '../../main/usecases/record-payments.ts';
import { saveCompany } from '../../main/usecases/save-company.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

const untilMs = { timeout: 15_000, interval: 20 };

test('in practice "Probar de nuevo" cures a refused sign-in: its credentials cannot be typed again', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  control.provoke({ endpoint: 'idp', outcome: '401' });
  const way = () => program.outbox.summary(company.id);
  await issueInvoice({ ...program, isOnline: async () => true }, company, program.random.id(), goodForm());
  await vi.waitFor(
    () =>
      expect(way().lanes.find(({ service }) => service === 'hacienda')?.state).toBe('blocked_credentials'),
    untilMs,
  );
  expect(await unblockWay(program, company, 'hacienda')).toEqual({ ok: true, value: null });
  await vi.waitFor(() => expect(way().counts.accepted).toBe(1), untilMs);
  expect(control.counters().grants.password).toBe(1);
});

test('in practice "Probar de nuevo" gives the refused code of e-Dinky again', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  await control.set({ edinky: { tokenAccepted: false } });
  const { slots, store, bootId, who } = program;
  openSlot({ slots, store, companyId: company.id, bootId, who }, '948924864', undefined);
  const state = () =>
    program.outbox.summary(company.id).lanes.find(({ service }) => service === 'edinky')?.state;
  await vi.waitFor(() => expect(state()).toBe('blocked_credentials'), untilMs);
  await control.set({ edinky: { tokenAccepted: true } });
  await unblockWay(program, company, 'edinky');
  await vi.waitFor(() => expect(program.slots.slots(company.id)[0]?.number).toBeDefined(), untilMs);
});

test('in any other company refused credentials are NOT tried again by it (I8)', async () => {
  const { program } = await runProgram(temporaryFolder());
  const practice = await practising(program);
  const { control } = await program.authorities();
  const saved = saveCompany(program, {
    environment: 'test',
    settings: { ...practice.settings, label: 'De pruebas' },
  });
  if (!saved.ok) throw new Error(saved.error);
  const { id } = saved.value;
  await program.secrets.set(id, 'hacienda-user', 'nadie');
  await program.secrets.set(id, 'hacienda-password', 'ninguna');
  await program.secrets.set(id, 'edinky-token', 'vencido');
  expect(await program.session.current(id)).toMatchObject({ ok: false, error: { kind: 'credentials' } });
  const asked = () => control.counters().requests.find(({ endpoint }) => endpoint === 'idp')?.count;
  expect(asked()).toBe(1);
  await unblockWay(program, saved.value, 'hacienda');
  expect(await program.session.current(id)).toMatchObject({ ok: false, error: { kind: 'credentials' } });
  expect(asked()).toBe(1);
  await unblockWay(program, saved.value, 'edinky');
  expect(await program.secrets.get(id, 'edinky-token')).toEqual({ ok: true, value: 'vencido' });
});
