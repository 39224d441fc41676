import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { commandRoute, emptyTree, rowOf, rowsOf, subtreeOf, type ProcessTree } from '../../src/tree/processTree.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { statusOf } from '../../src/tree/status.ts';
import { agentEvent } from '../../src/tree/treeEvent.ts';
import { connected, ended, launched, started, treeAfter } from './events.ts';

const SIGTERM = { exitcode: -15, signal: 'SIGTERM' };

function row(tree: ProcessTree, id: string): ProcessRow {
  const found = rowOf(tree, id);
  assert.ok(found, `no row ${id}`);
  return found;
}

const ids = (tree: ProcessTree) => rowsOf(tree).map(({ id }) => id);

describe('a launched program', () => {
  test('is not started until it has a pid', () => {
    const tree = treeAfter(launched('a', { pid: null }));
    const { state, alive, terminateBlocked, joinBlocked } = row(tree, 'a');
    assert.deepEqual(
      { state, alive, terminateBlocked, joinBlocked },
      {
        state: 'initial',
        alive: false,
        terminateBlocked: 'Not started yet',
        joinBlocked: 'Not started yet',
      },
    );
    assert.equal(row(applyEvent(tree, launched('a', { pid: 7 })), 'a').state, 'started');
  });

  test('is one row with what its agent says, under its own name', () => {
    const tree = treeAfter(launched('a', { argv: ['--n', 'two words'] }), connected('a', null));
    assert.deepEqual(ids(tree), ['a']);
    const { name, pid, runtime, commandLine, alive } = row(tree, 'a');
    assert.deepEqual(
      { name, pid, runtime, commandLine, alive },
      {
        name: 'main.ts',
        pid: 100,
        runtime: 'node 24.0.0',
        commandLine: "/home/ann/jobs/main.ts --n 'two words'",
        alive: true,
      },
    );
  });

  test('takes the name that it gives itself', () => {
    const tree = treeAfter(launched('a'), connected('a', null), { type: 'named', id: 'a', name: 'boss' });
    assert.equal(row(tree, 'a').name, 'boss');
    assert.equal(row(applyEvent(tree, connected('a', null, { name: 'boss' })), 'a').name, 'boss');
  });

  test('can be ended and joined from here, whether its agent is connected or not', () => {
    const tree = treeAfter(launched('a'));
    assert.equal(row(tree, 'a').terminateBlocked, null);
    assert.equal(row(tree, 'a').joinBlocked, null);
    assert.equal(commandRoute(tree, 'a'), 'host');
  });

  test('that could not be started has ended', () => {
    const error = { name: 'Error', message: 'no such file' };
    const tree = treeAfter(launched('a', { pid: null }), ended('a', { exitcode: null, error }));
    assert.deepEqual(
      [row(tree, 'a').state, row(tree, 'a').alive, statusOf(row(tree, 'a')).kind],
      ['ended', false, 'failed'],
    );
  });
});

test('a program that nobody launched here is named for its script, and its end is looked at while it is connected', () => {
  const tree = treeAfter(connected('a', null));
  assert.equal(row(tree, 'a').name, 'main.ts');
  assert.deepEqual([row(tree, 'a').terminateBlocked, row(tree, 'a').joinBlocked], [null, null]);
  assert.equal(commandRoute(tree, 'a'), null); // its pid is signalled, and its end looked at
  const alone = row(applyEvent(tree, { type: 'disconnected', id: 'a' }), 'a');
  assert.equal(alone.terminateBlocked, null);
  assert.match(alone.joinBlocked ?? '', /that was not this window/);
});

