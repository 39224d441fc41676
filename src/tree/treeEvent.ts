import type { ProcessDescription, ProcessMessage } from '../monitor/protocol.ts';
import type { ProcessRow, RowDebug } from './processRow.ts';

/** A program that this window starts itself. `at` is milliseconds since the epoch. */
export interface LaunchedEvent {
  readonly type: 'launched';
  /** Given to the program in its environment, so that its agent's hello has the same. */
  readonly id: string;
  readonly name: string;
  /** null until it is spawned; a second `launched` with the pid may follow. */
  readonly pid: number | null;
  readonly daemon: boolean;
  /** An absolute path. */
  readonly script: string;
  /** What follows the script on its command line. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly at: number;
}

/** A program that is no process of the library, but that one has started. */
export interface OtherProcess {
  readonly id: string;
  readonly parentId: string;
  readonly name: string;
  readonly pid: number;
  readonly startedAt: number;
  readonly commandLine: string;
}

/** What a process uses, as the system tells. Both null: it is not measured any more. */
export interface Usage {
  readonly id: string;
  /** Of one core, in percent. */
  readonly cpu: number | null;
  /** In bytes. */
  readonly memory: number | null;
}

/** What agents say. `bySelf`: of its own end; its parent's (or this window's) word on that counts more. */
type AgentEvent =
  | Exclude<ProcessMessage, { type: 'ended' }>
  | (Extract<ProcessMessage, { type: 'ended' }> & { readonly bySelf?: boolean });

export type StopAction = 'terminate' | 'kill' | 'interrupt';

export const STOP_SIGNALS = { terminate: 'SIGTERM', kill: 'SIGKILL', interrupt: 'SIGINT' } as const;

/** Everything that can happen to the tree. `ended`, `stopping` and `joined` of a launched program come from the host. */
export type TreeEvent =
  | LaunchedEvent
  | AgentEvent
  | { readonly type: 'connected'; readonly process: ProcessDescription }
  /** The connection of its agent is closed: the process has ended, is about to, or cannot be reached. */
  | { readonly type: 'disconnected'; readonly id: string }
  /** Nobody has said how a disconnected process ended, and the host waits no longer; see `applyEvent`. */
  | { readonly type: 'lost'; readonly id: string; readonly at: number }
  | { readonly type: 'commandSent'; readonly id: string; readonly action: StopAction; readonly at: number }
  /** Its runtime has said that its heap is full, which it does not survive. */
  | { readonly type: 'outOfMemory'; readonly id: string }
  /** `message` is a sentence for people. */
  | {
      readonly type: 'commandFailed';
      readonly id: string;
      readonly action: StopAction | 'join';
      readonly message: string;
    }
  /** Its parent ended then, and it still runs. */
  | { readonly type: 'orphaned'; readonly id: string; readonly at: number }
  /** All other programs that run now; those of before that are not among them have ended. */
  | { readonly type: 'others'; readonly processes: readonly OtherProcess[]; readonly at: number }
  /** Of some processes. */
  | { readonly type: 'usage'; readonly processes: readonly Usage[] }
  /** A join asked for here is waiting. */
  | { readonly type: 'joining'; readonly id: string }
  /** It waits no longer: given up, or its time was over. */
  | { readonly type: 'joinCancelled'; readonly id: string }
  /** How the process stands in the editor's debugger. */
  | { readonly type: 'debugged'; readonly id: string; readonly debug: RowDebug }
  /** Its debug session is being stopped, and ends it. */
  | { readonly type: 'debugStopped'; readonly id: string }
  /** The debugger has gone from it. */
  | { readonly type: 'debugEnded'; readonly id: string }
  /** Removes every ended row whose descendants have all ended. */
  | { readonly type: 'cleared' }
  /** The window closes, and with it ends what it has started. */
  | { readonly type: 'endedWithWindow'; readonly at: number }
  /** Rows of an earlier session of this window; of those that were alive it has to be found out what they are now. */
  | { readonly type: 'restored'; readonly rows: readonly ProcessRow[]; readonly at: number };

/** What `agentId`'s agent said, as an event of the tree. */
export function agentEvent(agentId: string, message: ProcessMessage): TreeEvent {
  return message.type === 'ended' && message.id === agentId ? { ...message, bySelf: true } : message;
}
