import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { ExpectedError } from '../../src/extension/expectedError.ts';
import { isSameProcess } from '../../src/extension/processStart.ts';
import type { Session } from '../../src/extension/session.ts';
import { stopSeveral } from '../../src/extension/severalProcesses.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { rowsOf, subtreeOf } from '../../src/tree/processTree.ts';
import { bundledSession } from './bundledSession.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const log = { info() {}, warn() {}, error() {} };
const executable = process.env['TEST_NODE'] ?? process.execPath;
const windows = process.platform === 'win32' && 'no signals there';

describe('a session with real programs', () => {
  let session: Session;
  let temporary: string;
  let bundle: string;
  let SessionClass: typeof Session;
  before(async () => {
    temporary = await mkdtemp(path.join(os.tmpdir(), 'mp-session-'));
    bundle = await mkdtemp(path.join(os.tmpdir(), 'mp-bundle-'));
    SessionClass = (await bundledSession(bundle)).Session;
    process.env['TMPDIR'] = temporary; // where the monitor's socket goes
  });
  beforeEach(() => {
    session = new SessionClass({ log, dist: path.join(root, 'dist') });
  });
  afterEach(async () => {
    await session.end();
    session.dispose();
  });
  after(async () => {
    for (const folder of [temporary, bundle]) await rm(folder, { recursive: true });
  });

  const run = (name: string, args: readonly string[] = [], execArgv: readonly string[] = []) =>
    session.run({
      script: path.join(root, 'test/fixtures/workspace', name),
      args,
      cwd: root,
      interpreter: { kind: 'node', execArgv, node: { executable, version: '', env: {} } },
    });

  async function row(what: string, find: (rows: readonly ProcessRow[]) => ProcessRow | undefined): Promise<ProcessRow> {
    const came = await session.model.until((tree) => find(rowsOf(tree)) !== undefined, 20);
    const found = find(rowsOf(session.model.tree));
    assert.ok(came && found, `${what} in ${JSON.stringify(rowsOf(session.model.tree), null, 1)}`);
    return found;
  }
  const connected = (name: string) =>
    row(name, (rows) => rows.find((one) => one.name === name && one.runtime !== null));
  const ended = (id: string) => row('the end', (rows) => rows.find((one) => one.id === id && one.state === 'ended'));

  it('opens nothing before the first program, and leaves nothing behind', async () => {
    assert.deepEqual(readdirSync(temporary), []);
    const id = await run('hello.ts');
    assert.equal(readdirSync(temporary).length, 1);
    await ended(id);
    session.dispose();
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('says why a program cannot be started', async () => {
    const node = { executable, version: '', env: {} };
    const request = { script: '/a.mjs', args: [], interpreter: { kind: 'node', execArgv: [], node } } as const;
    await assert.rejects(
      session.run({ ...request, cwd: '/no/such/folder' }),
      /a\.mjs could not be started with .* in \/no\/such\/folder: .*ENOENT/,
    );
    assert.deepEqual(rowsOf(session.model.tree), []);
  });

  it('kills a process whose parent is too busy to do it', { skip: windows }, async () => {
    const id = await run('busy.ts');
    const { process: program } = session.programs.get(id) ?? assert.fail('no program');
    const busy = once(program.stdout, 'data');
    const child = await connected('child');
    await busy;
    await session.actions.stop(child.id, 'kill');
    await gone(child);
  });

  it('notices the end of processes that nobody is left to tell of', { skip: windows }, async () => {
    const id = await run('tree.ts');
    const grandchild = await connected('grandchild');
    await session.actions.stop(id, 'kill');
    const last = await ended(grandchild.id);
    assert.deepEqual([last.exitcode, last.endReason], [null, 'ended after its parent']);
    assert.ok(await session.model.until((tree) => subtreeOf(tree, id).every(({ alive }) => !alive), 20));
  });

  it('ends a selection in which one is below another, and says of all failures once', { skip: windows }, async () => {
    const id = await run('tree.ts');
    const grandchild = await connected('grandchild');
    const all = subtreeOf(session.model.tree, id).map((row) => row.id);
    assert.ok(all.length >= 4 && all.includes(grandchild.id));
    await stopSeveral(session, all, 'terminate');
    const areEnded = () => subtreeOf(session.model.tree, id).every(({ alive }) => !alive);
    assert.ok(await session.model.until(areEnded, 20));
    const errors = subtreeOf(session.model.tree, id).map(({ commandError }) => commandError);
    assert.deepEqual(new Set(errors), new Set([null]));
    await stopSeveral(session, all, 'kill'); // that they have ended is no failure
    const { exitcode } = session.model.row(grandchild.id) ?? grandchild;
    assert.equal(exitcode, -15, 'its parent had the time to tell');
    const failure = await stopSeveral(session, [id], 'kill').then(
      () => assert.fail('it was killed'),
      (error: ExpectedError) => error,
    );
    assert.match(failure.message, /^Cannot kill tree\.ts: /);
    assert.deepEqual(failure.remedy.arguments, [{ processId: id }], 'it leads to the row');
  });

  it('ends a process that was left behind by its parent', { skip: windows }, async () => {
    const id = await run('orphan.ts');
    const orphan = await connected('left behind');
    await session.actions.stop(id, 'kill');
    await ended(id);
    assert.equal(session.model.row(orphan.id)?.alive, true);
    await assert.rejects(session.actions.join(orphan.id), /Only its parent process may join it, and that has ended/);
    await session.actions.stop(orphan.id, 'terminate');
    assert.equal((await ended(orphan.id)).endReason, 'terminated from here');
    await gone(orphan);
  });

  it('ends, and waits for, a program that was started elsewhere', { skip: windows }, async () => {
    const args = [
      '--import',
      path.join(root, 'dist/register.cjs'),
      path.join(root, 'test/fixtures/workspace/sleeps.cjs'),
    ];
    const env = { ...process.env, MULTIPROCESSING_MONITOR: await session.monitorAddress() };
    const program = spawn(executable, args, { stdio: 'ignore', env });
    const end = once(program, 'exit');
    const { id } = await connected('sleeps.cjs');
    const joining = session.actions.join(id);
    assert.equal(session.model.row(id)?.joining, true);
    await session.actions.stop(id, 'terminate');
    assert.equal(session.model.row(id)?.state, 'stopping');
    await end;
    assert.equal(await joining, null); // its exit code is for whoever started it
    assert.equal(session.model.row(id)?.endReason, 'terminated from here');
  });

  it('leaves no orphan behind when the window closes', { skip: windows }, async () => {
    const id = await run('orphan.ts');
    const orphan = await connected('left behind');
    await session.actions.stop(id, 'kill');
    await ended(id);
    await session.end();
    await gone(orphan);
    assert.equal(session.model.row(orphan.id)?.endReason, 'ended with the window');
  });

  it('leaves no process behind when its window is killed', { skip: windows }, async () => {
    const host = spawn(
      process.execPath,
      [
        '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
        path.join(root, 'test/fixtures/sessionHost.mjs'),
        executable,
        bundle,
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    for await (const text of host.stdout.setEncoding('utf8')) if ((said += String(text)).includes('\n')) break;
    const processes = JSON.parse(said) as ProcessRow[];
    assert.equal(processes.filter(({ alive }) => alive).length, 4);
    host.kill('SIGKILL');
    await once(host, 'exit');
    for (const one of processes) await gone(one);
  });

  it('gives up a join that was cancelled, here and with a parent', async () => {
    const id = await run('tree.ts');
    const daemon = await connected('daemon');
    for (const one of [id, daemon.id]) {
      const joining = session.actions.join(one);
      assert.equal(session.model.row(one)?.joining, true);
      session.actions.cancelJoin(one);
      assert.equal(await joining, null);
      assert.equal(session.model.row(one)?.joining, false);
      assert.equal(session.model.row(one)?.commandError, null);
    }
  });

  it('knows what each process has printed, and whose heap was full', { skip: windows }, async () => {
    const id = await run('prints.mjs', [], ['--max-old-space-size=48']);
    await ended(id);
    const named = (name: string) => row(name, (rows) => rows.find((one) => one.name === name && !one.alive));
    const printed = (one: ProcessRow) => session.output.get(one.id)?.lines() ?? [];
    const printer = await named('printer');
    const lines = printed(printer).map(({ stream, text }) => `${stream} ${text}`);
    assert.deepEqual(lines, ['stdout child line', 'stderr child trouble']);
    assert.deepEqual([printer.signal, printer.endReason, printer.stopRequest], ['SIGKILL', null, null]);
    const hoarder = await named('hoarder');
    assert.deepEqual([hoarder.signal, hoarder.endReason], ['SIGABRT', 'out of memory']);
    assert.match(printed(hoarder).at(-1)?.text ?? '', /JavaScript heap out of memory/);
    const root = session.model.row(id) ?? assert.fail('no root');
    assert.deepEqual(
      printed(root).map(({ text }) => text),
      ['program line'],
    );
    session.clearEnded();
    assert.equal(session.output.get(id), undefined);
  });

  it('runs no program any more when the window closes', async () => {
    await session.end();
    await assert.rejects(run('hello.ts'), /the window is closing/);
  });
});

/** The system takes a moment. */
async function gone({ name, pid, startedAt }: ProcessRow): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (await isSameProcess(pid ?? 0, startedAt ?? 0)) {
    assert.ok(Date.now() < deadline, `${name} (${pid}) still runs`);
    await setTimeout(20);
  }
}

describe('isSameProcess', { skip: windows }, () => {
  it('knows a process by its start', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    assert.equal(await isSameProcess(pid, Date.now()), true);
    assert.equal(await isSameProcess(pid, Date.now() - 60_000), false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(await isSameProcess(pid, Date.now()), false);
  });
});
