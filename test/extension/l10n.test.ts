import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { bundleFile, collectTexts } from '../../scripts/l10n.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const read = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;

describe('texts', () => {
  it('are all in the bundle for translators (node scripts/l10n.mjs)', async () => {
    assert.deepEqual(await read(bundleFile), await collectTexts());
  });

  it('of the manifest are all there, and all used', async () => {
    const manifest = await readFile(path.join(root, 'package.json'), 'utf8');
    const used = Array.from(manifest.matchAll(/"%([\w.]+)%"/g), ([, key]) => key);
    assert.deepEqual(
      Object.keys(await read(path.join(root, 'package.nls.json'))).sort((a, b) => a.localeCompare(b)),
      Array.from(new Set(used), String).sort((a, b) => a.localeCompare(b)),
    );
  });
});
