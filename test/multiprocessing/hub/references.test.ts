/** Who refers to what, compared with a plain list of all references. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { References } from '../../../src/multiprocessing/hub/references.ts';
import { forSeeds } from '../../helpers/chance.ts';

interface Reference {
  readonly object: number;
  readonly by: object;
}

it('an object is referred to as long as somebody holds a reference, and each change of who does is told once', () => {
  forSeeds(200, (chance) => {
    let all: Reference[] = [];
    const told = new Map<number, Set<object>>();
    const references = new References((object, referrers) => told.set(object, new Set(referrers.keys())));
    const referrers = Array.from({ length: 4 }, (_, i) => ({ i }));
    for (let step = 0; step < 100; step++) {
      const by = chance.of(referrers);
      const object = chance.below(4);
      const kind = chance.below(8);
      const objects = [object, chance.below(4)];
      if (kind < 4) {
        references.add(objects, by);
        all.push(...objects.map((one) => ({ object: one, by })));
      } else if (kind < 7) {
        const count = 1 + chance.below(3);
        references.remove(object, by, count);
        for (let i = 0; i < count; i++) all = without(all, object, by);
      } else {
        assert.deepEqual(new Set(references.removeAll(by)), new Set(of(all, by).map((one) => one.object)));
        all = all.filter((one) => one.by !== by);
      }
      for (let one = 0; one < 4; one++) {
        const expected = all.filter((reference) => reference.object === one);
        assert.deepEqual(new Set(references.of(one).keys()), new Set(expected.map((reference) => reference.by)));
        for (const [referrer, count] of references.of(one)) assert.equal(count, of(expected, referrer).length);
        assert.deepEqual(told.get(one) ?? new Set(), new Set(references.of(one).keys()));
      }
    }
  });
});

it('what is not there can be removed', () => {
  const references = new References(() => assert.fail('nothing changes'));
  references.remove(1, {});
  assert.deepEqual(references.removeAll({}), []);
  assert.equal(references.of(1).size, 0);
});

function of(references: readonly Reference[], by: object): Reference[] {
  return references.filter((reference) => reference.by === by);
}

/** One of them less. */
function without(references: readonly Reference[], object: number, by: object): Reference[] {
  const index = references.findIndex((reference) => reference.object === object && reference.by === by);
  return references.filter((_, i) => i !== index);
}
