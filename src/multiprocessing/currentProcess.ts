/** The process that runs this code, and the one that started it: a leaf, set by process.ts or by the child's main. */
import type { Process } from './process.ts';
import type { ParentProcess } from './parentProcess.ts';

interface Current {
  process: Process | null;
  parent: ParentProcess | null;
  /** Makes the MainProcess object when it is first asked for. */
  makeMain: (() => Process) | null;
}

const current: Current = { process: null, parent: null, makeMain: null };

/** The Process object of the current process: the same one each time. */
export function currentProcess(): Process {
  if (current.process === null) {
    if (current.makeMain === null) throw new Error('the library is not fully loaded yet');
    current.process = current.makeMain();
  }
  return current.process;
}

/** The process that started this one with this library; null in the main process. */
export function parentProcess(): ParentProcess | null {
  return current.parent;
}

/** Whether this process was started by the user and not by this library: the one that may start others at top level. */
export function isMainProcess(): boolean {
  return current.parent === null;
}

export function setCurrentProcess(process: Process, parent: ParentProcess): void {
  current.process = process;
  current.parent = parent;
}

export function setMainProcessMaker(makeMain: () => Process): void {
  current.makeMain = makeMain;
}
