import { l10n, ThemeIcon, window, type Terminal } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { exitText } from '../tree/exitText.ts';
import { ProgramTerminal } from './programTerminal.ts';
import type { Program, Programs } from './programs.ts';

interface Entry {
  readonly script: string;
  readonly pty: ProgramTerminal;
  readonly terminal: Terminal;
}

/** A terminal for each program. When a script is run again, its terminal of before goes. */
export class Terminals implements Disposable {
  readonly #programs: Programs;
  readonly #entries = new Map<string, Entry>();
  readonly #store = new DisposableStore();

  constructor(programs: Programs) {
    this.#programs = programs;
    this.#store.add(programs.onDidStart((program) => this.#open(program)));
    this.#store.add(programs.onDidEnd((program) => this.#end(program)));
    this.#store.add(window.onDidCloseTerminal((closed) => this.#closed(closed)));
  }

  /** Shows a program's terminal without taking the focus. @returns Whether there is one. */
  show(id: string, { preserveFocus }: { preserveFocus: boolean }): boolean {
    const entry = this.#entries.get(id);
    entry?.terminal.show(preserveFocus);
    return entry !== undefined;
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  dispose(): void {
    this.#store.dispose();
    for (const { terminal } of this.#entries.values()) terminal.dispose();
    this.#entries.clear();
  }

  #open({ id, script, process }: Program): void {
    for (const [old, entry] of this.#entries) {
      if (entry.script !== script || !entry.pty.ended) continue;
      this.#entries.delete(old);
      entry.terminal.dispose();
    }
    const pty = new ProgramTerminal(process, (action) => this.#programs.stopGroup(id, action));
    const options = { name: process.name, pty, iconPath: new ThemeIcon('type-hierarchy-sub'), isTransient: true };
    this.#entries.set(id, { script, pty, terminal: window.createTerminal(options) });
  }

  #closed(closed: Terminal): void {
    for (const [id, { terminal, pty }] of this.#entries) {
      if (terminal !== closed) continue;
      pty.close(); // the editor does not tell one that it has never shown
      this.#entries.delete(id);
    }
  }

  #end({ id, process }: Program): void {
    const { exitcode, signal } = process;
    this.#entries
      .get(id)
      ?.pty.end(l10n.t('{0} ended with exit code {1}', process.name, exitText({ exitcode, signal })));
  }
}
