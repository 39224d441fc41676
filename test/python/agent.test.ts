/** The agent for Python's own multiprocessing: what the tree shows of programs that know nothing of it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Happenings, rawServer, watch, type Watched } from '../monitor/watching.ts';
import type { ProcessRow, RowWait } from '../../src/tree/processRow.ts';
import { AGENT_FOLDER, LIMIT, ROOT_ID, rowNamed, rowsSeen, START_METHODS, startPython } from './pythonProgram.ts';

/** To spawn 200 of Python takes its time. */
const PATIENT = { timeout: 300_000 };

for (const method of START_METHODS) {
  describe(`a tree of processes, ${method}`, () => {
    it('rows are what the program says itself', LIMIT, async (t) => {
      const watched = await watch(t);
      const program = startPython(t, watched, 'family.py', { args: [method] });
      const [, main] = await program.output(/^main (\d+)$/m);
      const pid = async (name: string) => Number((await program.output(new RegExp(`^${name} (\\d+)$`, 'm')))[1]);
      const expected = {
        keeper: { parentId: ROOT_ID, pid: await pid('keeper'), daemon: false, alive: true, target: 'Keeper.run' },
        inner: { parentId: `${ROOT_ID}.1`, pid: await pid('inner'), daemon: false, alive: true, target: 'stays' },
        renamed: { parentId: ROOT_ID, pid: await pid('helper'), daemon: true, alive: true, target: 'stays' },
        failing: { parentId: ROOT_ID, pid: await pid('failing'), daemon: false, alive: false, target: 'fails' },
      };
      for (const [name, facts] of Object.entries(expected)) {
        const row = await watched.until(() => rowNamed(watched, name));
        assert.deepEqual(pick(row, facts), facts, name);
      }
      assert.equal(watched.connected.find(({ id }) => id === ROOT_ID)?.pid, Number(main));
      assert.equal(rowNamed(watched, 'inner')?.args, "'deep', [1, 2]");
      assert.match(rowNamed(watched, 'keeper')?.location?.url ?? '', /^file:\/\/\/.*\/family\.py$/);
      await program.kill();
    });

    it('an error comes with its trace, and a killed process with its signal', LIMIT, async (t) => {
      const watched = await watch(t);
      const program = startPython(t, watched, 'family.py', { args: [method] });
      await program.output(/^main/m);
      const failing = await watched.until(() => {
        const row = rowNamed(watched, 'failing');
        return row?.error && row.exitcode !== null && row;
      });
      assert.deepEqual(
        [failing.exitcode, failing.error?.name, failing.error?.message],
        [1, 'ValueError', 'bad row 17'],
      );
      assert.match(failing.error?.stack ?? '', /File ".*family\.py", line 27, in fails/);
      const inner = await watched.until(() => rowNamed(watched, 'inner'));
      process.kill(inner.pid ?? 0, 'SIGKILL');
      const killed = await ended(watched, inner.id);
      assert.deepEqual([killed.exitcode, killed.signal], [-9, 'SIGKILL']);
      await program.kill();
    });

    it('kill -9 of any of them: its parent tells it, and who is left goes on', LIMIT, async (t) => {
      const watched = await watch(t);
      const program = startPython(t, watched, 'family.py', { args: [method] });
      await program.output(/^main/m);
      const inner = await watched.until(() => rowNamed(watched, 'inner'));
      const helper = await watched.until(() => rowNamed(watched, 'renamed'));
      for (const { id, pid } of [inner, helper]) {
        process.kill(pid ?? 0, 'SIGKILL');
        const row = await ended(watched, id);
        assert.deepEqual([row.exitcode, row.signal], [-9, 'SIGKILL']);
      }
      program.child.kill('SIGKILL');
      await watched.until(() => watched.disconnected.includes(ROOT_ID));
      assert.equal(await watched.server.command(`${ROOT_ID}.1`, 'join', inner.id), -9);
      await program.kill();
    });

    it('terminate, kill and join are done by the parent, through its own objects', LIMIT, async (t) => {
      const watched = await watch(t);
      const program = startPython(t, watched, 'family.py', { args: [method] });
      await program.output(/^main/m);
      const inner = await watched.until(() => rowNamed(watched, 'inner'));
      const helper = await watched.until(() => rowNamed(watched, 'renamed'));
      const { server } = watched;
      assert.equal(await server.command(ROOT_ID, 'join', helper.id, { timeout: 0 }), null);
      assert.equal(await server.command(ROOT_ID, 'join', helper.id, { timeout: 0.05 }), null);
      const joined = server.command(`${ROOT_ID}.1`, 'join', inner.id);
      await server.command(`${ROOT_ID}.1`, 'terminate', inner.id);
      assert.equal(await joined, -15);
      await assert.rejects(server.command(ROOT_ID, 'kill', 'nobody'), /has no child with the id nobody/);
      const ending = server.command(ROOT_ID, 'join', `${ROOT_ID}.1`);
      await server.command(ROOT_ID, 'kill', `${ROOT_ID}.1`);
      assert.equal(await ending, -9);
      assert.match((await program.outcome).stdout, /^keeper ended with -9$/m);
      assert.equal((await ended(watched, helper.id)).exitcode, -15);
      assert.deepEqual(
        watched.of('stopping', `${ROOT_ID}.1`).map(({ signal }) => signal),
        ['SIGKILL'],
      );
    });

    it('a parent that computes does what it is asked, and has its exit code all the same', LIMIT, async (t) => {
      const watched = await watch(t);
      const program = startPython(t, watched, 'busy.py', { args: [method] });
      await program.output(/^computing$/m);
      const worker = await watched.until(() => rowNamed(watched, 'worker'));
      const joined = watched.server.command(ROOT_ID, 'join', worker.id);
      await watched.server.command(ROOT_ID, 'terminate', worker.id);
      assert.equal(await joined, -15);
      assert.match((await program.outcome).stdout, /^exit code -15$/m);
    });
  });
}

