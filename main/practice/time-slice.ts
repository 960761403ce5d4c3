/**
 * Lets long work share the thread with the window: `over()` says when the slice is used up, `giveWay()` waits one turn.
 * The caller asks between two small pieces of work, so that nothing is awaited while there is time left.
 */
export interface TimeSlice {
  over(): boolean;
  giveWay(): Promise<void>;
}

const sliceMs = 4;

export function timeSlice(): TimeSlice {
  let endsAt = performance.now() + sliceMs;
  return {
    over: () => performance.now() > endsAt,
    async giveWay() {
      await new Promise((resolve) => setImmediate(resolve));
      endsAt = performance.now() + sliceMs;
    },
  };
}
