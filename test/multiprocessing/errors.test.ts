/** Error classes and util: the rows E and U of the behaviour checklist, as programs see them. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { it } from 'node:test';
import { runProgram, shown } from '../helpers/runProgram.ts';

it('E-01 E-03 the errors have the names and the family that they have in Python', async (t) => {
  const lines = await shown(
    t,
    `
    const { ProcessError, BufferTooShort, TimeoutError, AuthenticationError } = mp;
    for (const errorClass of [BufferTooShort, TimeoutError, AuthenticationError]) {
      const error = new errorClass('text', { cause: 1 });
      show([error instanceof ProcessError, error instanceof Error, error.name, String(error), error.cause, Object.keys(error)]);
    }
    for (const errorClass of [mp.AssertionError, mp.ValueError, mp.RuntimeError, mp.OSError, mp.PicklingError, mp.RemoteError]) {
      show([new errorClass('text') instanceof ProcessError, String(new errorClass('text'))]);
    }
    show(mp.getContext('spawn').TimeoutError === TimeoutError);`,
  );
  const text = (name: string) => `${name}: text`;
  assert.deepEqual(lines, [
    ...['BufferTooShort', 'TimeoutError', 'AuthenticationError'].map((name) => [true, true, name, text(name), 1, []]),
    ...['AssertionError', 'ValueError', 'RuntimeError', 'OSError', 'PicklingError', 'RemoteError'].map((name) => [
      false,
      text(name),
    ]),
    true,
  ]);
});

it('E-02 Q-07 the errors of queues, barriers, managers and pools are there, Empty and Full without a text', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      const queue = new mp.Queue(1);
      const errors: unknown[] = [];
      await queue.getNowait().catch((error: unknown) => errors.push(error));
      await queue.put(1);
      await queue.putNowait(2).catch((error: unknown) => errors.push(error));
      show(errors.map((error, i) => [String(error), error instanceof [mp.Empty, mp.Full][i]!]));
      show(new mp.BrokenBarrierError() instanceof mp.RuntimeError);
      show([mp.RemoteError, mp.MaybeEncodingError, mp.RemoteTraceback].map((each) => each.prototype instanceof Error));
    }`,
  );
  assert.deepEqual(lines, [
    [
      ['Empty', true],
      ['Full', true],
    ],
    true,
    [true, true, true],
  ]);
});

it('U-03 Finalize runs its callback when its object is collected', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      let object: object | null = { big: new Array(1000) };
      const called = new Promise((resolve) => void new mp.util.Finalize(object as object, resolve, { args: ['collected'] }));
      object = null;
      const again = setInterval(() => (globalThis as { gc?: () => void }).gc?.(), 5);
      show(await called);
      clearInterval(again);
    }`,
    { execArgv: ['--expose-gc'] },
  );
  assert.deepEqual(lines, ['collected']);
});

it('E-01 an error of the library that travels is of its class in the child', async (t) => {
  const lines = await shown(
    t,
    `
    function child(error: Error) {
      show([error instanceof mp.AuthenticationError, error instanceof mp.ProcessError, String(error)]);
    }
    if (import.meta.main) {
      const process = new Process({ target: child, args: [new mp.AuthenticationError('wrong key')] });
      process.start();
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [[true, true, 'AuthenticationError: wrong key']]);
});

it('U-01 U-02 U-04 finalizers run at the end of the process that made them, by priority, errors and all', async (t) => {
  const { stdout, stderr, code } = await runProgram(
    t,
    `
    const note = (text: string) => show(text);
    function finalizers(where: string) {
      const make = (name: string, exitpriority: number | null) =>
        new mp.util.Finalize(globalThis, note as never, { args: [where + ' ' + name], exitpriority });
      return [make('a', 1), make('b', 1), make('c', 10), make('never', null), make('d', -1)];
    }
    function child() { keep(finalizers('child')); }
    const keep = (value: unknown) => { (globalThis as Record<string, unknown>).kept = value; };
    if (import.meta.main) {
      const kept = finalizers('main');
      new mp.util.Finalize(null, () => { throw new Error('in a finalizer'); }, { exitpriority: 5 });
      const cancelled = new mp.util.Finalize(null, () => show('cancelled'), { exitpriority: 5 });
      cancelled.cancel();
      show([kept[0]!.call() ?? null, kept[0]!.call(), kept[0]!.stillActive(), kept[1]!.stillActive(), cancelled.stillActive()]);
      keep(kept);
      const process = new Process({ target: child });
      process.start();
      await process.join();
    }`,
  );
  const inChild = stdout.split('\n').filter((line) => line.startsWith('"child'));
  const inMain = stdout.split('\n').filter((line) => !line.startsWith('"child') && line !== '');
  assert.deepEqual(inChild, ['"child c"', '"child b"', '"child a"', '"child d"']);
  assert.deepEqual(inMain, ['"main a"', '[null,null,false,true,false]', '"main c"', '"main b"', '"main d"']);
  assert.match(stderr, /^Error: in a finalizer/);
  assert.equal(code, 0);
});

it('U-06 getTempDir() is private, one a process, and removed at its end', async (t) => {
  const lines = (await shown(
    t,
    `
    import { statSync, writeFileSync } from 'node:fs';
    import { platform } from 'node:process';
    function child() {
      const folder = mp.util.getTempDir();
      writeFileSync(folder + '/file', '');
      show([folder, folder === mp.util.getTempDir(), platform === 'win32' || (statSync(folder).mode & 0o077) === 0]);
    }
    if (import.meta.main) {
      child();
      const process = new Process({ target: child });
      process.start();
      await process.join();
    }`,
  )) as [string, boolean, boolean][];
  assert.equal(new Set(lines.map(([folder]) => folder)).size, 2);
  for (const [folder, same, isPrivate] of lines) {
    assert.match(folder, /pymp-\w+$/);
    assert.deepEqual([same, isPrivate, existsSync(folder)], [true, true, false]);
  }
});
