/** Which class of the hub's is behind which class of the library's. */
import { EventState } from './eventState.ts';
import type { HubObjectMaker } from './hubObject.ts';
import { NumbersState } from './numbersState.ts';
import { QueueState } from './queueState.ts';

export const hubKinds: Readonly<Record<string, HubObjectMaker>> = {
  Event: (services, id) => new EventState(services, id),
  Queue: (services, id, [maxsize]) => new QueueState(services, id, Number(maxsize), false),
  JoinableQueue: (services, id, [maxsize]) => new QueueState(services, id, Number(maxsize), true),
  Value: (services, id, [typecode, length, initial]) => new NumbersState(services, id, typecode, length, initial),
  Array: (services, id, [typecode, length, initial]) => new NumbersState(services, id, typecode, length, initial),
  SimpleQueue: (services, id) => new QueueState(services, id, 0, false),
};
