/** Entries as systeminformation 5.33 gave them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemInformationTable, type ListedProcess } from '../../src/processTable/systemInformationTable.ts';

const linux: ListedProcess = {
  pid: 30855,
  parentPid: 30795,
  name: 'sh',
  cpu: 1.5,
  memRss: 1644,
  started: '2026-11-26 17:08:39',
  state: 'sleeping',
  command: 'sh',
  params: '-c ps -axo pid',
  path: '/bin',
};
const mac: ListedProcess = {
  ...linux,
  name: 'Code Helper (Plugin)',
  command: 'Code Helper (Plugin)',
  params: '--type=utility --lang=en',
  path: '/Applications/Visual Studio Code.app/Contents/MacOS',
};
const windows: ListedProcess = {
  ...linux,
  name: 'node.exe',
  state: 'unknown',
  command: '"C:\\Program Files\\nodejs\\node.exe" server.js',
  params: '',
  path: 'C:\\Program Files\\nodejs\\node.exe',
};

test('the table of each system', () => {
  const table = systemInformationTable([linux, mac, windows], 4);
  assert.deepEqual(table[0], {
    pid: 30855,
    ppid: 30795,
    name: 'sh',
    startedAt: new Date(2026, 10, 26, 17, 8, 39).getTime(),
    cpu: { percent: 6 },
    memory: 1644 * 1024,
    commandLine: '/bin/sh -c ps -axo pid',
  });
  assert.deepEqual(
    table.slice(1).map(({ commandLine }) => commandLine),
    [`${mac.path}/Code Helper (Plugin) --type=utility --lang=en`, windows.command],
  );
});

test('what has ended, or has no start, is left out', () => {
  assert.deepEqual(
    systemInformationTable(
      [
        { ...linux, state: 'zombie' },
        { ...linux, started: '' },
      ],
      1,
    ),
    [],
  );
});

test('a process of the system, of which only the name is told', () => {
  const [row] = systemInformationTable([{ ...windows, name: 'System', command: '', path: '' }], 1);
  assert.equal(row?.commandLine, 'System');
});
