import type { HttpRequest, HttpResult } from '../../domain/outbox/ports.ts';
import { Authority } from './authority.ts';
import { actAsClerk, unblock } from './clerk.ts';
import { Decider, type Decision, type History } from './decider.ts';
import { Edinky } from './edinky.ts';
import { Checker, type Violation, type Written } from './invariants.ts';
import { type Life, ProcessDied } from './life.ts';
import { companyId, Machine } from './machine.ts';
import { type Profile, profileOf } from './profile.ts';
import { type Running, type Sabotage, start } from './program.ts';
import { Timeline } from './timeline.ts';

export interface SimOptions {
  readonly seed: number;
  /** after so many steps the faults are turned off and everything has to come to rest */
  readonly steps: number;
  /** play this history instead of the seed's own faults, up to `until` (authority's time) */
  readonly script?: History;
  readonly until?: number;
  readonly sabotage?: Sabotage;
}

export interface Counts {
  steps: number;
  /** crashes that happened, and how many of them while a recovery was under way */
  crashes: number;
  crashesInRecovery: number;
  sealed: number;
  posts: number;
  /** refused commits that a power cut brought back */
  ghosts: number;
  restores: number;
}

export interface SimResult {
  readonly counts: Counts;
  readonly violation: Violation | undefined;
  /** documents that are missing although the clerk was told they are issued; POSTs that should not have left; sales with two claves */
  readonly lost: number;
  readonly doubled: number;
  readonly secondClaves: number;
  /** of the documents at the authority: POSTs of a clave it had already, refused by it */
  readonly refusedAsSecond: number;
  readonly history: History;
  /** authority's time when the faults were turned off, or the violation was seen */
  readonly endedAt: number;
}

export const startAt = Date.UTC(2026, 10, 20, 15);
const minute = 60_000;
const sweepEvery = 400;
const mostStepsAtOnce = 20_000;

/**
 * A world: one authority, one e-Dinky, one or two machines with the production program, one timeline. A **step** is one event that the
 * engine handled and committed (a document, a lane, a payment slot that it moved) or the outcome of one call of a port (a transaction, a
 * file or journal line, a secret, a token, an HTTP request, a seal). Queries of the database and timers are not counted.
 */
export class Sim {
  readonly profile: Profile;
  readonly decider: Decider;
  readonly timeline = new Timeline(startAt);
  readonly authority: Authority;
  readonly edinky: Edinky;
  readonly machines: readonly Machine[];
  readonly checker: Checker;
  readonly counts: Counts = {
    steps: 0,
    crashes: 0,
    crashesInRecovery: 0,
    sealed: 0,
    posts: 0,
    ghosts: 0,
    restores: 0,
  };
  ids = 0;
  outageUntil = 0;
  private sweptAt = 0;
  private stepsNow = 0;
  private readonly options: SimOptions;

  constructor(options: SimOptions) {
    this.options = options;
    this.profile = profileOf(options.seed);
    this.decider = new Decider(options.seed, this.profile.tables, options.script);
    const chance = (): number => this.decider.chance();
    this.authority = new Authority(this.timeline, this.profile, chance);
    this.edinky = new Edinky(this.timeline, this.profile.edinkyAppends);
    this.checker = new Checker(this);
    this.machines = (this.profile.machines === 2 ? ['a', 'b'] : ['a']).map((name) => new Machine(name));
  }

  step(): void {
    this.counts.steps++;
    if (++this.stepsNow < mostStepsAtOnce) return;
    this.checker.fail('I9', 'the program goes round without time passing');
    for (const { running } of this.machines) if (running) running.life.dead = true;
  }

  /** One event, and everything that follows from it without waiting for time: promises settle before the next turn of the loop. */
  private async happen(event: () => void): Promise<void> {
    this.stepsNow = 0;
    event();
    await drained();
    this.checker.looked();
  }

  committed(machine: Machine, written: Written): void {
    this.counts.steps += written.events;
    this.checker.committed(machine, written);
  }

  callBegins(machine: Machine, life: Life, kind: string, request: HttpRequest): (result: HttpResult) => void {
    if (kind === 'post') this.counts.posts++;
    return this.checker.callBegins(machine, life, kind, request);
  }

