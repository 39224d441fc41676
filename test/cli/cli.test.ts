import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { DIST, printed, program, resultOf } from '../loader/program.ts';

const CLI = path.join(DIST, 'cli.cjs');
const posixOnly = { skip: process.platform === 'win32' && 'Windows has no signals' };

test('runs a script with its arguments and the options of Node before it', async (t) => {
  const { node, folder } = program(t, {
    'main.ts': `enum A { x = 7 }
console.log(JSON.stringify([A.x, process.argv.slice(1), process.title, import.meta.main, process.env.MULTIPROCESSING_PROCESS ?? null]));`,
  });
  const result = await node(CLI, '--title', 'named', '--no-deprecation', 'main.ts', '--help', '-v', 'a b');
  assert.deepEqual(printed(result), [7, [path.join(folder, 'main.ts'), '--help', '-v', 'a b'], 'named', true, null]);
});

test('ends with the code of the program', async (t) => {
  const { node } = program(t, { 'main.ts': 'process.exit(7);', 'fails.ts': 'throw new Error("boom");' });
  assert.equal((await node(CLI, 'main.ts')).code, 7);
  const failed = await node(CLI, 'fails.ts');
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /fails\.ts:1\nthrow new Error/);
});

test('ends by the signal of the program', posixOnly, async (t) => {
  const { node } = program(t, {
    'main.ts': 'process.kill(process.pid, process.argv[2]); setInterval(() => undefined, 1000);',
  });
  for (const signal of ['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP'])
    assert.equal((await node(CLI, 'main.ts', signal)).signal, signal);
});

test('passes signals on, and leaves Ctrl-C to the program', posixOnly, async (t) => {
  const { start } = program(t, {
    'main.ts': `for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { console.log(signal); if (signal === 'SIGTERM') process.exit(9); });
setInterval(() => undefined, 1000);
console.log('ready');`,
  });
  const child = start([CLI, 'main.ts']);
  const result = resultOf(child);
  await line(child, 'ready');
  child.kill('SIGINT'); // as in a terminal, where the program gets its own
  child.kill('SIGHUP');
  await line(child, 'SIGHUP');
  child.kill('SIGTERM');
  const { code, stdout } = await result;
  assert.deepEqual([code, stdout], [9, 'ready\nSIGHUP\nSIGTERM\n']);
});

test('a program does not outlive the command', posixOnly, async (t) => {
  const { start } = program(t, { 'main.ts': 'setInterval(() => undefined, 1000); console.log(process.pid);' });
  const child = start([CLI, 'main.ts']);
  const closed = resultOf(child); // its output is the program's: it closes when that has ended
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  assert.equal((await closed).signal, 'SIGKILL');
});

test('says what is wrong', async (t) => {
  const { node } = program(t, { 'main.ts': '' });
  for (const [args, message] of [
    [[], /^multiprocessing-ts: no script was given\. Usage: /],
    [['--inspect=0'], /no script was given/],
    [['--title', 'main.ts'], /no script was given/],
    [['nothing.ts'], /^multiprocessing-ts: there is no script "nothing\.ts" in .*program\./],
  ] as const) {
    const { code, stderr, stdout } = await node(CLI, ...args);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, message);
  }
  assert.equal((await node(CLI, '--', 'main')).code, 0);
});

test('tells its version and its usage', async (t) => {
  const { node } = program(t, {});
  const { version } = (await import('../../package.json', { with: { type: 'json' } })).default;
  assert.equal((await node(CLI, '--version')).stdout, `${version}\n`);
  const help = await node(CLI, '--help');
  assert.match(help.stdout, /^Usage: multiprocessing-ts \[node options\] script\.ts \[arguments\]\n/);
  assert.equal(help.code, 0);
});

async function line(child: ChildProcess, text: string): Promise<void> {
  for (;;) {
    const [chunk] = (await once(child.stdout!, 'data')) as [string];
    if (chunk.includes(text)) return;
  }
}
