import type {
  ProcessRow,
  RowDebug,
  RowError,
  RowJob,
  RowKind,
  RowLocation,
  RowWait,
  RowWork,
  SharedObject,
  StopRequest,
} from './processRow.ts';
import type { VersionedMap } from './versionedMap.ts';

/** How a process ended, by the best word there is on it. */
export interface End {
  readonly at: number;
  readonly exitcode: number | null;
  readonly signal: string | null;
  readonly error: RowError | null;
  readonly bySelf: boolean;
}

/**
 * What is known of a process. Events only add to it, and the row is computed from it: so it does not matter in which
 * order the process, its parent and the host speak, nor whether they say a thing twice.
 */
export interface Facts {
  /** Started by this window, which holds its Process object. */
  readonly launched: boolean;
  /** Its agent is connected now. */
  readonly connected: boolean;
  readonly kind: RowKind;
  /** It ran when the window was closed, and has not been heard of since. */
  readonly returning: boolean;
  readonly name: string;
  /** The name is what the process calls itself now, and not only what it was started with. */
  readonly named: boolean;
  readonly pid: number | null;
  readonly daemon: boolean;
  readonly startedAt: number | null;
  readonly script: string | null;
  readonly commandLine: string | null;
  readonly cwd: string | null;
  readonly runtime: string | null;
  readonly target: string | null;
  readonly args: string | null;
  readonly location: RowLocation | null;
  /** As it was measured last. */
  readonly cpu: number | null;
  readonly memory: number | null;
  /** In the order of their beginning; none while its agent is not connected. */
  readonly waiting: readonly RowWait[];
  readonly objects: readonly SharedObject[];
  readonly jobs: readonly RowJob[];
  /** What its pool says that it does. */
  readonly work: RowWork | null;
  readonly debug: RowDebug | null;
  /** Its debug session was stopped, which ends it. */
  readonly debugStopped: boolean;
  /** Since when it runs on without its parent. */
  readonly orphanedAt: number | null;
  /** The last signal its parent has sent it. */
  readonly stopping: StopRequest | null;
  /** The last signal that was asked for here. */
  readonly requested: StopRequest | null;
  /** Its heap was full. */
  readonly outOfMemory: boolean;
  readonly end: End | null;
  /** When the host gave up hearing how it ended. */
  readonly lostAt: number | null;
  /** When the window ended, while this was still alive. */
  readonly windowEndedAt: number | null;
  readonly joined: boolean;
  readonly joining: boolean;
  readonly commandError: string | null;
}

export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
  /** Of appearance; siblings are in this order. */
  readonly order: number;
  /** In the order of appearance. */
  readonly children: VersionedMap<string, true> | null;
  readonly facts: Facts;
  /**
   * null while nobody has introduced the process: a child came before its parent, an end before its start.
   * A restored row never changes.
   */
  readonly row: ProcessRow | null;
  readonly kind: 'expected' | 'shown' | 'restored' | 'cleared';
}

/** Of a process that has ended, or cannot be heard. */
export const NO_ACTIVITY: Pick<Facts, 'waiting' | 'objects' | 'jobs'> = { waiting: [], objects: [], jobs: [] };

export const NO_FACTS: Facts = {
  launched: false,
  connected: false,
  kind: 'process',
  returning: false,
  name: '',
  named: false,
  pid: null,
  daemon: false,
  startedAt: null,
  script: null,
  commandLine: null,
  cwd: null,
  runtime: null,
  target: null,
  args: null,
  location: null,
  cpu: null,
  memory: null,
  ...NO_ACTIVITY,
  work: null,
  orphanedAt: null,
  debug: null,
  debugStopped: false,
  stopping: null,
  requested: null,
  outOfMemory: false,
  end: null,
  lostAt: null,
  windowEndedAt: null,
  joined: false,
  joining: false,
  commandError: null,
};

export function hasEnded({ end, lostAt, windowEndedAt }: Facts): boolean {
  return end !== null || lostAt !== null || windowEndedAt !== null;
}
