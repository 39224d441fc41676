/** What is left of hubs that are no more, and of those that are. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { it, type TestContext } from 'node:test';
import { removeStaleFolders } from '../../../src/multiprocessing/hub/staleFolders.ts';

const ON_WINDOWS = process.platform === 'win32' && 'a named pipe leaves nothing';

/** A folder for folders of hubs: `age` is in minutes. */
function parentFolder(t: TestContext) {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'stale-'));
  t.after(() => rmSync(parent, { recursive: true, force: true }));
  const folder = (digit: string, age: number, name = `mp-${digit.repeat(24)}`): string => {
    const made = path.join(parent, name);
    mkdirSync(made);
    writeFileSync(path.join(made, 'segment'), 'items');
    const then = Date.now() / 1000 - age * 60;
    utimesSync(made, then, then);
    return made;
  };
  return folder;
}

it('removes what a hub that listens no more has left, and nothing else', { skip: ON_WINDOWS }, async (t) => {
  const folder = parentFolder(t);
  const own = folder('0', 60);
  const old = folder('a', 60);
  const young = folder('b', 1);
  const others = folder('', 60, 'mp-somebody-elses');
  const living = folder('c', 60);
  const server = createServer().listen(path.join(living, 'hub'));
  await once(server, 'listening');
  const then = Date.now() / 1000 - 3600;
  utimesSync(living, then, then);
  assert.deepEqual(await removeStaleFolders(path.join(own, 'hub')), [old]);
  assert.deepEqual([own, old, young, others, living].map(existsSync), [true, false, true, true, true]);
  await new Promise((resolve) => server.close(resolve));
});
