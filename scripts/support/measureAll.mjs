import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';
import { capture } from './run.mjs';

export const MODES = {
  exit: 'start + join of a process that does nothing',
  first: 'start to the first statement of the target',
  hundred: '100 processes started, then joined',
};

/** Resolves with `{ rounds, python, results }`, `results` being mode → contender → milliseconds. */
export async function measureAll(rounds) {
  const python = await findPython();
  const contenders = await listContenders(python);
  const results = Object.fromEntries(Object.keys(MODES).map((mode) => [mode, {}]));
  // Each contender has its turn in each round, so that what else the machine does meets all alike.
  for (let round = 0; round < rounds; round++) {
    for (const mode of Object.keys(MODES)) {
      if (mode === 'hundred' && round % 5 !== 0) continue;
      for (const { name, command, modes } of contenders) {
        if (modes && !modes.includes(mode)) continue;
        (results[mode][name] ??= []).push(...(await measure(command, mode)));
      }
    }
    process.stderr.write(`\rround ${round + 1} of ${rounds}${round + 1 === rounds ? '\n' : ''}`);
  }
  return { rounds, python, results };
}

/** The first of two in a fresh parent is dropped: it warms the disk's cache and the parent's own code. */
async function measure([command, ...args], mode) {
  const count = mode === 'hundred' ? 1 : 2;
  const { code, output } = await capture(command, [...args, mode, String(count)]);
  const times = [...output.matchAll(/^ms ([\d.]+)$/gm)].map(([, text]) => Number(text));
  if (code !== 0 || times.length !== count)
    throw new Error(`${[command, ...args].join(' ')} ended with ${code}\n${output}`);
  return times.slice(-1);
}

async function listContenders(python) {
  const node = process.execPath;
  const loader = ['--import', pathToFileURL(inRoot('dist/register.cjs')).href];
  return [
    { name: 'bare `node empty.mjs`', command: [node, inRoot('bench/bareNode.mjs')], modes: ['exit', 'hundred'] },
    { name: 'child_process.fork', command: [node, inRoot('bench/fork.mjs')] },
    { name: 'multiprocessing-ts', command: [node, ...loader, inRoot('bench/library.mjs')] },
    { name: 'multiprocessing-ts, 300 lines of TypeScript', command: [node, ...loader, await writeLongScript()] },
    ...(python
      ? [{ name: `CPython ${python.version}, spawn`, command: [python.path, inRoot('bench/cpython.py')] }]
      : []),
  ];
}

/** The distribution's own rather than another on PATH, which may be a wrapper that starts it. */
async function findPython() {
  for (const path of ['/usr/bin/python3', 'python3', 'python']) {
    if (path.startsWith('/') && !existsSync(path)) continue;
    const { code, output } = await capture(path, ['--version']).catch(() => ({ code: 1, output: '' }));
    const version = /^Python (3\.\S+)/.exec(output)?.[1];
    if (code === 0 && version) return { path, version };
  }
  return undefined;
}

/** bench/library.mjs with types, and functions around it as a program of 300 lines has them. */
async function writeLongScript() {
  const source = await fs.readFile(inRoot('bench/library.mjs'), 'utf8');
  const typed = source
    .replace('first(startedAt)', 'first(startedAt: string): void')
    .replace('noop()', 'noop(): void')
    .replace("'./drive.mjs'", JSON.stringify(pathToFileURL(inRoot('bench/drive.mjs')).href))
    .replace('(mode, startedAt)', '(mode: string, startedAt: string)');
  const [head, ...rest] = typed.split('\n\n');
  const filler = Array.from({ length: 23 }, (_, index) => fillerFunction(index));
  const file = inRoot('build/bench/library300.ts');
  await fs.mkdir(inRoot('build/bench'), { recursive: true });
  await fs.writeFile(file, [head, ...filler, ...rest].join('\n\n'));
  return file;
}

const fillerFunction = (index) => `interface Item${index} {
  readonly id: number;
  readonly tags: readonly string[];
}

export function group${index}(items: readonly Item${index}[], limit = ${index}): Map<string, Item${index}[]> {
  const groups = new Map<string, Item${index}[]>();
  for (const item of items.slice(0, limit)) {
    for (const tag of item.tags) groups.set(tag, [...(groups.get(tag) ?? []), item]);
  }
  return groups;
}`;
