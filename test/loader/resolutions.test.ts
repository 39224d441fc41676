/** Children import what their program's modules have imported from where it was found there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstResolutions } from '../../src/multiprocessing/resolutions.ts';
import { printed, program } from './program.ts';

/** `x.mjs` is a link, which leads to another module when the children start; and what a child says of it first and last. */
const LINKED = {
  'one.mjs': `export const name = 'one';`,
  'two.mjs': `export const name = 'two';`,
  'one.cjs': `exports.name = 'one';`,
  'two.cjs': `exports.name = 'two';`,
  'links.cjs': `
    const { symlinkSync, unlinkSync } = require('node:fs');
    exports.link = (name, target) => {
      const file = require('node:path').join(__dirname, name);
      try { unlinkSync(file); } catch {}
      symlinkSync(target, file);
    };`,
};

const WITH_LINKS = { skip: process.platform === 'win32' && 'Windows lets only some make links' };

test('a child imports what its program found, and looks itself when it asks again', WITH_LINKS, async (t) => {
  const { node, run } = program(t, {
    ...LINKED,
    'before.mjs': `import links from './links.cjs'; links.link('x.mjs', 'one.mjs');`,
    'main.mjs': `
      import { Process } from 'multiprocessing-ts';
      import { createRequire } from 'node:module';
      import { name } from './x.mjs';
      const again = async () => (await import('./x.mjs')).name;
      async function tell(depth) {
        if (depth === 0) console.log(JSON.stringify([name, await again()]));
        else await started(depth - 1);
      }
      async function started(depth) {
        const child = new Process({ target: tell, args: [depth] });
        child.start();
        await child.join();
      }
      if (import.meta.main) {
        createRequire(import.meta.url)('./links.cjs').link('x.mjs', 'two.mjs');
        await started(0);
        await started(1);
      }`,
  });
  await node('before.mjs');
  const { stdout, stderr } = await run('main.mjs');
  assert.deepEqual(stdout.trim().split('\n'), ['["one","two"]', '["one","two"]'], stderr);
});

test('so in CommonJS', WITH_LINKS, async (t) => {
  const { node, run } = program(t, {
    ...LINKED,
    'before.cjs': `require('./links.cjs').link('x.cjs', 'one.cjs');`,
    'main.cjs': `
      const { Process } = require('multiprocessing-ts');
      const { name } = require('./x.cjs');
      function tell() { console.log(JSON.stringify(name)); }
      if (require.main === module) {
        require('./links.cjs').link('x.cjs', 'two.cjs');
        new Process({ target: tell }).start();
      }`,
  });
  await node('before.cjs');
  assert.equal(printed(await run('main.cjs')), 'one');
});

test('a child without a main module, which is told nothing, looks itself', async (t) => {
  const { run } = program(t, {
    'package.json': '{ "type": "module" }',
    'bin/tool': `import { start } from '../src/work.mjs'; await start();`,
    'bin/helper.mjs': `export const name = 'helper';`,
    'src/work.mjs': `
      import { Process } from 'multiprocessing-ts';
      import { name } from '../bin/helper.mjs';
      export function tell() { console.log(JSON.stringify(name)); }
      export async function start() {
        const child = new Process({ target: tell });
        child.start();
        await child.join();
      }`,
  });
  assert.equal(printed(await run('bin/tool')), 'helper');
});

test('what is gone meanwhile is an error that names it and who has asked for it', async (t) => {
  const { run } = program(t, {
    'gone.mjs': `export const name = 'here';`,
    'main.mjs': `
      import { Process } from 'multiprocessing-ts';
      import { rmSync } from 'node:fs';
      import { name } from './gone.mjs';
      function tell() { console.log(name); }
      if (import.meta.main) {
        rmSync(new URL('./gone.mjs', import.meta.url));
        const child = new Process({ target: tell });
        child.start();
        await child.join();
        console.log(child.exitcode);
      }`,
  });
  const { stdout, stderr } = await run('main.mjs');
  assert.equal(stdout, '1\n');
  assert.match(stderr, /Cannot find module '.*gone\.mjs' imported from .*main\.mjs/);
});

test('a child is told as many as its first line holds, the first first', () => {
  const imports = (from: number) =>
    Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`import ./m${from + n}.mjs`, `m${from + n}.mjs`]));
  const all = { 'main.mjs': imports(100), 'other.mjs': imports(200) };
  const first = firstResolutions(all, 6_000);
  assert.deepEqual(first['main.mjs'], all['main.mjs']);
  const { length } = Object.keys(first['other.mjs'] ?? {});
  assert.ok(length > 10 && length < 100, String(length));
  const size = JSON.stringify(first).length;
  assert.ok(size > 5_900 && size <= 6_000, String(size));
  assert.deepEqual(firstResolutions({}, 6_000), {});
  assert.deepEqual(firstResolutions(all, -1_000), {});
});
