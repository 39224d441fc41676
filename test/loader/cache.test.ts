import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { prune } from '../../src/loader/cachePruner.ts';
import { decodeEntry, encodeEntry } from '../../src/loader/cacheEntry.ts';
import type { CompiledModule } from '../../src/loader/compiledModule.ts';
import { environment, NODE, printed, program, REGISTER, resultOf } from './program.ts';
import type { Program } from './program.ts';
import { spawn } from 'node:child_process';
import { LIBRARY } from '../helpers/runProgram.ts';

/** Prints which of the loader's bundles this process has loaded. */
const LOADED = `console.log(JSON.stringify(Object.keys(require('node:module')._cache).map((file) => file.split(/[\\\\/]/).pop())
  .filter((file) => ['transform.cjs', 'typescript.cjs'].includes(file))));`;
const FILES = { 'main.cts': `enum A { x }\n${LOADED}`, 'plain.cts': `const x: number = 1;\n${LOADED}` };

function entries({ caches }: Program): string[] {
  return readdirSync(caches, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.module'))
    .map((file) => path.join(caches, file));
}

test('a process that finds its modules in the cache loads neither parser nor compiler', async (t) => {
  const { run } = program(t, FILES);
  assert.deepEqual(printed(await run('plain.cts')), ['transform.cjs']);
  assert.deepEqual(printed(await run('plain.cts')), []);
  assert.deepEqual(printed(await run('main.cts')), ['transform.cjs', 'typescript.cjs']);
  assert.deepEqual(printed(await run('main.cts')), []);
});

test('an edited module is compiled anew and takes the place of the old one', async (t) => {
  const edited = program(t, FILES);
  await edited.run('plain.cts');
  edited.write({ 'plain.cts': `const x: number = 2;\n${LOADED}` });
  assert.deepEqual(printed(await edited.run('plain.cts')), ['transform.cjs']);
  assert.deepEqual(printed(await edited.run('plain.cts')), []);
  assert.equal(entries(edited).length, 1);
});

test('the folder is private', { skip: process.platform === 'win32' && 'Windows has no modes' }, async (t) => {
  const { run, caches } = program(t, FILES);
  await run('plain.cts');
  assert.equal(statSync(path.join(caches, 'multiprocessing-ts')).mode & 0o777, 0o700);
});

test('a damaged entry is ignored and written anew', async (t) => {
  const damaged = program(t, FILES);
  await damaged.run('plain.cts');
  const [entry = ''] = entries(damaged);
  const good = readFileSync(entry);
  const flipped = Buffer.from(good);
  flipped[good.length - 20]! ^= 1;
  for (const bad of [
    Buffer.alloc(0),
    good.subarray(0, 100),
    Buffer.alloc(good.length),
    flipped,
    Buffer.from('{}\n{}\n'),
  ]) {
    writeFileSync(entry, bad);
    assert.deepEqual(printed(await damaged.run('plain.cts')), ['transform.cjs']);
    assert.deepEqual(readFileSync(entry), good);
  }
});

test('the compiled code of a child is stored before its target runs, which may be ended at any time', async (t) => {
  const stored = program(t, {
    'main.mjs': `import { Process } from 'multiprocessing-ts';
import { readdirSync } from 'node:fs';
function files() {
  const all = readdirSync(process.env.XDG_CACHE_HOME, { recursive: true, withFileTypes: true });
  console.log(all.filter((file) => file.isFile() && file.parentPath.includes('v8')).length > 0);
}
if (import.meta.main) {
  const child = new Process({ target: files });
  child.start();
  await child.join();
}`,
  });
  assert.equal(printed(await stored.run('main.mjs')), true);
});

const LINUX_ONLY = process.platform !== 'linux' && 'what a process was started with is in /proc';

test('a child finds its compiled code, whether its parent has the loader or not', { skip: LINUX_ONLY }, async (t) => {
  const { node, run, caches } = program(t, {
    'main.mjs': `import { Process, isMainProcess } from '${LIBRARY}';
import { readFileSync } from 'node:fs';
export function told() {
  const variables = readFileSync('/proc/self/environ', 'utf8').split('\\0');
  console.log(JSON.stringify([variables.find((one) => one.startsWith('NODE_COMPILE_CACHE=')), process.env.NODE_COMPILE_CACHE]));
}
if (isMainProcess()) {
  const child = new Process({ target: told });
  child.start();
  await child.join();
}`,
  });
  for (const result of [await node('main.mjs'), await run('main.mjs')]) {
    const [folder, left] = printed(result) as [string | null, string | null];
    assert.ok(folder?.startsWith(`NODE_COMPILE_CACHE=${caches}`), String(folder));
    assert.equal(left, null, 'the programs that it starts are not told');
  }
});

test('many processes at once leave one whole entry for each module', async (t) => {
  const shared = program(t, FILES);
  const results = await Promise.all(Array.from({ length: 6 }, () => shared.run('plain.cts')));
  for (const result of results) assert.equal(result.code, 0, result.stderr);
  assert.deepEqual(printed(await shared.run('plain.cts')), []);
  const [entry = ''] = entries(shared);
  assert.deepEqual(
    readdirSync(path.dirname(entry)).filter((file) => file !== 'v8'),
    [path.basename(entry)],
  );
});

test('without a place to write to, programs run all the same', async (t) => {
  const { folder, caches } = program(t, FILES);
  writeFileSync(caches, 'a file, not a folder');
  const env = { ...environment(caches), TMPDIR: caches, TEMP: caches, TMP: caches };
  const child = spawn(NODE, ['--import', REGISTER, 'plain.cts'], { cwd: folder, env });
  assert.deepEqual(printed(await resultOf(child)), ['transform.cjs']);
});

test(
  'a folder that others can write to is not used',
  { skip: process.platform === 'win32' && 'Windows has no modes' },
  async (t) => {
    const open = program(t, FILES);
    const folder = path.join(open.caches, 'multiprocessing-ts');
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o777);
    const env = { ...environment(open.caches), TMPDIR: open.folder };
    const child = spawn(NODE, ['--import', REGISTER, 'plain.cts'], { cwd: open.folder, env });
    assert.equal((await resultOf(child)).code, 0);
    assert.deepEqual(readdirSync(folder), []);
  },
);

