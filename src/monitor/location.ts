/** A place in source code, as messages tell it: `line` and `column` count from 1. */
export interface Location {
  /** A file: URL. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
}