describe('order', () => {
  test('rows are roots as they came, each followed by its descendants', () => {
    const tree = treeAfter(
      launched('a'),
      launched('b'),
      started('a.1', 'a'),
      started('b.1', 'b'),
      started('a.1.1', 'a.1'),
    );
    assert.deepEqual(ids(applyEvent(tree, started('a.2', 'a'))), ['a', 'a.1', 'a.1.1', 'a.2', 'b', 'b.1']);
    assert.deepEqual(
      subtreeOf(tree, 'a').map(({ id }) => id),
      ['a', 'a.1', 'a.1.1'],
    );
  });

  test('a child that comes before its parent is a root until that comes', () => {
    const early = treeAfter(connected('a.1', 'a', { name: 'kid' }));
    assert.deepEqual(ids(early), ['a.1']);
    assert.match(row(early, 'a.1').joinBlocked ?? '', /not connected/u);
    const late = [launched('a'), connected('a', null), started('a.1', 'a', { name: 'first name' })].reduce(
      applyEvent,
      early,
    );
    assert.deepEqual(ids(late), ['a', 'a.1']);
    assert.equal(row(late, 'a.1').name, 'kid');
    assert.equal(row(late, 'a.1').target, 'work');
    assert.equal(row(late, 'a.1').joinBlocked, null);
  });

  test('an end that comes before the start counts', () => {
    const tree = treeAfter(launched('a'), ended('a.1', { exitcode: 3 }), started('a.1', 'a'));
    assert.deepEqual([row(tree, 'a.1').alive, row(tree, 'a.1').exitcode], [false, 3]);
  });

  test('what has ended stays so, whatever comes late', () => {
    const end = treeAfter(launched('a'), started('a.1', 'a'), ended('a.1', SIGTERM), {
      type: 'joined',
      id: 'a.1',
      at: 10,
    });
    const late = [
      started('a.1', 'a'),
      connected('a.1', 'a'),
      { type: 'stopping', id: 'a.1', signal: 'SIGKILL', at: 5 } as const,
    ];
    const { state, alive, exitcode } = row(late.reduce(applyEvent, end), 'a.1');
    assert.deepEqual({ state, alive, exitcode }, { state: 'joined', alive: false, exitcode: -15 });
  });

  test('the same news twice change nothing', () => {
    const location = { url: 'file:///home/ann/jobs/main.ts', line: 1, column: 2 };
    const events = [connected('a', null), started('a.1', 'a', { location }), ended('a.1')];
    const tree = treeAfter(...events);
    for (const event of structuredClone(events)) assert.equal(applyEvent(tree, event), tree, event.type);
  });

  test('processes that name each other as parents do not vanish', () => {
    assert.deepEqual(ids(treeAfter(connected('a', 'b'), connected('b', 'a'))).sort(), ['a', 'b']);
    assert.deepEqual(ids(treeAfter(connected('a', 'a'))), ['a']);
  });

  test('a pid that is used again is another row', () => {
    const tree = treeAfter(
      launched('a'),
      started('a.1', 'a', { pid: 5 }),
      ended('a.1'),
      started('a.2', 'a', { pid: 5 }),
    );
    assert.deepEqual(
      rowsOf(tree).map(({ pid, alive }) => [pid, alive]),
      [
        [100, true],
        [5, false],
        [5, true],
      ],
    );
  });

  test('news of processes that are never introduced are not kept without end', () => {
    let tree = emptyTree();
    for (let n = 0; n < 20_000; n++) tree = applyEvent(tree, ended(`ghost ${n}`));
    assert.ok(tree.nodes.size <= 10_000);
    assert.deepEqual(rowsOf(tree), []);
  });
});

