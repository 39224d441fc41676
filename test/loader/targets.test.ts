import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printed, program, TABLES } from './program.ts';

const LOOKUP = `const target = (url, name) => globalThis[Symbol.for('multiprocessing-ts.targets')].get(url)[name]();`;

test('registers top-level functions and classes of an ES module, exported or not', async (t) => {
  const { run } = program(t, {
    'main.mjs': `#!/usr/bin/env node
'use strict'
// a comment
import './other.mjs';
function worker() {}
async function* generator() {}
export class Job {}
const arrow = async () => 1, expression = function () {}, number = 5, Anonymous = class {};
let wrapped = Object.assign(() => 2, {});
var old = function () {};
export const exported = () => 3;
{ function inner() {} }
const { taken } = { taken: () => 4 };
export default worker;
${TABLES}
${LOOKUP}
const types = ['worker', 'Job', 'arrow', 'expression', 'Anonymous', 'wrapped', 'old', 'exported'].map((name) => typeof target(import.meta.url, name));
console.log(JSON.stringify([tables(), [...new Set(types)], target(import.meta.url, 'default') === worker]));`,
    'other.mjs': 'export default class {}\nfunction __proto__() {}',
  });
  const names = ['worker', 'generator', 'Job', 'arrow', 'expression', 'Anonymous', 'wrapped', 'old', 'exported'];
  const [tables, types, isDefault] = printed(await run('main.mjs')) as [Record<string, string[]>, string[], boolean];
  assert.deepEqual(tables['main.mjs'], [...names, 'tables', 'target', 'types', 'default']);
  assert.deepEqual(tables['other.mjs'], ['__proto__', 'default']);
  assert.deepEqual(types, ['function']);
  assert.ok(isDefault);
});

test('registers the functions of a CommonJS module, however it exports them', async (t) => {
  const { run } = program(t, {
    'main.cjs': `'use strict';
function worker() {}
exports.named = function () {};
module.exports.other = () => 1;
require('./object.cjs'); require('./single.cjs');
${TABLES}
console.log(JSON.stringify(tables()));`,
    'object.cjs': 'module.exports = { method() {}, arrow: () => 1, number: 5, shorthand };\nfunction shorthand() {}',
    'single.cjs': 'module.exports = class {};',
  });
  assert.deepEqual(printed(await run('main.cjs')), {
    'main.cjs': ['worker', 'tables', 'named', 'other'],
    'object.cjs': ['shorthand', 'method', 'arrow'],
    'single.cjs': ['default'],
  });
});

test('an anonymous default export is found', async (t) => {
  const { run } = program(t, {
    'main.mjs': `import job from './job.mjs';
${LOOKUP}
console.log(JSON.stringify(target(new URL('job.mjs', import.meta.url).href, 'default') === job));`,
    'job.mjs': 'export default async () => 1;',
  });
  assert.equal(printed(await run('main.mjs')), true);
});

test('functions can be looked up while their module waits; classes once they are evaluated', async (t) => {
  const { run } = program(t, {
    'main.mjs': `import { during } from './b.mjs';
export function worker() { return 'worker'; }
const before = await during(import.meta.url);
export class Job {}
const after = await during(import.meta.url);
console.log(JSON.stringify([before, after]));`,
    'b.mjs': `import './main.mjs';
${LOOKUP}
export async function during(main) {
  await Promise.resolve();
  try { return [target(main, 'worker')(), target(main, 'Job').name]; } catch (error) { return error.name; }
}`,
  });
  assert.deepEqual(printed(await run('main.mjs')), ['ReferenceError', ['worker', 'Job']]);
});

test('leaves packages, JSON and unreadable syntax to Node', async (t) => {
  const { run } = program(t, {
    'main.mjs': `import data from './data.json' with { type: 'json' };
import { fromPackage } from 'some-package';
import path from 'node:path';
${TABLES}
console.log(JSON.stringify([data.value, fromPackage(), typeof path.join, Object.keys(tables())]));`,
    'data.json': '{ "value": 1 }',
    'node_modules/some-package/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/some-package/index.js': "export function fromPackage() { return 'package'; }",
    'broken.mjs': 'export const x = ;\n',
    'broken.js': 'const x = 1;\nconst x = 2;\n',
  });
  assert.deepEqual(printed(await run('main.mjs')), [1, 'package', 'function', ['main.mjs']]);
  for (const [file, line] of [
    ['broken.mjs', 1],
    ['broken.js', 2],
  ] as const) {
    const { code, stderr } = await run(file);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`${file}:${line}\\n[^]*SyntaxError: `));
    assert.doesNotMatch(stderr, /acorn/);
  }
});

test('says why a module has no table', async (t) => {
  const { run } = program(t, {
    'main.mjs': `const problems = globalThis[Symbol.for('multiprocessing-ts.targetProblems')];
await import('./broken.mjs').catch(() => undefined);
console.log(JSON.stringify([...problems]));`,
    'broken.mjs': 'export const x = ;',
  });
  const [[url, problem]] = printed(await run('main.mjs')) as [[string, string]];
  assert.match(url, /broken\.mjs$/);
  assert.match(problem, /could not read its syntax: Unexpected token \(1:17\)/);
});

test('lines stay where they are, and strict mode stays on', async (t) => {
  const { run } = program(t, {
    'main.cjs': `#!/usr/bin/env node
'use strict'
try { undeclared = 1; } catch (error) { console.log(error.name); }
console.log(new Error('here').stack.split('\\n')[1].match(/main.cjs:(\\d+:\\d+)/)[1]);`,
  });
  assert.equal((await run('main.cjs')).stdout, 'ReferenceError\n4:13\n');
});

test('a first line is shown as it was written when it fails', async (t) => {
  const { run } = program(t, {
    'import.mjs': "import { missing } from './empty.mjs'\nexport function worker() {}",
    'empty.mjs': "export * from './other.mjs' // a comment\nexport const value = 1",
    'other.mjs': 'export function* numbers() {} [1].map(String)',
    'throw.cjs': "throw new Error('here');",
    'works.mjs':
      "import { value } from './empty.mjs' // no semicolon\n(() => console.log(value))()\nfunction worker() {}",
  });
  assert.match((await run('import.mjs')).stderr, /import\.mjs:1\nimport \{ missing \} from '\.\/empty\.mjs'/);
  const thrown = await run('throw.cjs');
  assert.match(thrown.stderr, /throw\.cjs:1\nthrow new Error/);
  assert.match(thrown.stderr, /at node:multiprocessing-ts\/commonjs:1/);
  assert.equal(printed(await run('works.mjs')), 1);
});

test('an expression deeper than the stack is no obstacle', async (t) => {
  const { run } = program(t, {
    'main.ts': `import type { X } from 'nowhere';\nimport { Y } from './y.ts';\nconst sum = ${'1 + '.repeat(4000)}1;\nconsole.log(sum as number);`,
    'y.ts': 'export interface Y {}',
  });
  assert.equal(printed(await run('main.ts')), 4001);
});
