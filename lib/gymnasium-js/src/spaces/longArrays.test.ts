import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Box } from './box.js';
import { Dict } from './dict.js';
import { Discrete } from './discrete.js';
import { flatten, flattenSpace, unflatten } from './flatten.js';
import { arrayText } from './numpyText.js';

test('arrays of any length: flattened, unflattened, nested and printed', () => {
  const picture = new Box(0, 255, { shape: [400, 400, 3], dtype: 'uint8', seed: 1 });
  const space = new Dict({ picture, gear: new Discrete(2) });
  assert.deepEqual(flattenSpace(space).shape, [480_002]);
  const value = { picture: picture.sample(), gear: 1 };
  const flat = flatten(space, value);
  assert.equal(flat[480_001], value.picture[479_999]);
  assert.deepEqual(unflatten(space, flat), value);
  const nested = Array.from({ length: 2 }, () => Array.from({ length: 200_000 }, (_, i) => i));
  assert.ok(new Box(0, 1e6, { shape: [2, 200_000] }).contains(nested));
  const twos = Array.from({ length: 17 }, () => 2); // no axis is long enough to be cut
  const numbers = Float64Array.from({ length: 2 ** 17 }, (_, i) => i);
  assert.match(arrayText(numbers, twos, 'int32'), /131071\]{17}$/);
  assert.match(arrayText(numbers, twos, 'float64'), /1\.31071e\+05\]{17}$/);
});
