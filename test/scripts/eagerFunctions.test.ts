/** What of a bundle is compiled with it, and that it is what it was. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { withEagerFunctions } from '../../scripts/support/eagerFunctions.mjs';

const source = `"use strict";
var before = [typeof hoisted, hoisted(), (() => hoisted.name)()];
function hoisted() { return calls(); }
function calls() { return later; }
async function waits() { function inner() {} return inner; }
function* gives() { yield later; }
class Job { step = 2; run() { return [calls(), [1].map((x) => x * this.step)]; } }
var later = 1;
const twice = x => ({ x: x * 2 }), sum = async ({ a, b = 1 } = {}, ...more) => { return a + b + more.length; };
const nested = (a) => (b) => [() => a + b].map((f) => f()), outer = function () { return () => arguments.length; };
[before, new Job().run(), waits.name, [...gives()], twice(3), twice.name, twice.length, sum.name, sum.length,
  sum({ a: 1 }) instanceof Promise, nested(1)(2), outer(1, 2, 3)()];
`;

/** As if V8's coverage had found all but one to be called. */
const allBut =
  (name: string) =>
  (start: number, end: number): boolean =>
    !source.slice(start, end).startsWith(`function ${name}(`);

test('functions are there before the first line, with their names, and calls see what they saw', () => {
  const run = (text: string): unknown => new Script(text).runInNewContext();
  const eager = withEagerFunctions(source, allBut('calls'));
  assert.equal(JSON.stringify(run(eager)), JSON.stringify(run(source)));
  assert.deepEqual(eager.match(/^(async )?function\*? \w+/gm), ['function calls']);
  assert.deepEqual(eager.match(/\(\w*\) =>/g), ['(x) =>', '() =>'], 'those that have something of the function around');
});

test('V8 puts them into its cache without their being called', () => {
  const body = 'let sum = 0; for (let i = 0; i < 10; i++) sum += i * i; return sum;';
  const names = Array.from({ length: 20 }, (_, i) => `f${i}`);
  const source = `"use strict";${names.map((name) => `function ${name}() { ${body} }`).join('\n')}`;
  const cached = (text: string): number => new Script(text).createCachedData().length;
  const [lazy, eager] = [cached(source), cached(withEagerFunctions(source, () => true))];
  assert.ok(eager > lazy * 1.5, `${eager} bytes, and ${lazy} without`);
});

test('those that every child calls are compiled with it, and none that only few call', () => {
  const child = readFileSync(new URL('../../dist/child.cjs', import.meta.url), 'utf8');
  const isEager = (name: string): boolean => child.includes(`var ${name}=(`);
  assert.deepEqual(['runChild', 'readPreparation', 'installLoader', 'endWithError', 'sendLastWords'].map(isEager), [
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('what is no bundle of this kind is refused', () => {
  assert.throws(() => withEagerFunctions('function f() {}', () => true), /expected "use strict";/);
});
