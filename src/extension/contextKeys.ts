import { commands } from 'vscode';

/** Tells the editor what the `when` clauses and enablements of the commands ask for; each change once. */
export class ContextKeys {
  readonly #known = new Map<string, boolean>();

  /** @param name Without the extension's prefix. */
  set(name: string, value: boolean): void {
    if (this.#known.get(name) === value) return;
    this.#known.set(name, value);
    void commands.executeCommand('setContext', `processTree.${name}`, value);
  }
}
