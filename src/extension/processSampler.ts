import type { Disposable } from '../base/disposable.ts';
import { sampleOf, type Sample } from '../processTable/cpuUsage.ts';
import { readProcessTable } from '../processTable/processTable.ts';
import type { Logger } from './log.ts';
import { sampleDelay } from './sampleDelay.ts';
import type { TreeModel } from './treeModel.ts';
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
 * of the tree use. Otherwise it does nothing at all.
 */
export class ProcessSampler implements Disposable {
  readonly #options: SamplerOptions;
  readonly #listening: Disposable;
  #watched = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #before: Sample | null = null;
  #failed = false;
  #reading = false;

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#listening = options.model.onDidChange(() => this.#sampleAfter(SOON_MS));
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
    if (!this.#watched || this.#timer || this.#reading || this.#options.interval() === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#sample();
    }, ms);
  }

  /** With nothing alive there is no next one, until the tree changes. */
  async #sample(): Promise<void> {
    const { model, log, interval } = this.#options;
    if (interval() === 0 || liveNodes(model.tree).length === 0) return this.#stop();
    const started = performance.now();
    this.#reading = true;
    try {
      const sample = sampleOf(await readProcessTable(), started);
      if (this.#watched) this.#take(sample);
    } catch (error) {
      if (!this.#failed) log.warn(`CPU and memory are not shown: ${String(error)}`);
      this.#failed = true;
    }
    this.#reading = false;
    this.#sampleAfter(sampleDelay(interval(), performance.now() - started));
  }

  #take(sample: Sample): void {
    const { model } = this.#options;
    model.apply({ type: 'usage', processes: usageOf(model.tree, sample, this.#before) });
    this.#before = sample;
  }

  #stop(): void {
    this.#cancel();
    this.#before = null;
    const { model } = this.#options;
    const processes = noUsage(model.tree);
    if (processes.length > 0) model.apply({ type: 'usage', processes });
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
