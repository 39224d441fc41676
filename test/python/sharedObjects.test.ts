/** The shared objects of a program of Python's own multiprocessing, in the variables of its main module. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { watch } from '../monitor/watching.ts';
import { LIMIT, ROOT_ID, rowsSeen, START_METHODS, startPython } from './pythonProgram.ts';

const PLAIN = { depth: null, limit: null, unfinished: null, flag: null, holder: null, waiters: [], moreWaiters: 0 };

describe('shared objects', () => {
  for (const method of START_METHODS) {
    it(`are told as they are, by the program's first process, ${method}`, LIMIT, async (t) => {
      const watched = await watch(t);
      const program = startPython(t, watched, 'shared.py', { args: [method] });
      const objects = () => {
        const seen = rowsSeen(watched).find(({ id }) => id === ROOT_ID)?.objects ?? [];
        return Object.fromEntries(seen.map(({ id: _, lostBy: __, ...object }) => [object.name, object]));
      };
      await watched.until(() => objects()['gate']?.depth === 1);
      const expected = {
        jobs: { kind: 'JoinableQueue', ...PLAIN, depth: 4, limit: 10, unfinished: 4 },
        results: { kind: 'Queue', ...PLAIN, depth: 0 },
        permits: { kind: 'BoundedSemaphore', ...PLAIN, depth: 2, limit: 3 },
        ready: { kind: 'Event', ...PLAIN, flag: false },
        gate: { kind: 'Barrier', ...PLAIN, depth: 1, limit: 3, flag: false },
      };
      const named = Object.entries(expected).map(([name, object]) => [name, { name, ...object }]);
      assert.deepEqual(objects(), Object.fromEntries(named));
      program.child.kill('SIGUSR1');
      await watched.until(() => objects()['ready']?.flag);
      await watched.until(() => objects()['jobs']?.depth === 3);
      assert.equal(objects()['jobs']?.unfinished, 4);
      assert.deepEqual(watched.of('objects', `${ROOT_ID}.1`), []);
      await program.kill();
    });
  }
});
