import { randomBytes } from './hubWire/randomBytes.ts';

/** The key by which the processes of a tree know each other: 32 random bytes, made by the main process. */
export function randomKey(): Uint8Array {
  return new Uint8Array(randomBytes(32));
}
