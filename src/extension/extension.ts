/** The extension's entry: makes the parts and joins them. Nothing is opened and no process started until it is used. */
import { l10n as editorTexts, Uri, window, type ExtensionContext } from 'vscode';
import { l10n } from '../base/l10n.ts';
import { rowsOf } from '../tree/processTree.ts';
import type { ProcessTreeApi } from './api.ts';
import { Columns } from './columns.ts';
import { registerCommands } from './commands.ts';
import { Debugging } from './debug/debugging.ts';
import { Environment } from './environment.ts';
import { tellOfIncompatiblePrograms } from './incompatiblePrograms.ts';
import { lastingAddress } from './lastingAddress.ts';
import { OutputLog } from './log.ts';
import { LiveCount } from './liveCount.ts';
import { NodeLocator } from './nodeLocator.ts';
import { PoolProgress } from './poolProgress.ts';
import { problemsIn, type ShowProblem } from './problems.ts';
import { ProcessSampler } from './processSampler.ts';
import { OutputDocuments } from './outputDocuments.ts';
import { OutputTail } from './outputTail.ts';
import { ProcessTreeView, VIEW_ID } from './processTreeView.ts';
import { revealProgram } from './revealProgram.ts';
import { RowCommands } from './rowCommands.ts';
import { RowStorage } from './rowStorage.ts';
import { runScript } from './runScript.ts';
import { StubbornProcesses } from './stubbornProcesses.ts';
import { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { beginStatusBarProgress } from './statusBarProgress.ts';
import { TerminalPrograms } from './terminalPrograms.ts';
import { TerminalWatch } from './terminalWatch.ts';
import { Terminals } from './terminals.ts';
import { TreeContext } from './treeContext.ts';
import { ViewMessages } from './viewMessages.ts';
import { WalkthroughProgress } from './walkthroughProgress.ts';

let end: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): ProcessTreeApi {
  l10n.config(editorTexts.bundle ?? {});
  const log = owned(context, new OutputLog());
  const locator = new NodeLocator(log);
  const dist = Uri.joinPath(context.extensionUri, 'dist').fsPath;
  const session = owned(context, new Session({ log, dist }));
  const folder = context.storageUri?.fsPath ?? null;
  const storage = owned(
    context,
    new RowStorage({ model: session.model, restore: (rows) => session.restore(rows), log, folder }),
  );
  const terminalPrograms = owned(context, new TerminalPrograms(session));
  const watch = watchTerminals(context, session, folder, dist);
  const debugging = owned(context, new Debugging({ session, watch, locator, log, dist }));
  showInEditor(context, session, { locator, debugging, terminalPrograms, watch, showProblem: problemsIn(log) });
  end = async () => {
    const ending = session.end();
    storage.save(); // at once: there may be no time for more
    await ending;
    storage.save(); // with how they ended
  };
  return apiOf(session, locator);
}

/** The host waits only briefly. */
export async function deactivate(): Promise<void> {
  await end?.();
  end = undefined;
}

interface Parts {
  readonly locator: NodeLocator;
  readonly debugging: Debugging;
  readonly terminalPrograms: TerminalPrograms;
  readonly watch: TerminalWatch;
  readonly showProblem: ShowProblem;
}

/** The view, the terminals and the commands. */
function showInEditor(context: ExtensionContext, session: Session, { watch, ...parts }: Parts): void {
  owned(context, new PoolProgress(session.model, beginStatusBarProgress));
  const terminals = owned(context, new Terminals(session.programs));
  const view = owned(context, new ProcessTreeView(context.extensionUri, session.model));
  owned(
    context,
    view.onDidChangeVisibility((visible) => visible && void watch.listen()),
  );
  sampleWhileVisible(context, session, view);
  const rows = new RowCommands(session, view, owned(context, new StubbornProcesses(session, view)), parts.showProblem);
  owned(context, new LiveCount(session.model));
  owned(context, new TreeContext(session.model));
  const columns = owned(context, new Columns(view, context.globalState));
  const outputs = owned(context, new OutputDocuments(session));
  owned(context, new OutputTail(view, session.output));
  const environment = owned(context, new Environment(view, parts.locator));
  const messages = owned(
    context,
    new ViewMessages({ view, session, rows, environment, showProblem: parts.showProblem }),
  );
  owned(context, new WalkthroughProgress(view));
  owned(context, tellOfIncompatiblePrograms(session.monitor, context.extension, parts.showProblem));
  const { extensionUri: extension, globalStorageUri: storage } = context;
  const selection = () => messages.selection;
  const focused = () => messages.focused;
  const colours = () => messages.colours;
  owned(context, window.registerWebviewViewProvider(VIEW_ID, view));
  owned(
    context,
    registerCommands({
      session,
      ...parts,
      view,
      rows,
      terminals,
      outputs,
      columns,
      extension,
      storage,
      selection,
      focused,
      colours,
    }),
  );
  owned(
    context,
    session.programs.onDidStart(({ id, script }) => {
      revealProgram(id, script, { view, showOutput: () => terminals.show(id, { preserveFocus: true }) });
    }),
  );
}

/** Programs that others start. */
function watchTerminals(context: ExtensionContext, session: Session, folder: string | null, dist: string) {
  const { environmentVariableCollection: collection } = context;
  return owned(context, new TerminalWatch({ collection, address: lastingAddress(folder), session, dist }));
}

function sampleWhileVisible(context: ExtensionContext, { model, log }: Session, view: ProcessTreeView): void {
  const sampler = owned(context, new ProcessSampler({ model, log, interval: sampleInterval }));
  owned(
    context,
    view.onDidChangeVisibility((visible) => sampler.setWatched(visible)),
  );
}

const sampleInterval = () => readSettings().sampleInterval * 1000;

function apiOf(session: Session, locator: NodeLocator): ProcessTreeApi {
  const { model, actions } = session;
  return {
    version: 1,
    tree: () => rowsOf(model.tree),
    onDidChangeTree: (listener) => model.onDidChange(() => listener()),
    run: (uri, args) => runScript(session, locator, uri, args),
    terminate: (id) => actions.stop(id, 'terminate'),
    join: (id, timeout) => actions.join(id, timeout),
  };
}

function owned<T extends { dispose(): void }>({ subscriptions }: ExtensionContext, part: T): T {
  subscriptions.push(part);
  return part;
}
