import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Finalize } from './finalize.ts';
import { debug } from './logging.ts';

let tempDir: string | undefined;

/** A private folder of this process's, removed when it exits. */
export function getTempDir(): string {
  if (tempDir === undefined) {
    const folder = mkdtempSync(join(process.getBuiltinModule('node:os').tmpdir(), 'pymp-'));
    debug(`created temp directory ${folder}`);
    // Late, since other finalizers may want what is in it
    void new Finalize(null, () => rmSync(folder, { recursive: true, force: true }), { exitpriority: -100 });
    tempDir = folder;
  }
  return tempDir;
}
