/** Which Node can run programs of this library, and what to tell the user of one that cannot. */

export const OLDEST_NODE = '22.15';

/** `version` such as `22.15.0`. False too for 23.0 to 23.4, which are older than 22.15 in what they can do. */
export function isNodeSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 22) return minor >= 15;
  if (major === 23) return minor >= 5;
  return major > 23;
}

export function unsupportedNode(version: string, execPath: string): string {
  return (
    `multiprocessing-ts needs Node ${OLDEST_NODE} or later, and this is Node ${version} (${execPath}). ` +
    'Set another one with the setting processTree.nodePath in VS Code, or put it first on PATH.'
  );
}
