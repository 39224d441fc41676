import { l10n } from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import { OLDEST_NODE } from '../base/nodeVersion.ts';
import type { NodeProblem } from './nodeLocator.ts';
import { NODE_PATH_SETTING } from './settings.ts';

/** What was found, what is needed, and where to say so. */
export function nodeProblemText(problem: NodeProblem): string {
  const remedy = l10n.t('Set {0} to a Node.js {1} or newer.', NODE_PATH_SETTING, OLDEST_NODE);
  return `${found(problem)} ${remedy}`;
}

function found(problem: NodeProblem): string {
  switch (problem.kind) {
    case 'notFound': {
      const { path, detail } = problem;
      return l10n.t('{0} is {1}, which does not run as Node.js ({2}).', NODE_PATH_SETTING, path, detail);
    }
    case 'tooOld':
      return l10n.t('{0} is {1}, which is Node.js {2}.', NODE_PATH_SETTING, problem.path, problem.version);
    case 'none':
      return foundElsewhere(problem.found.map(({ path, version }) => l10n.t('{0} is {1}', path, version)));
    default:
      return assertNever(problem);
  }
}

function foundElsewhere(list: readonly string[]): string {
  if (list.length === 0) return l10n.t('No Node.js was found on PATH.');
  return l10n.t('The Node.js found here is too old: {0}.', list.join(', '));
}
