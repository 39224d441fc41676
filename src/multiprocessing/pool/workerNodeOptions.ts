/**
 * With 2 MB a worker's young generation is as large from the first as it soon grows to. V8 begins with 1 MB, which the start of
 * a process nearly fills: the two collections that move all of that for good would come in the first maps, and take as
 * long as thousands of tiny tasks.
 */
const YOUNG_GENERATION = '--min-semi-space-size=2';

/** Node promises no option of V8, and does not start with one that it does not know. */
const LAST_NODE_KNOWN_TO_HAVE_IT = 26;

/**
 * The options of Node that the workers of a pool get besides those of the program.
 * @param given The program's own; of the size of the young generation they have the say.
 * @param version Of Node, such as `24.1.0`.
 */
export function workerNodeOptions(given: readonly string[], version: string): readonly string[] {
  const isGiven = given.some((option) => /semi[-_]space/.test(option));
  return isGiven || Number.parseInt(version) > LAST_NODE_KNOWN_TO_HAVE_IT ? [] : [YOUNG_GENERATION];
}
