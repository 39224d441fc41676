/** A call of a manager's object that has not been answered. */
export class PendingCall {
  /** Such as `get`. */
  readonly what: string;
  readonly answer: Promise<unknown>;
  resolve!: (value: unknown) => void;
  reject!: (reason: unknown) => void;

  constructor(what: string) {
    this.what = what;
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}
