/** Calls back when it is asked to. One timer, only while a call is due, that does not keep the process alive. */
export class Pacer {
  readonly #callback: () => void;
  #timer: NodeJS.Timeout | null = null;
  #dueAt = Infinity;
  #notBefore = 0;

  constructor(callback: () => void) {
    this.#callback = callback;
  }

  /** Whether no call is due. */
  get idle(): boolean {
    return this.#timer === null;
  }

  /** Asks for a call in `ms`, when it may be made then; or before that, if one is due before. */
  request(ms: number): void {
    const now = milliseconds();
    const dueAt = Math.max(now + ms, this.#notBefore);
    if (dueAt >= this.#dueAt) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => this.#call(), dueAt - now).unref();
  }

  /** No call is made for so long. */
  rest(ms: number): void {
    this.#notBefore = milliseconds() + ms;
  }

  #call(): void {
    this.#timer = null;
    this.#dueAt = Infinity;
    this.#callback();
  }
}

/** Of this process. Node loads `performance` when it is first used, which takes longer than all that the agent does at the start. */
function milliseconds(): number {
  return process.uptime() * 1e3;
}
