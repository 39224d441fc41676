import type { Disposable } from '../base/disposable.ts';
import { DisposableStore } from '../base/disposable.ts';
import type { OutputStore } from './outputStore.ts';
import type { ProcessTreeView } from './processTreeView.ts';

const LINES = 12;
/** A process that prints without a pause is shown so often. */
const UPDATE_MS = 150;

/** Sends the view the last lines of the process that is selected in it, and nobody else's. */
export class OutputTail implements Disposable {
  readonly #view: ProcessTreeView;
  readonly #output: OutputStore;
  readonly #store = new DisposableStore();
  #selected: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(view: ProcessTreeView, output: OutputStore) {
    this.#view = view;
    this.#output = output;
    this.#store.add(
      output.onDidAppend((id) => {
        if (id === this.#selected) this.#timer ??= setTimeout(() => this.#send(), UPDATE_MS);
      }),
    );
    this.#store.add(
      view.onDidReceive((message) => {
        if (message.type === 'ready') this.#send();
        if (message.type !== 'selection') return;
        this.#selected = message.id;
        this.#send();
      }),
    );
  }

  dispose(): void {
    this.#cancel();
    this.#store.dispose();
  }

  #send(): void {
    this.#cancel();
    const id = this.#selected;
    if (id === null) return;
    const log = this.#output.get(id);
    const lines = log?.lines(LINES) ?? [];
    this.#view.post({ type: 'output', id, lines, more: Math.max(0, (log?.lineCount ?? 0) - LINES) });
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
