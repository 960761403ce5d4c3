import { type EdinkyApi } from '../../domain/outbox/edinky-api.ts';
import type { Clock, HaciendaApi } from '../../domain/outbox/ports.ts';
import type { PaymentStore } from '../../domain/outbox/payment-store.ts';
import type { OutboxStore } from '../../domain/outbox/store.ts';
import { outboxTimings } from '../../domain/outbox/timings.ts';
import { fail, ok } from '../../domain/result.ts';
import { edinkyApi } from '../../main/api/edinky/edinky-api.ts';
import { haciendaApi } from '../../main/api/hacienda/hacienda-api.ts';
import type { ReadAnswer } from '../../main/api/hacienda/answer-body.ts';
import { edinkyToken } from '../../main/auth/edinky-token.ts';
import { type HaciendaSession, haciendaSession } from '../../main/auth/hacienda-session.ts';
import type { SecretStore } from '../../main/auth/secret-store.ts';
import { createOutbox, type Outbox } from '../../main/outbox/outbox.ts';
import { type PaymentSlots, paymentSlots } from '../../main/outbox/payment-slots.ts';
import { paymentWork } from '../../main/outbox/payment-work.ts';
import type { RecoveryReport } from '../../main/outbox/recovery.ts';
import { Life } from './life.ts';
import { companyId, type Machine } from './machine.ts';
import { faultyHttp, hosts } from './network.ts';
import { faultySealed, faultyStores, memorySecrets, seededRandom, virtualClock } from './ports.ts';
import type { Sim } from './sim.ts';

/** A running program: the production code of the outbox, payments and sign-in over the ports of the simulation. */
export interface Running {
  readonly life: Life;
  readonly outbox: Outbox;
  readonly slots: PaymentSlots;
  readonly session: HaciendaSession;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly store: OutboxStore;
  readonly payments: PaymentStore;
  /** opens the lanes again, as after a change of the settings */
  connect(): void;
  /** of the recovery, once it worked */
  report: RecoveryReport | undefined;
}

/** Replaces one production part by a broken copy: for the proof that the checker notices. */
export interface Sabotage {
  readonly hacienda?: (api: HaciendaApi) => HaciendaApi;
  readonly edinky?: (api: EdinkyApi) => EdinkyApi;
  readonly store?: (store: OutboxStore) => OutboxStore;
  readonly outbox?: (outbox: Outbox) => Outbox;
  readonly session?: (session: HaciendaSession) => HaciendaSession;
}

/** MensajeHacienda of the simulation: no XML parser stands between a thousand steps and their check. */
const readAnswer: ReadAnswer = (base64, expectedClave) => {
  const xml = Buffer.from(base64, 'base64');
  const found = /<Clave>(\d{50})<\/Clave>.*<Mensaje>([13])<\/Mensaje>/.exec(xml.toString());
  if (!found) return fail('xml');
  const [, clave = '', message] = found;
  if (clave !== expectedClave) return fail('other-clave');
  return ok({ xml, clave, verdict: message === '1' ? 'accepted' : 'rejected', detail: '' });
};

const company = {
  id: companyId,
  environment: 'test',
  settings: {
    version: 1,
    label: 'Simulada',
    hacienda: {
      idpUrl: hosts.idp,
      logoutUrl: hosts.logout,
      clientId: 'api-stag',
      apiUrl: hosts.hacienda,
      callbackUrl: '',
      quotaPerHour: 0,
      quotaPerDay: 0,
    },
  },
} as const;

/** Starts the program as `openProgram` (main/program.ts) does: recovery first, then the lanes. */
export function start(sim: Sim, machine: Machine, sabotage: Sabotage = {}): Running {
  const life = new Life(`${machine.name}-boot-${++machine.boots}`, sim.timeline.now);
  const clock = virtualClock(sim, machine, life);
  const random = seededRandom(sim, machine);
  const faulty = faultyStores(sim, machine, life);
  const store = sabotage.store?.(faulty.store) ?? faulty.store;
  const { payments } = faulty;
  const http = faultyHttp(sim, machine, life);
  const answered = async <T>(asked: Promise<T>): Promise<T> => {
    const answer = await asked;
    sim.step();
    return answer;
  };
  const secretStore = memorySecrets(sim, machine, life);
  const realSession = haciendaSession({
    http,
    clock,
    random,
    secrets: secretStore,
    companyOf: () => company,
  });
  const countedSession: HaciendaSession = {
    ...realSession,
    current: (id) => answered(realSession.current(id)),
    renewed: (id, generation) => answered(realSession.renewed(id, generation)),
  };
  const session = sabotage.session?.(countedSession) ?? countedSession;
  const broken = (where: string, error: unknown): void => sim.threw(life, where, error);
  const realOutbox = createOutbox({
    store,
    queue: machine.durable.queue,
    sealed: faultySealed(sim, machine, life),
    clock,
    random,
    timings: outboxTimings,
    bootId: life.bootId,
    knowsCompany: (id) => id === companyId,
    onError: broken,
  });
  const outbox = sabotage.outbox?.(realOutbox) ?? realOutbox;
  const slots = paymentSlots({
    store: payments,
    attempts: store.attempts,
    transactions: store,
    clock,
    random,
    bootId: life.bootId,
    timings: outboxTimings,
    wake: (key) => outbox.wake(key),
  });
  const hacienda = haciendaApi({
    http,
    clock,
    address: () => ({ apiUrl: hosts.hacienda, deadlineMs: outboxTimings.deadlineMs }),
    readAnswer,
  });
  const edinky = edinkyApi({ http, clock, apiUrl: hosts.edinky, deadlineMs: outboxTimings.deadlineMs });
  const edinkyTokens = edinkyToken(secretStore);
  let removePayments = (): void => undefined;
  const connect = (): void => {
    outbox.connect(companyId, {
      api: sabotage.hacienda?.(hacienda) ?? hacienda,
      tokens: session,
      limits: () => sim.profile.quota,
    });
    removePayments();
    if (!sim.profile.usesPayments) return;
    removePayments = outbox.add(
      paymentWork({
        companyId,
        bootId: life.bootId,
        clock,
        random,
        timings: outboxTimings,
        api: sabotage.edinky?.(edinky) ?? edinky,
        tokens: edinkyTokens,
        store: payments,
        lanes: store.lanes,
        attempts: store.attempts,
        transactions: store,
        onChange: (slotId) => slots.changed(slotId),
      }),
    );
  };
  const running: Running = {
    life,
    outbox,
    slots,
    session,
    secrets: secretStore,
    clock,
    store,
    payments,
    connect,
    report: undefined,
  };
  machine.running = running;
  const begin = async (): Promise<void> => {
    const recovered = await outbox.recover({ scanFiles: store.restoredMark.read() });
    if (life.dead) return;
    if (recovered.ok) running.report = recovered.value;
    connect();
    life.recovering = false;
    sim.started(machine, running);
  };
  begin().catch((error: unknown) => broken('start', error));
  return running;
}
