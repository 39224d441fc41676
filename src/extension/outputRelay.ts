import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { deferred } from '../base/deferred.ts';
import { Emitter } from '../base/emitter.ts';
import { newPrivatePath } from '../monitor/listen.ts';
import { OutputFrames, type WrittenPiece } from './outputFrames.ts';

const READY_MS = 5000;

/**
 * Stands between a program and us, and tells which of its processes has written what. Linux says that of each piece that comes
 * by a Unix socket; but Node cannot ask for it, so a small process of Python does (src/python/process_tree_output.py).
 */
export class OutputRelay {
  /** For the program, as its descriptors 1 and 2. */
  readonly ends: readonly [Socket, Socket];
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly #written = new Emitter<WrittenPiece>();
  readonly onWritten = this.#written.event;
  readonly #ended = deferred<void>();

  private constructor(frames: Readable, ends: readonly [Socket, Socket]) {
    this.ends = ends;
    const parser = new OutputFrames();
    frames.on('data', (data: Buffer) => {
      for (const piece of parser.push(data)) this.#pass(piece, frames);
    });
    frames.once('close', () => {
      this.stdout.end();
      this.stderr.end();
      this.#ended.resolve();
    });
  }

  /** @param python An executable. @returns null where the system does not tell it, or the relay cannot be run. */
  static async start(python: string, dist: string): Promise<OutputRelay | null> {
    if (process.platform !== 'linux') return null;
    const address = newPrivatePath();
    const folder = path.dirname(address);
    mkdirSync(folder, { mode: 0o700 });
    const relay = run(python, path.join(dist, 'python', 'process_tree_output.py'), address);
    try {
      await ready(relay);
      return new OutputRelay(relay.stdout, [await connected(address), await connected(address)]);
    } catch {
      relay.kill('SIGKILL');
      return null;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Resolves when all that the program has written has arrived, and nobody is left who could write. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Closes our own copies of the program's ends, once it has them, or will never. */
  release(): void {
    for (const end of this.ends) end.destroy();
  }

  #pass(piece: WrittenPiece, frames: Readable): void {
    this.#written.fire(piece);
    const target = this[piece.stream];
    if (target.write(piece.data)) return;
    frames.pause();
    target.once('drain', () => frames.resume());
  }
}

/** In a session of its own: what is typed in a terminal is not for it. It ends with the program, or with us. */
function run(python: string, file: string, address: string) {
  const relay = spawn(python, ['-I', '-S', file, address], { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  relay.on('error', () => {}); // that it never gets ready tells it
  relay.stdin.on('error', () => {});
  return relay;
}

function ready(relay: ReturnType<typeof run>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The relay does not answer')), READY_MS);
    relay.once('error', reject).once('exit', () => reject(new Error('The relay has ended')));
    relay.stdout.once('readable', () => {
      clearTimeout(timer);
      if (relay.stdout.read(1) === null) reject(new Error('The relay has ended'));
      else resolve();
    });
  });
}

function connected(address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path: address }, () => resolve(socket));
    socket.once('error', reject);
  });
}
