import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { l10n } from '../base/l10n.ts';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Interpreter } from './interpreter.ts';
import { livePids } from './liveProcesses.ts';
import type { Logger } from './log.ts';
import { signalProcess } from './processGroup.ts';
import { programCommand, type ProgramCommand } from './programCommand.ts';
import { OutputRelay } from './outputRelay.ts';
import { ProgramProcess } from './programProcess.ts';
import { subtreeOf, type ProcessTree } from '../tree/processTree.ts';
import { STOP_SIGNALS, type StopAction } from '../tree/treeEvent.ts';
import type { TreeModel } from './treeModel.ts';

export interface RunRequest {
  /** An absolute path. */
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly interpreter: Interpreter;
}

export interface Program {
  readonly id: string;
  readonly script: string;
  readonly language: Interpreter['kind'];
  readonly process: ProgramProcess;
}

export interface ProgramsOptions {
  readonly model: TreeModel;
  readonly log: Logger;
  /** The folder of the bundles. */
  readonly dist: string;
}

/** At the end of the window: so long for the programs to end by themselves, and then for the system to end them. */
const FAREWELL_SECONDS = 0.6;
const KILL_SECONDS = 0.15;
const LAST_WORDS_MS = 500;

/** The programs that this window started: the roots of the tree. */
export class Programs implements Disposable {
  readonly #options: ProgramsOptions;
  readonly #programs = new Map<string, Program>();
  readonly #started = new Emitter<Program>();
  readonly #ended = new Emitter<Program>();
  readonly onDidStart = this.#started.event;
  readonly onDidEnd = this.#ended.event;

  constructor(options: ProgramsOptions) {
    this.#options = options;
  }

  get(id: string): Program | undefined {
    return this.#programs.get(id);
  }

  /**
   * @param monitor What the monitor's server wants in the environment.
   * @returns The id of the root row.
   * @throws Error when the program cannot be started.
   */
  async run(request: RunRequest, monitor: string): Promise<string> {
    const id = crypto.randomUUID();
    const command = programCommand({ ...request, id, monitor, dist: this.#options.dist }, process.env);
    const name = path.basename(request.script);
    const language = request.interpreter.kind;
    const relay = language === 'python' ? await OutputRelay.start(command.executable, this.#options.dist) : null;
    const program = { id, script: request.script, language, process: new ProgramProcess(name, command, relay) };
    await start(program.process, command);
    this.#options.log.info(
      `started ${request.script} as ${program.process.pid}: ${command.executable} ${command.args.join(' ')}`,
    );
    this.#programs.set(id, program);
    this.#launched(program, request);
    void program.process.ended?.then(() => lastWords(relay)).then(() => this.#hasEnded(program));
    this.#started.fire(program);
    return id;
  }

  /** Sends a signal to a program and all that belong to its group; nothing happens when there is no such program. */
  stopGroup(id: string, action: StopAction): void {
    const { model } = this.#options;
    const alive = this.#programs.has(id) ? subtreeOf(model.tree, id).filter((row) => row.alive) : [];
    for (const row of alive) model.apply({ type: 'commandSent', id: row.id, action, at: Date.now() });
    this.#programs.get(id)?.process.signalGroup(STOP_SIGNALS[action]);
  }

  /** Lets go of the programs whose rows are gone. */
  forgetCleared(): void {
    for (const id of this.#programs.keys()) if (!this.#options.model.row(id)) this.#programs.delete(id);
  }

  /** Ends all that still runs, in less than a second: programs, their processes, and what those left behind. */
  async endAll(): Promise<void> {
    const { model } = this.#options;
    const running = [...this.#programs.values()].filter((program) => program.process.isAlive());
    const signalAll = (signal: NodeJS.Signals) => {
      for (const program of running) program.process.signalGroup(signal);
      for (const pid of livePids(model.tree)) signalProcess(pid, signal);
    };
    if (nobodyIsLeft(model.tree)) return;
    signalAll('SIGTERM');
    await model.until(nobodyIsLeft, FAREWELL_SECONDS);
    signalAll('SIGKILL'); // in the groups there may be more than what we know of
    await model.until(nobodyIsLeft, KILL_SECONDS);
  }

  dispose(): void {
    this.#started.dispose();
    this.#ended.dispose();
  }

  #launched({ id, script, process }: Program, { args, cwd }: RunRequest): void {
    const { name, pid } = process;
    // That the program ends with the window makes it no daemon in its own eyes: it is a MainProcess, and may have children.
    const asItSeesItself = { name, pid, daemon: false };
    this.#options.model.apply({ type: 'launched', id, ...asItSeesItself, script, argv: args, cwd, at: Date.now() });
  }

  #hasEnded(program: Program): void {
    const { id, process } = program;
    const { exitcode, signal, error } = process;
    this.#options.model.apply({ type: 'ended', id, at: Date.now(), exitcode, signal, error });
    this.#ended.fire(program);
  }
}

/** What it has written last comes a moment after its end; what it has left behind may write for as long as it likes. */
async function lastWords(relay: OutputRelay | null): Promise<void> {
  if (relay) await Promise.race([relay.ended, sleep(LAST_WORDS_MS, undefined, { ref: false })]);
}

function nobodyIsLeft(tree: ProcessTree): boolean {
  return livePids(tree).length === 0;
}

/** Where the program could not be executed, the reason comes in the next turn. */
async function start(program: ProgramProcess, { executable, options }: ProgramCommand): Promise<void> {
  try {
    program.start();
  } catch (error) {
    await new Promise(setImmediate);
    const reason =
      error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    const { name } = program;
    const text = l10n.t('{0} could not be started with {1} in {2}: {3}', name, executable, options.cwd, reason);
    throw new Error(text, { cause: error });
  }
}
