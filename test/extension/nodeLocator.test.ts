import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { NodeLocator } from '../../src/extension/nodeLocator.ts';

const silent = { info() {}, warn() {}, error() {} };

describe('NodeLocator', { skip: process.platform === 'win32' && 'the stand-ins are shell scripts' }, () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'mp-node-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** An executable that answers as a Node of that version does, and counts how often it was asked. */
  async function node(name: string, version: string): Promise<string> {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    const answer = JSON.stringify({ version, executable: file });
    await writeFile(file, `#!/bin/sh\necho asked >> "${file}.log"\necho '${answer}'\n`);
    await chmod(file, 0o755);
    return file;
  }

  const locator = (PATH: string, extra: NodeJS.ProcessEnv = {}) => new NodeLocator(silent, { PATH, ...extra });
  const inPath = (...names: string[]) => names.map((name) => path.join(folder, name)).join(path.delimiter);
  const find = async (locate: NodeLocator, configured = '') => await locate.find({ configured, cwd: folder });

  it('takes the setting before all else', async () => {
    const wanted = await node('set/node', '24.0.0');
    await node('other/node', '25.0.0');
    const search = await find(locator(inPath('other')), wanted);
    assert.deepEqual(search, { ok: true, node: { executable: wanted, version: '24.0.0', env: {} } });
  });

  it('understands ~, ${workspaceFolder}, relative paths, and names on PATH', async () => {
    const wanted = await node('set/node24', '24.0.0');
    const home = os.homedir();
    const fromHome = `~${path.sep}${path.relative(home, wanted)}`;
    for (const configured of ['${workspaceFolder}/set/node24', './set/node24', 'node24', fromHome]) {
      const search = await find(locator(inPath('set')), configured);
      assert.ok(search.ok, configured);
      assert.equal(search.node.executable, wanted);
    }
  });

  it('refuses what the setting names rather than take another', async () => {
    await node('good/node', '24.0.0');
    const old = await node('old/node', '20.19.0');
    const path20 = await find(locator(inPath('good')), old);
    assert.deepEqual(path20, { ok: false, problem: { kind: 'tooOld', path: old, version: '20.19.0' } });
    const missing = await find(locator(inPath('good')), '/no/such/node');
    assert.ok(!missing.ok && missing.problem.kind === 'notFound' && missing.problem.path === '/no/such/node');
    assert.match(missing.problem.detail, /ENOENT/);
  });

  it('refuses what answers as no Node does', async () => {
    const file = path.join(folder, 'fake');
    await writeFile(file, '#!/bin/sh\necho hello\n');
    await chmod(file, 0o755);
    const search = await find(locator(''), file);
    assert.ok(!search.ok && search.problem.kind === 'notFound');
    assert.match(search.problem.detail, /"hello\\n" where a Node prints its version/);
  });

  it('takes the first node on PATH, which may be a stand-in for the real one', async () => {
    await mkdir(path.join(folder, 'empty'), { recursive: true });
    await mkdir(path.join(folder, 'directory/node'), { recursive: true });
    const wanted = await node('first/node', '22.15.0');
    await node('second/node', '24.0.0');
    const search = await find(locator(inPath('empty', 'directory', 'first', 'second')));
    assert.deepEqual(search, { ok: true, node: { executable: wanted, version: '22.15.0', env: {} } });
  });

  it("falls back to the editor's own runtime where PATH has none, or an old one", async () => {
    await node('old/node', '20.19.0');
    for (const PATH of ['', inPath('old')]) {
      const search = await find(locator(PATH));
      assert.ok(search.ok);
      assert.equal(search.node.executable, process.execPath);
      assert.equal(search.node.version, process.versions.node);
    }
  });

  it('asks each executable once, until it changes', async () => {
    const file = await node('counted/node', '24.0.0');
    const locate = locator(inPath('counted'));
    const asked = async () => (await readFile(`${file}.log`, 'utf8')).trim().split('\n').length;
    await Promise.all([find(locate), find(locate), find(locate, file)]);
    await find(locate);
    assert.equal(await asked(), 1);
    await node('counted/node', '18.0.0');
    await utimes(file, new Date(), new Date(Date.now() + 5000)); // some systems' clocks tick slowly
    assert.ok(!(await find(locate, file)).ok);
    assert.equal(await asked(), 2);
  });

  it('does not preload into the question what is meant for programs', async () => {
    const search = await find(locator('', { NODE_OPTIONS: '--require /no/such/file' }), process.execPath);
    assert.ok(search.ok);
  });
});
