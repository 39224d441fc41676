import { l10n } from '../base/l10n.ts';
import { rowOf } from '../tree/processTree.ts';
import { deepestFirst } from '../tree/targets.ts';
import type { StopAction } from '../tree/treeEvent.ts';
import { ExpectedError } from './expectedError.ts';
import type { ProcessActions } from './processActions.ts';
import { revealInTree } from './remedies.ts';
import type { TreeModel } from './treeModel.ts';

export interface Doing {
  readonly model: TreeModel;
  readonly actions: ProcessActions;
}

/** So long one that could not be told to end may take to end with its parent. */
const END_SECONDS = 2;
/** So long parents get to tell how their children ended, before they end themselves. */
const TELL_SECONDS = 0.3;
/** More reasons are not read. */
const MOST_REASONS = 3;

/**
 * Ends several processes: children first, since their parents, through which it goes, may take them along.
 * What has ended by then has not failed.
 * @throws ExpectedError one for all that failed.
 */
export async function stopSeveral(doing: Doing, ids: readonly string[], action: StopAction): Promise<void> {
  const failures = new Map<string, unknown>();
  for (const level of deepestFirst(doing.model.tree, ids)) {
    await collect(failures, level, (id) => doing.actions.stop(id, action));
    if (level.length < ids.length) await doing.model.until(() => !level.some(isAliveIn(doing.model)), TELL_SECONDS);
  }
  await sayFailures(doing.model, ids, failures);
}

/**
 * Does the same to several processes at once.
 * @throws ExpectedError one for all that failed and have not ended.
 */
export async function doToSeveral(
  model: TreeModel,
  ids: readonly string[],
  work: (id: string) => Promise<void>,
): Promise<void> {
  const failures = new Map<string, unknown>();
  await collect(failures, ids, work);
  await sayFailures(model, ids, failures);
}

async function collect(failures: Map<string, unknown>, ids: readonly string[], work: (id: string) => Promise<void>) {
  await Promise.all(ids.map((id) => work(id).catch((error: unknown) => failures.set(id, error))));
}

async function sayFailures(model: TreeModel, ids: readonly string[], failures: Map<string, unknown>): Promise<void> {
  if (failures.size === 0) return;
  const isAlive = isAliveIn(model);
  if (ids.length > 1) await model.until(() => ![...failures.keys()].some(isAlive), END_SECONDS);
  const left = [...failures].filter(([id]) => ids.length === 1 || isAlive(id));
  const [first] = left;
  if (first) throw ids.length === 1 ? first[1] : summary(left, ids.length);
}

const isAliveIn = (model: TreeModel) => (id: string) => rowOf(model.tree, id)?.alive === true;

function summary(failures: readonly (readonly [id: string, error: unknown])[], count: number): ExpectedError {
  const reasons = failures.slice(0, MOST_REASONS).map(([, error]) => messageOf(error));
  const more = failures.length - reasons.length;
  if (more > 0) reasons.push(l10n.t('And {0} more.', more));
  const text = l10n.t('Failed for {0} of {1} processes. {2}', failures.length, count, reasons.join(' '));
  const [[id, cause] = ['', undefined]] = failures;
  return new ExpectedError(text, revealInTree(id), { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
