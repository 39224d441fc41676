/**
 * With 2 MB a worker's young generation is as large from the first as it soon grows to. V8 begins with 1 MB, which the start of
 * a process nearly fills: the two collections that move all of that for good would come in the first maps, and take as
 * long as thousands of tiny tasks.
 */
const YOUNG_GENERATION = '--min-semi-space-size=2';

/** Node promises no option of V8, and does not start with one that it does not know. */
const LAST_NODE_KNOWN_TO_HAVE_IT = 26;

/** As many threads as Node starts for V8, which compiles and collects garbage in them. */
const DEFAULT_THREADS = 4;

interface Place {
  /** Of Node, such as `24.1.0`. */
  readonly version: string;
  readonly workers: number;
  /** CPUs for the program. */
  readonly cpus: number;
}

/**
 * The options of Node that the workers of a pool get besides those of the program.
 * @param given The program's own, which have the say.
 */
export function workerNodeOptions(given: readonly string[], { version, workers, cpus }: Place): readonly string[] {
  const isGiven = (option: RegExp): boolean => given.some((text) => option.test(text));
  const options: string[] = [];
  if (Number.parseInt(version) <= LAST_NODE_KNOWN_TO_HAVE_IT && !isGiven(/semi[-_]space/))
    options.push(YOUNG_GENERATION);
  const threads = threadsOfEach(workers, cpus);
  if (threads < DEFAULT_THREADS && !isGiven(/v8[-_]pool[-_]size/)) options.push(`--v8-pool-size=${threads}`);
  return options;
}

/** Workers that fill all CPUs have none for threads besides, which only cost time and memory to start. */
function threadsOfEach(workers: number, cpus: number): number {
  return Math.min(DEFAULT_THREADS, Math.max(1, Math.floor(cpus / workers)));
}
