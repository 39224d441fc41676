/** The functions of a bundle are compiled with it, and are what they were. */
import assert from 'node:assert/strict';
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
  const eager = withEagerFunctions(source);
  assert.equal(JSON.stringify(run(eager)), JSON.stringify(run(source)));
  assert.ok(!/^function/m.test(eager), eager);
});

test('V8 puts them into its cache without their being called', () => {
  const body = 'let sum = 0; for (let i = 0; i < 10; i++) sum += i * i; return sum;';
  const functions = Array.from({ length: 20 }, (_, i) => `function f${i}() { ${body} }`).join('\n');
  const cached = (text: string): number => new Script(text).createCachedData().length;
  const [lazy, eager] = [cached(`"use strict";${functions}`), cached(withEagerFunctions(`"use strict";${functions}`))];
  assert.ok(eager > lazy * 1.5, `${eager} bytes, and ${lazy} without`);
});

test('what is no bundle of this kind is refused', () => {
  assert.throws(() => withEagerFunctions('function f() {}'), /expected "use strict";/);
});
