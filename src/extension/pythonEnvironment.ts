import path from 'node:path';

export const PYTHON_PATH = 'PYTHONPATH';

/** What Python needs in its environment to load our agent, beside the monitor's address. @param dist The folder of the bundles. */
export function pythonEnvironment(env: NodeJS.ProcessEnv, dist: string): Record<string, string> {
  const folders = [path.join(dist, 'python'), env[PYTHON_PATH]];
  return { [PYTHON_PATH]: folders.filter((folder) => folder !== undefined && folder !== '').join(path.delimiter) };
}

/**
 * What is to be put in front of a `PYTHONPATH` that is not known. Where it is empty, a bare delimiter would stand for the
 * working folder, out of which Python would then load its own modules. So it gets `/./`, too: an absolute path stays what it
 * is with that in front, and of the rest our sitecustomize takes care.
 * @param expected What it probably is.
 */
export function pythonPathPrefix(expected: string | null | undefined, dist: string): string {
  return `${path.join(dist, 'python')}${path.delimiter}${expected ? '' : '/./'}`;
}
