/** Which functions of the bundles processes call: those of a program with a process, a queue and a pool, and theirs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';

/** @returns Bundle → `(start, end)` → whether the function there is called. By V8's own coverage, which Node writes for each process when it ends. */
export async function calledFunctions(bundles) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'multiprocessing-coverage-'));
  try {
    await runProgram(folder);
    const files = await fs.readdir(folder);
    const reports = await Promise.all(files.map((file) => fs.readFile(path.join(folder, file), 'utf8')));
    const scripts = reports.flatMap((report) => JSON.parse(report).result);
    return new Map(bundles.map((bundle) => [bundle, calledIn(scripts, bundle)]));
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

async function runProgram(folder) {
  const args = ['--import', urlOf('register.cjs'), inRoot('scripts/support/startingProgram.mjs')];
  const env = { ...process.env, NODE_V8_COVERAGE: folder };
  const [code, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit', env }), 'exit');
  if (code !== 0) throw new Error(`startingProgram.mjs, with what was built, ended with ${signal ?? code}`);
}

function calledIn(scripts, bundle) {
  const functions = scripts.filter(({ url }) => url === urlOf(bundle)).flatMap((script) => script.functions);
  const called = functions.map(({ ranges: [whole] }) => whole).filter(({ count }) => count > 0);
  const ranges = new Set(called.map(({ startOffset, endOffset }) => `${startOffset} ${endOffset}`));
  return (start, end) => ranges.has(`${start} ${end}`);
}

const urlOf = (bundle) => pathToFileURL(inRoot('dist', bundle)).href;
