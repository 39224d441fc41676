// Looks at a program that has settled down, through /proc: `observe.mjs WHAT COMMAND ARGUMENTS…`
//   cpu   ms of CPU that the program and its children take in SECONDS
//   rss   MB of memory that its child has, all pages
//   pss   MB of memory that its child has, shared pages in parts
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const SECONDS = 5;
/** What a start leaves to do (compiling, collecting garbage, guards that are started late) is not what is asked for. */
const SETTLE_MS = 1_000;

const [what, command, ...args] = process.argv.slice(2);
const program = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
const pids = await settled(createInterface(program.stdout));
await sleep(SETTLE_MS);
console.log(`result ${what === 'cpu' ? await cpuTaken(pids) : memory(pids[1], what)}`);
program.stdin.end();

/** The pids that the program prints; it prints that it has settled, too, in any order. */
async function settled(lines) {
  const printed = new Set();
  for await (const line of lines) {
    printed.add(line);
    const found = [...printed].find((each) => each.startsWith('pids '));
    if (found && printed.has('settled')) return found.split(' ').slice(1).map(Number);
  }
  throw new Error(`${command} ${args.join(' ')} ended before it had settled down`);
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
