import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findPython } from '../../src/extension/python/pythonLocator.ts';

const windows = process.platform === 'win32' && 'scripts for a shell';

/** Stand-ins for interpreters: what is asked of them is only their version. */
describe('findPython', { skip: windows }, () => {
  let folder: string;
  before(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'mp-python-')));
    await stand('bin/python3', '3.11.2');
    await stand('old/python3', '2.7.18');
    await stand('env/.venv/bin/python', '3.12.1');
    await stand('broken/python3', 'no version');
  });
  after(() => rm(folder, { recursive: true }));

  async function stand(name: string, says: string): Promise<void> {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `#!/bin/sh\necho ${says}\n`);
    await chmod(file, 0o755);
  }
  const at = (name: string) => path.join(folder, name);
  const search = (options: { configured?: string; selected?: string | null; cwd?: string; PATH?: string }) =>
    findPython({
      configured: options.configured ?? '',
      selected: options.selected ?? null,
      cwd: options.cwd ?? folder,
      env: { PATH: options.PATH ?? at('bin') },
    });

  it('what is selected in the Python extension comes first', async () => {
    const selected = await search({
      selected: at('bin/python3'),
      configured: at('env/.venv/bin/python'),
      cwd: at('env'),
    });
    assert.deepEqual(selected, { ok: true, python: { executable: at('bin/python3'), version: '3.11.2' } });
  });

  it('then the setting, as a path or as a name on PATH', async () => {
    const configured = await search({ configured: at('bin/python3'), cwd: at('env') });
    assert.deepEqual(configured, { ok: true, python: { executable: at('bin/python3'), version: '3.11.2' } });
    const named = await search({ configured: 'python3' });
    assert.deepEqual(named, { ok: true, python: { executable: at('bin/python3'), version: '3.11.2' } });
    const relative = await search({ configured: '${workspaceFolder}/.venv/bin/python', cwd: at('env') });
    assert.equal(relative.ok && relative.python.version, '3.12.1');
  });

  it('then a .venv, then PATH', async () => {
    const virtual = await search({ cwd: at('env') });
    assert.equal(virtual.ok && virtual.python.version, '3.12.1');
    const onPath = await search({});
    assert.equal(onPath.ok && onPath.python.version, '3.11.2');
  });

  it('what was chosen is never replaced by another', async () => {
    const missing = await search({ configured: at('nothing') });
    assert.equal(!missing.ok && missing.problem.kind === 'notPython' && missing.problem.chosenIn, 'setting');
    const broken = await search({ selected: at('broken/python3'), configured: at('bin/python3') });
    assert.ok(!broken.ok && broken.problem.kind === 'notPython' && broken.problem.chosenIn === 'extension');
    assert.match(broken.problem.detail, /it printed "no version/);
  });

  it('says so when there is none', async () => {
    assert.deepEqual(await search({ PATH: at('broken') }), { ok: false, problem: { kind: 'none' } });
  });
});
