import type { Uri } from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import type { Logger } from '../log.ts';
import type { NodeLocator } from '../nodeLocator.ts';
import type { Session } from '../session.ts';
import { DebugConfigurations } from './debugConfigurations.ts';
import { debugFile } from './debugFile.ts';
import { DebugSessions } from './debugSessions.ts';

export interface DebuggingOptions {
  readonly session: Session;
  readonly locator: NodeLocator;
  readonly log: Logger;
  /** The folder of the bundles. */
  readonly dist: string;
}

/** The editor's debugger and the tree: what is debugged has a row, and a row can be debugged. */
export class Debugging implements Disposable {
  readonly sessions: DebugSessions;
  readonly #options: DebuggingOptions;
  readonly #store = new DisposableStore();

  constructor(options: DebuggingOptions) {
    this.#options = options;
    this.sessions = this.#store.add(new DebugSessions(options.session.model));
    this.#store.add(new DebugConfigurations(options));
  }

  /** As `debugFile`. */
  debugFile(script: Uri): Promise<string | null> {
    return debugFile(this.sessions, this.#options.locator, script);
  }

  dispose(): void {
    this.#store.dispose();
  }
}
