/** Kept at most, so that a day of typing does not fill the memory; a bench reads them as they come. */
const keptAtMost = 500;
let kept = 0;

/**
 * Measures from a keystroke to the frame that shows what it changed, as `performance.measure(name)`. Call it in the event:
 * React has committed before the next frame's callbacks run (events of the keyboard are not deferred).
 */
export function measureToPaint(name: string): void {
  const start = performance.now();
  requestAnimationFrame(() => {
    if (kept >= keptAtMost) {
      performance.clearMeasures(name);
      kept = 0;
    }
    kept += 1;
    performance.measure(name, { start, end: performance.now() });
  });
}
