/** Programs that import the library without the loader, in the module systems and languages there are. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { DIST, LIBRARY, NODE, runProgram } from '../helpers/runProgram.ts';

const COMMONJS = JSON.stringify(path.join(DIST, 'multiprocessing.cjs'));
const plain = { loader: false };

const body = (guard: string) => `
  class Worker extends Process {
    constructor(n) { super({ name: 'worker' }); this.n = n; }
    async run() { console.log(currentProcess().name, this.n, this instanceof Worker); }
  }
  function work(...args) { console.log(currentProcess().name, args.length, args[1]?.(3)); }
  function double(n) { return 2 * n; }
  async function main() {
    const child = new Process({ target: work, args: [1, double] });
    child.start();
    await child.join();
    const worker = new Worker(5);
    worker.start();
    await worker.join();
    console.log(child.exitcode, worker.exitcode);
  }
  if (${guard}) main();`;

const isMain = 'isMainProcess()';
const names = 'Process, currentProcess, isMainProcess';

for (const [file, source] of [
  ['main.mjs', `import { ${names} } from '${LIBRARY}';${body(isMain)}`],
  ['main.cjs', `const { ${names} } = require(${COMMONJS});${body('require.main === module')}`],
  ['main.js', `const { ${names} } = require(${COMMONJS});${body('require.main === module')}`],
  ['main.mts', `import { ${names} } from '${LIBRARY}';${body(isMain).replace('(n) {', '(n: number) {')}`],
] as const) {
  const isUnknown = file.endsWith('.mts') && !(await stripsTypes());
  it(`${file} without the loader`, { skip: isUnknown && 'this Node has no type stripping' }, async (t) => {
    const { stdout, stderr, code } = await runProgram(t, source, { ...plain, file });
    // Node 22 warns that its type stripping is experimental
    assert.equal(stderr.replaceAll(/^\(.*\n/gm, ''), '');
    assert.deepEqual([stdout, code], ['Process-1 2 6\nworker 5 true\n0 0\n', 0]);
  });

  it(`${file} with the loader`, async (t) => {
    const { stdout, stderr, code } = await runProgram(t, source, { file });
    assert.deepEqual([stderr, stdout, code], ['', 'Process-1 2 6\nworker 5 true\n0 0\n', 0]);
  });
}

it('the two module systems of one program share the library', async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `import * as imported from '${LIBRARY}';
     import { createRequire } from 'node:module';
     const required = createRequire(import.meta.url)(${COMMONJS});
     function work() { console.log(required.currentProcess() === imported.currentProcess(), imported.currentProcess().name); }
     if (imported.isMainProcess()) {
       const child = new required.Process({ target: work, name: 'one' });
       child.start();
       await child.join();
       console.log(child instanceof imported.Process);
     }`,
    { ...plain, file: 'main.mjs' },
  );
  assert.deepEqual([stderr, stdout], ['', 'true one\ntrue\n']);
});

it('children take the library from where the main module has found it, without looking again', async (t) => {
  // A link in place of an installation. There is another package when the second child imports the main module
  const { stdout, stderr } = await runProgram(
    t,
    `import { spawnSync } from 'node:child_process';
     import { mkdirSync, symlinkSync } from 'node:fs';
     import path from 'node:path';
     const modules = path.join(import.meta.dirname, 'node_modules');
     mkdirSync(modules);
     symlinkSync(${JSON.stringify(path.dirname(DIST))}, path.join(modules, 'multiprocessing-ts'), 'junction');
     spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.mjs')], { stdio: 'inherit' });`,
    {
      ...plain,
      file: 'install.mjs',
      files: {
        'main.mjs': `
          import { mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
          import path from 'node:path';
          import { Process, isMainProcess } from 'multiprocessing-ts';
          function work(n) { console.log('child', n); }
          if (isMainProcess()) {
            const start = (n) => { const child = new Process({ target: work, args: [n] }); child.start(); return child.join(); };
            await start(1);
            const installed = path.join(import.meta.dirname, 'node_modules/multiprocessing-ts');
            unlinkSync(installed);
            mkdirSync(installed);
            writeFileSync(path.join(installed, 'index.js'), 'throw new Error("another package")');
            await start(2);
          }`,
      },
    },
  );
  assert.deepEqual([stderr, stdout], ['', 'child 1\nchild 2\n']);
});

it('B-04 without the loader, a function that the child would not find is an error there, with the remedy', async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `import { Process, isMainProcess } from '${LIBRARY}';
     function work() { console.log('the wrong one'); }
     function inner() { return { work: function work() { console.log('inner'); } }.work; }
     if (isMainProcess()) {
       for (const target of [inner(), function missing() {}]) {
         const child = new Process({ target });
         child.start();
         await child.join();
         console.log(child.exitcode, child.error.name);
       }
       try {
         new Process({ target: () => {} , args: [() => {}] }).start();
       } catch (error) {
         console.log(error.name);
       }
     }`,
    { ...plain, file: 'main.mjs' },
  );
  assert.match(stdout, /^1 PicklingError\n1 PicklingError\n/);
  assert.match(stderr, /'work' at the top level of file:.*main\.mjs is not the function that was sent/);
  assert.match(stderr, /'missing' was not found in file:.*main\.mjs\. Declare it at the top level of that module/);
});

it('without the loader, to send a function loads nothing of Node that the program does not use', async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `import { Process, isMainProcess } from '${LIBRARY}';
     const fetchIsLoaded = () => process.moduleLoadList.includes('NativeModule internal/deps/undici/undici');
     function work(double) { console.log(double(-2), fetchIsLoaded()); }
     if (isMainProcess()) {
       const child = new Process({ target: work, args: [Math.abs] });
       child.start();
       await child.join();
       const before = fetchIsLoaded();
       console.log(before, typeof fetch, typeof FormData, fetchIsLoaded());
     }`,
    { ...plain, file: 'main.mjs' },
  );
  assert.deepEqual([stderr, stdout], ['', '2 false\nfalse function function true\n']);
});

/** Whether Node runs TypeScript by itself: from 22.18 on. */
async function stripsTypes(): Promise<boolean> {
  const { stdout } = await promisify(execFile)(NODE, ['-p', 'Boolean(process.features.typescript)']);
  return stdout.trim() === 'true';
}
