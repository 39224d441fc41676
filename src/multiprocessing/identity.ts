/**
 * Who this process is: known to the library, the loader and the agent alike, whichever is loaded first.
 */
import { globalState } from '../base/globalState.ts';

export interface ProcessIdentity {
  /** Unique in the tree; a child's is its parent's with a number appended. */
  readonly id: string;
  readonly parentId: string | null;
  name: string;
  readonly daemon: boolean;
}

interface Holder {
  identity: ProcessIdentity | undefined;
}

const holder = globalState<Holder>('identity', () => ({ identity: undefined }));

export function processIdentity(): ProcessIdentity {
  return (holder.identity ??= { id: newRootId(), parentId: null, name: 'MainProcess', daemon: false });
}

/** Called by an entry (the child's, the loader's), before anything else asks. */
export function setProcessIdentity(identity: ProcessIdentity): void {
  holder.identity = identity;
}

/** Unique over time on this machine: pids are reused, start times are not. */
function newRootId(): string {
  const started = Math.round(Date.now() - process.uptime() * 1e3);
  return `${process.pid}-${started.toString(36)}`;
}
