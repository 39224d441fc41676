import { readAncestors } from '../processTable/processTable.ts';
import { OutputText } from '../monitor/outputText.ts';
import type { OutputChunk, OutputStream } from '../monitor/protocol.ts';
import { subtreeOf } from '../tree/processTree.ts';
import type { WrittenPiece } from './outputFrames.ts';
import type { OutputStore } from './outputStore.ts';
import type { TreeModel } from './treeModel.ts';

export interface ProcessOutputOptions {
  readonly model: TreeModel;
  readonly output: OutputStore;
  /** The program's row. */
  readonly root: string;
}

/** More is not kept of one piece. */
const MAX_CHARACTERS = 64 * 1024;
/** A process may print before its parent has told of it. */
const PATIENCE_SECONDS = 0.5;
/** Of so many processes the beginning of a character may be waited for; then those that were heard of first are forgotten. */
const MAX_PROCESSES = 1000;

/** Gives each process of a program what it has printed; what none of them has, its closest ancestor that is one. */
export class ProcessOutput {
  readonly #options: ProcessOutputOptions;
  readonly #texts = new Map<number, Record<OutputStream, OutputText>>();
  /** Of pids that have no row yet. */
  readonly #waiting = new Map<number, { readonly skipped: number; readonly chunk: OutputChunk }[]>();

  constructor(options: ProcessOutputOptions) {
    this.#options = options;
  }

  write({ pid, stream, data }: WrittenPiece): void {
    const { text, skipped } = this.#textsOf(pid)[stream].decode(data, null, MAX_CHARACTERS);
    const chunk = { stream, at: Date.now(), text };
    const waiting = this.#waiting.get(pid);
    const id = waiting ? null : this.#rowOf(pid);
    if (waiting) waiting.push({ skipped, chunk });
    else if (id !== null) this.#options.output.append(id, skipped, [chunk]);
    else {
      this.#waiting.set(pid, [{ skipped, chunk }]);
      void this.#settle(pid);
    }
  }

  async #settle(pid: number): Promise<void> {
    const { model, output, root } = this.#options;
    const ancestors = await readAncestors(pid); // now, while it lives
    await model.until(() => this.#rowOf(pid) !== null, PATIENCE_SECONDS);
    const ids = [pid, ...ancestors.map((ancestor) => ancestor.pid)].map((each) => this.#rowOf(each));
    const id = ids.find((each) => each !== null) ?? root;
    const waiting = this.#waiting.get(pid) ?? [];
    this.#waiting.delete(pid);
    for (const { skipped, chunk } of waiting) output.append(id, skipped, [chunk]);
  }

  /** The last one with that number. */
  #rowOf(pid: number): string | null {
    const rows = subtreeOf(this.#options.model.tree, this.#options.root);
    return rows.findLast((row) => row.pid === pid && row.kind === 'process')?.id ?? null;
  }

  #textsOf(pid: number): Record<OutputStream, OutputText> {
    const texts = this.#texts.get(pid) ?? { stdout: new OutputText(), stderr: new OutputText() };
    this.#texts.set(pid, texts);
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= MAX_PROCESSES) break;
      this.#texts.delete(oldest);
    }
    return texts;
  }
}
