/** The real library, loader and agent, watched: what the tree shows of a program. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, type TestContext } from 'node:test';
import { commandRoute } from '../../src/tree/processTree.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import type { AgentMessageEvent } from '../../src/monitor/server.ts';
import { LIMIT, Program } from './watching.ts';
import { watchTree } from './watchedTree.ts';

const REGISTER = pathToFileURL(path.resolve(import.meta.dirname, '../../dist/register.cjs')).href;
const PROGRAM = fixture('monitoredProgram.ts');

function fixture(name: string): string {
  return path.resolve(import.meta.dirname, '../fixtures', name);
}

async function watchedProgram(t: TestContext, script = PROGRAM) {
  const { watched, apply, tree, rows, env } = await watchTree(t);
  const program = new Program(t, ['--import', REGISTER, script], env);
  /** The row, once it is as wanted. */
  const until = async (name: string, wanted: (row: ProcessRow) => boolean): Promise<ProcessRow> =>
    watched.until(() => rows().find((row) => row.name === name && wanted(row)));
  return { watched, program, apply, until, route: (id: string) => commandRoute(tree(), id) };
}

test('a program, its children, how they end, and what is asked of their parent', LIMIT, async (t) => {
  const { watched, program, until, route } = await watchedProgram(t);
  const root = await until('monitoredProgram.ts', ({ alive }) => alive);
  assert.equal(root.pid, program.child.pid);
  assert.equal(root.script, PROGRAM);
  const fine = await until('fine', ({ state }) => state === 'ended');
  assert.deepEqual([fine.parentId, fine.exitcode, fine.target, fine.daemon], [root.id, 0, 'fine', false]);
  assert.equal(fine.location?.url, pathToFileURL(PROGRAM).href);
  const source = readFileSync(PROGRAM, 'utf8').split('\n');
  assert.match(source[(fine.location?.line ?? 0) - 1] ?? '', /new Process/u);
  const failed = await until('fails', ({ error }) => error !== null);
  assert.deepEqual([failed.exitcode, failed.error?.name, failed.error?.message], [1, 'RangeError', 'bad row 17']);

  const endless = await until('forever', ({ alive, terminateBlocked }) => alive && terminateBlocked === null);
  assert.equal(endless.daemon, true);
  assert.deepEqual(route(endless.id), { agentId: root.id });
  const join = watched.server.command(root.id, 'join', endless.id);
  await watched.server.command(root.id, 'terminate', endless.id);
  assert.equal(await join, -15);
  const joined = await until('forever', ({ state }) => state === 'joined');
  assert.deepEqual([joined.exitcode, joined.signal], [-15, 'SIGTERM']);
  assert.equal(await watched.server.command(root.id, 'join', fine.id), 0);
  await until('fine', ({ state }) => state === 'joined');

  assert.deepEqual(await program.end(), { code: 0, signal: null });
  await until('monitoredProgram.ts', ({ exitcode }) => exitcode === 0);
  assert.deepEqual(watched.log, []);
});

test('a program that ends by exit() tells how its children ended', LIMIT, async (t) => {
  const { watched, program, until, apply } = await watchedProgram(t);
  const { id } = await until('forever', ({ runtime }) => runtime !== null);
  const hasParentsWord = ({ agentId, message }: AgentMessageEvent) =>
    message.type === 'ended' && message.id !== agentId;
  await watched.until(() => watched.messages.filter(hasParentsWord).length === 2);
  program.tell({});
  assert.equal((await program.until(() => program.ended)).code, 3);
  assert.equal((await until('monitoredProgram.ts', ({ alive }) => !alive)).exitcode, 3);
  assert.equal((await until('fails', ({ alive }) => !alive)).exitcode, 1);
  // Nobody is left to say how the daemon ended, which its parent terminated in its last moment.
  await until('forever', ({ state }) => state === 'stopping');
  await watched.until(() => watched.disconnected.includes(id));
  apply({ type: 'lost', id, at: 1 });
  assert.equal((await until('forever', ({ alive }) => !alive)).endReason, 'terminated by its parent');
});

