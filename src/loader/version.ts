import { version } from '../../package.json';

/** Of the package that this loader belongs to; the bundler writes it in. */
export const loaderVersion: string = version;
