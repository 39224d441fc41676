import { endOf, linesIn, OutputText } from './outputText.ts';
import { Pacer } from './pacer.ts';
import type { OutputChunk, OutputMessage, OutputStream } from './protocol.ts';

/** So many characters are told at once, and kept while they cannot be told. */
const MAX_PENDING = 64 * 1024;
/** A process that prints more than a burst is told of at this rate, its newest lines. */
const BURST_CHARACTERS = 256 * 1024;
const CHARACTERS_PER_MS = 64;
const LEAST_CHARACTERS = 4 * 1024;
/** What is printed is told at once, so that it is known if the process is killed; but not so often that it costs. */
const BURST_MESSAGES = 50;
const MESSAGE_MS = 20;
/** When the server does not read, it is tried again so often. */
const CONGESTED_MS = 200;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface OutputReceiver {
  /** Whether a message would leave now; `away`: there is no server, and one that comes is told by `restate`. */
  state(): 'ready' | 'congested' | 'away';
  send(message: OutputMessage): void;
}

/** What the process has printed and the server has not been told, in bounded memory. */
export class OutputReport {
  readonly #receiver: OutputReceiver;
  readonly #id: () => string;
  readonly #texts: Record<OutputStream, OutputText> = { stdout: new OutputText(), stderr: new OutputText() };
  readonly #pacer = new Pacer(() => this.#tell(Date.now()));
  readonly #messages = new Allowance(BURST_MESSAGES, 1 / MESSAGE_MS);
  readonly #characters = new Allowance(BURST_CHARACTERS, CHARACTERS_PER_MS);
  #chunks: Writable<OutputChunk>[] = [];
  /** The newest of the chunks, which grows. */
  #last: Writable<OutputChunk> | null = null;
  /** It need not be looked before whether something can be told; a clock that was set back does not count. */
  #notBefore = 0;
  #refusedAt = 0;
  #length = 0;
  #skipped = 0;

  /** @param id Of this process. */
  constructor(id: () => string, receiver: OutputReceiver) {
    this.#id = id;
    this.#receiver = receiver;
  }

  /** Of a program that prints without a pause this is most of what it costs to be watched. */
  record(stream: OutputStream, chunk: unknown, encoding: unknown): void {
    const now = Date.now();
    if (typeof chunk === 'string' && typeof encoding !== 'string' && chunk.length < MAX_PENDING) {
      this.#add(stream, chunk, now);
    } else {
      const { text, skipped } = this.#texts[stream].decode(chunk, encoding, MAX_PENDING);
      this.#skipped += skipped;
      this.#add(stream, text, now);
    }
    if (now < this.#notBefore && now >= this.#refusedAt) return;
    this.#tell(now);
  }

  /** All that is known: for a server that has just come, and at the end of the process. */
  *restate(): Generator<OutputMessage> {
    const message = this.#take(MAX_PENDING);
    if (message) yield message;
  }

  #add(stream: OutputStream, text: string, at: number): void {
    if (text === '') return;
    const last = this.#last;
    if (last?.stream === stream && last.at === at) last.text += text;
    else this.#chunks.push((this.#last = { stream, at, text }));
    this.#length += text.length;
    if (this.#length > 2 * MAX_PENDING) this.#trim(MAX_PENDING); // seldom, since it may have to cut a text
  }

  #tell(now: number): void {
    if (this.#length === 0 && this.#skipped === 0) return;
    const state = this.#receiver.state();
    if (state === 'away') return this.#refuse(now, MESSAGE_MS);
    if (state === 'congested') return this.#later(now, CONGESTED_MS);
    const characters = this.#characters.left(now);
    const isEnough = characters >= Math.min(this.#length, LEAST_CHARACTERS);
    if (!isEnough || this.#messages.left(now) < 1) return this.#later(now, MESSAGE_MS);
    const message = this.#take(Math.min(MAX_PENDING, Math.floor(characters)));
    if (!message) return;
    this.#messages.use(1);
    this.#characters.use(message.chunks.reduce((sum, { text }) => sum + text.length, 0));
    this.#receiver.send(message);
  }

  #later(now: number, ms: number): void {
    this.#refuse(now, ms);
    this.#pacer.request(ms);
  }

  #refuse(now: number, ms: number): void {
    this.#refusedAt = now;
    this.#notBefore = now + ms;
  }

  #take(limit: number): OutputMessage | null {
    this.#trim(limit);
    if (this.#chunks.length === 0 && this.#skipped === 0) return null;
    const message: OutputMessage = { type: 'output', id: this.#id(), skipped: this.#skipped, chunks: this.#chunks };
    this.#chunks = [];
    this.#last = null;
    this.#length = 0;
    this.#skipped = 0;
    return message;
  }

  /** What was printed last is what one looks for. */
  #trim(limit: number): void {
    let excess = this.#length - limit;
    if (excess <= 0) return;
    let dropped = 0;
    for (let first = this.#chunks[dropped]; first && first.text.length <= excess; first = this.#chunks[++dropped]) {
      excess -= first.text.length;
      this.#skipped += linesIn(first.text);
    }
    const [first, ...rest] = this.#chunks.slice(dropped);
    this.#chunks = first ? [this.#shortened(first, excess), ...rest] : [];
    this.#last = this.#chunks.at(-1) ?? null;
    this.#length = limit;
  }

  #shortened(chunk: OutputChunk, excess: number): OutputChunk {
    const { text, skipped } = endOf(chunk.text, chunk.text.length - excess);
    this.#skipped += skipped;
    return { ...chunk, text };
  }
}

/** So much at once, and then as much as time brings. */
class Allowance {
  readonly #limit: number;
  readonly #perMs: number;
  #amount: number;
  #at = 0;

  constructor(limit: number, perMs: number) {
    this.#limit = limit;
    this.#perMs = perMs;
    this.#amount = limit;
  }

  left(now: number): number {
    this.#amount = Math.min(this.#limit, this.#amount + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
    return this.#amount;
  }

  use(amount: number): void {
    this.#amount -= amount;
  }
}
