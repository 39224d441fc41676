import { capture } from '../run.mjs';

/** Before a command: it and what it starts run on one core. To wake another one takes longer than most of what is timed. */
export const PINNED = ['taskset', '--cpu-list', '0'];

/** Linux has the means. */
export async function canPin() {
  const [command, ...args] = PINNED;
  const { code } = await capture(command, [...args, 'true']).catch(() => ({ code: 1 }));
  return code === 0;
}
