import type { Disposable } from '../base/disposable.ts';
import { longJobs, type LongJob } from '../tree/longJobs.ts';
import { jobText } from '../tree/workText.ts';
import type { TreeModel } from './treeModel.ts';

/** So often it is looked at the tree, which may change much faster. */
const LOOK_EVERY_MS = 250;

/** The editor's own display of one thing that goes on. */
export interface ProgressDisplay {
  report(message: string): void;
  end(): void;
}

/** Tells, while the pools of programs of this window do long work, how far they are. */
export class PoolProgress implements Disposable {
  readonly #model: TreeModel;
  readonly #begin: (title: string) => ProgressDisplay;
  readonly #shown = new Map<string, ProgressDisplay>();
  readonly #listening: Disposable;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;

  constructor(model: TreeModel, begin: (title: string) => ProgressDisplay) {
    this.#model = model;
    this.#begin = begin;
    this.#listening = model.onDidChange(() => this.#request(LOOK_EVERY_MS));
  }

  dispose(): void {
    this.#listening.dispose();
    clearTimeout(this.#timer);
    this.#endAllBut(new Set());
  }

  #update(): void {
    const now = Date.now();
    const { jobs, nextAt } = longJobs(this.#model.tree, now);
    this.#endAllBut(new Set(jobs.map(({ key }) => key)));
    for (const job of jobs) this.#show(job);
    if (nextAt !== null) this.#request(nextAt - now);
  }

  /** Looks in so long, or before that, if that is due. */
  #request(ms: number): void {
    const dueAt = Date.now() + ms;
    if (dueAt >= this.#dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#dueAt = Infinity;
      this.#update();
    }, ms);
  }

  #show({ key, row, job }: LongJob): void {
    const display = this.#shown.get(key) ?? this.#begin(`${row.name}: ${job.name}`);
    this.#shown.set(key, display);
    display.report(jobText(job));
  }

  #endAllBut(kept: ReadonlySet<string>): void {
    for (const [key, display] of this.#shown) {
      if (kept.has(key)) continue;
      this.#shown.delete(key);
      display.end();
    }
  }
}
