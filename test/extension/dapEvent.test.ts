import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endsDebuggee, parseDapEvent, userFrame } from '../../src/extension/debug/dapEvent.ts';

test('of what an adapter says only the stops and the going on are taken', () => {
  const event = (name: string, body: unknown) => parseDapEvent({ type: 'event', event: name, body });
  assert.deepEqual(event('stopped', { threadId: 3, reason: 'breakpoint', description: 'Paused on breakpoint' }), {
    type: 'stopped',
    threadId: 3,
    reason: 'breakpoint',
    text: null,
  });
  const thrown = event('stopped', { threadId: 3, reason: 'exception', description: 'Paused', text: 'Error: no' });
  assert.deepEqual(thrown, { type: 'stopped', threadId: 3, reason: 'exception', text: 'Error: no' });
  const statement = event('stopped', { threadId: 3, reason: 'pause', description: 'Paused on debugger statement' });
  assert.deepEqual(statement, { type: 'stopped', threadId: 3, reason: 'pause', text: 'Paused on debugger statement' });
  assert.deepEqual(event('continued', { threadId: 3 }), { type: 'continued' });
  assert.deepEqual(event('exited', { exitCode: 3 }), { type: 'exited', exitcode: 3 });
  assert.equal(event('exited', { exitCode: 256 - 15 }), null); // by signal 15, or of itself
  assert.equal(event('exited', {}), null);
  assert.equal(event('loadedSource', {}), null);
  assert.equal(event('stopped', { reason: 'breakpoint' }), null);
  assert.equal(event('stopped', null), null);
  for (const nothing of [null, 'stopped', { type: 'response', event: 'stopped' }])
    assert.equal(parseDapEvent(nothing), null);
});

test('a session is stopped by what ends the process, not by what leaves it alone', () => {
  const request = (command: string, args?: unknown, attached = false) =>
    endsDebuggee({ type: 'request', command, arguments: args }, attached);
  assert.equal(request('terminate'), true);
  assert.equal(request('disconnect', { terminateDebuggee: true }), true);
  assert.equal(request('disconnect', { terminateDebuggee: false }), false);
  assert.equal(request('disconnect'), false);
  assert.equal(request('restart'), true);
  assert.equal(request('restart', undefined, true), false);
  assert.equal(endsDebuggee({ type: 'response', command: 'terminate' }, false), false);
});

test('the topmost frame of the user’s code is found below those of libraries and of Node itself', () => {
  const ours = { path: '/ext/dist/child.cjs', presentationHint: 'deemphasize' };
  const users = { path: '/home/ann/my jobs/work.ts' };
  const stackFrames = [
    { line: 0, column: 0, presentationHint: 'label' },
    { line: 7, column: 2, source: { path: '<node_internals>/timers', presentationHint: 'deemphasize' } },
    { line: 61, column: 5, source: ours },
    { line: 12, column: 3, source: users, presentationHint: 'normal' },
  ];
  assert.deepEqual(userFrame({ stackFrames }), { url: 'file:///home/ann/my%20jobs/work.ts', line: 12, column: 3 });
  assert.deepEqual(userFrame({ stackFrames: stackFrames.slice(0, 3) })?.url, 'file:///ext/dist/child.cjs');
  assert.equal(userFrame({ stackFrames: stackFrames.slice(0, 2) }), null);
  assert.equal(userFrame({}), null);
});

test('a path that the editor has made a URI of is one of this machine', () => {
  const at = (path: string) => userFrame({ stackFrames: [{ line: 1, column: 1, source: { path } }] })?.url;
  assert.equal(at('vscode-remote://127.0.0.1:8000/home/ann/my%20jobs/work.ts'), 'file:///home/ann/my%20jobs/work.ts');
  assert.equal(at('file:///home/ann/work.ts'), 'file:///home/ann/work.ts');
  assert.equal(at('webpack://app/work.ts'), undefined);
});
