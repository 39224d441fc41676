/** Makes a call in the next frame, once, however often it is asked for. */
export class OncePerFrame {
  readonly #call: () => void;
  #frame: number | undefined;

  constructor(call: () => void) {
    this.#call = call;
  }

  request(): void {
    if (this.#frame !== undefined) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#call();
    });
  }
}
