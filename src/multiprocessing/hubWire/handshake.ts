/**
 * How a process proves to the hub that it belongs to the tree, and the hub to it: each signs the other's nonce with the
 * tree's key, so that neither says the key, and what was heard once cannot be said again.
 */
import { randomBytes } from './randomBytes.ts';
import { hmacSha256 } from './hmac.ts';

const NONCE_BYTES = 32;

/** What a process says of itself. */
export interface Hello {
  /** Unique in the tree. */
  readonly id: string;
  readonly name: string;
  readonly pid: number;
  /** null: the root. */
  readonly parentId: string | null;
}

export interface HelloMessage extends Hello {
  readonly version: string;
  /** The hub's nonce, signed. */
  readonly proof: string;
  /** For the hub to sign. */
  readonly nonce: string;
}

export function newNonce(): string {
  return randomBytes(NONCE_BYTES).toString('hex');
}

/** Who signs; `caller` and `listener` are processes that connect with each other. */
export type Role = 'process' | 'hub' | 'caller' | 'listener';

export function sign(key: Uint8Array, role: Role, nonce: string): string {
  return hmacSha256(key, Buffer.from(`${role}:${nonce}`));
}

/** In constant time. */
export function isSigned(proof: unknown, key: Uint8Array, role: Role, nonce: string): boolean {
  const expected = Buffer.from(sign(key, role, nonce));
  const given = Buffer.from(String(proof));
  let difference = given.length ^ expected.length;
  for (const [i, byte] of expected.entries()) difference |= byte ^ (given[i] ?? 0);
  return difference === 0;
}