test('an entry is of its key and exactly its source', () => {
  const source = Buffer.from('const größe = 1;');
  const compiled: CompiledModule = {
    format: 'module',
    code: 'const größe = 1; // code',
    sourceMap: false,
    exportNames: ['a'],
    reexports: [],
    libraryNames: ['Process'],
    problem: null,
    config: null,
  };
  const entry = encodeEntry('key', source, compiled);
  assert.deepEqual(decodeEntry(entry, 'key', source), compiled);
  assert.equal(decodeEntry(entry, 'other', source), null);
  assert.equal(decodeEntry(entry, 'key', Buffer.from('const größe = 2;')), null);
  assert.equal(decodeEntry(entry, 'key', source.subarray(0, 5)), null);
  const shifted = Buffer.concat([Buffer.from('x'), entry]).subarray(1); // at an odd address
  assert.deepEqual(decodeEntry(shifted, 'key', source), compiled);
});

test('what is old or too much is removed', (t) => {
  const { caches } = program(t, {});
  const [current, other] = ['1.0.0-a', '0.9.0-b'].map((name) => path.join(caches, name)) as [string, string];
  const ages = {
    'new.module': 1,
    'older.module': 2,
    'oldest.module': 3,
    'expired.module': 100,
    'left.module.1.x.tmp': 4,
    'new.module.2.y.tmp': 0,
  };
  for (const folder of [current, other]) mkdirSync(folder, { recursive: true });
  for (const [name, hours] of Object.entries(ages)) {
    writeFileSync(path.join(current, name), Buffer.alloc(1000));
    age(path.join(current, name), hours);
  }
  mkdirSync(path.join(current, 'v8/v24'), { recursive: true });
  writeFileSync(path.join(current, 'v8/v24/code'), '');
  age(path.join(current, 'v8/v24/code'), 100);
  age(other, 100);
  prune(current, { bytes: 3000, ageMs: 50 * 3_600_000 });
  assert.deepEqual(readdirSync(current).sort(), ['new.module', 'new.module.2.y.tmp', 'older.module', 'v8']);
  assert.deepEqual(readdirSync(path.join(current, 'v8/v24')), []);
  assert.equal(existsSync(other), false);
});

function age(file: string, hours: number): void {
  const time = Date.now() / 1000 - hours * 3600;
  utimesSync(file, time, time);
}
