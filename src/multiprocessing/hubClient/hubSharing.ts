/** What a parent tells the hub of its children, and does for those that need one. */
import type { ChildPopen } from '../childPopen.ts';
import { hub } from './hubClient.ts';
import { startHub } from './hubStart.ts';

/** @param objects What the child is given at its start: kept for it until it refers to it itself. */
export function shareHub(child: ChildPopen, id: string, objects: readonly number[]): void {
  child.onHubWanted = () => void startHub().catch(() => {}); // the child is told when it connects
  if (objects.length > 0) hub.note(0, 'starting', id, objects);
  hub.connect(); // now that the child is on its way
  void child.exited.then(() => {
    // Also before there is a connection: what was kept for it must not be kept for ever
    if (objects.length > 0 || hub.isConnected) hub.note(0, 'ended', id, child.returncode);
  });
}
