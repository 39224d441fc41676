import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printed, program } from './program.ts';

const CALLER = `const report = () => ({ main: require.main === module, parent: module.parent?.filename?.split(/[\\\\/]/).pop() ?? null,
  children: module.children.map(({ filename }) => filename.split(/[\\\\/]/).pop()), cached: require.cache[__filename] === module });`;

const FILES = {
  'main.cjs': `${CALLER}
const inner = require('./inner.js');
const data = require('./data.json');
const { esm } = require('./esm.mjs');
exports.answer = 42;
console.log(JSON.stringify([report(), inner.report, data.value, esm, require('./inner.js') === inner, inner.cycle]));`,
  'inner.js': `${CALLER}
exports.cycle = typeof require('./main.cjs');
exports.report = report();`,
  'data.json': '{ "value": 1 }',
  'esm.mjs': "export const esm = 'esm';",
  'importer.mjs': `import main, { answer } from './main.cjs';
import { createRequire } from 'node:module';
console.log(JSON.stringify([answer, main.answer, createRequire(import.meta.url)('./main.cjs') === main]));`,
};

test('a CommonJS program is what it is without the loader', async (t) => {
  const { run, node } = program(t, FILES);
  assert.deepEqual(printed(await run('main.cjs')), printed(await node('main.cjs')));
});

test('so it is when the loader is required', async (t) => {
  const { node } = program(t, FILES);
  const register = new URL('../../dist/register.cjs', import.meta.url).pathname;
  assert.deepEqual(printed(await node('--require', register, 'main.cjs')), printed(await node('main.cjs')));
});

test('a CommonJS module that is imported is the one that is required', async (t) => {
  const { run, node } = program(t, FILES);
  const { stdout, stderr } = await run('importer.mjs');
  const [whenImported = '', importer = ''] = stdout.trim().split('\n');
  assert.deepEqual(JSON.parse(importer), [42, 42, true], stderr);
  assert.equal(whenImported, (await node('importer.mjs')).stdout.split('\n')[0]);
});

test('one that was imported, has changed and is required again is compiled again', async (t) => {
  const { run } = program(t, {
    'main.mjs': `import { answer } from './changing.cjs';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const path = require.resolve('./changing.cjs');
const again = (source) => { writeFileSync(path, source); delete require.cache[path]; return require(path).answer; };
console.log(JSON.stringify([answer, again('exports.answer = 2;'), again('exports.answer = 3;')]));`,
    'changing.cjs': 'exports.answer = 1;',
  });
  assert.deepEqual(printed(await run('main.mjs')), [1, 2, 3]);
});

test('names are exported as Node finds them', async (t) => {
  const { run } = program(t, {
    'main.mjs': `import all, * as names from './library.cjs';
console.log(JSON.stringify([Object.keys(names).filter((name) => name !== 'module.exports').sort(), all.a, names.hidden ?? null]));`,
    'library.cjs': `exports.a = exports.b = 1;
module.exports['c-c'] = 2;
Object.defineProperty(exports, 'd', { enumerable: true, value: 3 });
if (process.argv.length > 99) module.exports = require('./not-there.cjs');
__exportStar(require('./starred.cjs'), exports);
function __exportStar(from, to) { Object.assign(to, from); }`,
    'starred.cjs': 'module.exports = { e: 5, f() {} };',
  });
  assert.deepEqual(printed(await run('main.mjs')), [['a', 'b', 'c-c', 'd', 'default', 'e', 'f'], 1, null]);
});

test('a file of no declared format is what its syntax says', async (t) => {
  const { run } = program(t, {
    'package.json': '{}',
    'required.js': 'console.log(JSON.stringify([typeof require, typeof module, this === exports]));',
    'imported.js': "import 'node:fs';\nconsole.log(JSON.stringify([typeof require, typeof import.meta.url]));",
    'awaited.js': 'const value = await 1;\nconsole.log(JSON.stringify([typeof require, value]));',
  });
  assert.deepEqual(printed(await run('required.js')), ['function', 'object', true]);
  assert.deepEqual(printed(await run('imported.js')), ['undefined', 'string']);
  assert.deepEqual(printed(await run('awaited.js')), ['undefined', 1]);
});
