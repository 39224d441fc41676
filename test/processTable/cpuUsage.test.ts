import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuUsage, isSameStart, sampleOf } from '../../src/processTable/cpuUsage.ts';
import type { SystemProcess } from '../../src/processTable/systemProcess.ts';

const process = (cpu: SystemProcess['cpu'], startedAt = 1000): SystemProcess => ({
  pid: 7,
  ppid: 1,
  name: 'node',
  startedAt,
  cpu,
  memory: 1,
  commandLine: null,
});
const before = sampleOf([process({ ms: 100 })], 5000);

test('processor time since the sample before, in percent of one core', () => {
  assert.equal(cpuUsage(process({ ms: 600 }), 6000, before), 50);
  assert.equal(cpuUsage(process({ ms: 4100 }), 7000, before), 200);
  assert.equal(cpuUsage(process({ ms: 100 }), 7000, before), 0);
});

test('there is nothing to compare with', () => {
  assert.equal(cpuUsage(process({ ms: 600 }), 6000, null), null);
  assert.equal(cpuUsage(process({ ms: 600 }), 5000, before), null);
  assert.equal(cpuUsage({ ...process({ ms: 600 }), pid: 8 }, 6000, before), null);
});

test('another process of the same number is not compared with', () => {
  assert.equal(cpuUsage(process({ ms: 600 }, 90_000), 6000, before), null);
  assert.equal(isSameStart(1000, 3500), true);
});

test('where the system tells percent, they are taken as they are', () => {
  assert.equal(cpuUsage(process({ percent: 12.5 }), 6000, null), 12.5);
});
