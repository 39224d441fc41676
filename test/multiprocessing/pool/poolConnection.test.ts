import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { POOL_FD } from '../../../src/multiprocessing/pool/poolConnection.ts';
import { NODE, REGISTER } from '../../loader/program.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../fixtures/poolConnectionProgram.ts');

/** Its length, then the text. */
function frame(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
}

test("a worker reads and answers before it has a socket of Node's, and goes on with one", async (t) => {
  const args = ['--import', REGISTER, PROGRAM];
  const worker = spawn(NODE, args, { stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'] });
  t.after(() => worker.kill('SIGKILL'));
  const socket = worker.stdio[POOL_FD] as Socket;
  const told = createInterface(socket)[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse((await told.next()).value as string);
  const late = frame('in two');
  socket.write(Buffer.concat([frame('hello'), frame('task'), late.subarray(0, 7)]));
  assert.deepEqual(await next(), [['hello', 'task'], false]);
  assert.deepEqual(await next(), [[], true]);
  socket.write(late.subarray(7));
  assert.deepEqual(await next(), [['in two'], true]);
  socket.end();
  assert.deepEqual(await once(worker, 'exit'), [0, null]);
});
