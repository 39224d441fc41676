/** What processes print, as their agents tell it. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { OutputMessage, OutputStream } from '../../src/monitor/protocol.ts';
import { LIMIT, Program, watch } from './watching.ts';

/** Runs test/fixtures/printingProgram.mjs to its end. */
async function printed(t: TestContext, ...args: string[]) {
  const watched = await watch(t);
  const messages: OutputMessage[] = [];
  watched.server.onOutput((message) => {
    messages.push(message);
    watched.changed();
  });
  const file = path.resolve(import.meta.dirname, '../fixtures/printingProgram.mjs');
  const program = new Program(t, [file, ...args], { MULTIPROCESSING_MONITOR: watched.server.env });
  const end = await program.until(() => program.ended);
  await watched.until(() => watched.disconnected.length > 0);
  const textOf = (stream: OutputStream) =>
    messages
      .flatMap(({ chunks }) => chunks)
      .filter((chunk) => chunk.stream === stream)
      .map(({ text }) => text)
      .join('');
  return { watched, messages, program, end, textOf };
}

test('text, bytes and other encodings; nothing that is printed is changed', LIMIT, async (t) => {
  const { textOf, program, messages, watched } = await printed(t, 'mixed');
  assert.equal(program.stdout, 'hello\nééé\nwith a callback\ncalled true false\nERR_STREAM_NULL_VALUES\n');
  assert.equal(program.stderr, 'to stderr\n');
  assert.equal(textOf('stdout'), program.stdout);
  assert.equal(textOf('stderr'), program.stderr);
  const [first] = messages;
  assert.equal(first?.id, watched.connected[0]?.id);
  assert.ok(Math.abs((first?.chunks[0]?.at ?? 0) - Date.now()) < 60_000);
});

test('the last lines of a process that is killed hard', LIMIT, async (t) => {
  const { textOf, end } = await printed(t, 'killed');
  assert.equal(end.signal, 'SIGKILL');
  assert.match(textOf('stdout'), /^line 20\n$/mu);
});

test('what is printed in an exit handler, and the end of a long line; its end comes after', LIMIT, async (t) => {
  const { textOf, end, watched } = await printed(t, 'exits');
  assert.equal(end.code, 3);
  assert.match(textOf('stdout'), /^x{60000,70000}\nin the exit handler\n$/u);
  assert.equal(watched.messages.at(-1)?.message.type, 'ended');
  assert.deepEqual(watched.log, []);
});

test('of a flood the newest lines, and how many are left out', LIMIT, async (t) => {
  const { messages, textOf, program } = await printed(t, 'flood', '200000');
  const skipped = messages.reduce((sum, message) => sum + message.skipped, 0);
  const told = textOf('stdout').split('\n').length - 1;
  assert.equal(program.stdout.split('\n').length - 1, 200_001);
  assert.ok(textOf('stdout').endsWith('of a flood that nobody can read\ndone\n'));
  assert.ok(skipped > 100_000, `${skipped} left out`);
  assert.ok(Math.abs(told + skipped - 200_001) <= messages.length, `${told} told and ${skipped} left out`);
});