describe('how a process ended', () => {
  const family = treeAfter(launched('a'), connected('a', null), started('a.1', 'a'), connected('a.1', 'a'));
  const ownEnd = agentEvent('a.1', ended('a.1', { exitcode: 1, at: 8, error: { name: 'Error', message: 'boom' } }));

  test('its parent knows better than itself, first or last; its own error is kept', () => {
    const killed = ended('a.1', { exitcode: -9, signal: 'SIGKILL' });
    for (const events of [
      [ownEnd, killed],
      [killed, ownEnd],
    ]) {
      const { exitcode, signal, error } = row(events.reduce(applyEvent, family), 'a.1');
      assert.deepEqual(
        { exitcode, signal, message: error?.message },
        { exitcode: -9, signal: 'SIGKILL', message: 'boom' },
      );
    }
  });

  test('its parent does not change its mind', () => {
    const tree = [ended('a.1', { exitcode: 2 }), ended('a.1', { exitcode: 0 })].reduce(applyEvent, family);
    assert.equal(row(tree, 'a.1').exitcode, 2);
  });

  test('by a signal that was asked for here: terminated, no failure', () => {
    const sent = applyEvent(family, { type: 'commandSent', id: 'a.1', action: 'terminate', at: 4 });
    assert.equal(row(sent, 'a.1').state, 'started');
    const stopping = applyEvent(sent, { type: 'stopping', id: 'a.1', signal: 'SIGTERM', at: 5 });
    assert.equal(row(stopping, 'a.1').state, 'stopping');
    const end = row(applyEvent(stopping, ended('a.1', SIGTERM)), 'a.1');
    assert.deepEqual([end.endReason, statusOf(end).kind], ['terminated from here', 'terminated']);
  });

  test('by a signal that its parent sent: terminated; by one that nobody sent: failed', () => {
    const asked = [{ type: 'stopping', id: 'a.1', signal: 'SIGTERM', at: 5 } as const, ended('a.1', SIGTERM)].reduce(
      applyEvent,
      family,
    );
    assert.deepEqual(
      [row(asked, 'a.1').endReason, statusOf(row(asked, 'a.1')).kind],
      ['terminated by its parent', 'terminated'],
    );
    const killed = applyEvent(family, ended('a.1', { exitcode: -9, signal: 'SIGKILL' }));
    assert.deepEqual([row(killed, 'a.1').endReason, statusOf(row(killed, 'a.1')).kind], [null, 'failed']);
  });

  test('is left open while its parent could still say it', () => {
    const away = applyEvent(family, { type: 'disconnected', id: 'a.1' });
    assert.equal(applyEvent(away, { type: 'lost', id: 'a.1', at: 20 }), away);
  });

  test('is unknown when its parent is gone too, until somebody says it', () => {
    const orphan = [ended('a'), { type: 'disconnected', id: 'a.1' } as const].reduce(applyEvent, family);
    assert.equal(row(orphan, 'a.1').alive, true);
    const lost = applyEvent(orphan, { type: 'lost', id: 'a.1', at: 20 });
    const { alive, exitcode, endReason, endedAt } = row(lost, 'a.1');
    assert.deepEqual(
      { alive, exitcode, endReason, endedAt },
      { alive: false, exitcode: null, endReason: 'ended after its parent', endedAt: 20 },
    );
    const told = row(applyEvent(lost, ended('a.1', { exitcode: 4 })), 'a.1');
    assert.deepEqual([told.exitcode, told.endReason, told.endedAt], [4, null, 9]);
  });

  test('a lost process that says hello is not lost', () => {
    const events = [
      ended('a'),
      { type: 'disconnected', id: 'a.1' } as const,
      { type: 'lost', id: 'a.1', at: 20 } as const,
    ];
    assert.equal(row([...events, connected('a.1', 'a')].reduce(applyEvent, family), 'a.1').alive, true);
  });

  test('descendants that nobody can hear any more are lost with the process, connected ones are not', () => {
    const tree = treeAfter(
      connected('a', null),
      started('a.1', 'a'),
      started('a.2', 'a'),
      connected('a.2', 'a'),
      { type: 'disconnected', id: 'a' },
      { type: 'lost', id: 'a', at: 20 },
    );
    assert.deepEqual(
      rowsOf(tree).map(({ alive }) => alive),
      [false, false, true],
    );
  });

  test('is explained by the signal it was sent, when nobody says more', () => {
    const orphan = [ended('a'), { type: 'disconnected', id: 'a.1' } as const].reduce(applyEvent, family);
    const stopped = applyEvent(orphan, { type: 'stopping', id: 'a.1', signal: 'SIGTERM', at: 5 });
    const lost = row(applyEvent(stopped, { type: 'lost', id: 'a.1', at: 20 }), 'a.1');
    assert.deepEqual(
      [lost.exitcode, lost.endReason, statusOf(lost).kind],
      [null, 'terminated by its parent', 'terminated'],
    );
  });

  test('is unknown when its parent was never heard of', () => {
    const tree = treeAfter(
      connected('a.1', 'a'),
      { type: 'disconnected', id: 'a.1' },
      { type: 'lost', id: 'a.1', at: 20 },
    );
    assert.equal(row(tree, 'a.1').endReason, 'connection lost');
  });

  test('a launched program is never lost: the host knows', () => {
    const tree = treeAfter(launched('a'), connected('a', null), { type: 'disconnected', id: 'a' });
    assert.equal(applyEvent(tree, { type: 'lost', id: 'a', at: 20 }), tree);
  });
});

