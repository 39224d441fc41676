/**
 * The monitor protocol, version 1: newline-delimited JSON between an agent (in each process of a program) and a
 * server (in whoever watches). docs/monitor-protocol.md describes it for agents in other languages.
 */

import type { ActivityMessage } from './activityMessages.ts';
import type { Location } from './location.ts';

export const PROTOCOL_VERSION = 1;

/** A longer line is refused and its connection dropped, so that garbage cannot fill the memory. */
export const MAX_LINE_BYTES = 1024 * 1024;

export interface ErrorInfo {
  readonly name: string;
  readonly message: string;
  /** The trace, its first lines. */
  readonly stack?: string;
}

/** What a process says of itself when it connects. Times are milliseconds since the epoch. */
export interface ProcessDescription {
  /** Unique over time; never reused, unlike a pid. */
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly pid: number;
  readonly daemon: boolean;
  readonly startedAt: number;
  /** The program's main script, an absolute path; null when there is none. */
  readonly script: string | null;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Such as `node 24.21.0`. */
  readonly runtime: string;
}

// ── from the agent ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface HelloMessage {
  readonly type: 'hello';
  readonly version: number;
  readonly token: string;
  readonly process: ProcessDescription;
}

/** Said by the parent, once its child has a pid. */
export interface StartedMessage {
  readonly type: 'started';
  readonly id: string;
  readonly parentId: string;
  readonly name: string;
  readonly pid: number;
  readonly daemon: boolean;
  readonly at: number;
  readonly target: string | null;
  readonly args: string | null;
  readonly location: Location | null;
}

export interface NamedMessage {
  readonly type: 'named';
  readonly id: string;
  readonly name: string;
}

/** The parent has asked its child to end (`SIGTERM`, `SIGKILL`, `SIGINT`). */
export interface StoppingMessage {
  readonly type: 'stopping';
  readonly id: string;
  readonly signal: string;
  readonly at: number | null;
}

export interface EndedMessage {
  readonly type: 'ended';
  readonly id: string;
  readonly at: number;
  /** 0, n for `process.exit(n)`, 1 for an uncaught error, −signal when killed; null when it is not known. */
  readonly exitcode: number | null;
  readonly signal: string | null;
  readonly error: ErrorInfo | null;
}

/** A join of the parent's has been answered. */
export interface JoinedMessage {
  readonly type: 'joined';
  readonly id: string;
  readonly at: number;
}

export type OutputStream = 'stdout' | 'stderr';

/** A piece of what was written, which need not be whole lines. */
export interface OutputChunk {
  readonly stream: OutputStream;
  readonly at: number;
  readonly text: string;
}

/** What the process has printed since the last time. */
export interface OutputMessage {
  readonly type: 'output';
  readonly id: string;
  /** How many lines before it were left out, since they came too fast. */
  readonly skipped: number;
  readonly chunks: readonly OutputChunk[];
}

/**
 * The answer to a command. A join that timed out is no error: its `exitcode` is null. `url` answers `inspect`: where the
 * debugger connects to.
 */
export type ResultMessage =
  | {
      readonly type: 'result';
      readonly seq: number;
      readonly ok: true;
      readonly exitcode: number | null;
      readonly url?: string;
    }
  | { readonly type: 'result'; readonly seq: number; readonly ok: false; readonly error: ErrorInfo };

/** What happens to a process, as it or its parent tells. */
export type LifeMessage = StartedMessage | NamedMessage | StoppingMessage | EndedMessage | JoinedMessage;
export type ProcessMessage = LifeMessage | ActivityMessage;
export type AgentMessage = HelloMessage | ProcessMessage | OutputMessage | ResultMessage;

// ── from the server ────────────────────────────────────────────────────────────────────────────────────────────────

export interface WelcomeMessage {
  readonly type: 'welcome';
  readonly version: number;
}

/** The connection is closed after it: a wrong token, an unknown version. */
export interface RefusedMessage {
  readonly type: 'refused';
  readonly reason: string;
}

/** On a child: a call on the Process object that its parent has. */
export type ChildAction = 'terminate' | 'kill' | 'interrupt' | 'join';
/** On the process itself: open it to a debugger, and close it again. */
export type OwnAction = 'inspect' | 'uninspect';
export type Action = ChildAction | OwnAction;

/** To the agent of the parent of `id`, or, of an OwnAction, of `id` itself. */
export interface CommandMessage {
  readonly type: 'command';
  readonly seq: number;
  readonly action: Action;
  readonly id: string;
  /** Of a join, in seconds; null waits for ever. */
  readonly timeout: number | null;
}

/** Gives up waiting for a join; it is answered with an AbortError. */
export interface CancelMessage {
  readonly type: 'cancel';
  readonly seq: number;
}

export type ServerMessage = WelcomeMessage | RefusedMessage | CommandMessage | CancelMessage;
