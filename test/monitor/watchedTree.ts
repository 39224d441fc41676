/** A monitor's server and the tree of what it hears. */
import type { TestContext } from 'node:test';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { emptyTree, rowsOf } from '../../src/tree/processTree.ts';
import { agentEvent, type TreeEvent } from '../../src/tree/treeEvent.ts';
import { watch } from './watching.ts';

export async function watchTree(t: TestContext) {
  const watched = await watch(t);
  let tree = emptyTree();
  const apply = (event: TreeEvent) => {
    tree = applyEvent(tree, event);
    watched.changed();
  };
  watched.server.onConnected((process) => apply({ type: 'connected', process }));
  watched.server.onMessage(({ agentId, message }) => apply(agentEvent(agentId, message)));
  watched.server.onDisconnected((id) => apply({ type: 'disconnected', id }));
  /** The rows of those names, once `wanted` holds for them. */
  const untilRows = (name: RegExp, wanted: (rows: readonly ProcessRow[]) => boolean): Promise<readonly ProcessRow[]> =>
    watched.until(() => {
      const rows = rowsOf(tree).filter((row) => name.test(row.name));
      return wanted(rows) && rows;
    });
  return {
    watched,
    apply,
    tree: () => tree,
    env: { MULTIPROCESSING_MONITOR: watched.server.env },
    until: watched.until.bind(watched),
    untilRows,
    rows: () => rowsOf(tree),
  };
}
