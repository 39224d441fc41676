import type { Disposable } from '../../base/disposable.ts';
import { ContextKeys } from '../contextKeys.ts';
import type { DebugSessions } from './debugSessions.ts';

/** Keeps what the `when` clauses and enablements of the debugger's commands ask for. */
export class DebugContext implements Disposable {
  readonly #listening: Disposable;
  readonly #keys = new ContextKeys();

  constructor(sessions: DebugSessions) {
    this.#listening = sessions.onDidChange(() => this.#update(sessions));
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #update(sessions: DebugSessions): void {
    const tied = sessions.all().filter(({ row }) => row !== null);
    this.#keys.set('debugging', tied.length > 0);
    this.#keys.set(
      'anyPaused',
      tied.some(({ pause }) => pause !== null),
    );
    this.#keys.set(
      'anyRunning',
      tied.some(({ pause }) => pause === null),
    );
  }
}
