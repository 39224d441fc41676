/** The objects that processes share, which a child loads without the rest of the library (parts.ts). */
import { prepareHubEnd } from './hubClient/hubEnd.ts';

export { Barrier } from './barrier.ts';
export { Condition } from './condition.ts';
export { Connection } from './connection.ts';
export { Event } from './event.ts';
export { Lock, RLock } from './lock.ts';
export { Pipe } from './pipe.ts';
export { JoinableQueue, Queue, SimpleQueue } from './queues.ts';
export { wait } from './readiness.ts';
export { BoundedSemaphore, Semaphore } from './semaphore.ts';
export { Array, RawArray, RawValue, Value } from './sharedctypes.ts';

prepareHubEnd();
