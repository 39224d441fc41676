import { pathToFileURL } from 'node:url';
import { MONITOR_VARIABLE, PROCESS_VARIABLE } from '../../base/environment.ts';
import { pythonEnvironment } from '../pythonEnvironment.ts';

/** As far as it matters here; js-debug has filled in its defaults. */
export type LaunchConfiguration = Readonly<Record<string, unknown>>;

export interface WatchOptions {
  /** What the monitor's server wants in the environment. */
  readonly monitor: string;
  /** The folder of the bundles. */
  readonly dist: string;
  /** Whether the runtime can have the loader. */
  readonly withLoader: boolean;
}

/** What a launch configuration must have besides, so that its processes are seen in the tree. */
export function watchedConfiguration(launch: LaunchConfiguration, { monitor, dist, withLoader }: WatchOptions) {
  const loader = ['--import', pathToFileURL(`${dist}/register.cjs`).href];
  return {
    ...sourcesConfiguration(launch, dist),
    env: { [MONITOR_VARIABLE]: monitor, ...environmentOf(launch) },
    ...(withLoader && { runtimeArgs: [...list(launch['runtimeArgs']), ...loader] }),
  };
}

/** What a configuration must have, so that one sees and steps through the user's files, and no others. */
export function sourcesConfiguration({ skipFiles }: LaunchConfiguration, dist: string) {
  const ours = [`${dist.replaceAll('\\', '/')}/**`, '**/node_modules/multiprocessing-ts/dist/**'];
  return {
    skipFiles: [...list(skipFiles), ...ours],
    // The loader, which all that the library starts has, takes the types away in place: what runs is no longer what is on
    // disk, but its lines and columns are.
    enableContentValidation: false,
  };
}

/** The environment that a launch configuration of debugpy must have, so that the program is seen from its beginning. */
export function watchedPython(launch: LaunchConfiguration, { monitor, dist }: Pick<WatchOptions, 'monitor' | 'dist'>) {
  const own = environmentOf(launch);
  const path = own['PYTHONPATH'] ?? process.env['PYTHONPATH'];
  return {
    [MONITOR_VARIABLE]: monitor,
    [PROCESS_VARIABLE]: JSON.stringify({ script: launch['program'] }), // debugpy is in its place when Python starts
    ...own,
    ...pythonEnvironment({ PYTHONPATH: path }, dist),
  };
}

/** Of the Node that a configuration runs its script with; null when it runs no script, or not with Node alone. */
export function nodeOf(launch: LaunchConfiguration): string | null {
  const { program, runtimeExecutable } = launch;
  if (typeof program !== 'string' || program === '' || hasOtherLoader(launch)) return null;
  const executable = typeof runtimeExecutable === 'string' && runtimeExecutable !== '' ? runtimeExecutable : 'node';
  return /^node(js)?(\.exe)?$/i.test(executable.split(/[\\/]/).at(-1) ?? '') ? executable : null;
}

export function environmentOf({ env }: LaunchConfiguration): Readonly<Record<string, string | null>> {
  return typeof env === 'object' && env !== null ? (env as Record<string, string | null>) : {};
}

/** What compiles TypeScript in its own way is to do it. */
const OTHER_LOADER = /^--(experimental-)?loader\b|(^|[@/=\\])(tsx|ts-node|swc-node|esbuild-register|babel)\b/;

function hasOtherLoader(launch: LaunchConfiguration): boolean {
  const options = environmentOf(launch)['NODE_OPTIONS'] ?? '';
  return [...list(launch['runtimeArgs']), ...options.split(/\s+/)].some((option) => OTHER_LOADER.test(option));
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
