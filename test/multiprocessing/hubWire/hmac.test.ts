import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { hmacSha256 } from '../../../src/multiprocessing/hubWire/hmac.ts';

it('gives what node:crypto gives, for keys and messages of all lengths around those of blocks', () => {
  for (const keyBytes of [0, 1, 32, 63, 64, 65, 200]) {
    const key = randomBytes(keyBytes);
    for (let length = 0; length < 200; length++) {
      const message = randomBytes(length);
      assert.equal(hmacSha256(key, message), createHmac('sha256', key).update(message).digest('hex'));
    }
  }
});
