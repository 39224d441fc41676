/** What programs import. */
export const PACKAGE = 'multiprocessing-ts';
