/** At most this part of a processor's time goes into sampling. */
const SHARE = 0.01;
/** Rather a little more than that than figures that are older. */
const MAX_DELAY_MS = 20_000;

/**
 * How long to wait until the next look at the process table.
 * @param interval What is wished, in milliseconds.
 * @param cost How long the last look took: longer than the processor was busy with it, if anything.
 */
export function sampleDelay(interval: number, cost: number): number {
  return Math.max(interval, Math.min(cost / SHARE, MAX_DELAY_MS));
}
