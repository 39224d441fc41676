const PROCESS_BITS = 2 ** 22;
let prefix = 0;
let counter = PROCESS_BITS;

/** Unique in the tree, and a whole number that a double can hold: a random one for the process, and a count. */
export function newObjectId(): number {
  if (counter === PROCESS_BITS) {
    prefix = Math.floor(Math.random() * 2 ** 31);
    counter = 1;
  }
  return prefix * PROCESS_BITS + counter++;
}
