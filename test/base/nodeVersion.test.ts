import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNodeSupported, unsupportedNode } from '../../src/base/nodeVersion.ts';

test('tells which Node is new enough', () => {
  for (const version of ['22.15.0', '22.23.3', '23.5.0', '24.0.0', '100.1.0', '25.0.0-nightly'])
    assert.ok(isNodeSupported(version), version);
  for (const version of ['18.20.0', '20.20.2', '21.99.0', '22.14.9', '23.4.0'])
    assert.ok(!isNodeSupported(version), version);
});

test('says what was found, what is needed, and where to set another', () => {
  const message = unsupportedNode('20.1.0', '/usr/bin/node');
  for (const part of ['20.1.0', '22.15', '/usr/bin/node', 'processTree.nodePath', 'PATH'])
    assert.ok(message.includes(part), part);
});
