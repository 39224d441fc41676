import { l10n, window, workspace, type EnvironmentVariableCollection } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { MONITOR_VARIABLE } from '../base/environment.ts';
import { formatMonitorAddress, type MonitorAddress } from '../monitor/address.ts';
import { lastingServer } from './lastingServer.ts';
import type { Session } from './session.ts';
import { PYTHON_PATH, pythonPathPrefix } from './pythonEnvironment.ts';
import {
  readSettings,
  TERMINAL_ENVIRONMENT_SETTING,
  terminalVariable,
  WATCH_PYTHON_SETTING,
  WATCH_TERMINALS_SETTING,
} from './settings.ts';

export interface TerminalWatchOptions {
  readonly collection: EnvironmentVariableCollection;
  readonly address: MonitorAddress;
  readonly session: Session;
  /** The folder of the bundles. */
  readonly dist: string;
}

const SETTINGS = [WATCH_TERMINALS_SETTING, WATCH_PYTHON_SETTING, TERMINAL_ENVIRONMENT_SETTING];

/**
 * Lets programs that are started in the window's terminals, and by its tasks, be seen: new terminals are told where the
 * monitor is, and Python where its agent is. That is kept by the editor, since a terminal may be opened before this extension is active, and the address
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
        if (SETTINGS.some((setting) => change.affectsConfiguration(setting))) this.#tellTerminals();
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
    const { collection, address } = this.#options;
    const { watchTerminals, watchPython } = readSettings();
    if (!watchTerminals) {
      collection.clear();
      return;
    }
    this.#setVariable(formatMonitorAddress(address), true);
    if (watchPython && process.platform !== 'win32') this.#prefixPythonPath();
    else collection.delete(PYTHON_PATH);
  }

  #setVariable(value: string, persistent: boolean): void {
    const { collection } = this.#options;
    collection.persistent = persistent;
    collection.description = l10n.t('Shows programs that use multiprocessing in the Process Tree');
    collection.replace(MONITOR_VARIABLE, value);
  }

  #prefixPythonPath(): void {
    const configured = terminalVariable(PYTHON_PATH);
    const expected = configured === undefined ? process.env[PYTHON_PATH] : configured;
    this.#options.collection.prepend(PYTHON_PATH, pythonPathPrefix(expected, this.#options.dist));
  }
}
