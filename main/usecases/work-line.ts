/** Work that is done one by one while the clerk goes on: how far it is, what became of each, and how to stop it. */

export interface WorkView<Done> {
  readonly state: 'idle' | 'running' | 'ended' | 'cancelled';
  readonly total: number;
  readonly done: number;
  /** in the order in which they ended */
  readonly results: readonly Done[];
}

export interface WorkLine<Item, Done> {
  /** At the end of what waits; after an ended work a new one begins. */
  add(items: readonly Item[]): void;
  /** What has not begun is left out, and said so. */
  cancel(): void;
  /** Forgets the results of an ended work. */
  dismiss(): void;
  view(): WorkView<Done>;
  /** waiting to begin */
  waiting(): number;
  /** resolves when nothing is being worked on */
  idle(): Promise<void>;
}

interface WorkLineParts<Item, Done> {
  /**
   * @param last nothing else waits any more: what was put off must end now
   * @returns undefined: put off until the others are done
   */
  handle(item: Item, last: boolean): Promise<Done | undefined>;
  /** the result of one that was left out */
  leftOut(item: Item): Done;
  onChange(): void;
}

export function workLine<Item, Done>(parts: WorkLineParts<Item, Done>): WorkLine<Item, Done> {
  interface Waiting {
    readonly item: Item;
    /** of which work: one that was cancelled may still be ending what it had begun when the next is begun */
    readonly work: number;
  }
  let queue: Waiting[] = [];
  let putOff: Waiting[] = [];
  let works = 0;
  let results: Done[] = [];
  let total = 0;
  let state: WorkView<Done>['state'] = 'idle';
  let work: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    for (;;) {
      const last = queue.length === 0;
      const next = queue.shift() ?? putOff.shift();
      if (next === undefined) break;
      const done = await parts.handle(next.item, last);
      if (done === undefined) putOff.push(next);
      else if (next.work === works) results.push(done);
      parts.onChange();
    }
    if (state === 'running') state = 'ended';
    parts.onChange();
  }

  return {
    add(items) {
      if (state !== 'running') {
        results = [];
        total = 0;
        works += 1;
      }
      total += items.length;
      queue.push(...items.map((item) => ({ item, work: works })));
      if (state !== 'running') {
        state = 'running';
        // after a cancelled one has ended what it had begun
        work = work.then(run);
      }
      parts.onChange();
    },
    cancel() {
      if (state !== 'running') return;
      state = 'cancelled';
      const left = [...queue, ...putOff];
      queue = [];
      putOff = [];
      results.push(...left.map(({ item }) => parts.leftOut(item)));
      parts.onChange();
    },
    dismiss() {
      if (state === 'running') return;
      results = [];
      total = 0;
      state = 'idle';
      parts.onChange();
    },
    view: () => ({ state, total, done: results.length, results: [...results] }),
    waiting: () => queue.length + putOff.length,
    idle: () => work,
  };
}
