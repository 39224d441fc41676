/**
 * A Popen over node:child_process, with a socket to the child (its descriptor 3) that serves as lifeline:
 * the child is told what to do over it, says why it failed, and learns of this process's death by its end.
 */
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { deferred } from '../base/deferred.ts';
import { descriptorOf } from '../base/descriptorOf.ts';
import { sleepSync } from '../base/sleepSync.ts';
import { OSError } from './errors.ts';
import { HUB_WANTED, LIFELINE_FD, type LastWords } from './lifeline.ts';
import type { Popen } from './popen.ts';
import { exitcodeOfSignal } from './signals.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

const HUB_LINE = JSON.stringify(HUB_WANTED);

/** How long after its end a child's last words are waited for, when something else holds its lifeline open. */
const LAST_WORDS_MS = 500;

/** How often a blocking wait looks. */
const POLL_MS = 5;

export interface ChildCommand {
  readonly executable: string;
  readonly args: readonly string[];
  readonly options: Omit<SpawnOptions, 'stdio'>;
  /** Of the child's descriptors 0, 1 and 2. */
  readonly stdio: readonly [Stdio, Stdio, Stdio];
  /** How many sockets it inherits behind the lifeline, for what its parent and it have to say to each other besides. */
  readonly sockets?: number;
  /** Descriptors of this process that it inherits behind those. */
  readonly inherited?: readonly number[];
}

type Stdio = 'ignore' | 'inherit' | 'pipe' | Socket;

export class ChildPopen implements Popen {
  readonly pid: number;
  readonly child: ChildProcess;
  readonly #lifeline: Socket;
  readonly #exited = deferred<void>();
  #returncode: number | null = null;
  #signal: string | null = null;
  #heard = '';
  #lastWords = '';
  /** Called when the child needs the hub. */
  onHubWanted: (() => void) | null = null;
  #refs = 0;

  /** @throws OSError when the executable cannot be started. */
  constructor({ executable, args, options, stdio, sockets = 0, inherited = [] }: ChildCommand) {
    // Not imported above: a process that starts no other is spared the loading.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const pipes = Array.from({ length: 1 + sockets }, (): Stdio => 'pipe');
    this.child = spawn(executable, args, { windowsHide: true, ...options, stdio: [...stdio, ...pipes, ...inherited] });
    if (this.child.pid === undefined) throw startError(executable, this.child);
    this.child.on('error', () => {}); // a signal that could not be sent: it has ended
    this.pid = this.child.pid;
    this.#lifeline = this.child.stdio[LIFELINE_FD] as Socket;
    this.#watch();
  }

  get returncode(): number | null {
    return this.#returncode;
  }

  get signal(): string | null {
    return this.#signal;
  }

  get exited(): Promise<void> {
    return this.#exited.promise;
  }

  get lastWords(): LastWords | null {
    return parseLastWords(this.#lastWords);
  }

  /** Tells the child what to do. */
  send(data: string): void {
    this.#lifeline.write(data);
  }

  kill(signal: string): void {
    if (this.#returncode === null) this.child.kill(signal as NodeJS.Signals);
  }

  ref(): void {
    if (this.#refs++ === 0 && this.#returncode === null) this.#hold(true);
  }

  unref(): void {
    if (--this.#refs === 0) this.#hold(false);
  }

  waitSync(withinMs = Infinity): boolean {
    const end = sharedClock() + withinMs;
    while (this.#returncode === null && this.#isRunning()) {
      if (sharedClock() >= end) return false;
      sleepSync(POLL_MS);
    }
    return true;
  }

  /** The end of the lifeline tells it; the pid cannot, since nobody collects the ended child while we block. */
  #isRunning(): boolean {
    if (this.#lifeline.destroyed) return false;
    const fd = descriptorOf(this.#lifeline);
    try {
      if (fd < 0) return process.kill(this.pid, 0); // Windows, where ended processes are gone
      return readSync(fd, Buffer.alloc(65_536)) !== 0;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EAGAIN';
    }
  }

  #watch(): void {
    this.#hold(false);
    this.#lifeline.setEncoding('utf8');
    this.#lifeline.on('data', (text: string) => this.#hear(text));
    this.#lifeline.on('error', () => {}); // a child that ends before it has read all
    this.child.on('exit', (code, signal) => {
      // 'exit' may come before what the child wrote last, 'close' comes after it
      const timer = setTimeout(() => this.#ended(code, signal), LAST_WORDS_MS);
      this.child.once('close', () => {
        clearTimeout(timer);
        this.#ended(code, signal);
      });
    });
  }

  #hear(text: string): void {
    this.#heard += text;
    const lines = this.#heard.split('\n');
    this.#heard = lines.pop() ?? '';
    for (const line of lines) {
      if (line === HUB_LINE) this.onHubWanted?.();
      else this.#lastWords = line;
    }
  }

  #ended(code: number | null, signal: string | null): void {
    if (this.#returncode !== null) return;
    this.#returncode = signal === null ? (code ?? 0) : exitcodeOfSignal(signal);
    this.#signal = signal;
    this.#lifeline.destroy();
    this.#exited.resolve();
  }

  #hold(keepAlive: boolean): void {
    if (keepAlive) {
      this.child.ref();
      this.#lifeline.ref();
    } else {
      this.child.unref();
      this.#lifeline.unref();
    }
  }
}

function parseLastWords(text: string): LastWords | null {
  const line = text.trim();
  if (!line) return null;
  try {
    return JSON.parse(line) as LastWords;
  } catch {
    return null; // cut off by its death
  }
}

function startError(executable: string, child: ChildProcess): OSError {
  const error = new OSError(
    `cannot start a process with ${executable}: it could not be executed. setExecutable() names another`,
  );
  // The reason comes as an event, in the next turn: it completes the error that is already on its way.
  child.once('error', (cause: NodeJS.ErrnoException) => Object.assign(error, { cause, code: cause.code }));
  return error;
}
