import { commands, env, Uri } from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import type { Disposable } from '../base/disposable.ts';
import { copyText } from '../tree/copyText.ts';
import type { FromWebview, RowCommand, SelectionMessage } from '../tree/messages.ts';
import { rowOf } from '../tree/processTree.ts';
import type { Environment } from './environment.ts';
import type { ProcessTreeView } from './processTreeView.ts';
import { openSource } from './openSource.ts';
import { openSetting } from './openSetting.ts';
import { manageTrust } from './remedies.ts';
import type { RowCommands } from './rowCommands.ts';
import { applyRemedy, type ShowProblem } from './problems.ts';
import type { Session } from './session.ts';
import { NODE_PATH_SETTING } from './settings.ts';

export interface ViewMessagesOptions {
  readonly view: ProcessTreeView;
  readonly session: Session;
  readonly rows: RowCommands;
  readonly environment: Environment;
  readonly showProblem: ShowProblem;
}

/** Does what the user asks for in the view. */
export class ViewMessages implements Disposable {
  readonly #options: ViewMessagesOptions;
  readonly #listening: Disposable;
  #selection: readonly string[] = [];
  #focused: readonly string[] = [];
  #colours: Readonly<Record<string, string>> = {};

  constructor(options: ViewMessagesOptions) {
    this.#options = options;
    this.#listening = options.view.onDidReceive((message) => void this.#receive(message).catch(options.showProblem));
  }

  /** The rows that are selected in the view; first the one that its details are about. */
  get selection(): readonly string[] {
    return this.#selection;
  }

  /** The processes of the row that has the keyboard. */
  get focused(): readonly string[] {
    return this.#focused;
  }

  /** Of the timeline, in the theme; empty before it has been shown. */
  get colours(): Readonly<Record<string, string>> {
    return this.#colours;
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async #receive(message: FromWebview): Promise<unknown> {
    switch (message.type) {
      case 'ready':
        return this.#options.environment.refresh();
      case 'watchLives':
        return undefined; // the view's own affair
      case 'closeRecording':
        return commands.executeCommand('processTree.closeRecording');
      case 'colours':
        this.#colours = message.colours;
        return undefined;
      case 'command':
        return this.#rowCommand(message.command, idsOf(message));
      case 'open':
        return openSource(message);
      case 'runCurrentFile':
        return commands.executeCommand('processTree.runFile');
      case 'openExample':
        return commands.executeCommand('processTree.openExample');
      case 'manageTrust':
        return applyRemedy(manageTrust());
      case 'openNodePath':
        return applyRemedy(openSetting(NODE_PATH_SETTING));
      case 'clearEnded':
        return commands.executeCommand('processTree.clearEnded');
      case 'layout':
        return undefined; // columns.ts keeps it
      case 'focused':
        this.#focused = idsOf(message);
        return commands.executeCommand('setContext', 'processTree.rowFocused', message.id !== null);
      case 'selection':
        this.#selection = idsOf(message);
        return undefined;
      default:
        return assertNever(message);
    }
  }

  async #rowCommand(command: RowCommand, ids: readonly string[]): Promise<unknown> {
    const { rows } = this.#options;
    const [id = ''] = ids;
    switch (command) {
      case 'terminate':
      case 'kill':
      case 'interrupt':
        return rows.stop(ids, command);
      case 'join':
        return rows.join(ids);
      case 'cancelJoin':
        return rows.cancelJoin(ids);
      case 'copy':
        return this.#copy(ids);
      case 'showOutput':
        return commands.executeCommand('processTree.showOutput', id);
      case 'openLocation':
        return this.#openLocation(id);
      default:
        return assertNever(command);
    }
  }

  /** What is recorded is not in the session. */
  async #copy(ids: readonly string[]): Promise<void> {
    const rows = ids.map((id) => rowOf(this.#options.view.source.tree, id)).filter((row) => row !== undefined);
    if (rows.length > 0) await env.clipboard.writeText(rows.map(copyText).join('\n'));
  }

  /** Where the process was made; of a root, its script. */
  async #openLocation(id: string): Promise<void> {
    const row = rowOf(this.#options.view.source.tree, id);
    if (row?.location) await openSource(row.location);
    else if (row?.script) await openSource({ url: Uri.file(row.script).toString() });
  }
}

type Ids = Pick<SelectionMessage, 'id' | 'others'>;

function idsOf({ id, others = [] }: Ids): readonly string[] {
  return id === null ? [] : [id, ...others];
}
