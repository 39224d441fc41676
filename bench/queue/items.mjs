/** What travels, by name; the same as in cpython.py. */
export const ITEMS = {
  int: 7,
  text100: 'x'.repeat(100),
  text10k: 'x'.repeat(10_000),
  bytes10k: Buffer.alloc(10_000, 'x'),
  bytes1m: Buffer.alloc(1_000_000, 'x'),
};
