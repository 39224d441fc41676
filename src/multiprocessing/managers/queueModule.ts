/** Python's module `queue`: for objects of one process, such as those that a manager's own server gives to its clients. */
export { Empty, Full } from '../errors.ts';
export { QueueObject as Queue } from './queueObject.ts';