describe('what a process waits for', () => {
  const waits: readonly (readonly [argument: string, operation: string, object: string | RegExp, line?: number])[] = [
    ['get', 'JoinableQueue.get', 'jobs', 21],
    ['put', 'JoinableQueue.put', 'jobs', 24],
    ['queue join', 'JoinableQueue.join', 'jobs', 27],
    ['with', 'Lock.acquire', 'lock', 30],
    ['acquire', 'Lock.acquire', 'lock', 34],
    ['semaphore', 'Semaphore.acquire', 'permits', 36],
    ['event', 'Event.wait', 'ready', 38],
    ['event, at most', 'Event.wait', 'ready', 40],
    ['condition', 'Condition.wait', 'condition', 43],
    ['barrier', 'Barrier.wait', 'barrier', 45],
    ['recv', 'Connection.recv', 'ours', 47],
    ['join', 'Process.join', 'sleeper', 51],
    ['map', 'Pool.map', 'pool', 54],
    ['result', 'ApplyResult.get', 'outcome', 58],
    ['future', 'Future.result', '', 61],
    ['manager', 'AutoProxy[Queue].get', 'shared', 65],
  ];
  for (const [argument, operation, object, line] of waits) {
    it(`${operation} (${argument})`, LIMIT, async (t) => {
      const watched = await watch(t);
      const program = startPython(t, watched, 'waiting.py', { args: [argument] });
      const waits = () => rowsSeen(watched)[0]?.waiting ?? []; // on a busy machine also for what comes before
      const isIt = (each: RowWait) => each.operation === operation && each.location?.line === line;
      assert.equal((await watched.until(() => waits().find(isIt))).object, object);
      await program.kill();
    });
  }

  it('a process that sleeps waits for nobody', LIMIT, async (t) => {
    const watched = await watch(t);
    const program = startPython(t, watched, 'waiting.py', { args: ['join'] });
    await watched.until(() => rowsSeen(watched)[0]?.waiting[0]);
    const sleeper = await watched.until(() => watched.connected.find(({ name }) => name === 'sleeper'));
    assert.deepEqual(watched.of('waiting', sleeper.id), []);
    await program.kill();
  });
});

describe('a process that has not joined its children', () => {
  for (const method of START_METHODS) {
    it(`lives until they have ended, and does what it is asked, ${method}`, LIMIT, async (t) => {
      const watched = await watch(t);
      const env = { MULTIPROCESSING_MONITOR: watched.server.env, PYTHONPATH: AGENT_FOLDER };
      const program = startPython(t, null, 'unjoined.py', { args: [method], env });
      const root = () => rowsSeen(watched).find(({ parentId }) => parentId === null);
      for (const row of [root, () => rowNamed(watched, 'leaver')])
        await watched.until(() => row()?.alive && row()?.waiting.some(({ operation }) => operation === 'Process.join'));
      const left = await watched.until(() => rowNamed(watched, 'left'));
      await watched.server.command(left.parentId ?? '', 'terminate', left.id);
      const leaver = await ended(watched, left.parentId ?? '');
      assert.deepEqual([(await ended(watched, left.id)).exitcode, leaver.exitcode], [-15, 3]);
      await watched.until(() => root()?.alive === false);
      assert.equal((await program.outcome).code, 0);
    });
  }
});

