import { commands, env, Position, Range, Uri, window } from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import type { Disposable } from '../base/disposable.ts';
import { copyText } from '../tree/copyText.ts';
import type { FromWebview, RowCommand } from '../tree/messages.ts';
import { rowOf } from '../tree/processTree.ts';
import type { Environment } from './environment.ts';
import type { ProcessTreeView } from './processTreeView.ts';
import type { RowCommands } from './rowCommands.ts';
import { showProblem } from './runScript.ts';
import type { Session } from './session.ts';

export interface ViewMessagesOptions {
  readonly view: ProcessTreeView;
  readonly session: Session;
  readonly rows: RowCommands;
  readonly environment: Environment;
}

/** Does what the user asks for in the view. */
export class ViewMessages implements Disposable {
  readonly #options: ViewMessagesOptions;
  readonly #listening: Disposable;
  #selected: string | null = null;
  #colours: Readonly<Record<string, string>> = {};

  constructor(options: ViewMessagesOptions) {
    this.#options = options;
    this.#listening = options.view.onDidReceive((message) => void this.#receive(message).catch(showProblem));
  }

  /** The row that is selected in the view. */
  get selected(): string | null {
    return this.#selected;
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
        return this.#rowCommand(message.command, message.id);
      case 'open':
        return openSource(message);
      case 'runCurrentFile':
        return commands.executeCommand('processTree.runFile');
      case 'openExample':
        return commands.executeCommand('processTree.openExample');
      case 'manageTrust':
        return commands.executeCommand('workbench.trust.manage');
      case 'clearEnded':
        return commands.executeCommand('processTree.clearEnded');
      case 'layout':
        return undefined; // columns.ts keeps it
      case 'focused':
        return commands.executeCommand('setContext', 'processTree.rowFocused', message.inRow);
      case 'selection':
        this.#selected = message.id;
        return undefined;
      default:
        return assertNever(message);
    }
  }

  async #rowCommand(command: RowCommand, id: string): Promise<unknown> {
    const { rows, session } = this.#options;
    switch (command) {
      case 'terminate':
      case 'kill':
      case 'interrupt':
        return rows.stop(id, command);
      case 'join':
        return session.actions.isJoining(id) ? undefined : rows.join(id);
      case 'cancelJoin':
        return session.actions.cancelJoin(id);
      case 'copy':
        return this.#copy(id);
      case 'showOutput':
        return commands.executeCommand('processTree.showOutput', id);
      case 'openLocation':
        return this.#openLocation(id);
      default:
        return assertNever(command);
    }
  }

  /** What is recorded is not in the session. */
  async #copy(id: string): Promise<void> {
    const row = rowOf(this.#options.view.source.tree, id);
    if (row) await env.clipboard.writeText(copyText(row));
  }

  /** Where the process was made; of a root, its script. */
  async #openLocation(id: string): Promise<void> {
    const row = rowOf(this.#options.view.source.tree, id);
    if (row?.location) await openSource(row.location);
    else if (row?.script) await window.showTextDocument(Uri.file(row.script));
  }
}

interface Source {
  /** A file: URL. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

async function openSource({ url, line, column }: Source): Promise<void> {
  const position = new Position(line - 1, column - 1);
  await window.showTextDocument(Uri.parse(url, true), { selection: new Range(position, position) });
}
