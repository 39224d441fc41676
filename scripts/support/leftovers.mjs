// What a test run must not leave behind: processes, and files in the folder for temporary files.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MARK = 'MULTIPROCESSING_TS_TEST_RUN';

// Kept on purpose: the loader's cache, Node's own.
const KEPT = [/^multiprocessing-ts-/, /^node-compile-cache$/, /^v8-compile-cache/];

/**
 * An environment whose processes and temporary files can be told from all others: `variables` to run tests with,
 * `folder` for their reports, `leftovers()` which resolves with a failure for each thing left, and `dispose()`.
 */
export async function markedEnvironment() {
  const mark = randomUUID();
  // Short: unix sockets are made in it.
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'mpt-'));
  const tmp = path.join(folder, 't');
  await fs.mkdir(tmp);
  return {
    folder,
    variables: { [MARK]: mark, TMPDIR: tmp, TEMP: tmp, TMP: tmp },
    leftovers: async () => [...(await processesLeft(mark)), ...(await filesLeft(tmp))],
    dispose: () => fs.rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Gives what is about to end the time to, then ends what has not. */
async function processesLeft(mark) {
  let left = await marked(mark);
  for (let tries = 0; left.length && tries < 20; tries++) {
    await sleep(250);
    left = await marked(mark);
  }
  for (const { pid } of left) killQuietly(pid);
  return left.map(({ pid, command }) => ({
    title: 'no process is left',
    error: `process ${pid} was left: ${command}`,
  }));
}

async function marked(mark) {
  const pids = (await fs.readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => describe(Number(pid), `${MARK}=${mark}`)));
  return found.filter(Boolean);
}

/** The process if it has the variable; its environment is that of its start, and gone with it. */
async function describe(pid, variable) {
  const environment = await fs.readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
  if (!environment.split('\0').includes(variable)) return undefined;
  const command = await fs.readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
  return { pid, command: command.replaceAll('\0', ' ').trim() };
}

function killQuietly(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ended by itself at last
  }
}

async function filesLeft(tmp) {
  const left = (await fs.readdir(tmp)).filter((name) => !KEPT.some((kept) => kept.test(name)));
  for (const name of left) await fs.rm(path.join(tmp, name), { recursive: true, force: true });
  return left.map((name) => ({
    title: 'no file is left',
    error: `${name} was left in the folder for temporary files`,
  }));
}
