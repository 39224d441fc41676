/** The Python twins of the examples, with each start method: the agent changes nothing, and the rows are right. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { watch } from '../monitor/watching.ts';
import { LIMIT, rowsSeen, START_METHODS, startTwin, type Outcome } from './pythonProgram.ts';

const twins = path.resolve(import.meta.dirname, '../recordings/python');
/** A minute is for people who look at it. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = { 'deepTree.py': ['2'] };

/** A forked child has a copy of the other end, and so never sees its end: CPython's documentation warns of it. */
const HANGS_FORKED = 'pipe.py';

for (const method of START_METHODS) {
  describe(`the twins of the examples, ${method}`, { concurrency: 3 }, () => {
    for (const file of readdirSync(twins).sort()) {
      if (method === 'fork' && file === HANGS_FORKED) continue;
      it(file, LIMIT, async (t) => {
        const watched = await watch(t);
        const args = ARGUMENTS[file] ?? [];
        const [seen, unseen] = await Promise.all(
          [watched, null].map((server) => startTwin(t, server, path.join(twins, file), method, args).outcome),
        );
        assert.ok(seen && unseen);
        assert.deepEqual(comparable(seen), comparable(unseen));
        await watched.until(() => watched.disconnected.length === watched.connected.length);
        assertEnded(watched);
        assertAsPrinted(seen, watched);
      });
    }
  });
}

/** Without what is different from run to run: ids, addresses, and the order of what processes print that run at once. */
function comparable({ stdout, stderr, code, signal }: Outcome): unknown {
  return { stdout: charactersOf(stdout), stderr: charactersOf(stderr), code, signal };
}

/** Sorted, since forked processes even mix the characters of two lines; without numbers, which tell who did what. */
function charactersOf(text: string): string {
  const common = text
    .replaceAll(/^terminated: .*$/gm, '') // whether it has ended by then is a matter of luck
    .replaceAll(/\b(?:pid|parent)=\d+/g, '')
    .replaceAll(/\/[^"\s]*\/mpts-py-[^/]*\//g, '')
    .replaceAll(/(?:pymp|listener)-\w+/g, '');
  return common
    .replaceAll(/[\s\d-]/g, '')
    .split('')
    .sort()
    .join('');
}

/** Every process but the root, whose exit code its starter knows, has ended and said how. */
function assertEnded(watched: Parameters<typeof rowsSeen>[0]): void {
  const children = rowsSeen(watched).filter(({ parentId }) => parentId !== null);
  assert.notEqual(children.length, 0);
  for (const { name, pid, alive, exitcode } of children) {
    assert.deepEqual({ name, alive, known: exitcode !== null && pid !== null }, { name, alive: false, known: true });
  }
}

/** Programs that print names with exit codes print those of the rows. */
function assertAsPrinted({ stdout }: Outcome, watched: Parameters<typeof rowsSeen>[0]): void {
  const codes = new Map(rowsSeen(watched).map(({ name, exitcode }) => [name, exitcode]));
  for (const [, name = '', code] of stdout.matchAll(/^ *([a-z ]+): (-?\d+)$/gm)) {
    if (codes.has(name)) assert.equal(codes.get(name), Number(code), name);
  }
}
