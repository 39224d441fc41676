import { existsSync } from 'node:fs';
import { capture } from '../run.mjs';

/** The distribution's own rather than another on PATH, which may be a wrapper that starts it; undefined without any. */
export async function findPython() {
  for (const path of ['/usr/bin/python3', 'python3', 'python']) {
    if (path.startsWith('/') && !existsSync(path)) continue;
    const { code, output } = await capture(path, ['--version']).catch(() => ({ code: 1, output: '' }));
    const version = /^Python (3\.\S+)/.exec(output)?.[1];
    if (code === 0 && version) return { path, version };
  }
  return undefined;
}
