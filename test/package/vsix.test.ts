/** What the Marketplace would get: only what runs, and a manifest that says what an editor needs. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '../..');
let files: Map<string, Buffer>;

before(() => {
  files = unzip(readFileSync(path.join(root, 'build/process-tree.vsix')));
});

test('it holds only what runs', () => {
  const apart =
    /^extension\/(dist\/(types|editorTypes|python)|examples|l10n|media|node_modules\/(@types\/node|undici-types))\//;
  const others = [...files.keys()].filter((file) => !apart.test(file));
  assert.deepEqual(others.toSorted(), [
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/changelog.md',
    'extension/dist/agent.cjs',
    'extension/dist/child.cjs',
    'extension/dist/codicons/codicon.css',
    'extension/dist/codicons/codicon.ttf',
    'extension/dist/extension.cjs',
    'extension/dist/hub.cjs',
    'extension/dist/items.cjs',
    'extension/dist/library.cjs',
    'extension/dist/multiprocessing.cjs',
    'extension/dist/multiprocessing.mjs',
    'extension/dist/objects.cjs',
    'extension/dist/pool.cjs',
    'extension/dist/register.cjs',
    'extension/dist/rest.cjs',
    'extension/dist/systemInformation.cjs',
    'extension/dist/transform.cjs',
    'extension/dist/typescript.cjs',
    'extension/dist/webview.js',
    'extension/node_modules/multiprocessing-ts-typescript-plugin/index.js',
    'extension/node_modules/multiprocessing-ts-typescript-plugin/package.json',
    'extension/package.json',
    'extension/package.nls.json',
    'extension/readme.md',
  ]);
});

test("it has the agent for Python's multiprocessing, as it is in src", () => {
  const sources = readdirSync(path.join(root, 'src/python'), { recursive: true, encoding: 'utf8' });
  const expected = sources.filter((file) => file.endsWith('.py')).map((file) => file.split(path.sep).join('/'));
  const python = [...files.keys()].filter((file) => file.startsWith('extension/dist/python/'));
  assert.deepEqual(python.map((file) => file.slice('extension/dist/python/'.length)).toSorted(), expected.toSorted());
});

test('it has the types that programs are checked with, and those of Node', () => {
  for (const file of [
    'dist/editorTypes/index.d.mts',
    'dist/editorTypes/index.d.ts',
    'dist/types/multiprocessing/index.d.ts',
  ])
    assert.ok(files.has(`extension/${file}`), file);
  for (const name of ['@types/node', 'undici-types'])
    assert.ok(files.has(`extension/node_modules/${name}/index.d.ts`), name);
  const types = [...files.keys()].filter((file) => file.startsWith('extension/dist/types/'));
  assert.deepEqual(
    types.filter((file) => !/\.d\.m?ts$/.test(file)),
    [],
  );
});

test('its manifest names only files that it holds, and nothing of development', () => {
  const manifest = json('extension/package.json');
  for (const field of ['scripts', 'devDependencies', 'files', 'bin', 'exports', 'allowScripts']) {
    assert.ok(!(field in manifest), field);
  }
  const named = JSON.stringify(manifest).matchAll(/"(\.?\/?(?:media|dist)\/[^"]+)"/g);
  for (const [, file] of named) {
    assert.ok(files.has(path.posix.join('extension', file!)), `${file} is named in package.json`);
  }
});

test('every text that its manifest names by %key% is there', () => {
  const texts = json('extension/package.nls.json');
  for (const [, key] of JSON.stringify(json('extension/package.json')).matchAll(/"%([^%"]+)%"/g)) {
    assert.ok(key !== undefined && key in texts, `${key} is in package.nls.json`);
  }
});

function json(file: string): Record<string, unknown> {
  const content = files.get(file);
  assert.ok(content, `${file} is in the VSIX`);
  return JSON.parse(content.toString('utf8')) as Record<string, unknown>;
}

/** The files of a zip archive, read by its central directory. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert.ok(end >= 0, 'it is a zip archive');
  const found = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    found.set(name, content(zip, at));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}

function content(zip: Buffer, entry: number): Buffer {
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const stored = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
  return zip.readUInt16LE(entry + 10) === 0 ? stored : inflateRawSync(stored);
}
