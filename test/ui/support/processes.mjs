import { until } from '../../testbed/workbench.mjs';

export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Waits until none of the processes is left. */
export const allEnded = (pids) => until(`the end of ${pids}`, () => !pids.some(isRunning));
