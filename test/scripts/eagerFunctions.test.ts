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
class Job { run() { return calls(); } }
var later = 1;
[before, new Job().run(), waits.name, [...gives()]];
`;

test('functions are there before the first line, with their names, and calls see what they saw', () => {
  const run = (text: string): unknown => new Script(text).runInNewContext();
  const eager = withEagerFunctions(source, new Set(['hoisted', 'waits', 'gives', 'Job', 'nobody']));
  assert.equal(JSON.stringify(run(eager)), JSON.stringify(run(source)));
  assert.deepEqual(eager.match(/^(async )?function\*? \w+/gm), ['function calls']);
});

test('V8 puts them into its cache without their being called', () => {
  const body = 'let sum = 0; for (let i = 0; i < 10; i++) sum += i * i; return sum;';
  const names = Array.from({ length: 20 }, (_, i) => `f${i}`);
  const source = `"use strict";${names.map((name) => `function ${name}() { ${body} }`).join('\n')}`;
  const cached = (text: string): number => new Script(text).createCachedData().length;
  const [lazy, eager] = [cached(source), cached(withEagerFunctions(source, new Set(names)))];
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
  assert.throws(() => withEagerFunctions('function f() {}', new Set()), /expected "use strict";/);
});
