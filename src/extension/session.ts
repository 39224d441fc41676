import { DisposableStore } from '../base/disposable.ts';
import { l10n } from '../base/l10n.ts';
import type { Logger } from './log.ts';
import { MonitorLink } from './monitorLink.ts';
import { OrphanWatch } from './orphanWatch.ts';
import { OutputFeed } from './outputFeed.ts';
import { OutputStore } from './outputStore.ts';
import { ProcessActions } from './processActions.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { Programs, type RunRequest } from './programs.ts';
import { TreeModel } from './treeModel.ts';

export interface SessionOptions {
  readonly log: Logger;
  /** The folder of the bundles. */
  readonly dist: string;
}

/** All that one window knows and runs. Nothing is opened and no process started before the first `run()`. */
export class Session {
  readonly log: Logger;
  readonly model: TreeModel;
  readonly programs: Programs;
  readonly actions: ProcessActions;
  readonly output: OutputStore;
  readonly monitor: MonitorLink;
  readonly #store = new DisposableStore();
  #ended = false;

  constructor({ log, dist }: SessionOptions) {
    const model = this.#store.add(new TreeModel());
    const monitor = this.#store.add(new MonitorLink(model, log));
    const programs = this.#store.add(new Programs({ model, log, dist }));
    this.log = log;
    const output = this.#store.add(new OutputStore());
    this.#store.add(new OutputFeed({ model, programs, monitor, output }));
    this.model = model;
    this.output = output;
    this.programs = programs;
    this.monitor = monitor;
    this.#store.add(new OrphanWatch(model));
    this.actions = new ProcessActions({ model, programs, monitor });
  }

  /** What programs need in their environment to be seen. @throws Error when the window closes, or nothing can be listened on. */
  async monitorAddress(): Promise<string> {
    const address = await this.monitor.address();
    if (this.#ended) throw new Error(l10n.t('the window is closing'));
    return address;
  }

  /** @returns The id of the program's row. @throws Error when it cannot be started. */
  async run(request: RunRequest): Promise<string> {
    return this.programs.run(request, await this.monitorAddress());
  }

  /** Shows rows of an earlier session of this window; those that ran may still do so. */
  restore(rows: readonly ProcessRow[]): void {
    this.model.apply({ type: 'restored', rows, at: Date.now() });
    for (const { id, alive } of rows) if (alive) this.monitor.lookAfter(id);
  }

  /** Opens a process to a debugger. @returns The URL of its inspector. @throws Error when it does not. */
  inspect(id: string): Promise<string> {
    return this.monitor.inspect(id);
  }

  /** Closes what `inspect` has opened. @throws Error when the process does not answer. */
  uninspect(id: string): Promise<void> {
    return this.monitor.uninspect(id);
  }

  /** Removes the rows that have ended together with all their descendants. */
  clearEnded(): void {
    this.model.apply({ type: 'cleared' });
    this.programs.forgetCleared();
    this.output.retain((id) => this.model.row(id) !== undefined);
  }

  /** The window closes: every process ends, in less than a second. */
  async end(): Promise<void> {
    this.#ended = true;
    this.model.apply({ type: 'endedWithWindow', at: Date.now() });
    await this.programs.endAll();
  }

  dispose(): void {
    this.#store.dispose();
  }
}
