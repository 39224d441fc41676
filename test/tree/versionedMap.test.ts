import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VersionedMap } from '../../src/tree/versionedMap.ts';

test('every version stays what it was', () => {
  const versions = [VersionedMap.empty<string, number>()];
  const expected: Record<string, number>[] = [{}];
  for (let n = 0; n < 300; n++) {
    // now and then a branch from an older version
    const from = n % 7 === 0 ? Math.floor((n * 31) / 7) % versions.length : versions.length - 1;
    const key = `key ${(n * 13) % 11}`;
    const version = versions[from] as VersionedMap<string, number>;
    const model = { ...expected[from] };
    if (n % 4 === 0) delete model[key];
    else model[key] = n;
    versions.push(n % 4 === 0 ? version.delete(key) : version.set(key, n));
    expected.push(model);
  }
  for (const [index, version] of versions.entries()) {
    const model = expected[index] ?? {};
    assert.deepEqual(Object.fromEntries(version.entries()), model);
    assert.equal(version.size, Object.keys(model).length);
    for (let key = 0; key < 11; key++) assert.equal(version.get(`key ${key}`), model[`key ${key}`]);
  }
});

test('the changes between two versions are told with the older values', () => {
  const old = VersionedMap.empty<string, number>().set('a', 1).set('b', 2);
  const newer = old.set('a', 3).set('a', 4).delete('b').set('c', 5);
  assert.deepEqual(
    [...(old.changesTo(newer) ?? [])],
    [
      ['a', 1],
      ['b', 2],
      ['c', undefined],
    ],
  );
  assert.deepEqual([...(old.changesTo(old) ?? [])], []);
  assert.equal(newer.changesTo(old), null);
});
