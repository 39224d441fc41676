import { window, workspace } from 'vscode';
import path from 'node:path';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { NodeLocator } from './nodeLocator.ts';
import { nodeProblemText } from './nodeProblemText.ts';
import type { ProcessTreeView } from './processTreeView.ts';
import { findNode, runBlockedByTrust } from './runScript.ts';
import { activeScript } from './scriptFiles.ts';
import { NODE_PATH_SETTING } from './settings.ts';

/** Keeps the view informed of what it can offer: which file would be run, or why none can. */
export class Environment implements Disposable {
  readonly #view: ProcessTreeView;
  readonly #locator: NodeLocator;
  readonly #store = new DisposableStore();
  /** Of the Node that would be used; undefined until the view has been opened, since asking it starts a process. */
  #nodeProblem: string | null | undefined;

  constructor(view: ProcessTreeView, locator: NodeLocator) {
    this.#view = view;
    this.#locator = locator;
    this.#store.add(window.onDidChangeActiveTextEditor(() => this.#update()));
    this.#store.add(workspace.onDidGrantWorkspaceTrust(() => this.refresh()));
    this.#store.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(NODE_PATH_SETTING) && this.#nodeProblem !== undefined) this.refresh();
      }),
    );
    this.#update();
  }

  /** Looks for a Node, too. */
  refresh(): void {
    this.#update();
    if (runBlockedByTrust() === null) void this.#checkNode();
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #checkNode(): Promise<void> {
    const search = await findNode(this.#locator);
    this.#nodeProblem = search.ok ? null : nodeProblemText(search.problem);
    this.#update();
  }

  #update(): void {
    const script = activeScript();
    const untrusted = runBlockedByTrust();
    this.#view.setEnvironment({
      runBlocked: untrusted ?? this.#nodeProblem ?? null,
      remedy: untrusted !== null ? 'manageTrust' : this.#nodeProblem ? 'openNodePath' : null,
      currentFile: script ? path.basename(script.fsPath) : null,
    });
  }
}
