// Looks at a program that has settled down, through /proc: `observe.mjs WHAT COMMAND ARGUMENTS…`
//   cpu   ms of CPU that the program and its children take in SECONDS
//   rss   MB of memory that its child has, all pages
//   pss   MB of memory that its child has, shared pages in parts
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const SECONDS = 5;
/** Until the processes are all there, and have done what a start leaves to do: compiling, collecting garbage, guards. */
const SETTLE_MS = 1_000;

const [what, command, ...args] = process.argv.slice(2);
const program = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
const pids = await printedPids(createInterface(program.stdout));
await sleep(SETTLE_MS);
console.log(`result ${what === 'cpu' ? await cpuTaken(pids) : memory(pids[1], what)}`);
program.stdin.end();

async function printedPids(lines) {
  for await (const line of lines) if (line.startsWith('pids ')) return line.split(' ').slice(1).map(Number);
  throw new Error(`${command} ${args.join(' ')} ended before it had printed its pids`);
}

async function cpuTaken(pids) {
  const before = cpuTime(pids);
  await sleep(SECONDS * 1000);
  return cpuTime(pids) - before;
}

/** In ms, of all threads. /proc/PID/stat counts in hundredths of a second, which is too coarse. */
function cpuTime(pids) {
  const threads = pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`),
  );
  const times = threads.map((thread) => Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[0]));
  return times.reduce((sum, time) => sum + time, 0) / 1e6;
}

function memory(pid, what) {
  const kilobytes = new RegExp(`^${what}: +(\\d+) kB$`, 'im').exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(kilobytes[1]) / 1000;
}
