/** Python in a terminal of the window: the editor can only put text in front of its PYTHONPATH. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pythonPathPrefix } from '../../src/extension/pythonEnvironment.ts';
import { DIST } from '../helpers/runProgram.ts';
import { watch } from '../monitor/watching.ts';
import { AGENT_FOLDER, LIMIT, rowsSeen, startPython } from './pythonProgram.ts';

const NOWHERE = '/nowhere/at/all?token=ab12';
const PROGRAM = path.resolve(import.meta.dirname, 'programs/terminal.py');

describe('Python in a terminal', () => {
  it('a program is seen from its first process on', LIMIT, async (t) => {
    const watched = await watch(t);
    const env = { PYTHONPATH: pythonPathPrefix(null, DIST), MULTIPROCESSING_MONITOR: watched.server.env };
    const { stdout, code } = await startPython(t, null, 'terminal.py', { args: ['starts'], env }).outcome;
    assert.equal(code, 0, stdout);
    const worker = await watched.until(() => rowsSeen(watched).find(({ name, alive }) => name === 'worker' && !alive));
    const root = rowsSeen(watched).find(({ id }) => id === worker.parentId);
    assert.deepEqual([worker.exitcode, root?.parentId, path.basename(root?.script ?? '')], [0, null, 'terminal.py']);
  });

  for (const python of pythons()) {
    describe(`${python.version} (${python.path})`, () => {
      for (const own of ['', '/nowhere/own:/nowhere/else', 'own', ':own', '.', 'own:']) {
        it(`PYTHONPATH=${own}`, LIMIT, (t) => {
          const folder = newFolder(t);
          const alone = run(python.path, folder, own === '' ? {} : { PYTHONPATH: own });
          for (const [expected, value] of [
            [own, own],
            ['', own],
            ['', pythonPathPrefix(null, DIST) + own],
          ] as const) {
            const PYTHONPATH = pythonPathPrefix(expected, DIST) + value;
            if (PYTHONPATH === `${AGENT_FOLDER}:`) continue; // it is never expected to be empty and told to be otherwise
            const seen = run(python.path, folder, { PYTHONPATH, MULTIPROCESSING_MONITOR: NOWHERE });
            assert.deepEqual(withoutAgent(seen), withoutAgent(alone), PYTHONPATH);
          }
        });
      }

      it('the modules of the working folder are not those of Python', LIMIT, (t) => {
        const folder = newFolder(t);
        for (const name of ['types', 'codecs', 'encodings', 're', 'site', 'os'])
          writeFileSync(path.join(folder, `${name}.py`), 'raise SystemError("not the one that was wanted")\n');
        const PYTHONPATH = pythonPathPrefix(null, DIST);
        const { code, stderr } = run(python.path, folder, { PYTHONPATH, MULTIPROCESSING_MONITOR: NOWHERE });
        assert.deepEqual([code, stderr], [0, '']);
      });

      for (const flag of ['-E', '-S', '-s', ...(python.version.startsWith('3') ? ['-I'] : [])]) {
        it(`with ${flag}`, LIMIT, (t) => {
          const env = { PYTHONPATH: pythonPathPrefix(null, DIST), MULTIPROCESSING_MONITOR: NOWHERE };
          const { code, stderr } = run(python.path, newFolder(t), env, [flag]);
          assert.deepEqual([code, stderr], [0, '']);
        });
      }
    });
  }
});

/** All that this machine has, the agent's or not: each of them may be run in a terminal. */
function pythons(): { readonly path: string; readonly version: string }[] {
  const versions = path.join(process.env['PYENV_ROOT'] ?? path.join(homedir(), '.pyenv'), 'versions');
  const managed = existsSync(versions)
    ? readdirSync(versions).map((name) => path.join(versions, name, 'bin/python'))
    : [];
  const candidates = [process.env['TEST_PYTHON'] ?? 'python3', '/usr/bin/python3', ...managed];
  return candidates.flatMap((candidate) => {
    const { status, stdout } = spawnSync(candidate, ['-c', 'import sys; print(sys.version.split()[0])']);
    return status === 0 ? [{ path: candidate, version: String(stdout).trim() }] : [];
  });
}

/** With a `sitecustomize` of the user's in its folder `own`. */
function newFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'mpts-py-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'own'));
  writeFileSync(path.join(folder, 'own/sitecustomize.py'), "import sys\nsys.own_sitecustomize = 'here'\n");
  return folder;
}

function run(python: string, cwd: string, env: Readonly<Record<string, string>>, flags: readonly string[] = []) {
  const { PYTHONPATH: _, ...rest } = process.env;
  const options = { cwd, env: { ...rest, PYTHONDONTWRITEBYTECODE: '1', ...env }, encoding: 'utf8' } as const;
  const { stdout, stderr, status: code } = spawnSync(python, [...flags, PROGRAM], options);
  return { stdout, stderr, code };
}

/** That its folder stays in the variable, for what the program starts, is all that may be seen of it. */
function withoutAgent({ stdout, ...rest }: ReturnType<typeof run>): unknown {
  const [variable = '', ...others] = stdout.split('\n');
  const own = variable.split(':').filter((entry) => entry !== AGENT_FOLDER);
  return { ...rest, variable: own.join(':') || 'None', others };
}
