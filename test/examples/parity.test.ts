/** The examples print what CPython prints for the same programs: recorded by scripts/record.mjs. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { startFile } from '../helpers/runProgram.ts';
import { normalised, type Printed } from './normalised.ts';

const examples = path.resolve(import.meta.dirname, '../../examples');
const recordings = path.resolve(import.meta.dirname, '../recordings');

interface Recording {
  readonly args: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  readonly rc: number;
}

/**
 * How the standard output of each is compared. `fixed`: line by line. `free`: processes that run at the same time print,
 * in any order, but for the pairs given: the first before the second.
 */
const order: Readonly<Record<string, Rule>> = {
  arguments: [],
  names: [
    ['delivery opens', 'delivery closes'],
    ['front desk opens', 'front desk closes'],
    ['Process-2:1 opens', 'Process-2:1 closes'],
    ['Process-2:1 closes', 'Process-2 has seen Process-2:1 close'],
  ],
  daemon: [
    ['night watch: starts', 'archivist: is done'],
    ['archivist: starts', 'archivist: is done'],
    ['main: has nothing left to do', 'archivist: is done'],
  ],
  joinTimeout: 'fixed',
  terminate: 'fixed',
  exitCodes: 'fixed',
  logging: 'fixed',
  subclass: [
    ['Surveyor-1: the orchard has 1000 square metres', 'areas known here: 0 0 0 0'],
    ['Surveyor-3: the meadow has 1080 square metres', 'areas known here: 0 0 0 0'],
  ],
  deepTree: [
    ['camera: exposure 1 ended with 0', 'camera: exposure 2 ended with 0'],
    ['camera: exposure 2 ended with 0', 'camera: exposure 3 ended with 0'],
    ['camera: exposure 3 ended with 0', 'camera: autofocus ended with -15'],
    ['camera: autofocus ended with -15', 'MainProcess: the night is over: dome 0, camera 0, pipeline 0'],
  ],
};

describe('the examples print what CPython prints for the same programs', () => {
  for (const [name, rule] of Object.entries(order)) it(`${name}.ts`, (t) => compare(t, name, rule));
});

type Rule = 'fixed' | readonly (readonly [string, string])[];

async function compare(t: TestContext, name: string, rule: Rule): Promise<void> {
  const recording = JSON.parse(readFileSync(path.join(recordings, `${name}.json`), 'utf8')) as Recording;
  const result = await startFile(t, path.join(examples, `${name}.ts`), { args: recording.args }).result;
  const expected = normalised(recording);
  const actual = normalised(result);
  if (rule === 'fixed') assert.deepEqual(actual, expected);
  else {
    assert.deepEqual(sorted(actual), sorted(expected));
    assertOrder(actual.stdout, rule);
    assertOrder(expected.stdout, rule);
  }
  assert.deepEqual([result.code, result.signal], [recording.rc, null]);
}

it('each example has its twin, and none is left out here', () => {
  const names = (folder: string, extension: string) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(extension))
      .map((file) => path.basename(file, extension))
      .sort();
  const known = Object.keys(order).sort();
  assert.deepEqual(names(examples, '.ts'), known);
  assert.deepEqual(names(path.join(recordings, 'python'), '.py'), known);
  assert.deepEqual(names(recordings, '.json'), known);
});

function sorted({ stdout, stderr }: Printed): Printed {
  return { stdout: stdout.toSorted(), stderr };
}

function assertOrder(lines: readonly string[], pairs: readonly (readonly [string, string])[]): void {
  for (const [first, second] of pairs) {
    assert.ok(lines.includes(first), `'${first}' was printed`);
    assert.ok(lines.indexOf(first) < lines.indexOf(second), `'${first}' comes before '${second}'`);
  }
}