describe('pools', () => {
  for (const method of START_METHODS) {
    it(`200 workers, each told with its end, ${method}`, PATIENT, async (t) => {
      const watched = await watch(t);
      const { stdout } = await startPython(t, watched, 'pool.py', { args: [method, '200'], ...PATIENT }).outcome;
      assert.equal(stdout, '332833500\n');
      const workers = () =>
        rowsSeen(watched).filter(({ name }) => name.toLowerCase().startsWith(`${method}poolworker-`));
      await watched.until(() => workers().length === 200 && workers().every(({ exitcode }) => exitcode !== null));
      assert.deepEqual(new Set(workers().map(({ exitcode }) => exitcode)), new Set([0]));
      assert.equal(new Set(workers().map(({ pid }) => pid)).size, 200);
    });
  }

  it('a ProcessPoolExecutor', LIMIT, async (t) => {
    const watched = await watch(t);
    const { stdout } = await startPython(t, watched, 'pool.py', { args: ['spawn', '2', 'executor'] }).outcome;
    assert.equal(stdout, '332833500\n');
    const workers = await watched.until(() => {
      const rows = rowsSeen(watched).filter(({ parentId }) => parentId === ROOT_ID);
      return rows.length >= 2 && rows.every(({ exitcode }) => exitcode === 0) && rows;
    });
    assert.ok(workers.some(({ name }) => name === 'SpawnProcess-1'));
  });
});

describe('the program is left alone', () => {
  /** The one that lets it in, and modules in C. */
  const cheap = ['sitecustomize', '_json', '_socket', 'atexit', 'select'];
  const unseen = 'threads 1\npath []\nvariables []\nown None\nchild 1 True\nexit code 0\n';

  it('it sees no thread, path, variable or warning', LIMIT, async (t) => {
    const watched = await watch(t);
    const outcome = await startPython(t, watched, 'quiet.py', { flags: ['-W', 'error', '-X', 'dev'] }).outcome;
    assert.deepEqual({ ...outcome }, { stdout: unseen, stderr: '', code: 0, signal: null });
    await ended(watched, `${ROOT_ID}.1`);
  });

  it("the user's own sitecustomize is run", LIMIT, async (t) => {
    const watched = await watch(t);
    const folder = mkdtempSync(path.join(tmpdir(), 'mpts-py-'));
    t.after(() => rmSync(folder, { recursive: true }));
    writeFileSync(path.join(folder, 'sitecustomize.py'), "import sys\nsys.own_sitecustomize = 'here'\n");
    const env = { PYTHONPATH: `${AGENT_FOLDER}:${folder}`, PYTHONDONTWRITEBYTECODE: '1' };
    const outcome = await startPython(t, watched, 'quiet.py', { env }).outcome;
    assert.equal(outcome.stdout, unseen.replace('own None', 'own here'));
  });

  it('it loads no module but its own, and none that takes long', LIMIT, async (t) => {
    const watched = await watch(t);
    const loaded = async (server: Watched | null) =>
      (await startPython(t, server, 'modules.py').outcome).stdout.trim().split(' ');
    const [seen, unseen] = await Promise.all([loaded(watched), loaded(null)]);
    const added = seen.filter((name) => !unseen.includes(name) && !name.startsWith('process_tree_agent'));
    await watched.until(() => watched.connected.length > 0);
    assert.deepEqual(new Set([...added, ...cheap]), new Set(cheap));
  });

  it('its modules are compiled once, also where the program wants no bytecode of its own', LIMIT, async (t) => {
    const watched = await watch(t);
    const folder = uncompiledAgent(t);
    const env = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' };
    const { stdout } = await startPython(t, watched, 'quiet.py', { env }).outcome;
    assert.equal(stdout, unseen);
    const agent = path.join(folder, 'process_tree_agent');
    const compiled = readdirSync(path.join(agent, '__pycache__')).map((name) => name.replace(/\..*/, ''));
    const sources = readdirSync(agent).filter((name) => name.endsWith('.py'));
    assert.deepEqual(compiled.toSorted(), sources.map((name) => name.replace(/\..*/, '')).toSorted());
  });

  it('it runs whole also in the first program after its installation, which compiles it', LIMIT, async (t) => {
    const watched = await watch(t);
    const env = { PYTHONPATH: uncompiledAgent(t), PYTHONDONTWRITEBYTECODE: '1' };
    const program = startPython(t, watched, 'waiting.py', { args: ['event'], env });
    await watched.until(() => rowsSeen(watched)[0]?.waiting[0]);
    await program.kill();
  });

  for (const method of START_METHODS) {
    it(`what it drops of its processes is gone, ${method}`, LIMIT, async (t) => {
      const watched = await watch(t);
      const { stdout } = await startPython(t, watched, 'dropped.py', { args: [method] }).outcome;
      assert.equal(stdout, 'descriptors 0 objects 0\n');
    });
  }

  const withDebugpy = '/usr/bin/python3';
  const hasDebugpy = spawnSync(withDebugpy, ['-c', 'import debugpy']).status === 0;
  const debugged = { ...LIMIT, skip: !hasDebugpy && `${withDebugpy} has no debugpy` };
  it('a debugger shows no thread of the agent, and makes none for the program', debugged, async (t) => {
    const watched = await watch(t);
    const { stdout } = await startPython(t, watched, 'debugged.py', { python: withDebugpy }).outcome;
    assert.equal(stdout, "debugged ['MainThread']\nactive ['MainThread']\n");
    await watched.until(() => watched.connected.length > 0);
  });

  it('nor where the debugger was there before it', debugged, async (t) => {
    const watched = await watch(t);
    const env = { MULTIPROCESSING_MONITOR: watched.server.env, PYTHONPATH: AGENT_FOLDER };
    const program = startPython(t, null, 'debugged.py', { args: ['early'], env, python: withDebugpy });
    const { stdout, stderr } = await program.outcome;
    assert.equal(stdout, "debugged ['MainThread']\nactive ['MainThread']\n", stderr);
    await watched.until(() => watched.connected.length > 0);
  });

  const servers = {
    'there is no server': async () => '/nowhere/at/all?token=ab12',
    'the address is nonsense': async () => 'nonsense',
    'the server refuses': async (t: TestContext) =>
      (await rawServer(t, (peer) => peer.write({ type: 'refused', reason: 'the token is wrong' }))).env,
    'the server never reads': async (t: TestContext) => (await rawServer(t, (peer) => peer.socket.pause())).env,
    'the server talks nonsense': async (t: TestContext) =>
      (await rawServer(t, (peer) => peer.write('x\n{"type":"command","seq":1}\n[]\n\n{"type":7}\n'))).env,
  };
  for (const [what, address] of Object.entries(servers)) {
    it(what, LIMIT, async (t) => {
      const env = { MULTIPROCESSING_MONITOR: await address(t), PYTHONPATH: AGENT_FOLDER };
      const outcome = await startPython(t, null, 'pool.py', { args: ['fork', '20'], env }).outcome;
      assert.deepEqual({ ...outcome }, { stdout: '332833500\n', stderr: '', code: 0, signal: null });
    });
  }

  it('a server that comes back is told all that is known', LIMIT, async (t) => {
    const heard = new Heard();
    const server = await rawServer(t, (peer) => {
      void peer
        .until(() => peer.messages().some(({ type }) => type === 'started'))
        .then(() => {
          heard.add(peer.messages().map(({ type }) => type));
          peer.socket.destroy();
        });
    });
    const env = { MULTIPROCESSING_MONITOR: server.env, PYTHONPATH: AGENT_FOLDER };
    const program = startPython(t, null, 'waiting.py', { args: ['join'], env });
    const again = await heard.until(() => heard.types[1]);
    assert.deepEqual(again.slice(0, 2), ['hello', 'started']);
    await program.kill();
  });
});

