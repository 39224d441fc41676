import type { Disposable, Uri } from 'vscode';
import type { ProcessRow } from '../tree/processRow.ts';

/** What other extensions get: `extensions.getExtension('…').activate()` resolves to it. */
export interface ProcessTreeApi {
  readonly version: 1;
  /** All rows: roots as they came, each followed by its descendants. */
  tree(): ProcessRow[];
  /** Calls back after each change of the tree. */
  onDidChangeTree(listener: () => void): Disposable;
  /**
   * Runs a script as Run File does.
   * @returns The id of its row.
   * @throws Error that says why it cannot be run.
   */
  run(uri: Uri, args?: readonly string[]): Promise<string>;
  /** Sends SIGTERM. @throws Error when the process has ended or cannot be asked. */
  terminate(id: string): Promise<void>;
  /**
   * Waits for the end of a process, as its parent.
   * @param timeout In seconds; without it waits for ever.
   * @returns Its exit code; null when it has not ended in time.
   * @throws Error when nobody can join it.
   */
  join(id: string, timeout?: number | null): Promise<number | null>;
}

export type { ProcessRow };
