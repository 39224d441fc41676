/** How a suite's results are counted, above all when it does not end as it should. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { runSuite } from '../../scripts/support/runSuite.mjs';
import { suites } from '../../scripts/support/suites.mjs';

const passing = "import { test } from 'node:test';\ntest('passes', () => {});\n";

test('node:test: passes, failures with their reason, and skips with theirs', async () => {
  const text = `${passing}test('fails', () => { throw new Error('because'); });\ntest('is skipped', { skip: 'no reason' }, () => {});\n`;
  const { passes, failures, pending } = await runFile(text);
  assert.deepEqual(passes, [{ title: 'some.test.mjs: passes' }]);
  assert.deepEqual(
    failures.map(({ title }) => title),
    ['some.test.mjs: fails'],
  );
  assert.match(failures[0]?.error ?? '', /Error: because/);
  assert.deepEqual(pending, [{ title: 'some.test.mjs: is skipped', reason: 'no reason' }]);
});

test('a file without tests, and one that crashes, are failures', async () => {
  const empty = await runFile("console.log('nothing');\n");
  assert.match(empty.failures[0]?.error ?? '', /the file has no tests/);
  const crashed = await runFile(`${passing}process.exit(3);\n`);
  assert.equal(crashed.failures.length, 1);
});

test('what ends without a report, or with an empty one, is a failure', async () => {
  assert.match((await runCommand('process.exit(3)')).failures[0]?.error ?? '', /ended with 3/);
  assert.match((await runCommand('')).failures[0]?.error ?? '', /no test ran/);
});

test('what does not end in time is ended and a failure', async () => {
  const { failures } = await runCommand(
    "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)",
    0.01,
  );
  assert.match(failures[0]?.error ?? '', /not done within 0.01 minutes/);
});

test('a report as mocha writes it is taken', async () => {
  const report = JSON.stringify({ passes: [{ title: 'a' }], failures: [], pending: [] });
  const { passes } = await runCommand(
    `require('fs').writeFileSync(process.env.TEST_REPORT, ${JSON.stringify(report)})`,
  );
  assert.deepEqual(passes, [{ title: 'a' }]);
});

function runFile(text: string) {
  return inFolder((folder) => {
    const file = path.join(folder, 'some.test.mjs');
    writeFileSync(file, text);
    return runSuite(
      'some',
      { ...suites.unit, minutes: 1 },
      { files: [file] },
      { folder, variables: CLEAN, stdio: 'ignore' },
    );
  });
}

function runCommand(script: string, minutes = 1) {
  const suite = { minutes, command: () => ({ args: ['-e', script] }) };
  return inFolder((folder) => runSuite('some', suite, { files: [] }, { folder, variables: CLEAN, stdio: 'ignore' }));
}

// A test runner that is started by a test would report to the one that runs it.
const CLEAN = { NODE_TEST_CONTEXT: undefined };

async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'suite-'));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    assert.ok(!existsSync(folder));
  }
}
