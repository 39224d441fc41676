/** What every SyncManager can make. */
import { BarrierObject } from './barrierObject.ts';
import { BarrierProxy } from './barrierProxy.ts';
import { ConditionObject } from './conditionObject.ts';
import { ConditionProxy } from './conditionProxy.ts';
import { Dict } from './dictObject.ts';
import { DictProxy } from './dictProxy.ts';
import { EventObject } from './eventObject.ts';
import { EventProxy } from './eventProxy.ts';
import { List } from './listObject.ts';
import { ListProxy } from './listProxy.ts';
import { LockObject, RLockObject } from './lockObject.ts';
import { BoundedSemaphoreProxy, LockProxy, RLockProxy, SemaphoreProxy } from './lockProxy.ts';
import { Namespace } from './namespaceObject.ts';
import { NamespaceProxy } from './namespaceProxy.ts';
import { ArrayObject, ValueObject } from './numbersObject.ts';
import { ArrayProxy, ValueProxy } from './numbersProxy.ts';
import { JoinableQueueObject, QueueObject } from './queueObject.ts';
import { PoolIteratorProxy } from './poolIteratorProxy.ts';
import { PoolObject } from './poolObject.ts';
import { PoolProxy } from './poolProxy.ts';
import { JoinableQueueProxy, QueueProxy } from './queueProxy.ts';
import type { AnyClass, RegisteredType, Registry } from './registry.ts';
import { BoundedSemaphoreObject, SemaphoreObject } from './semaphoreObject.ts';

const POOL = ['apply', 'map', 'starmap', 'openImap', 'openImapUnordered', 'close', 'terminate', 'join'];
const LOCK = ['acquire', 'release', 'locked'];

export const syncTypes = {
  dict: type(Dict, DictProxy),
  list: type(List, ListProxy),
  Namespace: type(Namespace, NamespaceProxy),
  Value: type(ValueObject, ValueProxy),
  Array: type(ArrayObject, ArrayProxy),
  Queue: type(QueueObject, QueueProxy),
  JoinableQueue: type(JoinableQueueObject, JoinableQueueProxy),
  Lock: type(LockObject, LockProxy, LOCK),
  RLock: type(RLockObject, RLockProxy, LOCK),
  Semaphore: type(SemaphoreObject, SemaphoreProxy),
  BoundedSemaphore: type(BoundedSemaphoreObject, BoundedSemaphoreProxy),
  Condition: type(ConditionObject, ConditionProxy),
  Event: type(EventObject, EventProxy),
  Barrier: type(BarrierObject, BarrierProxy),
  Pool: type(PoolObject, PoolProxy, POOL, { openImap: 'PoolIterator', openImapUnordered: 'PoolIterator' }),
  /** Only given by a Pool. */
  PoolIterator: { ...type(Object, PoolIteratorProxy, ['put', 'end', 'next', 'close']), callable: null },
} satisfies Registry;

function type(
  callable: AnyClass,
  proxytype: AnyClass,
  exposed: readonly string[] | null = null,
  methodToTypeid: RegisteredType['methodToTypeid'] = {},
): RegisteredType {
  return { callable, proxytype, exposed, methodToTypeid };
}
