import { EventEmitter, l10n, type Pseudoterminal } from 'vscode';
import type { Readable } from 'node:stream';
import { LineEditor, type LineAction } from './lineEditor.ts';
import type { StopAction } from '../tree/treeEvent.ts';
import type { ProgramProcess } from './programProcess.ts';
import { TerminalDecoder, TerminalOutput } from './terminalOutput.ts';

/** Written to the terminal at once at most; a program that writes more than this in a frame waits. */
const FRAME_CHARACTERS = 128 * 1024;
const FRAME_MS = 16;
/** Ctrl-C again within this time is meant for a program that does not listen. */
const IMPATIENCE_MS = 1000;

/** The terminal of a program that reads lines from a pipe: what it writes, what is typed, how it ended. */
export class ProgramTerminal implements Pseudoterminal {
  readonly #written = new EventEmitter<string>();
  readonly onDidWrite = this.#written.event;
  readonly #output = new TerminalOutput();
  readonly #editor = new LineEditor();
  readonly #program: ProgramProcess;
  readonly #stop: (action: StopAction) => void;
  #frame = '';
  #timer: ReturnType<typeof setTimeout> | null = null;
  #interrupts: number[] = [];
  #ended = false;

  /** @param stop Sends a signal to the program and all that belong to its group. */
  constructor(program: ProgramProcess, stop: (action: StopAction) => void) {
    this.#program = program;
    this.#stop = stop;
    this.#follow(program.stdout);
    this.#follow(program.stderr);
  }

  open(): void {
    this.#output.open((text) => this.#written.fire(text));
  }

  close(): void {
    if (!this.#ended) this.#stop('terminate');
  }

  handleInput(data: string): void {
    if (this.#ended) return;
    const { echo, actions } = this.#editor.type(data);
    if (echo) this.#write(echo);
    for (const action of actions) this.#act(action);
  }

  /** The last line. @param how Such as `app.ts ended with exit code 0`. */
  end(how: string): void {
    this.#ended = true;
    this.#write(notice(how));
  }

  get ended(): boolean {
    return this.#ended;
  }

  #act(action: LineAction): void {
    switch (action.type) {
      case 'input':
        this.#program.stdin.write(action.text);
        return;
      case 'end':
        this.#program.stdin.end();
        return;
      case 'interrupt':
        this.#interrupt();
    }
  }

  /** Once interrupts; a second time offers, and a third time does, what nothing survives. */
  #interrupt(): void {
    const now = Date.now();
    this.#interrupts = [...this.#interrupts.filter((at) => now - at < IMPATIENCE_MS), now];
    if (this.#interrupts.length > 2) return this.#stop('kill');
    this.#stop('interrupt');
    if (this.#interrupts.length === 2) this.#write(notice(l10n.t('Press Ctrl-C once more to kill it.')));
  }

  #follow(stream: Readable): void {
    const decoder = new TerminalDecoder();
    stream.on('data', (chunk: Buffer) => {
      this.#write(decoder.decode(chunk));
      if (this.#frame.length < FRAME_CHARACTERS) return;
      stream.pause();
      setTimeout(() => stream.resume(), FRAME_MS);
    });
    stream.on('error', () => {}); // its other end is gone, which the exit tells
  }

  /** A frame at a time: a program may write thousands of pieces in one. */
  #write(text: string): void {
    this.#frame += text;
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const frame = this.#frame;
      this.#frame = '';
      this.#output.write(frame);
    }, FRAME_MS);
  }
}

/** As VS Code's own terminals mark what does not come from the program. */
function notice(text: string): string {
  return `\r\n\x1b[0m\x1b[7m * \x1b[0m ${text} \x1b[0m\r\n`;
}
