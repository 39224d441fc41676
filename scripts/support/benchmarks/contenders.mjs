import { pathToFileURL } from 'node:url';
import { inRoot } from '../paths.mjs';

/** The library's own name among the contenders: the others are compared with it. */
export const LIBRARY = 'multiprocessing-ts';

/** A program of this library, a file of bench/ or a path. */
export const library = (file, name = LIBRARY) => ({
  name,
  command: [process.execPath, '--import', pathToFileURL(inRoot('dist/register.cjs')).href, inRoot('bench', file)],
});

/** A program of Node's own means. */
export const node = (file, name) => ({ name, command: [process.execPath, inRoot('bench', file)] });

/** A program of CPython's multiprocessing; none where there is no CPython. */
export const cpython = (file, python, what = '') =>
  python ? [{ name: `CPython ${python.version}, spawn${what}`, command: [python.path, inRoot('bench', file)] }] : [];
