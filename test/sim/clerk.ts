import { makeDocumentIdentity } from '../../domain/numbering/clave.ts';
import { choicesOf } from '../../domain/outbox/document-step.ts';
import type { PaymentForm } from '../../domain/payments/payment-list.ts';
import { ok } from '../../domain/result.ts';
import { issuerNumber, writeComprobante } from './authority.ts';
import type { Decision } from './decider.ts';
import { ProcessDied } from './life.ts';
import { companyId, type Machine, type Sale } from './machine.ts';
import type { Running } from './program.ts';
import type { Sim } from './sim.ts';

const issuer = { type: '02', number: issuerNumber } as const;

/** One thing a clerk does at one machine. Never throws: what the program throws while it lives is a violation. */
export function actAsClerk(sim: Sim, machine: Machine, { what, r }: Decision): void {
  const { running } = machine;
  if (!running || running.life.dead || running.life.recovering) return;
  try {
    act(sim, machine, running, what, r);
  } catch (error) {
    if (!(error instanceof ProcessDied)) sim.threw(running.life, what, error);
  }
}

const one = <T>(from: readonly T[], r: number): T | undefined => from[Math.floor(r * from.length)];

function act(sim: Sim, machine: Machine, running: Running, what: string, r: number): void {
  const { outbox, session, slots } = running;
  switch (what) {
    case 'seal':
      return press(sim, machine, running, newSale(sim, machine));
    case 'seal-note': {
      const to = one([...machine.sales.values()].filter(({ acked }) => acked !== undefined).slice(-8), r);
      return to && press(sim, machine, running, newSale(sim, machine, to.id));
    }
    case 'press-twice': {
      const sale = newSale(sim, machine);
      press(sim, machine, running, sale);
      return press(sim, machine, running, sale);
    }
    case 'press-again':
      return press(sim, machine, running, one([...machine.sales.values()].slice(-12), r));
    case 'act':
      return choose(machine, running, r);
    case 'unblock':
      return unblock(sim, machine, running, r < 0.5 ? 'hacienda' : 'edinky');
    case 'new-password':
      machine.secrets.set('hacienda-password', `p${r < 0.8 ? sim.authority.password : 0}`);
      machine.secretVersions.set(
        'hacienda-password',
        (machine.secretVersions.get('hacienda-password') ?? 0) + 1,
      );
      running.life.idpForbids = false;
      running.life.refusedGrants.clear();
      session.credentialsChanged(companyId).catch((error: unknown) => sim.threw(running.life, what, error));
      return unblock(sim, machine, running, 'hacienda');
    case 'new-edinky-token':
      machine.secrets.set('edinky-token', sim.edinky.token);
      machine.secretVersions.set('edinky-token', (machine.secretVersions.get('edinky-token') ?? 0) + 1);
      return unblock(sim, machine, running, 'edinky');
    case 'settings':
      running.outbox.disconnect(companyId);
      return running.connect();
    case 'look':
      outbox.summary(companyId);
      outbox.queueRows(companyId, 20);
      slots.slots(companyId);
      return undefined;
    case 'line-back':
      session.lineBack();
      return outbox.networkBack();
    default:
      return pay(sim, machine, running, what, r);
  }
}

function newSale(sim: Sim, machine: Machine, dependsOn?: string): Sale | undefined {
  if (machine.fullUntil > sim.timeline.now) return undefined;
  const sale: Sale = {
    id: `${machine.name}-sale-${++sim.ids}`,
    total: BigInt(100_000 + 7 * sim.ids),
    ...(dependsOn === undefined ? {} : { dependsOn }),
  };
  machine.durable.db
    .prepare(
      "insert into draft (id, company_id, kind, form, created_at, updated_at) values (?, ?, '01', '{}', 0, 0)",
    )
    .run(sale.id, companyId);
  machine.ghost = undefined;
  machine.sales.set(sale.id, sale);
  return sale;
}

