import type { Remedy } from './remedies.ts';

/** What goes wrong in normal use: the message is a sentence for people, who need no log, but a way on. */
export class ExpectedError extends Error {
  readonly remedy: Remedy;

  constructor(message: string, remedy: Remedy, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
