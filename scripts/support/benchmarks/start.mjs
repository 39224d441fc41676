import fs from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../paths.mjs';
import { cpython, library, node } from './contenders.mjs';

/** How long it takes to start processes. */
export async function startBenchmarks(python) {
  const bare = node('start/bareNode.mjs', 'bare `node empty.mjs`');
  const contenders = [
    node('start/fork.mjs', 'child_process.fork'),
    library('start/library.mjs'),
    { ...library('start/library.mjs', 'multiprocessing-ts, 300 lines of TypeScript'), command: await longScript() },
    ...cpython('start/cpython.py', python),
  ];
  return [
    {
      title: 'start + join of a process that does nothing',
      unit: 'ms',
      args: ['exit', '2'],
      contenders: [bare, ...contenders],
    },
    { title: 'start to the first statement of the target', unit: 'ms', args: ['first', '2'], contenders },
    {
      title: '100 processes started, then joined',
      unit: 'ms',
      args: ['hundred', '1'],
      contenders: [bare, ...contenders],
      oneRoundIn: 5,
    },
  ];
}

async function longScript() {
  const [executable, ...options] = library('').command.slice(0, -1);
  return [executable, ...options, await writeLongScript()];
}

/** bench/start/library.mjs with types, and functions around it as a program of 300 lines has them. */
async function writeLongScript() {
  const source = await fs.readFile(inRoot('bench/start/library.mjs'), 'utf8');
  const typed = source
    .replace('first(startedAt)', 'first(startedAt: string): void')
    .replace('noop()', 'noop(): void')
    .replace("'./drive.mjs'", JSON.stringify(pathToFileURL(inRoot('bench/start/drive.mjs')).href))
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
