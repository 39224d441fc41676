/** The extension's entry: makes the parts and joins them. Nothing is opened and no process started until it is used. */
import { commands, Uri, window, type ExtensionContext } from 'vscode';
import { rowsOf } from '../tree/processTree.ts';
import type { ProcessTreeApi } from './api.ts';
import { registerCommands } from './commands.ts';
import { Environment } from './environment.ts';
import { OutputLog } from './log.ts';
import { NodeLocator } from './nodeLocator.ts';
import { ProcessTreeView, VIEW_ID } from './processTreeView.ts';
import { RowCommands } from './rowCommands.ts';
import { RowStorage } from './rowStorage.ts';
import { runScript } from './runScript.ts';
import { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { Terminals } from './terminals.ts';
import { ViewMessages } from './viewMessages.ts';

let end: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): ProcessTreeApi {
  const { subscriptions, extensionUri, storageUri, globalStorageUri } = context;
  const own = <T extends { dispose(): void }>(part: T): T => {
    subscriptions.push(part);
    return part;
  };
  const log = own(new OutputLog());
  const locator = new NodeLocator(log);
  const session = own(new Session({ log, dist: Uri.joinPath(extensionUri, 'dist').fsPath }));
  const storage = own(new RowStorage({ model: session.model, log, folder: storageUri?.fsPath ?? null }));
  const terminals = own(new Terminals(session.programs));
  const view = own(new ProcessTreeView(extensionUri, session.model));
  const rows = new RowCommands(session, view);
  const environment = own(new Environment(view, locator));
  const messages = own(new ViewMessages({ view, session, rows, environment }));
  const selected = () => messages.selected;
  own(window.registerWebviewViewProvider(VIEW_ID, view));
  own(
    registerCommands({
      session,
      locator,
      view,
      rows,
      terminals,
      extension: extensionUri,
      storage: globalStorageUri,
      selected,
    }),
  );
  own(session.programs.onDidStart(({ id, script }) => reveal(id, script, view, terminals)));
  end = async () => {
    const ending = session.end();
    storage.save(); // at once: there may be no time for more
    await ending;
    storage.save(); // with how they ended
  };
  return {
    version: 1,
    tree: () => rowsOf(session.model.tree),
    onDidChangeTree: (listener) => session.model.onDidChange(() => listener()),
    run: (uri, args) => runScript(session, locator, uri, args),
    terminate: (id) => session.actions.stop(id, 'terminate'),
    join: (id, timeout) => session.actions.join(id, timeout),
  };
}

/** The host waits only briefly. */
export async function deactivate(): Promise<void> {
  await end?.();
  end = undefined;
}

/** Shows what the user has just started, without taking the focus from the editor. */
function reveal(id: string, script: string, view: ProcessTreeView, terminals: Terminals): void {
  view.reveal(id);
  const { revealOnRun } = readSettings(Uri.file(script));
  if (revealOnRun === 'terminal') terminals.show(id, { preserveFocus: true });
  else if (revealOnRun === 'tree') void commands.executeCommand(`${VIEW_ID}.focus`, { preserveFocus: true });
}
