import { window } from 'vscode';
import type { Disposable } from '../base/disposable.ts';

/** What the parts below the editor log to. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** The output channel "Process Tree", made with the first line. */
export class OutputLog implements Logger, Disposable {
  #channel: ReturnType<typeof openChannel> | undefined;

  get #open() {
    return (this.#channel ??= openChannel());
  }

  info(message: string): void {
    this.#open.info(message);
  }

  warn(message: string): void {
    this.#open.warn(message);
  }

  error(message: string): void {
    this.#open.error(message);
  }

  show(): void {
    this.#open.show(true);
  }

  dispose(): void {
    this.#channel?.dispose();
  }
}

function openChannel() {
  return window.createOutputChannel('Process Tree', { log: true });
}
