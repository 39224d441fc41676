import { StringDecoder } from 'node:string_decoder';

/** Shown at once; while nobody looks only so much of the newest output is kept. */
const KEPT_CHARACTERS = 1_000_000;

/**
 * What goes to a terminal: text with the line ends that terminals want, kept until the terminal is open.
 */
export class TerminalOutput {
  #pending: string[] = [];
  #length = 0;
  #dropped = false;
  #write: ((text: string) => void) | null = null;

  /** From now on text is passed on at once. */
  open(write: (text: string) => void): void {
    this.#write = write;
    if (this.#dropped) write('\x1b[2m… (earlier output was not kept)\x1b[0m\r\n');
    for (const text of this.#pending.splice(0)) write(text);
    this.#length = 0;
  }

  write(text: string): void {
    if (this.#write) this.#write(text);
    else this.#keep(text);
  }

  #keep(text: string): void {
    this.#pending.push(text);
    this.#length += text.length;
    while (this.#length > KEPT_CHARACTERS && this.#pending.length > 1) {
      this.#length -= this.#pending.shift()?.length ?? 0;
      this.#dropped = true;
    }
  }
}

/** A stream of a program's as text for a terminal: characters whole, `\r\n` for every line end. */
export class TerminalDecoder {
  readonly #decoder = new StringDecoder('utf8');
  #endsInReturn = false;

  decode(chunk: Buffer): string {
    const text = this.#decoder.write(chunk);
    if (text === '') return '';
    const start = this.#endsInReturn && text.startsWith('\n') ? text.slice(1) : text;
    const lineFeed = start === text ? '' : '\n';
    this.#endsInReturn = text.endsWith('\r');
    return lineFeed + start.replaceAll(/(?<!\r)\n/g, '\r\n');
  }
}
