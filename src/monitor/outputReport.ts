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

/** So long a chunk grows: many short strings, each of which lives until it is told, are what the garbage collector is slow with. */
const FULL_CHUNK = 8 * 1024;

/** A chunk that is not told yet. */
interface PendingChunk {
  readonly stream: OutputStream;
  readonly at: number;
  text: string;
  /** How many lines end in it; null while it grows. */
  lines: number | null;
}

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
  #chunks: PendingChunk[] = [];
  /** The newest of the chunks, which grows. */
  #last: PendingChunk | null = null;
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
    this.#length += text.length;
    const last = this.#last;
    if (last?.stream === stream && last.at === at && last.text.length < FULL_CHUNK) last.text += text;
    else this.#begin({ stream, at, text, lines: null });
  }

  #begin(chunk: PendingChunk): void {
    const last = this.#last;
    if (last && last.text.length >= FULL_CHUNK) last.lines = linesIn(last.text);
    this.#chunks.push((this.#last = chunk));
    if (this.#length > MAX_PENDING) this.#dropTo(MAX_PENDING);
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
    const chunks: OutputChunk[] = this.#chunks.map(({ stream, at, text }) => ({ stream, at, text }));
    const message: OutputMessage = { type: 'output', id: this.#id(), skipped: this.#skipped, chunks };
    this.#chunks = [];
    this.#last = null;
    this.#length = 0;
    this.#skipped = 0;
    return message;
  }

  /** What was printed last is what one looks for. */
  #trim(limit: number): void {
    this.#dropTo(limit);
    const excess = this.#length - limit;
    const [first] = this.#chunks;
    if (excess <= 0 || !first) return;
    const { text, skipped } = endOf(first.text, first.text.length - excess);
    this.#chunks[0] = { ...first, text, lines: null };
    this.#last = this.#chunks.at(-1) ?? null;
    this.#skipped += skipped;
    this.#length = limit;
  }

  /** Drops whole chunks, as long as `limit` characters are left. */
  #dropTo(limit: number): void {
    for (let first = this.#chunks[0]; first && this.#length - first.text.length >= limit; first = this.#chunks[0]) {
      this.#chunks.shift();
      this.#length -= first.text.length;
      this.#skipped += first.lines ?? linesIn(first.text);
    }
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
