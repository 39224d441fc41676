import { debug, type Uri } from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import type { Logger } from '../log.ts';
import type { NodeLocator } from '../nodeLocator.ts';
import type { Session } from '../session.ts';
import type { TerminalWatch } from '../terminalWatch.ts';
import { Attachments } from './attachments.ts';
import { DebugConfigurations } from './debugConfigurations.ts';
import { DebugContext } from './debugContext.ts';
import { DebugControl } from './debugControl.ts';
import { debugFile } from './debugFile.ts';
import { debuggeeMonitor } from './debuggeeMonitor.ts';
import { DebugSessions } from './debugSessions.ts';

export interface DebuggingOptions {
  readonly session: Session;
  readonly watch: TerminalWatch;
  readonly locator: NodeLocator;
  readonly log: Logger;
  /** The folder of the bundles. */
  readonly dist: string;
}

/** The editor's debugger and the tree: what is debugged has a row, and a row can be debugged. */
export class Debugging implements Disposable {
  readonly sessions: DebugSessions;
  readonly control: DebugControl;
  readonly attachments: Attachments;
  readonly #options: DebuggingOptions;
  readonly #store = new DisposableStore();

  constructor(options: DebuggingOptions) {
    this.#options = options;
    this.sessions = this.#store.add(new DebugSessions(options.session.model));
    this.control = new DebugControl(options.session.model, this.sessions);
    this.attachments = this.#store.add(new Attachments(options.session, options.log));
    this.#store.add(
      new DebugConfigurations({ ...options, monitorAddress: () => debuggeeMonitor(options.watch, options.session) }),
    );
    this.#store.add(new DebugContext(this.sessions));
  }

  /** As `debugFile`. */
  debugFile(script: Uri): Promise<string | null> {
    return debugFile(this.sessions, this.#options.locator, script);
  }

  /**
   * The row that a command of the debugger's views and toolbar is about.
   * @param context What the editor gives it: of an entry of the call stack its session, or an object that names it;
   *   nothing for the session that the toolbar is about. What names a row is that.
   */
  rowOfContext(context: readonly unknown[]): string | null {
    const row = stringField(context[0], 'processId');
    if (row !== undefined) return row;
    const named = context.map((one) => stringField(one, 'sessionId')).find((id) => id !== undefined);
    const id = named ?? debug.activeStackItem?.session.id ?? debug.activeDebugSession?.id;
    return id === undefined ? null : this.sessions.rowOf(id);
  }

  dispose(): void {
    this.#store.dispose();
  }
}

function stringField(argument: unknown, name: 'sessionId' | 'processId'): string | undefined {
  const fields = (argument ?? {}) as Readonly<Record<string, unknown>>;
  return typeof fields[name] === 'string' ? fields[name] : undefined;
}
