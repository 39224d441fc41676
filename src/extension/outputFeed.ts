import type { Readable } from 'node:stream';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { OutputText } from '../monitor/outputText.ts';
import type { OutputStream } from '../monitor/protocol.ts';
import { subtreeOf } from '../tree/processTree.ts';
import { HeapWatch } from './heapWatch.ts';
import type { MonitorLink } from './monitorLink.ts';
import type { OutputStore } from './outputStore.ts';
import { ProcessOutput } from './processOutput.ts';
import type { Program, Programs } from './programs.ts';
import type { TreeModel } from './treeModel.ts';

export interface OutputFeedOptions {
  readonly model: TreeModel;
  readonly programs: Programs;
  readonly monitor: MonitorLink;
  readonly output: OutputStore;
}

/** More is not kept of one piece. */
const MAX_CHARACTERS = 64 * 1024;

/**
 * Brings into the store what processes print: as their agents tell, and what V8 says when a heap is full. The agent for
 * Python does not tell it (docs/python.md): there the system tells; and where it does not, the program has what all print.
 */
export class OutputFeed implements Disposable {
  readonly #options: OutputFeedOptions;
  readonly #store = new DisposableStore();

  constructor(options: OutputFeedOptions) {
    const { monitor, output, programs } = options;
    this.#options = options;
    this.#store.add(monitor.onOutput(({ id, skipped, chunks }) => output.append(id, skipped, chunks)));
    this.#store.add(programs.onDidStart((program) => this.#started(program)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #started(program: Program): void {
    if (program.language === 'node') return this.#watchHeaps(program);
    const { id, process } = program;
    if (process.relay) {
      const { model, output } = this.#options;
      const processes = new ProcessOutput({ model, output, root: id });
      process.relay.onWritten((piece) => processes.write(piece));
      return;
    }
    this.#follow(id, 'stdout', process.stdout);
    this.#follow(id, 'stderr', process.stderr);
  }

  #follow(id: string, stream: OutputStream, source: Readable): void {
    const texts = new OutputText();
    source.on('data', (data: Buffer) => {
      const { text, skipped } = texts.decode(data, null, MAX_CHARACTERS);
      this.#options.output.append(id, skipped, [{ stream, at: Date.now(), text }]);
    });
  }

  #watchHeaps({ id: root, process }: Program): void {
    const watch = new HeapWatch();
    process.stderr.on('data', (data: Buffer) => {
      const full = watch.write(data.toString('latin1')); // what is looked for is ASCII
      if (!full) return;
      const { model, output } = this.#options;
      const id = subtreeOf(model.tree, root).find(({ pid }) => pid === full.pid)?.id;
      if (id === undefined) return;
      model.apply({ type: 'outOfMemory', id });
      output.append(id, 0, [full.chunk]);
    });
  }
}
