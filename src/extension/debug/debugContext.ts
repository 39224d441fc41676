import { commands } from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { DebugSessions } from './debugSessions.ts';

/** Keeps what the `when` clauses and enablements of the debugger's commands ask for. */
export class DebugContext implements Disposable {
  readonly #listening: Disposable;
  readonly #known = new Map<string, boolean>();

  constructor(sessions: DebugSessions) {
    this.#listening = sessions.onDidChange(() => this.#update(sessions));
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #update(sessions: DebugSessions): void {
    const tied = sessions.all().filter(({ row }) => row !== null);
    this.#set('processTree.debugging', tied.length > 0);
    this.#set(
      'processTree.anyPaused',
      tied.some(({ pause }) => pause !== null),
    );
    this.#set(
      'processTree.anyRunning',
      tied.some(({ pause }) => pause === null),
    );
  }

  #set(key: string, value: boolean): void {
    if (this.#known.get(key) === value) return;
    this.#known.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }
}
