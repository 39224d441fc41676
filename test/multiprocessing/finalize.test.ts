import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Finalize, runFinalizers } from '../../src/multiprocessing/finalize.ts';

// The objects below are globalThis: another might be collected, which runs the callback
describe('Finalize', () => {
  it('U-01: calls once, gives the result, then null', () => {
    const finalizer = new Finalize(globalThis, (a, b) => [a, b], { args: [1, 2] });
    assert.equal(finalizer.stillActive(), true);
    assert.deepEqual(finalizer.call(), [1, 2]);
    assert.equal(finalizer.stillActive(), false);
    assert.equal(finalizer.call(), null);
  });

  it('U-01: does not call once it is cancelled', () => {
    const finalizer = new Finalize(null, () => assert.fail('called'), { exitpriority: 1 });
    finalizer.cancel();
    assert.equal(finalizer.call(), null);
    runFinalizers();
  });

  it('U-02: by priority, then the last made first; without a priority not at all', () => {
    const ran: string[] = [];
    const note = (name: unknown): unknown => ran.push(String(name));
    new Finalize(globalThis, note, { args: ['c'] });
    for (const [name, exitpriority] of [
      ['e', -10],
      ['d01', 0],
      ['d02', 0],
      ['d03', 0],
      ['b', 5],
      ['a', 10],
    ] as const) {
      new Finalize(null, note, { args: [name], exitpriority });
    }
    runFinalizers(0);
    assert.deepEqual(ran, ['a', 'b', 'd03', 'd02', 'd01']);
    runFinalizers();
    assert.deepEqual(ran.slice(5), ['e']);
  });

  it('U-05: refuses what cannot be, and says what it is', () => {
    assert.throws(() => new Finalize(globalThis, () => 0, { exitpriority: 1.5 }), TypeError);
    assert.throws(() => new Finalize(null, () => 0), {
      name: 'ValueError',
      message: 'Without object, exitpriority cannot be null',
    });
    const finalizer = new Finalize(globalThis, function note() {}, { exitpriority: 7 });
    assert.equal(String(finalizer), '<Finalize object, callback=note, exitpriority=7>');
    finalizer.cancel();
    assert.equal(inspect(finalizer), '<Finalize object, dead>');
  });
});
