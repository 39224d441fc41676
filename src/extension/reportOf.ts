import { extensions, version } from 'vscode';
import { rowsOf, subtreeOf } from '../tree/processTree.ts';
import { report } from '../tree/report.ts';
import type { Session } from './session.ts';

const LINES = 20;

/** The report on some processes and those below them; on all, where none are given. */
export function reportOf({ model, output }: Session, ids: readonly string[] | null): string {
  const rows = ids === null ? rowsOf(model.tree) : ids.flatMap((id) => subtreeOf(model.tree, id));
  const last = rows.map((row) => [row.id, output.get(row.id)?.lines(LINES) ?? []] as const);
  return report({ rows, output: new Map(last), now: Date.now(), versions: versions() });
}

function versions(): string {
  const { version: own } = (extensions.getExtension('multiprocessing-ts.multiprocessing-ts')?.packageJSON ?? {}) as {
    version?: string;
  };
  return `Process Tree ${own ?? ''}, VS Code ${version}, ${process.platform} ${process.arch}`;
}
