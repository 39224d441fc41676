import path from 'node:path';

/** What Python needs in its environment to load our agent, beside the monitor's address. @param dist The folder of the bundles. */
export function pythonEnvironment(env: NodeJS.ProcessEnv, dist: string): Record<string, string> {
  const folders = [path.join(dist, 'python'), env['PYTHONPATH']];
  return { PYTHONPATH: folders.filter((folder) => folder !== undefined && folder !== '').join(path.delimiter) };
}
