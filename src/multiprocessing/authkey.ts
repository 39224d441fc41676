/** The key by which the processes of a tree know each other: 32 random bytes, made by the main process. */
export function randomKey(): Uint8Array {
  // Not at the start of the program: node:crypto takes longer to load than all else
  return new Uint8Array(process.getBuiltinModule('node:crypto').randomBytes(32));
}