describe('what cannot be done, and why', () => {
  const family = treeAfter(launched('a'), connected('a', null), started('a.1', 'a'), started('a.1.1', 'a.1'));

  test('a child is asked for at its parent, while that is connected', () => {
    assert.deepEqual(commandRoute(family, 'a.1'), { agentId: 'a' });
    assert.equal(row(family, 'a.1').terminateBlocked, null);
    const both = applyEvent(family, connected('a.1', 'a'));
    assert.equal(row(both, 'a.1.1').joinBlocked, null);
    const away = applyEvent(both, { type: 'disconnected', id: 'a.1' });
    assert.equal(row(away, 'a.1.1').joinBlocked, 'Only its parent process may join it, and that is not connected');
    assert.equal(commandRoute(away, 'a.1.1'), null);
  });

  test('what a parent that has ended has left can be ended from here, but not joined', () => {
    const { terminateBlocked, joinBlocked } = row(applyEvent(family, ended('a.1')), 'a.1.1');
    assert.equal(terminateBlocked, null);
    assert.equal(joinBlocked, 'Only its parent process may join it, and that has ended');
  });

  test('a process that is connected itself can be ended from here, whatever has become of its parent', () => {
    const orphan = [connected('a.1.1', 'a.1'), ended('a.1')].reduce(applyEvent, family);
    assert.equal(row(orphan, 'a.1.1').terminateBlocked, null);
    assert.equal(commandRoute(orphan, 'a.1.1'), null);
    assert.equal(row(orphan, 'a.1.1').joinBlocked, 'Only its parent process may join it, and that has ended');
  });

  test('an ended process can be joined, once', () => {
    const end = applyEvent(family, ended('a.1', SIGTERM));
    assert.equal(row(end, 'a.1').terminateBlocked, 'Already ended with exit code -15 SIGTERM');
    assert.equal(row(end, 'a.1').joinBlocked, null);
    const joined = applyEvent(end, { type: 'joined', id: 'a.1', at: 10 });
    assert.equal(row(joined, 'a.1').joinBlocked, 'Already joined with exit code -15 SIGTERM');
    const orphaned = applyEvent(end, ended('a'));
    assert.equal(row(orphaned, 'a.1').joinBlocked, 'Already ended with exit code -15 SIGTERM');
  });
});

describe('commands', () => {
  const tree = treeAfter(launched('a'));

  test('a join waits until it is answered, given up, or fails', () => {
    const joining = applyEvent(tree, { type: 'joining', id: 'a' });
    assert.equal(row(joining, 'a').joining, true);
    assert.equal(row(applyEvent(joining, { type: 'joinCancelled', id: 'a' }), 'a').joining, false);
    assert.equal(row(applyEvent(joining, { type: 'joined', id: 'a', at: 3 }), 'a').joining, false);
    const failed = row(
      applyEvent(joining, { type: 'commandFailed', id: 'a', action: 'join', message: 'No answer' }),
      'a',
    );
    assert.deepEqual([failed.joining, failed.commandError], [false, 'No answer']);
  });

  test('the next command clears the error of the last; one that failed explains no end', () => {
    const failed = [
      { type: 'commandSent', id: 'a', action: 'terminate', at: 4 } as const,
      { type: 'commandFailed', id: 'a', action: 'terminate', message: 'No answer' } as const,
    ].reduce(applyEvent, tree);
    assert.equal(row(applyEvent(failed, ended('a', SIGTERM)), 'a').endReason, null);
    assert.equal(row(applyEvent(failed, { type: 'joining', id: 'a' }), 'a').commandError, null);
  });
});

