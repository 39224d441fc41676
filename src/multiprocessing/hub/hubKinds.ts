/** Which class of the hub's is behind which class of the library's. */
import { BarrierState } from './barrierState.ts';
import { ConditionState } from './conditionState.ts';
import { EventState } from './eventState.ts';
import type { HubObjectMaker } from './hubObject.ts';
import { LockState } from './lockState.ts';
import { NumbersState } from './numbersState.ts';
import { pipeEndState } from './pipeState.ts';
import { QueueState } from './queueState.ts';
import { RecursivePermit } from './recursivePermit.ts';
import { SegmentState } from './segmentState.ts';
import { SemaphorePermits } from './semaphorePermits.ts';

const LOCK = { counts: false, tellsHolders: true };
const SEMAPHORE = { counts: true, tellsHolders: false };
const BOUNDED = { counts: true, tellsHolders: true };

export const hubKinds: Readonly<Record<string, HubObjectMaker>> = {
  Connection: (services, id, [partner]) => pipeEndState(services, id, Number(partner)),
  Event: (services) => new EventState(services),
  Lock: (services, id, _args, name) => new LockState(services, id, name, new SemaphorePermits(1, 1), LOCK),
  RLock: (services, id, _args, name) => new LockState(services, id, name, new RecursivePermit(), LOCK),
  Semaphore: (services, id, [start], name) =>
    new LockState(services, id, name, new SemaphorePermits(Number(start), null), SEMAPHORE),
  BoundedSemaphore: (services, id, [start], name) =>
    new LockState(services, id, name, new SemaphorePermits(Number(start), Number(start)), BOUNDED),
  Condition: (services) => new ConditionState(services),
  Barrier: (services, _id, [parties]) => new BarrierState(services, Number(parties)),
  Queue: (services, id, [maxsize]) => new QueueState(services, id, Number(maxsize), false),
  JoinableQueue: (services, id, [maxsize]) => new QueueState(services, id, Number(maxsize), true),
  Value: (services, _id, [typecode, length, initial]) => new NumbersState(services, typecode, length, initial),
  Array: (services, _id, [typecode, length, initial]) => new NumbersState(services, typecode, length, initial),
  Segment: (_services, id, [file]) => new SegmentState(id, String(file)),
  SimpleQueue: (services, id) => new QueueState(services, id, 0, false),
};
