/** One run of a program, from its start to its end; its ports ask it whether the process still exists. */
export class Life {
  readonly bootId: string;
  /** authority's time: the monotonic clock of this run begins here */
  readonly startedAt: number;
  dead = false;
  /** until the first recovery has answered: a crash here is one during recovery */
  recovering = true;
  /** calls whose answer has not come, per service */
  readonly open = new Map<string, number>();
  /** password grants refused for what they said, per password */
  readonly refusedGrants = new Map<string, number>();
  idpForbids = false;

  constructor(bootId: string, startedAt: number) {
    this.bootId = bootId;
    this.startedAt = startedAt;
  }
}

/** What every port of a dead process throws; the world catches it where it called the program. */
export class ProcessDied extends Error {}

export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
