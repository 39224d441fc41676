import { BaseManager } from './baseManager.ts';
import type { DictSource } from './dictObject.ts';
import { sendable, type DictProxy } from './dictProxy.ts';
import type { ListProxy } from './listProxy.ts';
import type { NamespaceProxy } from './namespaceProxy.ts';
import { syncTypes } from './syncTypes.ts';

/**
 * A manager of dicts, lists, queues, locks and the like.
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
    return this.make('list', [[...initial]]) as ListProxy<V>;
  }

  /** Named values, with these at first. */
  Namespace<S extends object = Record<string, unknown>>(initial: Partial<S> = {}): NamespaceProxy<S> {
    return this.make('Namespace', [initial]) as unknown as NamespaceProxy<S>;
  }
}

/** Starts a server process, and gives the manager of it. https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Manager */
export async function Manager(): Promise<SyncManager> {
  return new SyncManager().start();
}
