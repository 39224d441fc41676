import { commands } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { FromWebview } from '../tree/messages.ts';
import type { ProcessTreeView } from './processTreeView.ts';

/** Checks off the steps of the walkthrough that are done with the view's own buttons and links, and not by a command. */
export class WalkthroughProgress implements Disposable {
  readonly #done = new Set<string>();
  readonly #listening: Disposable;

  constructor(view: ProcessTreeView) {
    this.#listening = view.onDidReceive((message) => this.#note(stepOf(message)));
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #note(step: string | null): void {
    if (step === null || this.#done.has(step)) return;
    this.#done.add(step);
    void commands.executeCommand('setContext', `processTree.used.${step}`, true);
  }
}

function stepOf(message: FromWebview): string | null {
  if (message.type === 'watchLives') return message.watch ? 'timeline' : null;
  if (message.type === 'open') return 'wait';
  if (message.type !== 'command') return null;
  return message.command === 'terminate' || message.command === 'join' ? message.command : null;
}
