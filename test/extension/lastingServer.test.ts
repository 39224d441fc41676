import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { lastingAddress, newAddress } from '../../src/extension/lastingAddress.ts';
import { lastingServer } from '../../src/extension/lastingServer.ts';
import { formatMonitorAddress } from '../../src/monitor/address.ts';
import { AddressInUseError } from '../../src/monitor/listen.ts';
import { MonitorServer } from '../../src/monitor/server.ts';

const windows = process.platform === 'win32' && 'pipes have no folder';
const log = { info() {}, warn() {}, error() {} };
const { signal } = new AbortController();

describe('the address of a workspace', () => {
  it('is the same in each session, and known to this user only', (t) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'mp-lasting-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const storage = path.join(folder, 'not/yet');
    const address = lastingAddress(storage);
    assert.deepEqual(lastingAddress(storage), address);
    assert.notDeepEqual(lastingAddress(null), lastingAddress(null));
    if (!windows) assert.equal(statSync(path.join(storage, 'monitor')).mode & 0o777, 0o600);
  });

  it('can be listened at again and again, and nothing is left there between', async () => {
    const address = newAddress();
    for (let session = 0; session < 3; session++) {
      const server = await lastingServer({ address, log, signal });
      assert.equal(server.env, formatMonitorAddress(address));
      server.dispose();
      if (!windows) assert.equal(existsSync(path.dirname(address.path)), false);
    }
  });

  it('is free again when the one who had it was killed', { skip: windows }, async (t) => {
    const address = newAddress();
    mkdirSync(path.dirname(address.path), { mode: 0o700 });
    const listen = `require('node:net').createServer().listen(${JSON.stringify(address.path)}, () => console.log('ready'))`;
    const other = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
    t.after(() => other.kill('SIGKILL'));
    await once(other.stdout, 'data');
    await assert.rejects(MonitorServer.listen({ log, at: address }), AddressInUseError);
    other.kill('SIGKILL');
    await once(other, 'exit');
    assert.ok(existsSync(address.path));
    (await lastingServer({ address, log, signal })).dispose();
  });

  it('is waited for while another window is about to leave it', async () => {
    const address = newAddress();
    const before = await MonitorServer.listen({ log, at: address });
    const next = lastingServer({ address, log, signal });
    before.dispose();
    const server = await next;
    assert.equal(server.env, formatMonitorAddress(address));
    server.dispose();
  });

  it('is another one while a second window has the workspace open', async () => {
    const address = newAddress();
    const first = await MonitorServer.listen({ log, at: address });
    const second = await lastingServer({ address, log, signal, leaveMs: 0 });
    assert.notEqual(second.env, first.env);
    first.dispose();
    second.dispose();
  });

  it('is not listened at where others can enter', { skip: windows }, async (t) => {
    const address = newAddress();
    const folder = path.dirname(address.path);
    mkdirSync(folder);
    t.after(() => rmSync(folder, { recursive: true }));
    chmodSync(folder, 0o777);
    await assert.rejects(MonitorServer.listen({ log, at: address }), /it is not yours alone/);
    const server = await lastingServer({ address, log, signal, leaveMs: 0 });
    assert.notEqual(server.env, formatMonitorAddress(address));
    server.dispose();
  });

  it('is given up when the window closes', async () => {
    const address = newAddress();
    const first = await MonitorServer.listen({ log, at: address });
    const closing = new AbortController();
    const waiting = assert.rejects(lastingServer({ address, log, signal: closing.signal }));
    closing.abort();
    await waiting;
    first.dispose();
  });
});
