import type { ProcessTree } from '../tree/processTree.ts';
import { endsWithWindow } from '../tree/restoreRows.ts';

/**
 * The pids that surely are those of processes that are to end with the window, since it has started them or their program:
 * we hold them, or their agents are connected. One is among them until it has ended.
 */
export function livePids(tree: ProcessTree): number[] {
  return Array.from(tree.nodes.entries(), ([, node]) => {
    const { kind, facts } = node;
    const isCertain = kind === 'shown' && (facts.launched || facts.connected) && endsWithWindow(tree, node);
    return isCertain && facts.end === null && facts.lostAt === null ? facts.pid : null;
  }).filter((pid) => pid !== null);
}

/** Whether the agent of this very process is connected: then its pid is surely its own. */
export function isConnected(tree: ProcessTree, id: string): boolean {
  return tree.nodes.get(id)?.facts.connected ?? false;
}
