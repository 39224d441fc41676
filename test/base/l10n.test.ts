import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { l10n } from '../../src/base/l10n.ts';

afterEach(() => l10n.config({}));

test('a text that has no translation stays as it is, with its values', () => {
  assert.equal(l10n.t('Terminate'), 'Terminate');
  assert.equal(l10n.t('{0} ended, exit code {1}', 'worker', -15), 'worker ended, exit code -15');
});

test('a translation may turn the values round, repeat them and leave them out', () => {
  l10n.config({ 'Join {0} by {1}': '{1}: {0}, {0}', Name: 'Nom' });
  assert.equal(l10n.t('Join {0} by {1}', 'a', 'b'), 'b: a, a');
  assert.equal(l10n.t('Name'), 'Nom');
});

test('values are taken as they are', () => {
  assert.equal(l10n.t('{0} and {1}', '{1}', '$&'), '{1} and $&');
  assert.equal(l10n.t('{0} {7}', 0), '0 {7}');
  assert.equal(l10n.t('constructor'), 'constructor');
});
