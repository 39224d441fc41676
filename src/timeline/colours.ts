/** The colours of a timeline, as CSS writes them. */
export interface TimelineColours {
  readonly background: string;
  readonly text: string;
  readonly dim: string;
  readonly grid: string;
  readonly error: string;
  readonly running: string;
  readonly waiting: string;
  readonly paused: string;
  readonly stopping: string;
}
