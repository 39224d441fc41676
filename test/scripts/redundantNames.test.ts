/** Functions and classes have the names that they have in the source, whatever esbuild calls them, and with few calls. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { withoutRedundantNames } from '../../scripts/support/redundantNames.mjs';

const HELPER = `"use strict";
let named = 0;
var __name = (target, value) => (named++, Object.defineProperty(target, 'name', { value, configurable: true }));
`;

/** [what is evaluated, how often `__name` is still called by it]. */
const CASES: readonly (readonly [string, number])[] = [
  [`function f() {} __name(f, 'f'); f`, 0],
  [`function f2() {} __name(f2, 'f'); f2`, 1],
  [`var f = __name(() => 1, 'f'); f`, 0],
  [`var f = __name((a) => { var inner = __name(() => a, 'inner'); return inner; }, 'f'); f(1)`, 0],
  [`var f2 = __name(() => 1, 'f'); f2`, 1],
  [`var f; f = __name(function () {}, 'f'); f`, 0],
  [`var other; other = __name(function f() {}, 'f'); other`, 0],
  [`({ f: __name(() => 1, 'f') }).f`, 0],
  [`({ 'a b': __name(() => 1, 'a b') })['a b']`, 0],
  [`({ [1 + 1]: __name(() => 1, 'two') })[2]`, 1],
  [`[__name(() => 1, 'f')][0]`, 1],
  [`(class { f = __name(() => 1, 'f'); }, new (class { f = __name(() => 1, 'f'); })().f)`, 0],
  [`class A { #f = __name(() => 1, '#f'); get() { return this.#f; } } new A().get()`, 0],
  [`class A { static { __name(this, 'A'); } } A`, 0],
  [`var A = class { static { __name(this, 'A'); } }; A`, 0],
  [`var A = class _A { static { __name(this, 'A'); } }; A`, 1],
  [`var A2 = class { static { __name(this, 'A'); } }; A2`, 1],
  [`var A = (0, class { static { __name(this, 'A'); } }); A`, 1],
];

test('what has its name by itself is not given it again; all names are as before', () => {
  for (const [code, calls] of CASES) {
    const lean = withoutRedundantNames(HELPER + code);
    const run = (text: string): unknown => new Script(text).runInNewContext();
    const name = (text: string): unknown => (run(text) as { name: string }).name;
    assert.equal(name(lean), name(HELPER + code), code);
    assert.equal(run(`${lean};named`), calls, code);
  }
});

test('what starts with a process has next to none of these calls', () => {
  for (const bundle of ['child.cjs', 'items.cjs', 'pool.cjs', 'objects.cjs']) {
    const text = readFileSync(new URL(`../../dist/${bundle}`, import.meta.url), 'utf8');
    const calls = text.match(/__name\(/g)?.length ?? 0;
    assert.ok(calls < 20, `${bundle} has ${calls}`);
  }
});
