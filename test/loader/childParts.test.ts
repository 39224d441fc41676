/** Which parts of the library a child loads: dist/child.cjs, with which it starts, and the others. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { libraryNames } from '../../src/loader/libraryNames.ts';
import { parseModule } from '../../src/loader/parse.ts';
import { printed, program } from './program.ts';

/** A target that prints which parts its process has loaded. */
const TELL = `function tell() {
  const files = Object.keys(process.getBuiltinModule('node:module')._cache).map((file) => file.split(/[\\\\/]/).pop());
  const parts = ['items.cjs', 'objects.cjs', 'pool.cjs', 'rest.cjs'];
  console.log(JSON.stringify(parts.filter((part) => files.includes(part))));
}`;
const RUN = `const child = new Process({ target: tell, args: [] });
  child.start();
  await child.join();`;
const CALLED = 'const { Process } = library;';

/** The parts that a child has whose main module begins with `imports` and starts one in the given way. */
async function parts(t: TestContext, imports: string, { file = 'main.mjs', run = RUN, more = '', files = {} } = {}) {
  const main = file.endsWith('.cjs')
    ? `${imports}\n${more}\n${TELL}\nif (require.main === module) void (async () => { ${run} })();`
    : `${imports}\n${more}\n${TELL}\nif (import.meta.main) { ${run} }`;
  return printed(await program(t, { [file]: main, ...files }).run(file));
}

const CORE: readonly string[] = [];
const OBJECTS = ['items.cjs', 'objects.cjs'];
const POOL = ['items.cjs', 'pool.cjs'];
const ALL = [...OBJECTS, 'pool.cjs', 'rest.cjs'];

test('a child with a Process and a target has neither objects nor the rest', async (t) => {
  assert.deepEqual(await parts(t, `import { Process } from 'multiprocessing-ts';`), CORE);
});

test('nor has one that imports what else is in the core', async (t) => {
  const imports = `import { activeChildren, currentProcess, Empty, getLogger, Process } from 'multiprocessing-ts';`;
  assert.deepEqual(await parts(t, imports), CORE);
});

test('nor one in TypeScript, with imports of types', async (t) => {
  const imports = `import { Process, type Seconds } from 'multiprocessing-ts';\nimport { Queue } from 'multiprocessing-ts';`;
  const more = 'const wait: Seconds = 1; let queue: Queue; const text: string = String(wait);';
  assert.deepEqual(await parts(t, imports, { file: 'main.mts', more }), CORE);
});

test('nor one in CommonJS, whatever it takes later', async (t) => {
  const imports = `const library = require('multiprocessing-ts');`;
  const run = `${CALLED} ${RUN} library.Queue;`;
  assert.deepEqual(await parts(t, imports, { file: 'main.cjs', run }), CORE);
  assert.deepEqual(await parts(t, `const { Process } = require('multiprocessing-ts');`, { file: 'main.cjs' }), CORE);
});

test('nor one that takes it from the default export, or from a module that passes names on', async (t) => {
  assert.deepEqual(await parts(t, `import library from 'multiprocessing-ts';\n${CALLED}`), CORE);
  const files = { 'again.mjs': `export { Process, Process as Task } from 'multiprocessing-ts';` };
  assert.deepEqual(await parts(t, `import { Process } from './again.mjs';`, { files }), CORE);
});

test('nor one that asks a namespace for what is in the core', async (t) => {
  const run = RUN.replace('new Process', 'new mp.Process');
  assert.deepEqual(await parts(t, `import * as mp from 'multiprocessing-ts';`, { run }), CORE);
});

test('one that imports a Queue has the objects', async (t) => {
  assert.deepEqual(await parts(t, `import { Process, Queue } from 'multiprocessing-ts';`), OBJECTS);
});

test('one that is given a queue has the objects, and uses the same class', async (t) => {
  const imports = `const library = require('multiprocessing-ts');`;
  const run = `${CALLED} const queue = new library.Queue();
    const child = new Process({ target: use, args: [queue] });
    child.start();
    await child.join();`;
  const more = `async function use(queue) {
    const error = await queue.getNowait().catch((caught) => caught);
    if (queue instanceof library.Queue && error instanceof library.Empty) tell();
  }`;
  assert.deepEqual(await parts(t, imports, { file: 'main.cjs', run, more }), OBJECTS);
});

test('one that is given a queue and nothing else can send an error of the library', async (t) => {
  const main = `import { Process, ValueError } from 'multiprocessing-ts';
    async function put(queue) { await queue.put(new ValueError('no value')); }
    if (import.meta.main) {
      const { Queue } = await import('./queue.mjs');
      const queue = new Queue();
      const child = new Process({ target: put, args: [queue] });
      child.start();
      const error = await queue.get();
      console.log(JSON.stringify([error instanceof ValueError, error.message]));
      await child.join();
    }`;
  const files = { 'queue.mjs': `export { Queue } from 'multiprocessing-ts';` };
  assert.deepEqual(printed(await program(t, { 'main.mjs': main, ...files }).run('main.mjs')), [true, 'no value']);
});

