import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printed, program, TABLES } from './program.ts';

const HARD = `import { readFileSync } from 'node:fs';

enum Color {
  Red = 5,
  Blue,
}

namespace Inner {
  export const deep = 'deep';
}

function logged(_value: unknown, context: { name: string | symbol }) {
  seen.push(String(context.name));
}
const seen: string[] = [];

class Point {
  constructor(
    private readonly x: number,
    public y = 2,
  ) {}

  @logged
  sum(): number {
    return this.x + this.y;
  }
}

export function worker(): void {
  throw new Error('in worker');
}
const lineOf = (error: unknown) => /main\\.[cm]?ts:\\d+:\\d+/.exec(String((error as Error).stack))?.[0];
${TABLES}
try {
  worker();
} catch (error) {
  console.log(JSON.stringify([Color.Blue, Color[5], Inner.deep, new Point(1).sum(), seen, lineOf(error), tables(), typeof readFileSync]));
}
`;

for (const [file, type] of [
  ['main.mts', null],
  ['main.cts', null],
  ['main.ts', 'module'],
  ['main.ts', 'commonjs'],
  ['main.ts', null],
] as const) {
  test(`runs enums, namespaces, decorators and parameter properties in ${file}, type ${type}`, async (t) => {
    const { run } = program(t, {
      [file]: HARD,
      ...(type ? { 'package.json': JSON.stringify({ type }) } : { 'package.json': '{}' }),
    });
    const expected = [
      6,
      'Red',
      'deep',
      3,
      ['sum'],
      `${file}:${HARD.slice(0, HARD.indexOf('throw')).split('\n').length}:9`,
      { [file]: ['logged', 'Point', 'worker', 'lineOf', 'tables'] },
      'function',
    ];
    const first = printed(await run(file)) as [...unknown[], Record<string, string[]>, string];
    assert.deepEqual(first, expected);
    assert.deepEqual(printed(await run(file)), expected); // from the cache
  });
}

test('types are stripped in place, and Node does not warn of it', async (t) => {
  const source = `import { type Options, join } from './library.ts';
import type { Other } from './missing.ts';
interface Row { readonly id: number }
export async function worker<T extends Row>(row: T, options?: Options): Promise<Other | string> {
  return join(row!.id as number, options satisfies Options | undefined);
}
const line = (): string => new Error().stack!.split('\\n')[1]!.replace(/.*main/, 'main');
console.log(JSON.stringify([await worker({ id: 1 }), line()]));`;
  const { run } = program(t, {
    'main.ts': source,
    'library.ts': 'export interface Options {}\nexport const join = (...parts: unknown[]): string => String(parts);',
  });
  const result = await run('main.ts');
  assert.deepEqual(printed(result), ['1,', 'main.ts:7:28)']);
  assert.equal(result.stderr, '');
});

test('imports that only types use are left out, unless tsconfig.json says otherwise', async (t) => {
  const files = {
    'main.ts': `import { Shape, area } from './shapes.ts';
import { Missing } from './not-there.ts';
import def, { Other } from './shapes.ts';
import './effect.ts';
const row = { Shape: 1 };
const shape: Shape & Missing = { side: 3 } as never;
console.log(JSON.stringify([area(shape), row.Shape, def, (undefined as Other | undefined) ?? null]));`,
    'shapes.ts':
      'export interface Shape { side: number }\nexport interface Other {}\nexport const area = (s: Shape) => s.side ** 2;\nexport default 8;',
    'effect.ts': "process.stderr.write('effect');",
  };
  const { run, write } = program(t, files);
  const result = await run('main.ts');
  assert.deepEqual(printed(result), [9, 1, 8, null]);
  assert.equal(result.stderr, 'effect');

  write({ 'base.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }' });
  write({ 'tsconfig.json': '{ // comment\n "extends": "./base.json", }' });
  assert.match((await run('main.ts')).stderr, /ERR_MODULE_NOT_FOUND/);
  write({ 'base.json': '{ "compilerOptions": { "verbatimModuleSyntax": false } }' });
  assert.equal((await run('main.ts')).code, 0);
});

