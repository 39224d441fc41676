import { l10n, window, workspace, type EnvironmentVariableCollection } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { MONITOR_VARIABLE } from '../base/environment.ts';
import { formatMonitorAddress, type MonitorAddress } from '../monitor/address.ts';
import { lastingServer } from './lastingServer.ts';
import type { Session } from './session.ts';
import { readSettings, WATCH_TERMINALS_SETTING } from './settings.ts';

export interface TerminalWatchOptions {
  readonly collection: EnvironmentVariableCollection;
  readonly address: MonitorAddress;
  readonly session: Session;
}

/**
 * Lets programs that are started in the window's terminals, and by its tasks, be seen: new terminals are told where the
 * monitor is. That is kept by the editor, since a terminal may be opened before this extension is active, and the address
 * is the same in each session of the workspace, so that what outlives a reload finds the window again.
 */
export class TerminalWatch implements Disposable {
  readonly #options: TerminalWatchOptions;
  readonly #store = new DisposableStore();
  readonly #ending = new AbortController();
  #listening: Promise<string | null> | null = null;

  constructor(options: TerminalWatchOptions) {
    this.#options = options;
    this.#store.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(WATCH_TERMINALS_SETTING)) this.#tellTerminals();
      }),
    );
    this.#store.add(window.onDidOpenTerminal(() => void this.listen()));
    this.#tellTerminals();
    if (window.terminals.length > 0) void this.listen();
  }

  /**
   * From now on programs can connect, if they are to.
   * @returns What they must have in their environment to find the window, in later sessions too; null when they are not
   *   to, or it cannot be listened there.
   */
  async listen(): Promise<string | null> {
    if (!readSettings().watchTerminals) return null;
    this.#listening ??= this.#listen();
    return this.#listening;
  }

  dispose(): void {
    this.#ending.abort();
    this.#store.dispose();
  }

  async #listen(): Promise<string | null> {
    const { address, session } = this.#options;
    const { log, monitor } = session;
    const { signal } = this.#ending;
    try {
      const server = await lastingServer({ address, log, signal });
      if (signal.aborted) {
        server.dispose();
        return null;
      }
      monitor.attach(server);
      if (server.env !== formatMonitorAddress(address)) this.#setVariable(server.env, false);
      return server.env;
    } catch (error) {
      this.#listening = null;
      if (!signal.aborted) log.warn(`Programs in terminals are not shown: ${String(error)}`);
      return null;
    }
  }

  #tellTerminals(): void {
    if (readSettings().watchTerminals) this.#setVariable(formatMonitorAddress(this.#options.address), true);
    else this.#options.collection.clear();
  }

  #setVariable(value: string, persistent: boolean): void {
    const { collection } = this.#options;
    collection.persistent = persistent;
    collection.description = l10n.t('Shows programs that use multiprocessing-ts in the Process Tree');
    collection.replace(MONITOR_VARIABLE, value);
  }
}