test('a worker of a pool has the pool', async (t) => {
  const run = 'const pool = new Pool(1); await pool.apply(tell); await pool.terminate();';
  assert.deepEqual(await parts(t, `import { Pool } from 'multiprocessing-ts';`, { run }), POOL);
  const late = run.replace('new Pool', 'new library.Pool');
  assert.deepEqual(
    await parts(t, `const library = require('multiprocessing-ts');`, { file: 'main.cjs', run: late }),
    POOL,
  );
});

test('one that starts a process has the rest', async (t) => {
  const run = RUN.replace('tell', 'start');
  const more = `async function start() {
    const child = new Process({ target: nothing });
    child.start();
    await child.join();
    tell();
  }
  function nothing() {}`;
  assert.deepEqual(await parts(t, `import { Process } from 'multiprocessing-ts';`, { run, more }), ALL);
});

test('one that imports all of it has all', async (t) => {
  assert.deepEqual(await parts(t, `import * as library from 'multiprocessing-ts';\n${CALLED}`), ALL);
  assert.deepEqual(await parts(t, `import { getContext, Process } from 'multiprocessing-ts';`), ALL);
  const files = { 'again.mjs': `export * from 'multiprocessing-ts';` };
  assert.deepEqual(await parts(t, `import { Process } from './again.mjs';`, { files }), ALL);
});

test('whichever way it is imported, and whenever, there is one library', async (t) => {
  const main = `import { Process, Empty, ValueError } from 'multiprocessing-ts';
    import { createRequire } from 'node:module';
    import { named } from './named.mjs';
    async function compare() {
      const required = createRequire(import.meta.url)('multiprocessing-ts');
      const { default: all, ...whole } = await import('multiprocessing-ts');
      const context = required.getContext();
      const differing = Object.keys(whole).filter((name) => whole[name] !== required[name] || all[name] !== whole[name]);
      const same = [named.Process, whole.Process, context.Process].every((each) => each === Process);
      const names = Object.keys(required).toSorted().join() === Object.keys(whole).toSorted().join();
      const errors = context.Empty === Empty && named.ValueError === ValueError;
      console.log(JSON.stringify({ differing, same, names, errors, isQueue: new whole.Queue() instanceof required.Queue }));
    }
    if (import.meta.main) { const child = new Process({ target: compare }); child.start(); await child.join(); }`;
  const files = {
    'named.mjs': `import { Process, ValueError } from 'multiprocessing-ts'; export const named = { Process, ValueError };`,
  };
  const result = await program(t, { 'main.mjs': main, ...files }).run('main.mjs');
  assert.deepEqual(printed(result), { differing: [], same: true, names: true, errors: true, isQueue: true });
});

test('a name that the library has not is said as Node says it', async (t) => {
  const late = `import { Nothing } from 'multiprocessing-ts'; console.log(Nothing);`;
  const main = `import { Process } from 'multiprocessing-ts';
    async function load() { await import('./late.mjs'); }
    if (import.meta.main) { const child = new Process({ target: load }); child.start(); await child.join(); }`;
  const { stderr } = await program(t, { 'main.mjs': main, 'late.mjs': late }).run('main.mjs');
  assert.match(stderr, /does not provide an export named 'Nothing'/);
});

/** What the loader makes of a module's text. */
const names = (code: string) => libraryNames(parseModule(code, 'module').program);

test('the names that a module imports are told from its text', () => {
  assert.deepEqual(names(`import { Process as P, Queue } from 'multiprocessing-ts'; import { x } from './x.mjs';`), [
    'Process',
    'Queue',
  ]);
  assert.deepEqual(
    names(`import library, { Lock } from 'multiprocessing-ts'; import { Lock as L } from 'multiprocessing-ts';`),
    ['Lock', 'default'],
  );
  assert.deepEqual(names(`export { Event } from 'multiprocessing-ts'; import('./x.mjs'); import.meta.url;`), ['Event']);
  assert.deepEqual(names(`import 'multiprocessing-ts';`), []);
});

test('the names that a module asks a namespace for are told from its text', () => {
  const code = `import * as mp from 'multiprocessing-ts';
    class Worker extends mp.Process { run() { return mp?.currentProcess().name; } }
    export const start = () => new Worker({ args: [mp.Queue] });`;
  assert.deepEqual(names(code), ['Process', 'Queue', 'currentProcess']);
});

test('and are not when there may be more', () => {
  for (const code of [
    `import * as mp from 'multiprocessing-ts'; console.log(mp);`,
    `import * as mp from 'multiprocessing-ts'; const { Process } = mp;`,
    `import * as mp from 'multiprocessing-ts'; mp['Process'];`,
    `import * as mp from 'multiprocessing-ts'; export { mp };`,
    `export * from 'multiprocessing-ts';`,
    `import { "Process" as P } from 'multiprocessing-ts';`,
    `const late = () => import('multiprocessing-ts');`,
    'const late = (name) => import(name);',
    `import.meta.resolve('multiprocessing-ts');`,
    `const meta = import.meta;`,
    `import.meta['resolve']('multiprocessing-ts');`,
    `eval('import("multiprocessing-ts")');`,
  ])
    assert.equal(names(code), null, code);
});
