/** Python's multiprocessing.util, as far as programs use it. */
export { Finalize, type FinalizeOptions } from './finalize.ts';
export { debug, getLogger, info, logToStderr, warning } from './logging.ts';
export { getTempDir } from './tempDir.ts';
