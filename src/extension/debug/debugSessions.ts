import { debug, type DebugAdapterTracker, type DebugAdapterTrackerFactory, type DebugSession } from 'vscode';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertNever } from '../../base/assertNever.ts';
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import { Emitter } from '../../base/emitter.ts';
import { diff } from '../../tree/diff.ts';
import { rowsOf, subtreeOf, type ProcessTree } from '../../tree/processTree.ts';
import type { TreeModel } from '../treeModel.ts';
import { rowDebug, type Debuggee } from './debuggee.ts';
import { endsDebuggee, parseDapEvent, type DapEvent } from './dapEvent.ts';
import { goOn, pauseLocation, type Pause } from './pause.ts';
import {
  debuggeePid,
  DEBUGGERS,
  isAttached,
  isBelow,
  isDebuggee,
  isWorker,
  PYTHON_DEBUGGER,
  rootSession,
} from './sessionKind.ts';

/** In the configuration of an attachment of ours: the row that it is to. */
export const ATTACHED_ROW = '__processTreeRow';

/** A debugger that is busy, with source maps for one, may not say at first where a process is paused. */
const ASK_AFTER_MS = [0, 300, 1500];

/** Which debug session is which row's, and how it stands there; the rows are told. */
export class DebugSessions implements DebugAdapterTrackerFactory, Disposable {
  readonly #model: TreeModel;
  readonly #store = new DisposableStore();
  readonly #debuggees = new Map<string, Debuggee>();
  /** Of the sessions, those that count as started: only their end is told. */
  readonly #started = new WeakSet<DebugSession>();
  readonly #tied = new Emitter<Debuggee>();
  /** A session has found its row. */
  readonly onDidTie = this.#tied.event;
  readonly #changed = new Emitter<void>();
  /** A session has come, gone, found its row, been paused or gone on. */
  readonly onDidChange = this.#changed.event;
  #current: string | null = null;
  #seen: ProcessTree;

  constructor(model: TreeModel) {
    this.#model = model;
    this.#seen = model.tree;
    for (const type of DEBUGGERS) this.#store.add(debug.registerDebugAdapterTrackerFactory(type, this));
    this.#store.add(debug.onDidStartDebugSession((session) => this.#start(session)));
    this.#store.add(debug.onDidTerminateDebugSession((session) => this.#end(session)));
    this.#store.add(debug.onDidChangeActiveDebugSession(() => this.#showCurrent()));
    this.#store.add(debug.onDidChangeActiveStackItem(() => this.#showCurrent()));
    this.#store.add(model.onDidChange((tree) => this.#treeChanged(tree)));
  }

  /** Comes before the session counts as started, and before it says anything. */
  createDebugAdapterTracker(session: DebugSession): DebugAdapterTracker {
    this.#begin(session);
    return {
      onDidSendMessage: (message: unknown) => this.#hear(session, message),
      onWillReceiveMessage: (message: unknown) => {
        if (endsDebuggee(message, isAttached(session))) this.#stop(session);
      },
      onExit: () => this.#leave(session),
    };
  }

  all(): Debuggee[] {
    return [...this.#debuggees.values()];
  }

  /** The sessions of a row: its process's first, then those of its threads. */
  of(row: string): Debuggee[] {
    return this.all()
      .filter((debuggee) => debuggee.row === row)
      .sort((a, b) => Number(isWorker(a.session)) - Number(isWorker(b.session)));
  }

  /** The row of a session; of one that debugs no process itself, that of the first process below it. @param id The session's. */
  rowOf(id: string): string | null {
    const own = this.#debuggees.get(id)?.row;
    if (own) return own;
    return this.all().find(({ session, row }) => row !== null && isBelow(session, id))?.row ?? null;
  }

  dispose(): void {
    this.#store.dispose();
    this.#tied.dispose();
    this.#changed.dispose();
  }

  #begin(session: DebugSession): void {
    if (!isDebuggee(session)) return;
    this.#debuggees.set(session.id, { session, row: null, pid: null, pause: null });
    const row: unknown = rootSession(session).configuration[ATTACHED_ROW];
    if (typeof row === 'string' && this.#model.row(row)) this.#tieTo(session, row);
    else void this.#identify(session);
  }

  #start(session: DebugSession): void {
    this.#started.add(session);
    void this.#identify(session);
  }

  /** The adapter has gone: of a session that has not started, since the process could not be reached, no more is heard. */
  #leave(session: DebugSession): void {
    if (!this.#started.has(session)) this.#end(session);
  }

