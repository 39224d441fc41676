import { env, workspace } from 'vscode';
import { l10n } from '../base/l10n.ts';
import type { Remedy } from './remedies.ts';

/** Opens a setting where it has its value; what is of the machine is not among the user's settings in a remote window. */
export function openSetting(setting: string): Remedy {
  const { workspaceFolderValue, workspaceValue } = workspace.getConfiguration().inspect(setting) ?? {};
  const isOfWorkspace = (workspaceFolderValue ?? workspaceValue) !== undefined;
  const settings = isOfWorkspace ? 'WorkspaceSettings' : env.remoteName ? 'RemoteSettings' : 'Settings';
  return {
    title: l10n.t('Open Setting'),
    command: `workbench.action.open${settings}`,
    arguments: [{ query: `@id:${setting}` }],
  };
}
