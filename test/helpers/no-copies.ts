import type { CopyKeeper } from '../../main/usecases/keep-copies.ts';

const notHere = (): never => {
  throw new Error('not part of this test');
};

/** For tests in which nobody asks for a copy. */
export const noCopies: CopyKeeper = {
  ofToday: notHere,
  make: notHere,
  saveTo: notHere,
  view: notHere,
  provedAt: notHere,
  choose: notHere,
  source: notHere,
  idle: notHere,
};
