import { ConfigurationTarget, l10n, window, workspace } from 'vscode';
import type { ProcessRow } from '../tree/processRow.ts';
import { terminateRisks } from '../tree/terminateRisks.ts';
import type { StopAction } from '../tree/treeEvent.ts';
import { readSettings } from './settings.ts';
import type { Session } from './session.ts';

/** What is about to be ended, and by which command. */
export interface StopPlan {
  readonly ids: readonly string[];
  /** The button that does it. */
  readonly verb: string;
  /** `Terminate worker 1?` */
  readonly question: string;
}

/** More are not read, and make the dialog higher than the window. */
const MOST_RISKS = 10;

/** Whether processes may be ended: asks, if something would be lost or left half done. */
export async function mayStop({ model }: Session, { ids, verb, question }: StopPlan): Promise<boolean> {
  if (!readSettings().confirmTerminate) return true;
  const risks = terminateRisks(model.tree, new Set(ids));
  if (risks.length === 0) return true;
  const more = risks.length > MOST_RISKS ? [l10n.t('And {0} more.', risks.length - MOST_RISKS)] : [];
  const detail = [...risks.slice(0, MOST_RISKS), ...more].join('\n');
  return confirmed({ question, detail, verb, setting: 'confirmTerminate' });
}

/** Whether all processes may be ended, however harmless: asks, if they are several. */
export async function mayStopAll(count: number): Promise<boolean> {
  if (count < 2 || !readSettings().confirmTerminateAll) return true;
  const question = l10n.t('Terminate all {0} processes?', count);
  const detail = l10n.t('Processes that do not end are killed.');
  return confirmed({ question, detail, verb: l10n.t('Terminate All'), setting: 'confirmTerminateAll' });
}

interface Confirmation {
  readonly question: string;
  readonly detail: string;
  /** The button that does it. */
  readonly verb: string;
  /** Asks no more when it is false. */
  readonly setting: 'confirmTerminate' | 'confirmTerminateAll';
}

async function confirmed({ question, detail, verb, setting }: Confirmation): Promise<boolean> {
  const neverAgain = l10n.t("{0}, and Don't Ask Again", verb);
  const answer = await window.showWarningMessage(question, { modal: true, detail }, verb, neverAgain);
  if (answer === neverAgain) {
    await workspace.getConfiguration('processTree').update(setting, false, ConfigurationTarget.Global);
  }
  return answer !== undefined;
}

export function verbOf(action: Exclude<StopAction, 'interrupt'>): string {
  return action === 'kill' ? l10n.t('Kill') : l10n.t('Terminate');
}

export function questionOf(action: Exclude<StopAction, 'interrupt'>, rows: readonly ProcessRow[]): string {
  const [{ name } = { name: '' }] = rows;
  if (rows.length > 1) {
    return action === 'kill'
      ? l10n.t('Kill {0} processes?', rows.length)
      : l10n.t('Terminate {0} processes?', rows.length);
  }
  return action === 'kill' ? l10n.t('Kill {0}?', name) : l10n.t('Terminate {0}?', name);
}
