/**
 * What the library announces about its processes, on node:diagnostics_channel.
 * The library does not know who listens, and publishing costs nothing when nobody does.
 */
import { channel } from 'node:diagnostics_channel';

/** The handle on a child that its parent's library holds; what a listener may call on it. */
export interface ProcessHandle {
  terminate(): void;
  kill(): void;
  interrupt(): void;
  /** Resolves when the process has ended, or after `timeout` seconds. */
  join(timeout?: number | null): Promise<void>;
  readonly exitcode: number | null;
}

/** Where in the user's source something was done; `line` and `column` count from 1. */
export interface SourceLocation {
  /** A file: URL. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

export interface ErrorSummary {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** `id`s are unique in a process tree and never reused, unlike pids; `at` is milliseconds since the epoch. */
export type ProcessEvent =
  | {
      readonly type: 'started';
      readonly id: string;
      readonly parentId: string;
      readonly name: string;
      readonly pid: number;
      readonly daemon: boolean;
      readonly at: number;
      /** The target function's (or the subclass's) name. */
      readonly target: string | null;
      /** The arguments, as `util.inspect` shows them, cut to a line. */
      readonly args: string | null;
      /** Where the Process object was made. */
      readonly location: SourceLocation | null;
      readonly process: ProcessHandle;
    }
  | { readonly type: 'named'; readonly id: string; readonly name: string }
  | { readonly type: 'stopping'; readonly id: string; readonly signal: string }
  | {
      readonly type: 'ended';
      readonly id: string;
      readonly at: number;
      readonly exitcode: number;
      /** The signal's name (`SIGTERM`), null when the process ended by itself. */
      readonly signal: string | null;
      /** What the process said of the error that ended it. */
      readonly error: ErrorSummary | null;
    }
  | { readonly type: 'joined'; readonly id: string; readonly at: number };

export const processChannel = channel('multiprocessing-ts.process');

export function announce(event: () => ProcessEvent): void {
  if (processChannel.hasSubscribers) processChannel.publish(event());
}
