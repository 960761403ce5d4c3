import { expect, test, vi } from 'vitest';
import type { Company } from '../../domain/company/company.ts';
import { issueInvoice } from '../../main/usecases/issue-invoice.ts';
import type { Program } from '../../main/usecases/program.ts';
import { saveCompany } from '../../main/usecases/save-company.ts';
import {
  homeView,
  queueView,
  statusView,
  type WatchContext,
  watchOf,
} from '../../main/usecases/watch-queue.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { goodForm, goodIssuer, goodLine } from '../helpers/invoices.ts';
import { practising, runProgram } from '../helpers/program.ts';

const until = { timeout: 15_000, interval: 20 };

async function issue(program: Program, company: Company, unitPrice: string): Promise<void> {
  const form = goodForm('01', { lines: [goodLine('a1', { quantity: '1', unitPrice })] });
  const isOnline = ({ id }: Company): Promise<boolean> => program.network.look(id);
  const issued = await issueInvoice({ ...program, isOnline }, company, program.random.id(), form);
  if (!issued.ok) throw new Error(issued.error.kind);
}

test('the strip says how many wait and why while the line is cut, and nothing waits once all is accepted', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  const status = async () => statusView(await watchOf(program, company));
  expect(await status()).toMatchObject({
    waiting: 0,
    why: '',
    attention: 0,
    disk: 'ok',
    clock: { state: 'ok' },
  });

  await control.cutLine(true);
  await issue(program, company, '1000');
  await vi.waitFor(async () => {
    const now = await status();
    expect(now).toMatchObject({ network: 'offline', waiting: 1 });
    expect(now.why).not.toBe('');
  }, until);
  expect((await status()).oldestAt).toBeLessThanOrEqual(program.clock.now());
  const { items, lanes } = queueView(await watchOf(program, company));
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ subject: 'document', state: 'queued', total: '1130' });
  expect(lanes.map((lane) => [lane.service, lane.waiting])).toEqual([
    ['hacienda', 1],
    ['edinky', 0],
  ]);

  await control.cutLine(false);
  await vi.waitFor(
    async () => expect(await status()).toMatchObject({ network: 'online', waiting: 0, why: '' }),
    until,
  );
  expect(queueView(await watchOf(program, company)).items).toEqual([]);
});

test('the month counts what was issued; what the authority refused is no sale, and asks for a person', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  await issue(program, company, '1000');
  const home = async () => homeView(await watchOf(program, company));
  await vi.waitFor(async () => expect((await home()).today.accepted).toBe(1), until);
  control.rejectNext('El comprobante tiene errores.');
  await issue(program, company, '500');
  await vi.waitFor(async () => expect((await home()).refused).toBe(1), until);
  const seen = await home();
  expect(seen.today).toEqual({ issued: 2, accepted: 1 });
  expect(seen.month.totals).toEqual([{ currency: 'CRC', total: '1130' }]);
  expect(seen.attention).toMatchObject([{ subject: 'document', state: 'rejected' }]);
  expect(seen.days).toHaveLength(30);
  expect(seen.days.at(-1)).toMatchObject({ issued: 2, accepted: 1 });
});

test('what the clerk gave up is no sale, waits for nothing and asks for nobody', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const { control } = await program.authorities();
  await control.cutLine(true);
  await issue(program, company, '1000');
  const home = async () => homeView(await watchOf(program, company));
  const [item] = queueView(await watchOf(program, company)).items;
  if (!item) throw new Error('nothing waits');
  await vi.waitFor(() => expect(program.outbox.hold(item.id).ok).toBe(true), until);
  expect(program.outbox.abandon(item.id).ok).toBe(true);
  const seen = await home();
  expect(seen.month.totals).toEqual([{ currency: 'CRC', total: '0' }]);
  expect([seen.waiting, seen.refused, seen.attention]).toEqual([0, 0, []]);
  expect(queueView(await watchOf(program, company)).items).toEqual([]);
});

test('a company whose user or password is missing is told so before anything is sent', async () => {
  const { program } = await runProgram(temporaryFolder());
  const practice = await practising(program);
  const { settings } = practice;
  const saved = saveCompany(program, {
    environment: 'test',
    settings: { ...settings, issuer: { ...goodIssuer(), terminal: '00007' } },
  });
  if (!saved.ok) throw new Error('not saved');
  const signIn = async (): Promise<string> => statusView(await watchOf(program, saved.value)).signIn;
  expect(await signIn()).toBe('not-set');
  await program.secrets.set(saved.value.id, 'hacienda-user', 'cpj-3-101-123456@stag');
  expect(await signIn()).toBe('not-set');
  await program.secrets.set(saved.value.id, 'hacienda-password', 'x');
  expect(await signIn()).toBe('out');
});

test('a full quota is said as the cause, on the strip and at the way, though the way itself is open', async () => {
  const { program } = await runProgram(temporaryFolder());
  const company = await practising(program);
  const context = await watchOf(program, company);
  const { outbox } = context;
  const withUsed = (usedThisHour: number, waiting: number): WatchContext => ({
    ...context,
    outbox: {
      ...outbox,
      summary: (id) => {
        const summary = outbox.summary(id);
        return {
          ...summary,
          counts: { ...summary.counts, queued: waiting },
          plan: { ...summary.plan, usedThisHour, limitPerHour: 100, limitPerDay: 1_000, waiting },
        };
      },
    },
  });
  const why = (used: number, waiting: number): string => statusView(withUsed(used, waiting)).why;
  // a tenth is kept for settling doubts
  expect([why(89, 3), why(90, 3), why(90, 0)]).toEqual(['', 'quota', '']);
  expect(statusView(withUsed(90, 3)).whySince).toBeUndefined();
  expect(queueView(withUsed(90, 3)).lanes[0]).toMatchObject({ state: 'open', reason: 'quota' });
});
