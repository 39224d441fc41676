import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../base/disposable.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { parseRows } from '../tree/parseRows.ts';
import { rowsOf } from '../tree/processTree.ts';
import type { Logger } from './log.ts';
import { rowsToKeep } from './rowsToKeep.ts';
import type { TreeModel } from './treeModel.ts';

const MAX_ROWS = 500;
/** Written at most so often. */
const SAVE_MS = 1000;

export interface RowStorageOptions {
  readonly model: TreeModel;
  /** Given the rows of the window's last session. */
  readonly restore: (rows: readonly ProcessRow[]) => void;
  readonly log: Logger;
  /** The editor's folder for this workspace, which need not exist; null where there is no workspace. */
  readonly folder: string | null;
}

/**
 * Keeps the rows in a file, so that after a reload of the window one sees what ended with it. In a file of our own
 * rather than in the editor's storage, since that is on the other side of a connection that is gone by the time the
 * window has closed. Synchronous, since at the end there is no time to wait; the file is small.
 */
export class RowStorage implements Disposable {
  readonly #options: RowStorageOptions;
  readonly #listening: Disposable;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** What was written last. */
  #saved: string | null = null;

  /** Restores the rows of the window's last session. */
  constructor(options: RowStorageOptions) {
    this.#options = options;
    const { model, restore } = options;
    restore(this.#read());
    this.#listening = model.onDidChange(() => this.#schedule());
  }

  save(): void {
    this.#cancel();
    const { folder, model, log } = this.#options;
    if (folder === null) return;
    const text = JSON.stringify(rowsToKeep(rowsOf(model.tree), MAX_ROWS));
    if (text === this.#saved) return;
    try {
      writeWhole(fileIn(folder), text);
      this.#saved = text;
    } catch (error) {
      log.warn(`The rows could not be kept for after a reload: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#cancel();
  }

  #read() {
    const { folder, log } = this.#options;
    if (folder === null) return [];
    try {
      return parseRows(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        log.warn(`The rows of before were not read: ${String(error)}`);
      return [];
    }
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.save(), SAVE_MS);
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function fileIn(folder: string): string {
  return path.join(folder, 'rows.json');
}

/** Under another name first, so that nobody ever reads half of it. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
