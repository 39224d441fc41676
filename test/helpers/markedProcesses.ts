/** Finds the processes of a program, however they came to be orphans: all have a variable of the program's. */
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export const MARK = 'MP_TEST_PROGRAM';

/** What is about to end may take this long. */
const GRACE_MS = 3_000;

/** Waits until the processes are gone, and kills those that are not. @returns Their pids and command lines. */
export async function endMarked(mark: string): Promise<string[]> {
  const deadline = Date.now() + GRACE_MS;
  let left = marked(mark);
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(50);
    left = marked(mark);
  }
  for (const { pid } of left) killQuietly(pid);
  return left.map(({ pid, command }) => `${pid} ${command}`);
}

/** Where there is no /proc, none is found. */
function marked(mark: string): { pid: number; command: string }[] {
  return pids().flatMap((pid) => {
    const isMarked = read(`/proc/${pid}/environ`).split('\0').includes(`${MARK}=${mark}`);
    return isMarked ? [{ pid, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() }] : [];
  });
}

function pids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // it has ended, or is another user's
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended at last
  }
}

/** Whether the process runs: one that has ended but that nobody has waited for does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^\d+ \(.*\) Z/s.test(read(`/proc/${pid}/stat`));
}