  /** A broken assumption anywhere in a program that lives. */
  threw(life: Life, where: string, error: unknown): void {
    if (life.dead || error instanceof ProcessDied) return;
    this.checker.fail(
      'threw',
      `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }

  /** The process ends here and now; a power cut if the disk has more than the program was told. */
  crash(machine: Machine, life: Life): void {
    if (life.dead) return;
    life.dead = true;
    this.counts.crashes++;
    if (life.recovering) this.counts.crashesInRecovery++;
    this.restart(machine);
  }

  private restart(machine: Machine): void {
    this.timeline.after(200 + this.decider.chance() * 4 * minute, () => {
      if (machine.takeGhost()) {
        this.counts.ghosts++;
        this.checker.reload(machine, false);
      }
      this.boot(machine);
    });
  }

  private boot(machine: Machine): void {
    const running = start(this, machine, this.options.sabotage);
    running.outbox.onChange((event) => {
      if (event.kind === 'storage' && event.fault === undefined && !running.report)
        running.life.recovering = false;
    });
  }

  /** A program has recovered and opened its lanes. */
  started(machine: Machine, running: Running): void {
    this.step();
    if (running.report) this.checker.sweep(machine);
  }

  async run(): Promise<SimResult> {
    for (const machine of this.machines) {
      machine.secrets.set('hacienda-user', 'u');
      machine.secrets.set('hacienda-password', 'p1');
      machine.secrets.set('edinky-token', this.edinky.token);
      this.boot(machine);
    }
    this.tickClerk();
    this.tickWorld();
    await drained();
    while (this.counts.steps < this.options.steps && !this.checker.violation) {
      const event = this.timeline.next(this.options.until);
      if (!event) break;
      await this.happen(event);
      if (this.counts.steps - this.sweptAt >= sweepEvery) this.sweep();
    }
    const endedAt = this.timeline.now;
    if (!this.checker.violation) await this.comeToRest();
    const result = this.result(endedAt);
    for (const machine of this.machines) {
      if (machine.running) machine.running.life.dead = true;
      machine.close();
    }
    return result;
  }

  private sweep(): void {
    this.sweptAt = this.counts.steps;
    for (const machine of this.machines) this.checker.sweep(machine);
  }

  private tickClerk(): void {
    this.timeline.after(1 + this.decider.tick() * 2 * this.profile.clerkEveryMs, () => {
      if (this.decider.calm) return;
      const decision = this.decider.decide('clerk');
      const machine = this.oneMachine();
      if (decision) actAsClerk(this, machine, decision);
      this.tickClerk();
    });
  }

  private oneMachine(): Machine {
    const index = Math.floor(this.decider.tick() * this.machines.length);
    const machine = this.machines[index] ?? this.machines[0];
    if (!machine) throw new Error('a world without a machine');
    return machine;
  }

  private tickWorld(): void {
    this.timeline.after(1 + this.decider.tick() * 2 * this.profile.worldEveryMs, () => {
      if (this.decider.calm) return;
      const decision = this.decider.decide('world');
      const machine = this.oneMachine();
      if (decision) this.befall(machine, decision);
      this.tickWorld();
    });
  }

  private befall(machine: Machine, { what, r }: Decision): void {
    const { timeline, authority, edinky } = this;
    const { running } = machine;
    const alive = running !== undefined && !running.life.dead;
    const forMs = (ms: number, begin: () => void, end: () => void): void => {
      begin();
      timeline.after(ms, end);
    };
    switch (what) {
      case 'kill':
        if (alive) this.crash(machine, running.life);
        return;
      case 'quit':
        if (alive) this.quit(machine, running);
        return;
      case 'disk-full':
        machine.fullUntil = timeline.now + r * 20 * minute;
        return;
      case 'jump-little':
        machine.offset += Math.round((r - 0.5) * 20 * minute);
        return this.clockRightLater(machine);
      case 'jump-back':
        machine.offset -= Math.round(minute + r ** 4 * 3 * 365 * 24 * 60 * minute);
        return this.clockRightLater(machine);
      case 'jump-far':
        machine.offset += Math.round(60 * minute + r ** 4 * 5 * 365 * 24 * 60 * minute);
        return this.clockRightLater(machine);
      case 'clock-right':
        machine.offset = 0;
        return;
      case 'snapshot':
        machine.copy = { bytes: machine.durable.db.serialize(), at: timeline.now };
        return;
      case 'restore':
        if (machine.copy) this.restore(machine, machine.copy.bytes);
        return;
      // The worst moment: what was on its way when the copy was made is still on its way when it is back.
      case 'copy-and-back': {
        const bytes = machine.durable.db.serialize();
        timeline.after(r * 6 * minute, () => {
          if (!this.decider.calm) this.restore(machine, bytes);
        });
        return;
      }
      case 'outage':
        if (r < 0.5) machine.offlineUntil = timeline.now + r * 2 * 60 * minute;
        else this.outageUntil = timeline.now + (r - 0.5) * 2 * 60 * minute;
        return;
      case 'tokens-dead':
        return authority.killTokens();
      case 'tokens-refused':
        return forMs(
          r * 60 * minute,
          () => (authority.refusesTokens = true),
          () => (authority.refusesTokens = false),
        );
      case 'password-changed':
        authority.password++;
        authority.killTokens();
        return;
      case 'forbids':
        return forMs(
          r * 60 * minute,
          () => (r < 0.5 ? (authority.forbids = true) : (edinky.forbids = true)),
          () => {
            authority.forbids = false;
            edinky.forbids = false;
          },
        );
      case 'wrong-address':
        return forMs(
          r * 60 * minute,
          () => (authority.wrongAddress = true),
          () => (authority.wrongAddress = false),
        );
      case 'somebody-pays':
        return edinky.payElsewhere(String(101 + Math.floor(r * 3)), 100 + Math.floor(r * 5_000));
      case 'sent-to-sri': {
        const document = edinky.documents.get(String(101 + Math.floor(r * 3)));
        if (document) document.sent = true;
        return;
      }
      default:
        throw new Error(`world: ${what}`);
    }
  }

  private clockRightLater(machine: Machine): void {
    this.timeline.after(this.decider.chance() * 360 * minute, () => (machine.offset = 0));
  }

  private quit(machine: Machine, { life, outbox, session }: Running): void {
    session.close();
    const stop = async (): Promise<void> => {
      await outbox.stop();
      await session.signOutAll(3_000);
      if (life.dead) return;
      life.dead = true;
      this.restart(machine);
    };
    stop().catch((error: unknown) => this.threw(life, 'stop', error));
  }

  /** The clerk brings back an older copy: the program ends, the copy takes its place, the program starts. */
  private restore(machine: Machine, bytes: Buffer): void {
    const { running } = machine;
    // Between two runs there is nothing to end, and the next start is planned already.
    if (!running || running.life.dead) return;
    running.life.dead = true;
    this.counts.restores++;
    machine.restore(bytes);
    this.checker.reload(machine, true);
    this.timeline.after(1_000, () => this.boot(machine));
  }

  /** Faults off, everything repaired, the clerk presses what there is to press, and long enough. */
  private async comeToRest(): Promise<void> {
    const { authority, edinky, timeline } = this;
    this.decider.calm = true;
    authority.refusesTokens = false;
    authority.forbids = false;
    authority.wrongAddress = false;
    edinky.forbids = false;
    this.outageUntil = 0;
    for (const machine of this.machines) {
      machine.fullUntil = 0;
      machine.offlineUntil = 0;
      machine.offset = 0;
    }
    // What is still in transit arrives, the programs that ended start; then everything goes on by itself.
    await this.until(timeline.now + 20 * minute);
    await this.until(timeline.now + this.longEnough());
    for (const machine of this.machines) this.checker.wentOn(machine);
    if (this.checker.violation) return;
    for (const machine of this.machines) {
      const { running } = machine;
      if (running && !running.life.dead) {
        running.life.dead = true;
        this.boot(machine);
      }
    }
    await this.until(timeline.now + minute);
    for (let round = 0; round < 3; round++) {
      for (const machine of this.machines) this.putRight(machine);
      await this.until(timeline.now + this.longEnough());
      if (this.checker.violation) return;
    }
    this.sweep();
    for (const machine of this.machines) this.checker.atRest(machine);
    this.checkCount();
  }

  /** ms: twelve days, and those which the day's quota needs for every document on its way (its POST, its questions, and some asked in vain). */
  private longEnough(): number {
    const { perDay } = this.profile.quota;
    const onTheirWay = this.machines.reduce(
      (sum, { durable }) =>
        sum +
        (durable.db
          .prepare<[], number>(
            "select count(*) from document where state not in ('accepted', 'rejected', 'abandoned')",
          )
          .pluck()
          .get() ?? 0),
      0,
    );
    const quotaDays = perDay === 0 ? 0 : Math.ceil((6 * onTheirWay) / perDay);
    return (12 + quotaDays) * 24 * 60 * minute;
  }

  private putRight(machine: Machine): void {
    const { running } = machine;
    if (!running || running.life.dead) return this.checker.fail('I9', `${machine.name} does not start`);
    actAsClerk(this, machine, { what: 'new-password', r: 0 });
    actAsClerk(this, machine, { what: 'new-edinky-token', r: 0 });
    unblock(this, machine, running, 'hacienda');
    unblock(this, machine, running, 'edinky');
    running.outbox.networkBack();
    if (this.profile.usesPayments) running.slots.refreshAll(companyId);
  }

  /** The server never had to say 429 where nothing but the program itself could have made it. */
  private checkCount(): void {
    const { profile, authority } = this;
    const spoils = new Set(['twice', 'late', 'answer-lost', 'hangs', 'hidden']);
    const spoilt = profile.tables.post.some(([what]) => spoils.has(what));
    if (
      profile.quota.perHour === 0 ||
      profile.jumps ||
      profile.restores ||
      this.machines.length > 1 ||
      spoilt
    )
      return;
    if (authority.throttledByCount > 0)
      this.checker.fail('I5', `the server said 429 ${authority.throttledByCount} times`);
  }

  private async until(time: number): Promise<void> {
    await drained();
    for (;;) {
      if (this.checker.violation) return;
      const event = this.timeline.next(time);
      if (!event) break;
      await this.happen(event);
    }
    this.timeline.now = Math.max(this.timeline.now, time);
  }

  private result(endedAt: number): SimResult {
    const { violation } = this.checker;
    return {
      counts: this.counts,
      violation,
      lost: violation?.invariant === 'I3' || violation?.invariant === 'I9' ? 1 : 0,
      doubled: violation?.invariant === 'I2' ? 1 : 0,
      secondClaves: Math.max(this.authority.secondClaves, violation?.invariant === 'I1' ? 1 : 0),
      refusedAsSecond: [...this.authority.arrived.values()].reduce(
        (sum, { arrivals }) => sum + arrivals - 1,
        0,
      ),
      history: this.decider.made,
      endedAt,
    };
  }
}

const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const simulate = (options: SimOptions): Promise<SimResult> => new Sim(options).run();
