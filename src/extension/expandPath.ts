import os from 'node:os';
import path from 'node:path';

/** A path as users write it in a setting; a mere name stays one, to be looked for on PATH. */
export function expandPath(configured: string, cwd: string): string {
  const home = configured.replace(/^~(?=$|[\\/])/, () => os.homedir());
  const expanded = home.replaceAll('${workspaceFolder}', () => cwd);
  return /[\\/]/.test(expanded) ? path.resolve(cwd, expanded) : expanded;
}
