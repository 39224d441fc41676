import { isSameStart, type Sample } from '../processTable/cpuUsage.ts';
import type { Program } from '../processTable/describeProgram.ts';
import type { SystemProcess } from '../processTable/systemProcess.ts';
import type { ProcessTree } from '../tree/processTree.ts';
import type { OtherProcess } from '../tree/treeEvent.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { liveNodes, systemProcessOf } from './usageOf.ts';

/** What lives shorter is not worth a row: it would come and go before one has read it. */
const MIN_AGE_MS = 1000;

/**
 * The programs that run now which processes of the tree have started, or those programs in turn; with them those found
 * before whose parent has ended since.
 * @param now Milliseconds since the epoch.
 * @param describe Asked once for each.
 */
export function findOthers(
  tree: ProcessTree,
  sample: Sample,
  now: number,
  describe: (process: SystemProcess) => Program,
): OtherProcess[] {
  const nodes = liveNodes(tree);
  const others = nodes.filter(({ facts }) => facts.kind === 'other');
  const ids = libraryIds(nodes, sample);
  const known = new Map(others.map((node) => [node.facts.pid, node]));
  const found = new Map<number, OtherProcess | null>();
  const find = (process: SystemProcess): OtherProcess | null => {
    const before = found.get(process.pid);
    if (before !== undefined) return before;
    found.set(process.pid, null); // a circle ends here
    const other = ids.has(process.pid) ? null : otherProcess(process, parentOf(process), known.get(process.pid));
    found.set(process.pid, other);
    return other;
  };
  const parentOf = ({ ppid }: SystemProcess): string | undefined => {
    const parent = sample.processes.get(ppid);
    return parent && (ids.get(ppid) ?? find(parent)?.id);
  };
  const otherProcess = (process: SystemProcess, parentId: string | undefined, node: TreeNode | undefined) => {
    const { pid, startedAt } = process;
    const { facts } = node && isSameStart(node.facts.startedAt ?? 0, startedAt) ? node : { facts: null };
    if (node && facts) return toldBefore(node, parentId);
    if (parentId === undefined || now - startedAt < MIN_AGE_MS) return null;
    const { name, commandLine, internal } = describe(process);
    return internal
      ? null
      : { id: `other-${pid}-${Math.round(startedAt / 1000)}`, parentId, name, pid, startedAt, commandLine };
  };
  return Array.from(sample.processes.values(), find).filter((other) => other !== null);
}

/** Ids by pid, of those that surely are processes of the library. */
function libraryIds(nodes: readonly TreeNode[], sample: Sample): Map<number, string> {
  const ids = new Map<number, string>();
  for (const node of nodes) {
    const process = node.facts.kind === 'process' ? systemProcessOf(node, sample) : null;
    if (process) ids.set(process.pid, node.id);
  }
  return ids;
}

/** @param parentId By the table; undefined when its parent has ended: it stays where it was. */
function toldBefore({ id, parentId: before, facts }: TreeNode, parentId: string | undefined): OtherProcess | null {
  const { name, pid, startedAt, commandLine } = facts;
  const parent = parentId ?? before;
  if (parent === null || pid === null || startedAt === null) return null;
  return { id, parentId: parent, name, pid, startedAt, commandLine: commandLine ?? name };
}
