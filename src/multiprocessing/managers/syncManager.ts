import { inspect } from 'node:util';
import { checkedIterable } from '../iterables.ts';
import type { AnyNumber } from '../numbers.ts';
import type { PoolOptions } from '../pool/poolOptions.ts';
import type { NumberOf, NumberCode } from '../typecodes.ts';
import type { BarrierProxy } from './barrierProxy.ts';
import { BaseManager } from './baseManager.ts';
import type { ConditionProxy } from './conditionProxy.ts';
import type { DictSource } from './dictObject.ts';
import { sendable, type DictProxy } from './dictProxy.ts';
import type { EventProxy } from './eventProxy.ts';
import type { ListProxy } from './listProxy.ts';
import type { BoundedSemaphoreProxy, LockProxy, RLockProxy, SemaphoreProxy } from './lockProxy.ts';
import type { NamespaceProxy } from './namespaceProxy.ts';
import type { ArrayProxy, ValueProxy } from './numbersProxy.ts';
import type { PoolProxy } from './poolProxy.ts';
import type { JoinableQueueProxy, QueueProxy } from './queueProxy.ts';
import { syncTypes } from './syncTypes.ts';

/**
 * A manager of dicts, lists, queues, locks and the like. Each method makes an object in the server, and returns its proxy at
 * once: what was wrong with the arguments, the first call of the proxy says.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager
 */
export class SyncManager extends BaseManager {
  /** @internal */
  static override types = { ...BaseManager.types, ...syncTypes };

  /** A dict, with these entries at first. */
  dict<V = unknown>(initial: DictSource<V> = {}): DictProxy<V> {
    return this.make('dict', [sendable(initial)]) as DictProxy<V>;
  }

  /** A list, with these items at first. */
  list<V = unknown>(initial: Iterable<V> = []): ListProxy<V> {
    return this.make('list', [[...checkedIterable('the items of a list', initial)]]) as ListProxy<V>;
  }

  /** Named values, with these at first. */
  Namespace<S extends object = Record<string, unknown>>(initial: Partial<S> = {}): NamespaceProxy<S> {
    if (typeof initial !== 'object' || initial === null)
      throw new TypeError(`what a Namespace has at first must be an object, not ${inspect(initial)}`);
    return this.make('Namespace', [initial]) as unknown as NamespaceProxy<S>;
  }

  /** A value. @param typecode Only shown, as in Python: any value will do. */
  Value<V = number>(typecode: string, value: V): ValueProxy<V> {
    return this.make('Value', [typecode, value]) as ValueProxy<V>;
  }

  /** Numbers of a type, these at first, or so many that are 0. */
  Array<C extends NumberCode>(typecode: C, source: number | Iterable<NumberOf<C>>): ArrayProxy<NumberOf<C>> {
    const content = typeof source === 'number' ? source : [...checkedIterable('the numbers of an Array', source)];
    const length = typeof content === 'number' ? content : content.length;
    return this.make('Array', [typecode, content], length) as ArrayProxy<AnyNumber> as ArrayProxy<NumberOf<C>>;
  }

  /** Python's `queue.Queue`. @param maxsize How many items it holds; 0 (the default) and less: no limit. */
  Queue<T = unknown>(maxsize = 0): QueueProxy<T> {
    return this.make('Queue', [maxsize]) as QueueProxy<T>;
  }

  /** A queue with `taskDone` and `join`. */
  JoinableQueue<T = unknown>(maxsize = 0): JoinableQueueProxy<T> {
    return this.make('JoinableQueue', [maxsize]) as JoinableQueueProxy<T>;
  }

  Lock(): LockProxy {
    return this.make('Lock', []) as LockProxy;
  }

  RLock(): RLockProxy {
    return this.make('RLock', []) as RLockProxy;
  }

  /** @param value The number at the start. */
  Semaphore(value = 1): SemaphoreProxy {
    return this.make('Semaphore', [value]) as SemaphoreProxy;
  }

  /** @param value The number at the start, above which it never is. */
  BoundedSemaphore(value = 1): BoundedSemaphoreProxy {
    return this.make('BoundedSemaphore', [value]) as BoundedSemaphoreProxy;
  }

  /** @param lock A Lock or RLock of this manager; default: an RLock of its own. */
  Condition(lock: LockProxy | RLockProxy | null = null): ConditionProxy {
    return this.make('Condition', [lock]) as ConditionProxy;
  }

  Event(): EventProxy {
    return this.make('Event', []) as EventProxy;
  }

  /**
   * @param parties How many have to come.
   * @param action Called in the server when all are there, before they go on: a function at the top level of a module.
   * @param timeout The default for `wait`, in seconds; null: none.
   */
  Barrier(parties: number, action: (() => unknown) | null = null, timeout: number | null = null): BarrierProxy {
    return this.make('Barrier', [parties, action, timeout], parties) as BarrierProxy;
  }

  /** @param processes How many workers, which are children of the server; null: as many as there are CPUs. */
  Pool(processes: number | null = null, options: PoolOptions<never[]> | PoolOptions = {}): PoolProxy {
    return this.make('Pool', [processes, options]) as PoolProxy;
  }
}

/** Starts a server process, and gives the manager of it. https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Manager */
export async function Manager(): Promise<SyncManager> {
  return new SyncManager().start();
}
