import { cpuUsage, isSameStart, type Sample } from '../processTable/cpuUsage.ts';
import type { SystemProcess } from '../processTable/systemProcess.ts';
import type { ProcessTree } from '../tree/processTree.ts';
import type { Usage } from '../tree/treeEvent.ts';
import { hasEnded, type TreeNode } from '../tree/treeNode.ts';

/** Finer steps would change rows of idle processes, which have to be sent to the view and drawn. */
const MEMORY_STEP = 64 * 1024;

/** What each live process of the tree uses by `sample`; `before` is an earlier one. */
export function usageOf(tree: ProcessTree, sample: Sample, before: Sample | null): Usage[] {
  return liveNodes(tree).map((node) => {
    const found = systemProcessOf(node, sample);
    if (!found) return nothing(node.id);
    const cpu = cpuUsage(found, sample.at, before);
    const memory = Math.round(found.memory / MEMORY_STEP) * MEMORY_STEP;
    return { id: node.id, cpu: cpu === null ? null : Math.round(cpu), memory };
  });
}

/** For when it is measured no longer. */
export function noUsage(tree: ProcessTree): Usage[] {
  const measured = liveNodes(tree).filter(({ facts }) => facts.cpu !== null || facts.memory !== null);
  return measured.map(({ id }) => nothing(id));
}

export function liveNodes(tree: ProcessTree): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (const [, node] of tree.nodes.entries()) {
    if (node.kind === 'shown' && node.facts.pid !== null && !hasEnded(node.facts)) nodes.push(node);
  }
  return nodes;
}

/** The process of a row in the system's table, if it surely is that: pids are used again. */
export function systemProcessOf({ facts }: TreeNode, { processes }: Sample): SystemProcess | null {
  const found = processes.get(facts.pid ?? -1);
  if (!found) return null;
  const isCertain = facts.connected || facts.launched;
  return isCertain || (facts.startedAt !== null && isSameStart(found.startedAt, facts.startedAt)) ? found : null;
}

function nothing(id: string): Usage {
  return { id, cpu: null, memory: null };
}
