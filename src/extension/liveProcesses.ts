import type { ProcessTree } from '../tree/processTree.ts';

/**
 * The pids that surely are those of our processes: we started them, or their agents are connected. A process that
 * is to end with the window is among them until it has ended.
 */
export function livePids(tree: ProcessTree): number[] {
  return Array.from(tree.nodes.entries(), ([, { kind, facts }]) => {
    const isCertain = kind === 'shown' && (facts.launched || facts.connected);
    return isCertain && facts.end === null && facts.lostAt === null ? facts.pid : null;
  }).filter((pid) => pid !== null);
}

/** Whether the agent of this very process is connected: then its pid is surely its own. */
export function isConnected(tree: ProcessTree, id: string): boolean {
  return tree.nodes.get(id)?.facts.connected ?? false;
}
