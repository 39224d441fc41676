import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';

/** The first executable file of that name on PATH; null when there is none. */
export async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const file = process.platform === 'win32' && !/\.\w+$/.test(name) ? `${name}.exe` : name;
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter)) {
    const full = path.join(folder, file);
    if (folder && (await isExecutableFile(full))) return full;
  }
  return null;
}

async function isExecutableFile(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
