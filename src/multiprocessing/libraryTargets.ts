/** The classes of the library whose instances, or which themselves, are sent. Each part of it (parts.ts) adds its own. */
import * as errors from './errors.ts';
import { Process } from './process.ts';
import { LIBRARY } from './targets.ts';
import { registerTargets, targetTables, type TargetTable } from './targetTable.ts';

export function addLibraryTargets(table: TargetTable): void {
  registerTargets(LIBRARY, { ...targetTables.get(LIBRARY), ...table });
}

/** Those of the core. Written out: each child makes this table, and looks at hardly any of it. */
export const coreTargets: TargetTable = {
  Process: () => Process,
  ProcessError: () => errors.ProcessError,
  BufferTooShort: () => errors.BufferTooShort,
  AuthenticationError: () => errors.AuthenticationError,
  TimeoutError: () => errors.TimeoutError,
  AssertionError: () => errors.AssertionError,
  ValueError: () => errors.ValueError,
  RuntimeError: () => errors.RuntimeError,
  OSError: () => errors.OSError,
  IndexError: () => errors.IndexError,
  KeyError: () => errors.KeyError,
  AttributeError: () => errors.AttributeError,
  Empty: () => errors.Empty,
  Full: () => errors.Full,
  BrokenBarrierError: () => errors.BrokenBarrierError,
  EOFError: () => errors.EOFError,
  PicklingError: () => errors.PicklingError,
  ProcessDiedError: () => errors.ProcessDiedError,
  WorkerDiedError: () => errors.WorkerDiedError,
  MaybeEncodingError: () => errors.MaybeEncodingError,
  RemoteError: () => errors.RemoteError,
  RemoteTraceback: () => errors.RemoteTraceback,
};
