import type { Clock } from '../../domain/outbox/ports.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A disk that is slow today must not be outrun: hours pass here in milliseconds. */
const awaitsFiles = (): boolean =>
  process.getActiveResourcesInfo().some((resource) => /^(?:FSReq|FileHandleCloseReq)/.test(resource));

/** Time that moves only when told to; timers fire in order. Work between two timers is given real turns of the event loop. */
export class VirtualClock implements Clock {
  private wall: number;
  private mono = 0;
  private readonly timers = new Set<Timer>();
  /** turns of the event loop between two timers, after the last one that waited for a file */
  turns = 12;

  constructor(startAt: number) {
    this.wall = startAt;
  }
  now(): number {
    return this.wall;
  }
  monotonic(): number {
    return this.mono;
  }
  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.mono + ms, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }
  /** The clerk sets the clock: wall time jumps, the monotonic one does not. */
  setWall(at: number): void {
    this.wall = at;
  }
  async settle(): Promise<void> {
    for (let turn = 0; turn < this.turns; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (awaitsFiles()) turn = -1;
    }
  }
  async advance(ms: number): Promise<void> {
    const target = this.mono + ms;
    for (;;) {
      await this.settle();
      const next = [...this.timers].filter((timer) => timer.at <= target).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers.delete(next);
      this.move(Math.max(next.at, this.mono));
      next.callback();
    }
    this.move(target);
  }
  /** Advances in steps until the condition holds. @throws after `mostMs` */
  async until(condition: () => boolean, mostMs = 48 * 3_600_000): Promise<void> {
    const end = this.mono + mostMs;
    await this.settle();
    while (!condition()) {
      if (this.mono >= end) throw new Error(`not within ${mostMs} ms`);
      const next = Math.min(...[...this.timers].map((timer) => timer.at));
      const step = Number.isFinite(next) ? Math.max(1, next - this.mono) : 60_000;
      // Never past the end: what would happen only later did not happen in time.
      await this.advance(Math.min(step, end - this.mono));
    }
  }
  private move(mono: number): void {
    this.wall += mono - this.mono;
    this.mono = mono;
  }
}