describe('clearing', () => {
  const family = treeAfter(launched('a'), started('a.1', 'a'), started('a.1.1', 'a.1'), ended('a.1'));

  test('leaves what has living descendants', () => {
    assert.equal(applyEvent(family, { type: 'cleared' }), family);
    const cleared = applyEvent(applyEvent(family, ended('a.1.1')), { type: 'cleared' });
    assert.deepEqual(ids(cleared), ['a']);
    assert.deepEqual(ids(applyEvent(applyEvent(cleared, ended('a')), { type: 'cleared' })), []);
  });

  test('is for good: late news bring nothing back', () => {
    const cleared = [ended('a.1.1'), { type: 'cleared' } as const].reduce(applyEvent, family);
    const late = [
      started('a.1', 'a'),
      connected('a.1', 'a'),
      ended('a.1'),
      { type: 'joined', id: 'a.1', at: 5 } as const,
    ];
    assert.deepEqual(ids(late.reduce(applyEvent, cleared)), ['a']);
    assert.deepEqual(ids([started('a.1.2', 'a.1')].reduce(applyEvent, cleared)), ['a', 'a.1.2']);
  });

  test('does not remember ids without end', () => {
    let tree = treeAfter(launched('a'));
    for (let n = 0; n < 25_000; n++) tree = applyEvent(applyEvent(tree, started(`a.${n}`, 'a')), ended(`a.${n}`));
    tree = applyEvent(tree, { type: 'cleared' });
    assert.deepEqual(ids(tree), ['a']);
    assert.ok(tree.nodes.size <= 20_001, String(tree.nodes.size));
  });
});

describe('the end of the window', () => {
  const family = treeAfter(launched('a'), connected('a', null), started('a.1', 'a'), started('a.2', 'a'), ended('a.2'));
  const closed = applyEvent(family, { type: 'endedWithWindow', at: 30 });

  test('ends all that it has started', () => {
    assert.deepEqual(
      rowsOf(closed).map(({ alive, endReason }) => [alive, endReason]),
      [
        [false, 'ended with the window'],
        [false, 'ended with the window'],
        [false, null],
      ],
    );
    const last = row(applyEvent(closed, ended('a', SIGTERM)), 'a');
    assert.deepEqual([last.exitcode, last.endReason], [-15, 'ended with the window']);
  });

  test('the next session shows the rows that had ended, and nothing brings them to life', () => {
    const restored = treeAfter({ type: 'restored', rows: rowsOf(closed), at: 40 });
    assert.deepEqual(
      rowsOf(restored).map(({ id, alive, endReason, endedAt }) => [id, alive, endReason, endedAt]),
      [
        ['a', false, 'ended with the window', 30],
        ['a.1', false, 'ended with the window', 30],
        ['a.2', false, null, 9],
      ],
    );
    assert.equal(row(restored, 'a').terminateBlocked, 'Already ended');
    assert.equal(commandRoute(restored, 'a'), null);
    assert.equal(applyEvent(restored, connected('a', null)), restored);
    assert.deepEqual(ids(applyEvent(restored, { type: 'cleared' })), []);
  });

  test('what is known already is not overwritten', () => {
    assert.equal(row(applyEvent(family, { type: 'restored', rows: rowsOf(closed), at: 40 }), 'a').alive, true);
  });
});
