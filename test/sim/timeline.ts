interface Entry {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/** The one time of a simulated world: the authority's, UTC ms. Events happen in order of their time, then of their making. */
export class Timeline {
  now: number;
  private readonly heap: Entry[] = [];
  private made = 0;

  constructor(startAt: number) {
    this.now = startAt;
  }

  /** @returns takes it back */
  at(time: number, run: () => void): () => void {
    if (Number.isNaN(time)) throw new Error('an event at no time');
    const entry: Entry = { at: Math.max(this.now, Math.ceil(time)), order: ++this.made, run };
    this.push(entry);
    return () => {
      entry.run = undefined;
    };
  }

  after(ms: number, run: () => void): () => void {
    return this.at(this.now + ms, run);
  }

  /** Moves to the next event. @returns what to do there; undefined when nothing is planned up to `until` */
  next(until = Number.POSITIVE_INFINITY): (() => void) | undefined {
    for (;;) {
      const first = this.heap[0];
      if (!first || first.at > until) return undefined;
      this.pop();
      if (!first.run) continue;
      this.now = first.at;
      return first.run;
    }
  }

  private push(entry: Entry): void {
    const { heap } = this;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (!above || earlier(above, entry)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = heap[child];
      if (!below) break;
      const right = heap[child + 1];
      if (right && earlier(right, below)) {
        child++;
        below = right;
      }
      if (earlier(last, below)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
  }
}

const earlier = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
