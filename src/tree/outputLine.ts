/** A line that a process has printed, as people read it. */
export interface OutputLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `note` is no line of the process's: it says that some are left out. */
  readonly stream: 'stdout' | 'stderr' | 'note';
  /** Without control sequences. */
  readonly text: string;
}
