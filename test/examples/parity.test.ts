/** The examples print what CPython prints for the same programs: recorded by scripts/record.mjs. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { startFile } from '../helpers/runProgram.ts';
import { normalised, type Printed } from './normalised.ts';
import { rules, type Rule } from './rules.ts';

const examples = path.resolve(import.meta.dirname, '../../examples');
const recordings = path.resolve(import.meta.dirname, '../recordings');

interface Recording {
  readonly args: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  readonly rc: number;
}

describe('the examples print what CPython prints for the same programs', () => {
  for (const [name, rule] of Object.entries(rules)) {
    const { seeds } = rule;
    it(seeds === undefined ? `${name}.ts` : `${name}.ts (${seeds})`, (t) => compare(t, name, rule));
  }
});

async function compare(t: TestContext, name: string, rule: Rule): Promise<void> {
  const recording = JSON.parse(readFileSync(path.join(recordings, `${name}.json`), 'utf8')) as Recording;
  const result = await startFile(t, path.join(examples, `${name}.ts`), { args: recording.args }).result;
  const expected = normalised(recording);
  const actual = normalised(result);
  if (rule.order === 'fixed') assert.deepEqual(actual, expected);
  else assert.deepEqual(sorted(actual, rule), sorted(expected, rule));
  for (const { stdout } of [actual, expected]) {
    if (rule.order !== 'fixed') assertOrder(stdout, rule.order);
    rule.holds?.(stdout);
  }
  assert.deepEqual([result.code, result.signal], [recording.rc, null]);
}

it('each example has its twin, and none is left out here', () => {
  const names = (folder: string, extension: string) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(extension))
      .map((file) => path.basename(file, extension))
      .sort();
  const known = Object.keys(rules).sort();
  assert.deepEqual(names(examples, '.ts'), known);
  assert.deepEqual(names(path.join(recordings, 'python'), '.py'), known);
  assert.deepEqual(names(recordings, '.json'), known);
});

function sorted({ stdout, stderr }: Printed, { anyOf }: Rule): Printed {
  const lines = anyOf === undefined ? stdout : stdout.map((line) => line.replace(anyOf, '…'));
  return { stdout: lines.toSorted(), stderr };
}

function assertOrder(lines: readonly string[], pairs: readonly (readonly [string, string])[]): void {
  for (const [first, second] of pairs) {
    assert.ok(lines.includes(first), `'${first}' was printed`);
    assert.ok(lines.indexOf(first) < lines.indexOf(second), `'${first}' comes before '${second}'`);
  }
}
