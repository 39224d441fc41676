/** The chunks that a worker has been sent and has not begun, and which of them it may begin. Knows nothing of sockets. */
import type { Frame } from './frameReader.ts';
import { readTask, type TaskFrame } from './frames.ts';

export interface SentTask extends TaskFrame {
  readonly frame: Frame;
}

export class TaskQueue {
  #tasks: SentTask[] = [];
  /** The next one to look at. */
  #next = 0;
  /** What may be started whatever its deadline. */
  #granted: number | null = null;
  #asked: number | null = null;
  readonly #ask: (chunk: number) => void;
  readonly #clock: () => number;

  /** @param ask Asks whether a chunk may be started after its deadline; the answer is `grant` or `drop`. */
  constructor(ask: (chunk: number) => void, clock: () => number) {
    this.#ask = ask;
    this.#clock = clock;
  }

  get isEmpty(): boolean {
    return this.#next === this.#tasks.length;
  }

  add(frame: Frame): void {
    if (this.isEmpty) [this.#tasks, this.#next] = [[], 0];
    this.#tasks.push({ ...readTask(frame.bytes), frame });
  }

  grant(chunk: number): void {
    this.#granted = chunk;
  }

  drop(chunk: number): void {
    const index = this.#tasks.findIndex((task, i) => i >= this.#next && task.chunk === chunk);
    if (index >= 0) this.#tasks.splice(index, 1);
    if (this.#asked === chunk) this.#asked = null;
  }

  /** The next task, if it may be started now: for this, all that was said before must have left. */
  take(hasAllLeft: boolean): SentTask | null {
    const task = this.#tasks[this.#next];
    if (task === undefined) return null;
    const mayStart =
      task.chunk === this.#granted || task.deadline === Infinity || (hasAllLeft && this.#clock() < task.deadline);
    if (mayStart) {
      this.#next++;
      return task;
    }
    if (this.#asked !== task.chunk) this.#ask(task.chunk);
    this.#asked = task.chunk;
    return null;
  }
}
