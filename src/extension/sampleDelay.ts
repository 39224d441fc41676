/** At most this part of a processor's time goes into sampling. */
const SHARE = 0.01;
/** Rather a little more than that than figures that are older. */
const MAX_DELAY_MS = 20_000;

/**
 * How long to wait until the next look at the process table.
 * @param interval What is wished, in milliseconds.
 * @param cost How long a processor was busy with the last look, in milliseconds.
 */
export function sampleDelay(interval: number, cost: number): number {
  return Math.max(interval, Math.min(cost / SHARE, MAX_DELAY_MS));
}

/**
 * @returns What tells how long a processor has been busy since. Where the system's tools are asked, how long they took, which
 *   is not less.
 */
export function startCost(): () => number {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return process.platform === 'linux' ? (user + system) / 1000 : performance.now() - wall;
  };
}
