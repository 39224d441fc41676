/** What each process of a program writes, told apart by the system: with real processes, that know nothing of it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { OutputFrames, type WrittenPiece } from '../../src/extension/outputFrames.ts';
import { OutputRelay } from '../../src/extension/outputRelay.ts';
import { DIST } from '../helpers/runProgram.ts';

const PYTHON = process.env['TEST_PYTHON'] ?? 'python3';
const LIMIT = { timeout: 60_000, skip: process.platform !== 'linux' && 'only Linux tells it' };

const FORKS = `
import os, subprocess, sys
if os.fork() == 0:
    os.write(1, b'from the child\\n')
    os.write(2, b'trouble\\n')
    os._exit(0)
os.wait()
os.write(1, b'from the parent\\n')
subprocess.run(['echo', 'from another program'])
os.write(1, b'blocking %d %d\\n' % (os.get_blocking(1), os.get_blocking(2)))
`;

describe('the relay', () => {
  it('tells which process has written what, in order', LIMIT, async (t) => {
    const { relay, program, pieces } = await start(t, FORKS);
    const [stdout, stderr] = await Promise.all([text(relay.stdout), text(relay.stderr), relay.ended]);
    assert.equal(stdout, 'from the child\nfrom the parent\nfrom another program\nblocking 1 1\n');
    assert.equal(stderr, 'trouble\n');
    const said = pieces.map(({ stream, pid, data }) => [stream, pid === program.pid, String(data)]);
    assert.deepEqual(
      said.filter(([stream]) => stream === 'stdout'),
      [
        ['stdout', false, 'from the child\n'],
        ['stdout', true, 'from the parent\n'],
        ['stdout', false, 'from another program\n'],
        ['stdout', true, 'blocking 1 1\n'],
      ],
    );
    const [child, , other] = pieces.filter(({ stream }) => stream === 'stdout').map(({ pid }) => pid);
    assert.equal(pieces.find(({ stream }) => stream === 'stderr')?.pid, child);
    assert.notEqual(child, other);
  });

  it('loses nothing of much, and a reader that is slow holds the program up', LIMIT, async (t) => {
    const { relay, program } = await start(t, "import sys; sys.stdout.write('0123456789abcde\\n' * 1_000_000)");
    relay.stderr.resume();
    await once(relay.stdout, 'readable');
    assert.equal(program.exitCode, null);
    const lines = (await text(relay.stdout)).split('\n');
    assert.deepEqual([lines.length, new Set(lines)], [1_000_001, new Set(['0123456789abcde', ''])]);
  });

  it('is none where its Python cannot be run', LIMIT, async () => {
    assert.equal(await OutputRelay.start('/no/such/python', DIST), null);
  });
});

it('frames are put together however they come', () => {
  const frame = (stream: number, pid: number, data: string) => {
    const header = Buffer.alloc(9);
    header.writeUInt8(stream, 0);
    header.writeUInt32BE(pid, 1);
    header.writeUInt32BE(data.length, 5);
    return Buffer.concat([header, Buffer.from(data)]);
  };
  const all = Buffer.concat([frame(1, 7, 'one'), frame(2, 4_000_000, 'two'), frame(1, 7, '')]);
  for (let size = 1; size <= all.length; size++) {
    const frames = new OutputFrames();
    const pieces: WrittenPiece[] = [];
    for (let at = 0; at < all.length; at += size) pieces.push(...frames.push(all.subarray(at, at + size)));
    assert.deepEqual(
      pieces.map(({ stream, pid, data }) => [stream, pid, String(data)]),
      [
        ['stdout', 7, 'one'],
        ['stderr', 4_000_000, 'two'],
        ['stdout', 7, ''],
      ],
    );
  }
});

async function start(t: TestContext, code: string) {
  const relay = await OutputRelay.start(PYTHON, DIST);
  assert.ok(relay);
  const pieces: WrittenPiece[] = [];
  relay.onWritten((piece) => pieces.push(piece));
  const program = spawn(PYTHON, ['-c', code], { stdio: ['ignore', ...relay.ends] });
  relay.release();
  t.after(() => program.kill('SIGKILL'));
  return { relay, program, pieces };
}
