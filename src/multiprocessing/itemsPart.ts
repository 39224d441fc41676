/** What the pool and the shared objects both need, and a child that has neither does not (parts.ts). */
export * from './hubClient/loopHold.ts';
export * from './hubWire/sharedClock.ts';
export * from './hubWire/socketWriter.ts';
export * from './items.ts';
