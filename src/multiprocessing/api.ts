/** What the module and every context offer alike. */
export { Barrier } from './barrier.ts';
export { Condition } from './condition.ts';
export { bound } from './boundMethod.ts';
export { Client, type ClientOptions } from './client.ts';
export { Connection } from './connection.ts';
export type { SignalOption } from './signalOption.ts';
export { currentProcess, isMainProcess, parentProcess } from './currentProcess.ts';
export {
  AssertionError,
  AttributeError,
  AuthenticationError,
  BrokenBarrierError,
  BufferTooShort,
  Empty,
  EOFError,
  Full,
  IndexError,
  KeyError,
  MaybeEncodingError,
  OSError,
  PicklingError,
  ProcessError,
  RemoteError,
  RemoteTraceback,
  RuntimeError,
  TimeoutError,
  ValueError,
  ProcessDiedError,
  WorkerDiedError,
} from './errors.ts';
export { Event } from './event.ts';
export type { ErrorSummary } from './events.ts';
export { Lock, RLock } from './lock.ts';
export {
  CRITICAL,
  DEBUG,
  ERROR,
  getLogger,
  INFO,
  logToStderr,
  SUBDEBUG,
  SUBWARNING,
  WARNING,
  type Logger,
  type LogHandler,
  type LogRecord,
} from './logging.ts';
export { Listener, type ListenerOptions } from './listener.ts';
export { BaseManager, type ManagerOptions } from './managers/baseManager.ts';
export { BaseProxy } from './managers/baseProxy.ts';
export { BarrierProxy } from './managers/barrierProxy.ts';
export { ConditionProxy } from './managers/conditionProxy.ts';
export { DictProxy } from './managers/dictProxy.ts';
export { EventProxy } from './managers/eventProxy.ts';
export { ListProxy } from './managers/listProxy.ts';
export { BoundedSemaphoreProxy, LockProxy, RLockProxy, SemaphoreProxy } from './managers/lockProxy.ts';
export { NamespaceProxy } from './managers/namespaceProxy.ts';
export { ArrayProxy, ValueProxy } from './managers/numbersProxy.ts';
export * as queue from './managers/queueModule.ts';
export { PoolProxy, type PoolCallOptions } from './managers/poolProxy.ts';
export { JoinableQueueProxy, QueueProxy } from './managers/queueProxy.ts';
export type { Made, RegisterOptions, Remote } from './managers/registeredTypes.ts';
export { Manager, SyncManager } from './managers/syncManager.ts';
export type { ParentProcess } from './parentProcess.ts';
export { activeChildren, Process } from './process.ts';
export type { JoinOptions, ProcessOptions } from './processOptions.ts';
export { Pipe } from './pipe.ts';
export type { AsyncResult } from './pool/asyncResult.ts';
export type { JobProgress, Progress } from './pool/chunk.ts';
export type { ImapIterator } from './pool/imapIterator.ts';
export type { Callbacks } from './pool/outcome.ts';
export { Pool } from './pool/pool.ts';
export type { MapOptions, PoolOptions, TaskOptions } from './pool/poolOptions.ts';
export { JoinableQueue, Queue, SimpleQueue } from './queues.ts';
export { Array, RawArray, RawValue, Value, type NumbersOptions, type SharedArray } from './sharedctypes.ts';
export type { SharedText } from './sharedText.ts';
export * as reduction from './reductionModule.ts';
export { BoundedSemaphore, Semaphore } from './semaphore.ts';
export type { ObjectOptions } from './objectOptions.ts';
export type { WaitOptions } from './sharedHandle.ts';
export type { Address, Family } from './socketAddress.ts';
export { setExecutable } from './spawn.ts';
export type { Typecode } from './typecodes.ts';
export * as util from './util.ts';
export { wait } from './readiness.ts';
