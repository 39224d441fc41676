import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { markedEnvironment } from '../../scripts/support/leftovers.mjs';

test('a process that is left is found, named and ended', { skip: !existsSync('/proc') && 'needs /proc' }, async () => {
  const environment = await markedEnvironment();
  try {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'left-behind'], {
      env: { ...process.env, ...environment.variables },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    const left = await environment.leftovers();
    assert.equal(left.length, 1);
    assert.match(left[0]?.error ?? '', new RegExp(`process ${child.pid} was left: .*left-behind`));
    assert.deepEqual(await ended, [null, 'SIGKILL']);
    assert.deepEqual(await environment.leftovers(), []);
  } finally {
    await environment.dispose();
  }
});

test('a temporary file that is left is found and named', async () => {
  const environment = await markedEnvironment();
  try {
    writeFileSync(path.join(environment.variables.TMPDIR, 'forgotten'), '');
    const left = await environment.leftovers();
    assert.deepEqual(left, [
      { title: 'no file is left', error: 'forgotten was left in the folder for temporary files' },
    ]);
  } finally {
    await environment.dispose();
  }
  assert.ok(!existsSync(environment.folder));
});