/** "Emitir" */
function press(sim: Sim, machine: Machine, running: Running, sale: Sale | undefined): void {
  if (!sale) return;
  const { life, clock, outbox } = running;
  const kind = sale.dependsOn === undefined ? '01' : '03';
  const sealing = outbox.seal({
    companyId,
    environment: 'test',
    branch: '001',
    terminal: '00001',
    kind,
    situation: '1',
    identify: (number) =>
      makeDocumentIdentity({
        branch: '001',
        terminal: '00001',
        kind,
        number,
        at: clock.now(),
        identification: issuer,
        situation: '1',
        securityCode: sim.profile.fixedCode
          ? '12345678'
          : Math.floor(sim.decider.chance() * 1e8)
              .toString()
              .padStart(8, '0'),
      }),
    build: ({ clave }) => {
      const xml = writeComprobante({ clave, sale: sale.id, total: String(sale.total) });
      sim.checker.built(machine, clave, xml);
      return Promise.resolve(ok(Buffer.from(xml)));
    },
    customerName: 'Cliente',
    total: sale.total,
    currency: 'CRC',
    issuer,
    ...(sale.dependsOn === undefined ? {} : { dependsOn: sale.dependsOn }),
    draftId: sale.id,
    form: { sale: sale.id },
  });
  const heard = async (): Promise<void> => {
    const sealed = await sealing;
    if (life.dead) return;
    sim.step();
    if (!sealed.ok) return;
    sim.counts.sealed++;
    sim.checker.acknowledged(machine, sale.id, sealed.value.clave);
  };
  heard().catch((error: unknown) => sim.threw(life, 'seal', error));
}

/** One of the buttons of one of the documents that have any. */
function choose(machine: Machine, { outbox, store, life }: Running, r: number): void {
  const rows = machine.durable.db
    .prepare<[], string>(
      `select id from document where state not in ('accepted', 'rejected', 'abandoned', 'sending') order by seq desc limit 12`,
    )
    .pluck()
    .all();
  const id = one(rows, r);
  const document = id === undefined ? undefined : store.documents.find(id);
  const choice = document && one(choicesOf(document), (r * 97) % 1);
  if (id === undefined || choice === undefined || life.dead) return;
  switch (choice) {
    case 'retry':
      outbox.retry(id).catch(() => undefined);
      return;
    case 'settle-now':
      outbox.settleNow(id);
      return;
    case 'send-again':
      outbox.sendAgain(id);
      return;
    case 'hold':
      outbox.hold(id);
      return;
    case 'release':
      outbox.release(id);
      return;
    case 'abandon':
      outbox.abandon(id);
      return;
  }
}

/** "Probar de nuevo" (main/usecases/unblock-way.ts). */
export function unblock(sim: Sim, machine: Machine, running: Running, service: 'hacienda' | 'edinky'): void {
  if (service === 'hacienda') {
    running.life.idpForbids = false;
    running.session.retry(companyId);
  }
  sim.checker.pressing(machine, service, () => void running.outbox.unblock({ companyId, service }));
}

function pay(sim: Sim, machine: Machine, running: Running, what: string, r: number): void {
  const book = sim.checker.book(machine);
  book.paying = what === 'pay' || what === 'pay-mine' || what === 'pay-theirs';
  try {
    payNow(sim, machine, running, what, r);
  } finally {
    book.paying = false;
  }
}

function payNow(sim: Sim, machine: Machine, { slots }: Running, what: string, r: number): void {
  const remoteId = one([...sim.edinky.documents.keys()], r) ?? '';
  const opened = slots.openSlot(companyId, remoteId);
  if (!opened.ok) return;
  const { id } = opened.value;
  const wishes = sim.checker.book(machine).wishes;
  switch (what) {
    case 'pay': {
      const count = Math.floor(((r * 31) % 1) * 3);
      const list: PaymentForm[] = Array.from({ length: count }, (_, n) => ({
        id: `p${n}`,
        amount: `${Math.floor(((r * (53 + n)) % 1) * 45) + 1}.${Math.floor(((r * 71) % 1) * 90) + 10}`,
        code: '01',
      }));
      const saved = slots.saveList(id, list, 'clerk');
      if (saved.ok)
        wishes.set(
          remoteId,
          list.map(({ amount, code }) => ({ amount, code })),
        );
      return;
    }
    case 'pay-look':
      slots.refresh(id);
      return;
    case 'pay-retry':
      slots.retry(id);
      return;
    case 'pay-mine':
      slots.resolve(id, 'mine', 'clerk');
      return;
    case 'pay-theirs': {
      const chosen = slots.resolve(id, 'theirs', 'clerk');
      if (chosen.ok)
        wishes.set(
          remoteId,
          chosen.value.desired.map(({ amount, code }) => ({ amount, code })),
        );
      return;
    }
    default:
      throw new Error(`clerk: ${what}`);
  }
}
