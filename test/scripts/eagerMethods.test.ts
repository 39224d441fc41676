/** Methods that V8 compiles with their file are what they were as methods. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { withEagerFunctions } from '../../scripts/support/eagerFunctions.mjs';

const source = `"use strict";
class Base { greet() { return 'base'; } }
class Job extends Base {
  static made = Job.make(1);
  #steps = [];
  last = this.#add('field');
  constructor(n) { super(); this.n = this.#add(n); }
  static make(n) { return new Job(n); }
  #add(step, ...more) { this.#steps.push(step, ...more); return [1].map(() => this.#count())[0]; }
  #count() { return this.#steps.length; }
  #self() { return this; }
  #given() { return arguments.length; }
  #passed(x) { return [x, this.n]; }
  async #later(x = this.n) { return x; }
  *#each() { yield* this.#steps; }
  #same(other) { return (other ?? this).#self().#count() === other.#count(); }
  greet() { return super.greet() + '!'; }
  ['computed']() { return this.n; }
  get size() { return this.#count(); }
  count(n = 2, { a } = {}) { return [this.#count(), this.#given(1, 2), n, a, this.#same(Job.make(2))]; }
  async later() { return [await this.#later(), await this.#later(5)]; }
  *each() { yield* this.#each(); }
  pass() { return [[3].map((x) => this.#passed(x)), [4].map(this.#passed, this)]; }
  #chained() { return this.n; }
  chain(other) { return [other?.job.#chained(), { job: this }?.job.#chained(), this.#self()?.n]; }
  toString() { return 'Job ' + this.size; }
}
const plain = { twice(x) { return 2 * x; }, async once(x) { return this.twice(x) / 2; }, 'a b'() { return 1; } };
var results = Promise.resolve().then(async () => {
  const job = new Job(7);
  return JSON.stringify([
    job.count(), job.count.name, job.count.length, Job.made.n, Object.keys(Job.prototype), await job.later(), [...job.each()],
    job.pass(), job.chain(), job.greet(), job.computed(), String(job), job.last, Object.getOwnPropertyNames(Job.prototype).sort(),
    Job.prototype.propertyIsEnumerable('count'), plain.twice(2), await plain.once(3), plain['a b'](), plain.once.name,
    Object.keys(plain), (() => { try { Job.prototype.count.call({}); } catch (error) { return error.name; } })(),
  ]);
});
results;
`;

test('they do the same, with the same names and properties', async () => {
  const run = (text: string): unknown => new Script(text).runInNewContext();
  const eager = withEagerFunctions(source, () => true);
  assert.equal(await run(eager), await run(source));
  assert.match(eager, /Job_add=\(function\(/);
  assert.doesNotMatch(eager, /#add\(/, 'a private method that is only called is a function');
  assert.match(eager, /#passed\(x\)/, 'one that is passed on stays');
  assert.match(eager, /#chained\(\)/, 'and one whose call may be left out');
});

test('those that are not called stay where they are', () => {
  const eager = withEagerFunctions(source, (start: number, end: number) =>
    source.slice(start, end).startsWith('count('),
  );
  assert.deepEqual(eager.match(/__methods\(this[^{]*\{\w+/g), ['__methods(this.prototype,{count']);
});

test('V8 puts them into its cache without their being called', () => {
  const body = '{ let sum = 0; for (let i = 0; i < 10; i++) sum += i * i; return sum; }';
  const methods = Array.from(
    { length: 20 },
    (_, i) => `m${i}() ${body} #p${i}() ${body} all${i}() { return this.#p${i}(); }`,
  );
  const source = `"use strict";class A { ${methods.join('\n')} }`;
  const cached = (text: string): number => new Script(text).createCachedData().length;
  const [lazy, eager] = [cached(source), cached(withEagerFunctions(source, () => true))];
  assert.ok(eager > lazy * 2, `${eager} bytes, and ${lazy} without`);
});

test('the methods that every worker of a pool calls are compiled with it', () => {
  const pool = readFileSync(new URL('../../dist/pool.cjs', import.meta.url), 'utf8');
  assert.match(pool, /TaskServer_work=\(async function\(/);
});