it('is written for Python 3.8 and later', () => {
  const package_ = path.join(AGENT_FOLDER, 'process_tree_agent');
  const files = readdirSync(package_).filter((name) => name.endsWith('.py'));
  const check = 'import ast, sys; [ast.parse(open(f).read(), f, feature_version=(3, 8)) for f in sys.argv[1:]]';
  const paths = [path.join(AGENT_FOLDER, 'sitecustomize.py'), ...files.map((name) => path.join(package_, name))];
  const { status, stderr } = spawnSync(process.env['TEST_PYTHON'] ?? 'python3', ['-c', check, ...paths]);
  assert.deepEqual([status, String(stderr)], [0, '']);
});

/** The types of what was said on each connection. */
class Heard extends Happenings {
  readonly types: string[][] = [];

  add(types: string[]): void {
    this.types.push(types);
    this.changed();
  }
}

/** A folder with a copy of it, as it is installed. */
function uncompiledAgent(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mpts-py-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(AGENT_FOLDER, folder, { recursive: true, filter: (file) => !file.endsWith('__pycache__') });
  return folder;
}

async function ended(watched: Watched, id: string): Promise<ProcessRow> {
  return watched.until(() => {
    const row = rowsSeen(watched).find((each) => each.id === id);
    return row && !row.alive && row.exitcode !== null && row;
  });
}

function pick(row: ProcessRow, like: object): object {
  return Object.fromEntries(Object.keys(like).map((key) => [key, row[key as keyof ProcessRow]]));
}
