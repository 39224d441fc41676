/** The real table, both ways: /proc, and what the system's tools say, which is what other systems have. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isSameStart } from '../../src/processTable/cpuUsage.ts';
import { readProcess, readProcessTable, readProgram } from '../../src/processTable/processTable.ts';
import { systemInformationTable, type ListedProcess } from '../../src/processTable/systemInformationTable.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');

describe('the process table', () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'told apart'], { stdio: 'ignore' });
  const startedAt = Date.now();
  before(() => once(child, 'spawn'));
  after(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });

  it('has a process with its parent, start, memory and command line', async () => {
    const table = await readProcessTable();
    const found = table.find(({ pid }) => pid === child.pid);
    assert.ok(found);
    assert.equal(found.ppid, process.pid);
    assert.ok(isSameStart(found.startedAt, startedAt), `${found.startedAt} is not about ${startedAt}`);
    assert.ok(found.memory > 5e6 && found.memory < os.totalmem(), `${found.memory} bytes`);
    assert.match(readProgram(found).commandLine, /setInterval.*told apart/);
    assert.equal((await readProcess(found.pid))?.startedAt, found.startedAt);
  });

  it('knows nothing of a process that is not there', async () => {
    assert.equal(await readProcess(2 ** 22 + 1), null);
  });

  it('agrees with the other systems’ way', async () => {
    const { processes } = createRequire(import.meta.url)(path.join(dist, 'systemInformation.cjs')) as {
      processes: () => Promise<{ list: ListedProcess[] }>;
    };
    const found = systemInformationTable((await processes()).list, 1).find(({ pid }) => pid === child.pid);
    assert.ok(found);
    assert.equal(found.ppid, process.pid);
    assert.ok(isSameStart(found.startedAt, startedAt), `${found.startedAt} is not about ${startedAt}`);
    assert.match(readProgram(found).commandLine, /setInterval.*told apart/);
  });
});
