import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { isNodeSupported } from '../../src/base/nodeVersion.ts';
import { DIST, environment, NODE, printed, program, REGISTER, resultOf } from './program.ts';
import { LIBRARY } from '../helpers/runProgram.ts';

const STATE = `const state = globalThis[Symbol.for('multiprocessing-ts.loader')];
const identity = globalThis[Symbol.for('multiprocessing-ts.identity')]?.identity ?? null;`;

test('the main module is known, and import.meta.main is true in it alone', async (t) => {
  const { run, url, folder } = program(t, {
    'main.mjs': `${STATE}
import { main } from './other.mjs';
export const own = import.meta.main;
if (import.meta.main) console.log(JSON.stringify([state.mainUrl, own, main, (await import('./other.mjs?again')).main]));`,
    'other.mjs': 'export const { main } = import.meta;',
  });
  const expected = [url('main.mjs'), true, false, false];
  assert.deepEqual(printed(await run('main.mjs')), expected);
  symlinkSync(path.join(folder, 'main.mjs'), path.join(folder, 'link.mjs'));
  assert.deepEqual(printed(await run('link.mjs')), expected);
});

test('a child that imports the main module again is not in it', async (t) => {
  const { node, url } = program(t, {
    'main.mjs': 'export const main = import.meta.main;',
    'main.cjs': 'exports.main = require.main === module;',
  });
  const script = `import { createRequire } from 'node:module';
createRequire(${JSON.stringify(REGISTER)})('./register.cjs').installLoader();
const state = globalThis[Symbol.for('multiprocessing-ts.loader')];
state.mainUrl = ${JSON.stringify(url('main.mjs'))};
console.log(JSON.stringify([(await import(state.mainUrl)).main, (await import(${JSON.stringify(url('main.cjs'))})).main]));`;
  assert.deepEqual(printed(await node('--input-type=module', '-e', script)), [false, false]);
});

test('learns who the process is, and keeps it from the programs it starts', async (t) => {
  const { folder, caches } = program(t, {
    'main.mjs': `${STATE}\nconsole.log(JSON.stringify([identity, process.env.MULTIPROCESSING_PROCESS ?? null]));`,
  });
  const launched = (value: string) =>
    resultOf(
      spawn(NODE, ['--import', REGISTER, 'main.mjs'], {
        cwd: folder,
        env: { ...environment(caches), MULTIPROCESSING_PROCESS: value },
      }),
    );
  assert.deepEqual(printed(await launched('{"id":"root-1"}')), [
    { id: 'root-1', parentId: null, name: 'MainProcess', daemon: false },
    null,
  ]);
  for (const bad of ['', 'garbage', '[]', 'null', '{"id":5,"lifeline":"x"}', '{"lifeline":99}']) {
    const [, left] = printed(await launched(bad)) as [unknown, unknown];
    assert.equal(left, null);
  }
});

test('a server that is not there breaks nothing', async (t) => {
  const { folder, caches } = program(t, { 'main.mjs': 'console.log(1);' });
  const env = { ...environment(caches), MULTIPROCESSING_MONITOR: `${path.join(folder, 'none.sock')}?token=00` };
  assert.equal(printed(await resultOf(spawn(NODE, ['--import', REGISTER, 'main.mjs'], { cwd: folder, env }))), 1);
});

