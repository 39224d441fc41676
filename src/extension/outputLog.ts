import { stripVTControlCharacters } from 'node:util';
import { l10n } from '../base/l10n.ts';
import type { OutputChunk, OutputStream } from '../monitor/protocol.ts';
import type { OutputLine } from '../tree/outputLine.ts';

const MAX_LINES = 2000;
const MAX_CHARACTERS = 256 * 1024;
/** So much is dropped at once, since dropping moves all the rest. */
const SLACK = 1.25;

interface Entry {
  readonly at: number;
  readonly stream: OutputLine['stream'];
  raw: string;
}

/** The newest lines that one process has printed. */
export class OutputLog {
  #entries: Entry[] = [];
  #length = 0;
  #dropped = 0;
  /** The lines that have not been ended. */
  readonly #open: Record<OutputStream, Entry | null> = { stdout: null, stderr: null };

  /** In characters. */
  get size(): number {
    return this.#length;
  }

  /** @param skipped How many lines before the chunks were left out. */
  append(skipped: number, chunks: readonly OutputChunk[]): void {
    if (skipped > 0) this.#push({ at: chunks[0]?.at ?? Date.now(), stream: 'note', raw: leftOut(skipped) });
    for (const chunk of chunks) this.#write(chunk);
    if (this.#entries.length > MAX_LINES * SLACK || this.#length > MAX_CHARACTERS * SLACK) this.#drop();
  }

  /** The last `count` lines; all that there are, where none is given. */
  lines(count: number = Infinity): OutputLine[] {
    const lines = this.#entries.slice(-Math.min(count, this.#entries.length) || undefined).map(lineOf);
    const first = this.#entries[0];
    if (this.#dropped === 0 || !first || count < this.#entries.length) return lines;
    return [{ at: first.at, stream: 'note', text: leftOut(this.#dropped) }, ...lines];
  }

  get lineCount(): number {
    return this.#entries.length + this.#dropped;
  }

  #write({ stream, at, text }: OutputChunk): void {
    const [first = '', ...rest] = text.split('\n');
    const open = this.#open[stream];
    if (open) {
      open.raw += first;
      this.#length += first.length;
    } else if (first !== '' || rest.length > 0) this.#open[stream] = this.#push({ at, stream, raw: first });
    const last = rest.pop();
    if (last === undefined) return;
    for (const raw of rest) this.#push({ at, stream, raw });
    this.#open[stream] = last === '' ? null : this.#push({ at, stream, raw: last });
  }

  #push(entry: Entry): Entry {
    this.#entries.push(entry);
    this.#length += entry.raw.length;
    return entry;
  }

  #drop(): void {
    let count = Math.max(0, this.#entries.length - MAX_LINES);
    let length = this.#entries.slice(count).reduce((sum, { raw }) => sum + raw.length, 0);
    for (; length > MAX_CHARACTERS && count < this.#entries.length - 1; count++)
      length -= this.#entries[count]?.raw.length ?? 0;
    this.#entries = this.#entries.slice(count);
    this.#dropped += count;
    this.#length = length;
  }
}

/** As a terminal would leave it: without colours, and what was written over is gone. */
function lineOf({ at, stream, raw }: Entry): OutputLine {
  const text = stripVTControlCharacters(raw).replace(/\r+$/, '');
  return { at, stream, text: text.slice(text.lastIndexOf('\r') + 1) };
}

function leftOut(lines: number): string {
  return lines === 1 ? l10n.t('… 1 line left out') : l10n.t('… {0} lines left out', lines);
}