test('processes that wait for each other: what for, where, and who holds it', LIMIT, async (t) => {
  const script = fixture('waitingProgram.ts');
  const { program, until } = await watchedProgram(t, script);
  const lines = readFileSync(script, 'utf8').split('\n');
  for (const [name, operation, object, source] of [
    ['consumer', 'Queue.get', 'jobs', /jobs\.get\(\)/u],
    ['holder', 'Event.wait', 'released', /released\.wait\(\)/u],
    ['second', 'Lock.acquire', 'lock', /lock\.acquire\(\)/u],
  ] as const) {
    // It may have had to wait for the others to come so far
    const isIt = (wait: { readonly operation: string; readonly object: string }) =>
      wait.operation === operation && wait.object === object;
    const wait = (await until(name, ({ waiting }) => waiting.some(isIt))).waiting.find(isIt);
    assert.equal(wait?.location?.url, pathToFileURL(script).href);
    assert.match(lines[(wait?.location?.line ?? 0) - 1] ?? '', source);
  }
  const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);
  const root = await until('waitingProgram.ts', ({ objects }) =>
    objects.some(({ name, waiters }) => name === 'lock' && waiters.length > 0),
  );
  assert.deepEqual(
    root.objects
      .map(({ kind, name, holder, waiters }) => [kind, name, holder?.name, names(waiters)] as const)
      .sort(([, one], [, other]) => (one < other ? -1 : 1)), // they come in the order of their first use
    [
      ['Event', 'held', undefined, []],
      ['Queue', 'jobs', undefined, ['consumer']],
      ['Lock', 'lock', 'holder', ['second']],
      ['Event', 'released', undefined, ['holder']],
    ],
  );
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  const ended = await until('second', ({ state }) => state === 'joined');
  assert.deepEqual(ended.waiting, []);
  assert.deepEqual((await until('waitingProgram.ts', ({ alive }) => !alive)).objects, []);
});

test('a pipe whose two processes are linked: who waits, and what nobody has taken', LIMIT, async (t) => {
  const { program, until } = await watchedProgram(t, fixture('linkedPipe.ts'));
  await program.untilSaid('linked');
  const untilPipe = (depth: number, waiters: string) =>
    until('linkedPipe.ts', ({ objects }) =>
      objects.some(
        ({ name, ...now }) =>
          name === 'questions' && now.depth === depth && String(now.waiters.map((waiter) => waiter.name)) === waiters,
      ),
    );
  await untilPipe(0, 'child');
  program.tell({}); // to end the conversation, and two more, which it does not take
  await untilPipe(2, '');
  program.tell({});
  await until('child', ({ alive }) => !alive);
  assert.deepEqual(await program.end(), { code: 0, signal: null });
});

test("a manager's server has a row of its name, and who waits for its objects shows for what", LIMIT, async (t) => {
  const script = fixture('managedProgram.ts');
  const { program, until } = await watchedProgram(t, script);
  const [wait] = (await until('consumer', ({ waiting }) => waiting.length > 0)).waiting;
  const line =
    readFileSync(script, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('tasks.get()')) + 1;
  assert.deepEqual([wait?.operation, wait?.object, wait?.location?.line], ['Queue.get', 'tasks', line]);
  const server = await until('SyncManager-1', ({ alive }) => alive);
  assert.deepEqual([server.daemon, server.parentId], [false, (await until('managedProgram.ts', () => true)).id]);
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  assert.equal((await until('SyncManager-1', ({ alive }) => !alive)).exitcode, 0);
});

test('a manager’s server tells of its objects, in its own row', LIMIT, async (t) => {
  const { program, until } = await watchedProgram(t, fixture('managerObjects.ts'));
  const told = (row: ProcessRow) =>
    row.objects.map(({ kind, name, depth, limit, unfinished, flag, holder, waiters, users }) => {
      const state = [depth, limit, unfinished, flag, holder?.name, ...waiters.map((waiter) => waiter.name)];
      return `${kind} ${name}: ${state.map((one) => one ?? '-').join(' ')}; ${users
        ?.map((user) => user.name)
        .sort()
        .join()}`;
    });
  const first = [
    'dict settings: 2 - - - -; MainProcess',
    'list results: 3 - - - -; MainProcess',
    'Namespace shared: 1 - - - -; MainProcess',
    'JoinableQueue tasks: 0 5 0 - - consumer; MainProcess,consumer',
    'Lock printer: - - - - holder; MainProcess,holder',
    'Event ready: - - - false -; MainProcess',
    'BoundedSemaphore slots: 2 3 - - MainProcess; MainProcess',
  ];
  await until('SyncManager-1', (row) => told(row).join('\n') === first.join('\n'));
  program.tell({}); // starts the second
  await until('SyncManager-1', (row) =>
    told(row).includes('Lock printer: - - - - holder second; MainProcess,holder,second'),
  );
  program.tell({}); // puts, sets, drops
  const last = await until('SyncManager-1', (row) => told(row).includes('Event ready: - - - true -; MainProcess'));
  assert.ok(!told(last).join().includes('settings'), 'it is dropped');
  assert.ok(told(last).some((line) => line.startsWith('JoinableQueue tasks: 0 5 1')));
  assert.deepEqual((await until('managerObjects.ts', () => true)).objects, []);
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  assert.deepEqual((await until('SyncManager-1', ({ alive }) => !alive)).objects, []);
});
