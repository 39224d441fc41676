/** The environment variables that the parts of this package tell each other things by. */

/** Tells an agent where its server is: `<socket path or pipe name>?token=<hex>`. Inherited by children. */
export const MONITOR_VARIABLE = 'MULTIPROCESSING_MONITOR';

/**
 * How a program is told who it is by the one that launched it (JSON: `{ "id": string, "lifeline"?: number }`).
 * Removed from the environment at the start, so that other programs do not inherit it.
 */
export const PROCESS_VARIABLE = 'MULTIPROCESSING_PROCESS';