const BUSY = 'setInterval(() => undefined, 1000);';
for (const [name, work, expected] of [
  ['', BUSY, ['SIGTERM', 'ready\n']],
  // Nothing wakes its event loop but the end of the lifeline
  [' that is idle', 'setTimeout(() => undefined, 600_000);', ['SIGTERM', 'ready\n']],
  [
    ' that handles SIGTERM',
    `process.on('SIGTERM', () => console.log('asked'));\n${BUSY}`,
    ['SIGKILL', 'ready\nasked\n'],
  ],
] as const) {
  test(`a program${name} ends with its launcher`, { skip: process.platform === 'win32' && 'signals' }, async (t) => {
    const { folder, caches } = program(t, { 'main.mjs': `${work}\nconsole.log('ready');` });
    const env = { ...environment(caches), MULTIPROCESSING_PROCESS: '{"id":"x","lifeline":3}' };
    const child = spawn(NODE, ['--import', REGISTER, 'main.mjs'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const result = resultOf(child);
    await once(child.stdout!, 'data');
    child.stdio[3]!.destroy();
    const { signal, stdout } = await result;
    assert.deepEqual([signal, stdout], expected);
  });
}

test('a lifeline keeps no program alive', async (t) => {
  const { folder, caches } = program(t, { 'main.mjs': 'setTimeout(() => console.log(1), 50);' });
  const env = { ...environment(caches), MULTIPROCESSING_PROCESS: '{"id":"x","lifeline":3}' };
  const child = spawn(NODE, ['--import', REGISTER, 'main.mjs'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const ended = resultOf(child);
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  child.stdio[3]!.destroy();
  assert.equal(printed(await ended), 1);
});

test('a worker thread gets the loader, but is not the program', async (t) => {
  const { folder, caches } = program(t, {
    'main.mts': `import { Worker } from 'node:worker_threads';
new Worker(new URL('worker.mts', import.meta.url)).on('message', (text: string) => console.log(text));`,
    'worker.mts': `import { parentPort } from 'node:worker_threads';
enum A { x = 7 }
parentPort!.postMessage(JSON.stringify([A.x, process.env.MULTIPROCESSING_PROCESS ?? null]));`,
  });
  const env = { ...environment(caches), MULTIPROCESSING_PROCESS: '{"id":"x"}' };
  assert.deepEqual(printed(await resultOf(spawn(NODE, ['--import', REGISTER, 'main.mts'], { cwd: folder, env }))), [
    7,
    null,
  ]);
});

test('installing twice installs once', async (t) => {
  const { node } = program(t, {
    'main.cts': `const seen: string[] = [];
const original = require('node:module').stripTypeScriptTypes;
console.log(JSON.stringify([typeof original, Object.keys(require(${JSON.stringify(path.join(DIST, 'register.cjs'))}))]));`,
  });
  const result = await node(
    '--require',
    path.join(DIST, 'register.cjs'),
    '--import',
    REGISTER,
    '--import',
    `${REGISTER}?again`,
    'main.cts',
  );
  assert.deepEqual(printed(result), ['function', ['installLoader']]);
});

const OLD_NODE = findOldNode();

test(
  'an old Node gets a clear answer',
  { skip: !OLD_NODE && 'there is no Node older than 22.15 on PATH' },
  async (t) => {
    const { folder } = program(t, { 'main.mjs': 'console.log(1);', 'library.mjs': `import '${LIBRARY}';` });
    const run = (...args: string[]) => resultOf(spawn(OLD_NODE!, args, { cwd: folder }));
    const { code, stderr } = await run('--import', REGISTER, 'main.mjs');
    assert.equal(code, 1);
    assert.match(
      (await run('library.mjs')).stderr,
      /^Error: multiprocessing-ts needs Node 22\.15 or later, and this is/m,
    );
    assert.match(
      stderr,
      /^multiprocessing-ts needs Node 22\.15 or later, and this is Node \S+ \(.*\)\. Set another .*processTree\.nodePath.*PATH\.\n$/,
    );
  },
);

test('the embedded copy is there for a program that has none, and only then', async (t) => {
  const { run, write, folder } = program(t, {
    'main.mjs':
      "import * as library from 'multiprocessing-ts';\nimport 'multiprocessing-ts/register';\nconsole.log(JSON.stringify(library.where ?? typeof library.Process));",
    'main.cjs':
      "console.log(JSON.stringify([require('multiprocessing-ts').where ?? typeof require('multiprocessing-ts').Process, require.resolve('./main.cjs') === __filename]));",
  });
  assert.equal(printed(await run('main.mjs')), 'function');
  assert.deepEqual(printed(await run('main.cjs')), ['function', true]);

  const installed = path.join(folder, 'node_modules/multiprocessing-ts');
  const install = (version: string) =>
    write({
      'node_modules/multiprocessing-ts/package.json': JSON.stringify({
        name: 'multiprocessing-ts',
        version,
        exports: { '.': './dist/multiprocessing.cjs', './register': './dist/register.cjs' },
      }),
      'node_modules/multiprocessing-ts/dist/multiprocessing.cjs': "exports.where = 'installed';",
      'node_modules/multiprocessing-ts/dist/register.cjs': '',
    });
  const { version } = (await import('../../package.json', { with: { type: 'json' } })).default;
  install(version);
  for (const file of ['main.mjs', 'main.cjs']) {
    const result = await run(file);
    assert.deepEqual([printed(result)].flat()[0], 'installed');
    assert.equal(result.stderr, '');
  }
  install('99.0.0');
  const result = await run('main.mjs');
  assert.equal(printed(result), 'installed');
  assert.equal(result.stderr.match(/may not work together/g)?.length, 1);
  for (const said of ['99.0.0', installed, version, path.dirname(DIST), `npm install multiprocessing-ts@${version}`])
    assert.ok(result.stderr.includes(said), said);
});

function findOldNode(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = folders
    .map((folder) => path.join(folder, process.platform === 'win32' ? 'node.exe' : 'node'))
    .filter((file) => existsSync(file));
  return found.find(
    (file) => !isNodeSupported(execFileSync(file, ['--version'], { encoding: 'utf8' }).trim().slice(1)),
  );
}