  /** Finds out which process it is. */
  async #identify(session: DebugSession): Promise<void> {
    const known = this.#debuggees.get(session.id);
    if (!known || known.pid !== null || known.row !== null) return;
    const pid = await debuggeePid(session);
    if (pid === null) return;
    this.#update(session, { pid });
    this.#tie(session);
  }

  #tie(session: DebugSession): void {
    const debuggee = this.#debuggees.get(session.id);
    if (!debuggee || debuggee.row !== null || debuggee.pid === null) return;
    const row = rowsOf(this.#model.tree).find(({ alive, pid }) => alive && pid === debuggee.pid);
    if (row) this.#tieTo(session, row.id);
  }

  #tieTo(session: DebugSession, row: string): void {
    const tied = this.#update(session, { row });
    this.#show(row);
    this.#name(session);
    if (tied) this.#tied.fire(tied);
  }

  /** New rows may be what sessions look for, and processes change their names. */
  #treeChanged(tree: ProcessTree): void {
    const before = this.#seen;
    this.#seen = tree;
    if (this.#debuggees.size === 0) return;
    for (const { id, pid, alive, state } of diff(before, tree).changed) {
      for (const debuggee of alive ? this.all() : []) {
        if (debuggee.row === id) {
          this.#name(debuggee.session);
          if (state === 'stopping') void letEnd(debuggee);
        } else if (debuggee.row === null && pid !== null && debuggee.pid === pid) this.#tieTo(debuggee.session, id);
      }
    }
  }

  /** js-debug calls all that the library starts `child.cjs`, debugpy what multiprocessing starts `Subprocess 48220`. */
  #name(session: DebugSession): void {
    const row = this.#model.row(this.#debuggees.get(session.id)?.row ?? '');
    if (!row || isWorker(session) || session.name.startsWith(row.name)) return;
    session.name = `${row.name} [${row.pid}]`;
  }

  #hear(session: DebugSession, message: unknown): void {
    const event = parseDapEvent(message);
    if (!event || !this.#debuggees.has(session.id)) return;
    switch (event.type) {
      case 'stopped':
        return this.#stopped(session, event);
      case 'continued':
        return this.#setPause(session, null);
      case 'process':
        this.#update(session, { pid: event.pid });
        return this.#tie(session);
      case 'exited':
        return this.#exited(session, event.exitcode);
      default:
        return assertNever(event);
    }
  }

  /** A Python program cannot tell with what it was left by `sys.exit()`; its debugger, which has started it, can. */
  #exited(session: DebugSession, exitcode: number): void {
    const row = this.#model.row(this.#debuggees.get(session.id)?.row ?? '');
    if (session.type !== PYTHON_DEBUGGER || row?.parentId !== null || row.exitcode !== null) return;
    const at = row.endedAt ?? Date.now();
    this.#model.apply({ type: 'ended', id: row.id, at, exitcode, signal: null, error: null });
  }

  #stopped(session: DebugSession, { threadId, reason, text }: Extract<DapEvent, { type: 'stopped' }>): void {
    const pause = { threadId, reason, text, location: null };
    this.#setPause(session, pause);
    void this.#locate(session, pause);
  }

  async #locate(session: DebugSession, pause: Pause): Promise<void> {
    for (const ms of ASK_AFTER_MS) {
      await sleep(ms);
      if (this.#debuggees.get(session.id)?.pause !== pause) return; // it has gone on
      const location = await pauseLocation(session, pause.threadId);
      if (location === null) continue;
      if (this.#debuggees.get(session.id)?.pause === pause) this.#setPause(session, { ...pause, location });
      return;
    }
  }

  #setPause(session: DebugSession, pause: Pause | null): void {
    const row = this.#update(session, { pause })?.row;
    if (row) this.#show(row);
  }

  #end(session: DebugSession): void {
    const row = this.#debuggees.get(session.id)?.row;
    this.#debuggees.delete(session.id);
    this.#changed.fire();
    if (!row) return;
    if (this.of(row).length > 0) this.#show(row);
    else this.#model.apply({ type: 'debugEnded', id: row });
  }

  /** js-debug ends all that it has started, wherever below the stop was pressed, and all that these have started. */
  #stop(session: DebugSession): void {
    const root = rootSession(session).id;
    for (const { session: other, row } of this.#debuggees.values()) {
      if (row === null || rootSession(other).id !== root) continue;
      for (const { id } of subtreeOf(this.#model.tree, row)) this.#model.apply({ type: 'debugStopped', id });
    }
  }

  #showCurrent(): void {
    const active = debug.activeStackItem?.session ?? debug.activeDebugSession;
    const before = this.#current;
    this.#current = (active && this.#debuggees.get(active.id)?.row) ?? null;
    if (before === this.#current) return;
    for (const row of [before, this.#current]) if (row !== null && this.of(row).length > 0) this.#show(row);
  }

  #show(row: string): void {
    const debug = rowDebug(this.of(row), row === this.#current);
    if (debug) this.#model.apply({ type: 'debugged', id: row, debug });
  }

  #update(session: DebugSession, change: Partial<Debuggee>): Debuggee | undefined {
    const known = this.#debuggees.get(session.id);
    if (!known) return undefined;
    const next = { ...known, ...change };
    this.#debuggees.set(session.id, next);
    this.#changed.fire();
    return next;
  }
}

/** Where a program handles the signal that it was sent, it cannot do so while it is paused. */
async function letEnd(debuggee: Debuggee): Promise<void> {
  await goOn(debuggee).catch(() => {}); // it has ended
}
