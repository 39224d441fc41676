/** The process that runs this code, and the one that started it: a leaf, set by process.ts or by the child's main. */
import type { Process } from './process.ts';
import type { ParentProcess } from './parentProcess.ts';

interface Current {
  process: Process | null;
  parent: ParentProcess | null;
  /** These make the objects when they are first asked for: most children never ask. */
  makeProcess: (() => Process) | null;
  makeParent: (() => ParentProcess) | null;
}

const current: Current = { process: null, parent: null, makeProcess: null, makeParent: null };

/** The Process object of the current process: the same one each time. */
export function currentProcess(): Process {
  if (current.process === null) {
    if (current.makeProcess === null) throw new Error('the library is not fully loaded yet');
    current.process = current.makeProcess();
  }
  return current.process;
}

/** The process that started this one with this library; null in the main process. */
export function parentProcess(): ParentProcess | null {
  return (current.parent ??= current.makeParent?.() ?? null);
}

/** Whether this process was started by the user and not by this library: the one that may start others at top level. */
export function isMainProcess(): boolean {
  return current.makeParent === null;
}

export function setCurrentProcess(process: Process): void {
  current.process = process;
}

export function setProcessMaker(makeProcess: () => Process): void {
  current.makeProcess = makeProcess;
}

/** In a child. */
export function setParentMaker(makeParent: () => ParentProcess): void {
  current.makeParent = makeParent;
}
