import { setTimeout as sleep } from 'node:timers/promises';
import { debug, workspace, type DebugSession } from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import { l10n } from '../../base/l10n.ts';
import type { ProcessRow } from '../../tree/processRow.ts';
import { isPython } from '../../tree/runtime.ts';
import { rowOf } from '../../tree/processTree.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Logger } from '../log.ts';
import type { Session } from '../session.ts';
import { ATTACHED_ROW } from './debugSessions.ts';
import { openBySignal } from './inspectorSignal.ts';
import { revealInTree, showExtension, showTree } from '../remedies.ts';
import { hasPythonDebugger, PYTHON_DEBUGGER_EXTENSION } from './pythonDebugger.ts';
import { PYTHON_DEBUGGER } from './sessionKind.ts';

/** How long the debugger may take until it is with the process. */
const ATTACH_SECONDS = 20;
/** debugpy ends its threads in a process after its session has ended; until then it hears nothing of a new one. */
const PYTHON_LEAVES_MS = 1000;

/** The debugger comes to processes that run already, and goes again. */
export class Attachments implements Disposable {
  readonly #session: Session;
  readonly #log: Logger;
  readonly #store = new DisposableStore();
  /** Rows that a debugger is on its way to. */
  readonly #coming = new Set<string>();
  /** Resolves when debugpy is away from the process that it has left last. */
  #away: Promise<void> = Promise.resolve();

  constructor(session: Session, log: Logger) {
    this.#session = session;
    this.#log = log;
    this.#store.add(debug.onDidTerminateDebugSession((session) => this.#ended(session)));
  }

  /** Resolves when the debugger is with the process, which runs on meanwhile. @throws ExpectedError */
  async attach(id: string): Promise<void> {
    const row = this.#session.model.row(id);
    if (!row) throw new ExpectedError(l10n.t('There is no process {0} in the tree.', id), showTree());
    const blocked = this.#coming.has(id) ? l10n.t('The debugger is on its way') : row.attachBlocked;
    if (blocked !== null) throw cannotAttach(row, blocked);
    this.#coming.add(id);
    try {
      if (isPython(row)) await this.#away;
      await this.#debug(row, isPython(row) ? pythonAttachment(row) : nodeAttachment(await this.#open(row)));
    } catch (error) {
      throw cannotAttach(row, error instanceof Error ? error.message : String(error), error);
    } finally {
      this.#coming.delete(id);
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** By its agent; where the process is too busy to answer, by the signal that Node has for it. */
  async #open({ id, pid, name }: ProcessRow): Promise<string> {
    try {
      return await this.#session.inspect(id);
    } catch (error) {
      if (pid === null || !this.#session.model.row(id)?.alive) throw error;
      this.#log.info(`${name} (${pid}) did not open itself to the debugger: ${String(error)}. It is sent SIGUSR1.`);
      return openBySignal(pid, error);
    }
  }

  async #debug(row: ProcessRow, attachment: { readonly type: string }): Promise<void> {
    const { id, name, pid } = row;
    const { model } = this.#session;
    const [folder] = workspace.workspaceFolders ?? [];
    const started = await debug.startDebugging(
      folder,
      {
        ...attachment,
        request: 'attach',
        name: `${name} [${pid}]`,
        internalConsoleOptions: 'neverOpen',
        [ATTACHED_ROW]: id,
      },
      { suppressSaveBeforeStart: true },
    );
    const came = started && (await model.until((tree) => rowOf(tree, id)?.debug !== null, ATTACH_SECONDS));
    if (came) return;
    if (!isPython(row)) await this.#session.uninspect(id).catch(() => {});
    throw new Error(l10n.t('the debugger has not reached it'));
  }

  #ended(session: DebugSession): void {
    if (session.type === PYTHON_DEBUGGER) this.#away = sleep(PYTHON_LEAVES_MS, undefined, { ref: false });
    else void this.#close(session);
  }

  /** Nobody else is to find the process open. */
  async #close({ configuration }: DebugSession): Promise<void> {
    const id: unknown = configuration[ATTACHED_ROW];
    const row = typeof id === 'string' && this.#session.model.row(id);
    if (!row || !row.alive) return;
    await this.#session.uninspect(row.id).catch((error: unknown) => {
      this.#log.info(`The inspector of ${row.id} stays open: ${String(error)}`);
    });
  }
}

/** @param inspector Of an opened process, the URL. */
function nodeAttachment(inspector: string) {
  const url = new URL(inspector);
  return {
    type: 'node',
    address: '127.0.0.1', // for `localhost` js-debug also asks ::1, and takes its refusal for an answer
    port: Number(url.port),
    websocketAddress: url.href,
    continueOnAttach: true,
    autoAttachChildProcesses: false,
    enableContentValidation: false, // as in watchedConfiguration.ts
  };
}

/** debugpy finds the process by itself. @throws ExpectedError without the extension that has it. */
function pythonAttachment({ pid }: ProcessRow) {
  if (!hasPythonDebugger()) {
    const reason = l10n.t('the Python Debugger extension is not installed');
    throw new ExpectedError(reason, showExtension(PYTHON_DEBUGGER_EXTENSION));
  }
  return { type: PYTHON_DEBUGGER, processId: pid, subProcess: false };
}

function cannotAttach({ id, name }: ProcessRow, reason: string, cause?: unknown): ExpectedError {
  const text = l10n.t('Cannot attach the debugger to {0}: {1}.', name, reason.replace(/\.$/, ''));
  return new ExpectedError(text, cause instanceof ExpectedError ? cause.remedy : revealInTree(id), { cause });
}
