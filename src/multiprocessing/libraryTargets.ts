import { SpawnProcess } from './context.ts';
import * as errors from './errors.ts';
import { PoolWorker, SpawnPoolWorker } from './pool/poolWorker.ts';
import { serveManager } from './managers/managerProcess.ts';
import { Process } from './process.ts';
import type { TargetTable } from './targetTable.ts';

/**
 * The classes of the library whose instances, or which themselves, are sent. Written out: each child makes this table,
 * and looks at hardly any of it.
 */
export const libraryTargets: TargetTable = {
  Process: () => Process,
  SpawnProcess: () => SpawnProcess,
  PoolWorker: () => PoolWorker,
  SpawnPoolWorker: () => SpawnPoolWorker,
  serveManager: () => serveManager,
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
  WorkerDiedError: () => errors.WorkerDiedError,
  MaybeEncodingError: () => errors.MaybeEncodingError,
  RemoteError: () => errors.RemoteError,
  RemoteTraceback: () => errors.RemoteTraceback,
};
