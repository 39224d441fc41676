import type { Disposable } from '../base/disposable.ts';
import { sampleOf, type Sample } from '../processTable/cpuUsage.ts';
import { readProcessTable, readProgram } from '../processTable/processTable.ts';
import { DescribedPrograms } from './describedPrograms.ts';
import type { Logger } from './log.ts';
import { sampleDelay, startCost } from './sampleDelay.ts';
import type { TreeEvent } from '../tree/treeEvent.ts';
import type { TreeModel } from './treeModel.ts';
import { findOthers } from './findOthers.ts';
import { liveNodes, noUsage, usageOf } from './usageOf.ts';

/** After a change of the tree, and again after what was new in a sample: then there is something to compare with. */
const SOON_MS = 500;

export interface SamplerOptions {
  readonly model: TreeModel;
  readonly log: Logger;
  /** Between two looks, in milliseconds; 0 for none at all. Asked each time. */
  readonly interval: () => number;
}

/**
 * Looks at the system's process table from time to time, while somebody watches and something runs: what the processes
 * of the tree use, and which other programs they have started. Otherwise it does nothing at all.
 */
export class ProcessSampler implements Disposable {
  readonly #options: SamplerOptions;
  readonly #listening: Disposable;
  readonly #programs = new DescribedPrograms(readProgram);
  #watched = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** When the timer comes, as performance.now() counts. */
  #due = 0;
  /** Not before: it would take too much of a processor's time. */
  #earliest = 0;
  #applying = false;
  #before: Sample | null = null;
  #failed = false;
  #reading = false;

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#listening = options.model.onDidChange(() => {
      if (!this.#applying) this.#sampleAfter(SOON_MS);
    });
  }

  /** Whether anybody sees the rows. */
  setWatched(watched: boolean): void {
    if (this.#watched === watched) return;
    this.#watched = watched;
    if (watched) this.#sampleAfter(0);
    else this.#stop();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#cancel();
    this.#watched = false;
  }

  #sampleAfter(ms: number): void {
    if (!this.#watched || this.#reading) return;
    const due = Math.max(performance.now() + ms, this.#earliest);
    if (this.#timer && this.#due <= due) return;
    if (this.#options.interval() === 0) return; // asked last: it costs more than most changes of the tree do
    this.#cancel();
    this.#due = due;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        void this.#sample();
      },
      Math.max(0, due - performance.now()),
    );
  }

  /** With nothing alive there is no next one, until the tree changes. */
  async #sample(): Promise<void> {
    const { model, log, interval } = this.#options;
    if (interval() === 0 || liveNodes(model.tree).length === 0) return this.#stop();
    const started = performance.now();
    const costOf = startCost();
    this.#reading = true;
    try {
      const sample = sampleOf(await readProcessTable(), started);
      if (this.#watched) this.#take(sample);
    } catch (error) {
      if (!this.#failed) log.warn(`CPU, memory and other programs are not shown: ${String(error)}`);
      this.#failed = true;
    }
    this.#reading = false;
    this.#earliest = performance.now() + sampleDelay(0, costOf());
    this.#sampleAfter(interval());
  }

  #take(sample: Sample): void {
    const { model } = this.#options;
    const now = Date.now();
    const processes = findOthers(model.tree, sample, now, (process) => this.#programs.describe(process));
    this.#programs.forgetEnded(sample.processes);
    this.#apply({ type: 'others', processes, at: now });
    this.#apply({ type: 'usage', processes: usageOf(model.tree, sample, this.#before) });
    this.#before = sample;
  }

  #stop(): void {
    this.#cancel();
    this.#before = null;
    const processes = noUsage(this.#options.model.tree);
    if (processes.length > 0) this.#apply({ type: 'usage', processes });
  }

  /** What it changes itself is no reason to look again. */
  #apply(event: TreeEvent): void {
    this.#applying = true;
    this.#options.model.apply(event);
    this.#applying = false;
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