test('honours the decorators and class fields of tsconfig.json', async (t) => {
  const { run } = program(t, {
    'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "useDefineForClassFields": false } }',
    'main.ts': `function legacy(target: object, key: string) { names.push(key + ':' + typeof target); }
const names: string[] = [];
class Base { set value(_: number) { names.push('set'); } }
class Derived extends Base { @legacy field = 1; override value = 2; }
new Derived();
console.log(JSON.stringify(names));`,
  });
  assert.deepEqual(printed(await run('main.ts')), ['field:object', 'set']);
});

test('finds the TypeScript file that a specifier without its extension means', async (t) => {
  const { run } = program(t, {
    'main.ts': `import { a } from './a.js';
import { b } from './b';
import { c } from './folder';
import { d } from './d.mjs';
import real from './real.js';
const later = await import('./b.js?again');
console.log(JSON.stringify([a, b, c, d, real, later.b]));`,
    'a.ts': "export const a: string = 'a';",
    'b.ts': "export const b: string = 'b';",
    'folder/index.ts': "export const c: string = 'c';",
    'd.mts': "export const d: string = 'd';",
    'real.js': "export default 'js';",
    'real.ts': "export default 'ts';",
    'required.cts':
      "const { a } = require('./x'); import y = require('./y.cjs'); console.log(JSON.stringify([a, y.y]));",
    'x.ts': "exports.a = 'x' as string;",
    'y.cts': "export const y: string = 'y';",
  });
  assert.deepEqual(printed(await run('main.ts')), ['a', 'b', 'c', 'd', 'js', 'b']);
  assert.deepEqual(printed(await run('required.cts')), ['x', 'y']);
  assert.deepEqual(printed(await run('main')), ['a', 'b', 'c', 'd', 'js', 'b']);
});

test('a syntax error names the file, the line and the place', async (t) => {
  const { run } = program(t, { 'main.ts': 'enum A { x }\nconst x: = 3;\n', 'missing.ts': "import './nowhere.ts';" });
  const { code, stderr } = await run('main.ts');
  assert.equal(code, 1);
  assert.match(stderr, /main\.ts:2\nconst x: = 3;\n {9}\^\n\nSyntaxError: Type expected\./);
  const missing = await run('missing.ts');
  assert.match(missing.stderr, /Cannot find module '.*nowhere\.ts' imported from .*missing\.ts/);
});

test('TypeScript in CommonJS can be imported by name, however it was written', async (t) => {
  const { run } = program(t, {
    'package.json': '{ "type": "commonjs" }',
    'main.mts': `import { worker, Color, again } from './library.ts';
import assigned = require('./assigned.ts');
console.log(JSON.stringify([worker(), Color.Red, again, assigned.value]));`,
    'library.ts':
      "import { inner } from './inner.js';\nexport enum Color { Red = 5 }\nexport function worker(): string { return inner; }\nexport * from './inner.js';",
    'inner.ts': "export const inner: string = 'inner';\nexport const again = 'again';",
    'assigned.ts': 'const value: number = 1;\nexport = { value };',
  });
  assert.deepEqual(printed(await run('main.mts')), ['inner', 5, 'again', 1]);
});

test('using and await using run on every Node', async (t) => {
  const { run } = program(t, {
    'main.mts': `const ended: string[] = [];
const resource = (name: string) => ({ [Symbol.dispose]: () => void ended.push(name), [Symbol.asyncDispose]: async () => void ended.push(name) });
export async function worker(): Promise<void> {
  using a = resource('a');
  await using b = resource('b');
  ended.push(typeof a + typeof b);
}
${TABLES}
await worker();
console.log(JSON.stringify([ended, tables()]));`,
  });
  const [ended] = printed(await run('main.mts')) as unknown[];
  assert.deepEqual(ended, ['objectobject', 'b', 'a']);
});
