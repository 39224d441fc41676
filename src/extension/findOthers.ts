import { isSameStart, type Sample } from '../processTable/cpuUsage.ts';
import type { Program } from '../processTable/describeProgram.ts';
import type { SystemProcess } from '../processTable/systemProcess.ts';
import type { ProcessTree } from '../tree/processTree.ts';
import type { OtherProcess } from '../tree/treeEvent.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { liveNodes, systemProcessOf } from './usageOf.ts';

/**
 * What lives shorter than a second is not worth a row: it would come and go before one has read it. Of another second the
 * table cannot tell.
 */
const MIN_AGE_MS = 2000;

/**
 * The programs that run now which processes of the tree have started, or those programs in turn; with them those found
 * before whose parent has ended since.
 * @param now Milliseconds since the epoch.
 * @param describe Asked for each, each time.
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
    const { pid } = process;
    const before = node && isSameStart(node.facts.startedAt ?? 0, process.startedAt) ? node : null;
    const startedAt = before?.facts.startedAt ?? process.startedAt;
    const parent = parentId ?? before?.parentId; // when that has ended, it stays where it was
    if (parent === undefined || parent === null) return null;
    if (!before && now - startedAt < MIN_AGE_MS) return null;
    const { name, commandLine, internal } = describe(process);
    if (internal) return null;
    const id = before?.id ?? `other-${pid}-${Math.round(startedAt / 1000)}`;
    return { id, parentId: parent, name, pid, startedAt, commandLine };
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
