import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidArgumentError } from '../errors.js';
import { batchSpace } from './batch.js';
import { Box } from './box.js';
import { Dict } from './dict.js';
import { Discrete } from './discrete.js';
import { flatDim, flatten, flattenSpace, unflatten } from './flatten.js';
import { MultiBinary } from './multiBinary.js';
import { MultiDiscrete } from './multiDiscrete.js';
import type { NumberType } from './numbers.js';
import { show } from '../text.js';
import { arrayText } from './numpyText.js';
import { Space } from './space.js';
import { Tuple } from './tuple.js';

const refuses = (build: () => unknown, message: RegExp): void =>
  assert.throws(
    build,
    (error) => error instanceof InvalidArgumentError && message.test(error.message),
    String(message),
  );

test('Discrete: integers from start on, nothing else', () => {
  const space = new Discrete(3, { start: -1 });
  assert.deepEqual(
    [-2, -1, 0, 1, 2].map((x) => space.contains(x)),
    [false, true, true, true, false],
  );
  for (const x of [0.5, NaN, '0', null, undefined, [0], 0n, true]) assert.ok(!space.contains(x));
  refuses(() => new Discrete(0), /n must be an integer, 1 or more, got 0/);
  refuses(() => new Discrete(1.5), /got 1\.5/);
  refuses(() => new Discrete(NaN), /got NaN/);
  refuses(() => new Discrete(2, { start: 0.5 }), /start must be an integer.*0\.5/);
  refuses(() => space.sample({ mask: [1, 1] }), /mask must have 3 entries, got \[1, 1\]/);
  refuses(() => space.sample({ mask: [1, 2, 0] }), /mask\[1\] must be 0 or 1, got 2/);
  refuses(() => space.sample({ mask: [1, 1, 1], probability: [1, 0, 0] }), /mask or probability, not both/);
  assert.equal(space.sample({ mask: [0, 0, 0] }), -1);
  assert.equal(space.sample({ mask: [0, 0, 1] }), 1);
});

test('Discrete: every element is drawn about equally often', () => {
  const space = new Discrete(5, { seed: 1 });
  const counts = [0, 0, 0, 0, 0];
  for (let i = 0; i < 5000; i++) counts[space.sample()]++;
  for (const count of counts) assert.ok(Math.abs(count - 1000) < 150, String(counts)); // 5 standard deviations of 28
});

test('Box: bounds are part of it, NaN and wrong shapes are not', () => {
  const space = new Box([-1, 0], [1, Infinity]);
  for (const x of [[-1, 0], [1, 1e30], Float32Array.of(0, 5), Float64Array.of(0.1, 5)]) assert.ok(space.contains(x));
  for (const x of [
    [-1.1, 0],
    [0, -0.1],
    [NaN, 0],
    [0],
    [0, 0, 0],
    0,
    null,
    'ab',
    ['0', 1],
    [0, undefined],
    [[0, 0]],
    {},
  ]) {
    assert.ok(!space.contains(x), show(x));
  }
  const grid = new Box(0, 9, { shape: [2, 2] });
  assert.ok(
    grid.contains([
      [1, 2],
      [3, 4],
    ]) && grid.contains([1, 2, 3, 4]),
  );
  assert.ok(!grid.contains([[1, 2, 3], [4]]) && !grid.contains([[1, 2], [3]]));
  const bytes = new Box(0, 255, { shape: [1], dtype: 'uint8' });
  assert.ok(bytes.contains([255]) && !bytes.contains([0.5]) && !bytes.contains([256]));
  const scalar = new Box(0, 1, { shape: [] });
  assert.equal(scalar.sample().length, 1);
});

test('Box: wrong arguments are refused with the value', () => {
  refuses(() => new Box(1, -1), /low\[0\] = 1 must not exceed high\[0\] = -1/);
  refuses(() => new Box(1, 0.75), /low\[0\] = 1 must not exceed high\[0\] = 0\.75/);
  refuses(() => new Box(NaN, 1), /low must not be NaN/);
  refuses(() => new Box([0, NaN], 1), /low\[1\] must not be NaN/);
  refuses(() => new Box([0, 1], [1, 2, 3]), /same length, got 2 and 3/);
  refuses(() => new Box([0, 1], 3, { shape: [3] }), /low must be a number or 3 numbers of shape \(3,\)/);
  refuses(() => new Box(0, 1, { shape: [1.5] }), /shape must be an array of integers/);
  refuses(() => new Box(0, 1, { dtype: 'int64' as never }), /dtype must be one of .*int8.*, got "int64"/);
  refuses(() => new Box(0, 256, { dtype: 'uint8' }), /from 0 to 255 for uint8, got 256/);
  refuses(() => new Box(0.5, 3, { dtype: 'int8' }), /must be an integer.*got 0\.5/);
  refuses(() => new Box(-Infinity, 3, { dtype: 'uint8' }), /cannot be infinite in uint8/);
  refuses(() => new Box(0, 1e39), /outside the range of float32/);
  refuses(() => new Box(0, 1).sample({ mask: [1] }), /not supported/);
  refuses(() => new Box(0, 1).isBounded('sideways' as never), /'both', 'below' or 'above', got "sideways"/);
  assert.deepEqual(Array.from(new Box(-Infinity, 3, { dtype: 'int8' }).low), [-128]);
});

test('Box: kinds of intervals and their samples', () => {
  const space = new Box([-Infinity, 0, -Infinity, 2], [Infinity, Infinity, 0, 3], { seed: 3 });
  assert.deepEqual(
    ['both', 'below', 'above'].map((side) => space.isBounded(side as 'both')),
    [false, false, false],
  );
  assert.ok(
    new Box(0, 1).isBounded() && new Box(0, Infinity).isBounded('below') && !new Box(0, Infinity).isBounded('above'),
  );
  const samples = Array.from({ length: 4000 }, () => space.sample());
  const mean = (i: number): number => samples.reduce((sum, s) => sum + s[i], 0) / samples.length;
  // normal 0, exponential 1, its mirror -1, uniform 2.5; five standard errors of at most 1/63
  [0, 1, -1, 2.5].forEach((expected, i) => assert.ok(Math.abs(mean(i) - expected) < 0.08, `${i}: ${mean(i)}`));
  assert.ok(samples.every((s) => space.contains(s)));
  assert.notEqual(samples[0], samples[1]);
});

test('Box: an interval whose width overflows has no uniform samples; the widest that does not has', () => {
  refuses(
    () => new Box([0, -1.7e308], [1, 1.7e308], { dtype: 'float64' }).sample(),
    /Box\.sample: high\[1\] - low\[1\] must be a finite number, got -1\.7e\+308 and 1\.7e\+308.*halve the bounds/,
  );
  for (const space of [
    new Box(-8.9e307, 8.9e307, { dtype: 'float64', seed: 1 }),
    new Box(1.7e308, Infinity, { dtype: 'float64', seed: 1 }),
    new Box(-3.4e38, 3.4e38, { seed: 1 }),
    new Box(0, 4294967295, { dtype: 'uint32', seed: 1 }),
    new Box(-2147483648, 2147483647, { dtype: 'int32', seed: 1 }),
  ]) {
    for (let i = 0; i < 100; i++) assert.ok(space.contains(space.sample()), String(space));
  }
});

test('MultiBinary and MultiDiscrete: members and wrong arguments', () => {
  const bits = new MultiBinary([2, 2]);
  assert.ok(
    bits.contains([0, 1, 1, 0]) &&
      bits.contains([
        [0, 1],
        [1, 0],
      ]) &&
      bits.contains(Int8Array.of(1, 1, 1, 1)),
  );
  assert.ok(!bits.contains([0, 2, 0, 0]) && !bits.contains([0, 1]) && !bits.contains('0110'));
  refuses(() => new MultiBinary(0), /1 or more, got 0/);
  refuses(() => new MultiBinary([2, -1]), /n must be an array of integers/);
  refuses(() => bits.sample({ mask: [0, 1, 3, 2] }), /mask\[2\] must be 0, 1 or 2, got 3/);
  refuses(() => bits.sample({ probability: [0, 1, 1.5, 0] }), /probability\[2\] must be in \[0, 1\], got 1\.5/);
  const dials = new MultiDiscrete([3, 2], { start: [1, 0] });
  assert.ok(dials.contains([1, 0]) && dials.contains([3, 1]) && !dials.contains([0, 0]) && !dials.contains([4, 0]));
  assert.ok(!dials.contains([1.5, 0]) && !dials.contains([1]) && !dials.contains(1));
  refuses(() => new MultiDiscrete([3, 0]), /nvec\[1\] must be 1 or more, got 0/);
  refuses(() => new MultiDiscrete([3, 1.5]), /nvec\[1\] must be a 32-bit integer, got 1\.5/);
  refuses(() => new MultiDiscrete([3], { start: [1, 2] }), /start must hold 1 integers/);
  refuses(() => dials.sample({ mask: [[1, 1]] }), /mask must be a list of 2 lists/);
});

test('Tuple and Dict: members, seeds by part, wrong arguments', () => {
  const pair = new Tuple([new Discrete(2), new Box(0, 1)]);
  assert.ok(pair.contains([1, [0.5]]) && !pair.contains([2, [0.5]]) && !pair.contains([1]) && !pair.contains(null));
  assert.deepEqual(pair.seed([3, 4]), [3, 4]);
  const first = pair.sample();
  pair.seed([3, 4]);
  assert.deepEqual(pair.sample(), first);
  assert.deepEqual(pair.seed(null), [null, null]);
  refuses(() => pair.seed([1]), /2 seeds, got \[1\]/);
  refuses(() => new Tuple([3 as never]), /spaces\[0\] must be a space, got 3/);
  refuses(() => pair.sample({ mask: [1] }), /mask must be a list of 2/);
  assert.equal(pair.sample({ mask: [[0, 1], undefined] })[0], 1);

  const named = new Dict({ wheel: new Discrete(3), angle: new Box(0, 1) });
  assert.deepEqual(named.keys, ['angle', 'wheel']);
  assert.deepEqual(new Dict({ b: new Discrete(1), a: new Discrete(1) }, { sortKeys: false }).keys, ['b', 'a']);
  assert.ok(named.contains({ wheel: 1, angle: [0.5] }) && !named.contains({ wheel: 1 }) && !named.contains([1, [0.5]]));
  assert.ok(!named.contains({ wheel: 1, angle: [0.5], more: 0 }) && !named.contains({ wheel: 3, angle: [0.5] }));
  assert.deepEqual(named.seed({ wheel: 1, angle: 2 }), { angle: 2, wheel: 1 });
  refuses(() => named.seed({ wheel: 1 }), /exactly the keys angle, wheel/);
  refuses(() => new Dict({ a: 1 as never }), /spaces\.a must be a space, got 1/);
  refuses(() => new Dict([] as never), /must be an object of spaces/);
  assert.equal(named.sample({ mask: { wheel: [0, 0, 1], angle: null } }).wheel, 2);
});

test('equality: same kind and parameters, and nothing else', () => {
  const kinds = (): Space<unknown>[] => [
    new Discrete(3),
    new Discrete(3, { start: 1 }),
    new Discrete(4),
    new Box(0, 1),
    new Box(0, 2),
    new Box(-1, 1),
    new Box(0, 1, { shape: [2] }),
    new Box(0, 1, { dtype: 'float64' }),
    new Box(-Infinity, Infinity),
    new MultiBinary(3),
    new MultiBinary([3, 1]),
    new MultiDiscrete([3, 3]),
    new MultiDiscrete([3, 3], { start: [0, 1] }),
    new MultiDiscrete([3, 4]),
    new Tuple([new Discrete(3)]),
    new Tuple([new Discrete(3), new Discrete(3)]),
    new Dict({ a: new Discrete(3) }),
    new Dict({ b: new Discrete(3) }),
    new Dict({ a: new Discrete(4) }),
  ];
  const others = kinds();
  kinds().forEach((space, i) => {
    others.forEach((other, j) => assert.equal(space.equals(other), i === j, `${String(space)} and ${String(other)}`));
    assert.ok(!space.equals(null) && !space.equals(String(space)));
  });
  assert.ok(new Box(0, 1).equals(new Box(0, 1 + 1e-6)));
});

test('batched spaces draw on a copy of the generator, where the single one stands', () => {
  const single = new Discrete(9, { seed: 5 });
  const batched = batchSpace(single, 4);
  const expected = Array.from({ length: 4 }, () => Math.floor(new Discrete(9, { seed: 5 }).random.random() * 9))[0];
  assert.equal((batched.sample() as Int32Array)[0], expected);
  assert.equal(single.sample(), new Discrete(9, { seed: 5 }).sample());
  refuses(
    () =>
      batchSpace(
        new (class extends Space<number> {
          constructor() {
            super([], null);
          }
          sample(): number {
            return 0;
          }
          contains(): boolean {
            return true;
          }
          equals(): boolean {
            return true;
          }
          toString(): string {
            return 'Odd';
          }
        })(),
        2,
      ),
    /do not know how to batch Odd/,
  );
});

test('keys are sorted by code point, prefixes first; a batch keeps the order it is given', () => {
  const one = new Discrete(1);
  const keys = ['b', 'ab', 'a', 'B', '\u{1F600}', '\uFFFF'];
  const record = Object.fromEntries(keys.map((key) => [key, one]));
  assert.deepEqual(new Dict(record).keys, ['B', 'a', 'ab', 'b', '\uFFFF', '\u{1F600}']); // as Python sorts them
  const unsorted = new Dict({ b: one, a: one }, { sortKeys: false });
  assert.deepEqual((batchSpace(unsorted, 2) as Dict).keys, ['b', 'a']);
});

test('flattening: refused for strangers, inverse of unflattening', () => {
  const space = new Dict({ gear: new Discrete(3, { start: 1 }), pull: new Box(-1, 1, { shape: [2] }) });
  assert.equal(flatDim(space), 5);
  assert.equal(String(flattenSpace(space)), 'Box([ 0.  0.  0. -1. -1.], 1.0, (5,), float64)');
  assert.deepEqual(Array.from(flatten(space, { gear: 3, pull: [0.5, -1] })), [0, 0, 1, 0.5, -1]);
  assert.deepEqual(unflatten(space, [0, 1, 0, 0.25, 0]), { gear: 2, pull: Float32Array.of(0.25, 0) });
  refuses(() => flatten(space, { gear: 0, pull: [0, 0] }), /is not in Dict/);
  refuses(() => unflatten(space, [0, 0, 0, 1, 1]), /3 zeros are no one-hot code/);
  refuses(() => unflatten(space, [1]), /expected 5 numbers/);
});

test('flattening: the common type holds every part, as NumPy promotes them', () => {
  const types = (...kinds: NumberType[]): NumberType =>
    flattenSpace(new Tuple(kinds.map((dtype) => new Box(0, 1, { dtype })))).dtype;
  const promoted: [NumberType, NumberType, NumberType][] = [
    ['uint8', 'int8', 'int16'],
    ['uint8', 'uint16', 'uint16'],
    ['int8', 'int16', 'int16'],
    ['uint8', 'int32', 'int32'],
    ['uint16', 'int16', 'int32'],
    ['uint16', 'uint32', 'uint32'],
    ['uint8', 'float32', 'float32'],
    ['int16', 'float32', 'float32'],
    ['uint32', 'float32', 'float64'],
    ['int32', 'float32', 'float64'],
    ['float32', 'float64', 'float64'],
    ['uint32', 'int8', 'float64'], // int64 in NumPy
  ];
  for (const [a, b, expected] of promoted) {
    assert.equal(types(a, b), expected, `${a} and ${b}`);
    assert.equal(types(b, a), expected, `${b} and ${a}`);
    assert.equal(types(a, b, a), expected);
  }
  const space = new Tuple([
    new Box(0, 4294967295, { dtype: 'uint32' }),
    new Box(-3, 3, { dtype: 'int8' }),
    new Discrete(2),
  ]);
  const flat = flatten(space, [[4294967295], [-1], 1]);
  assert.deepEqual(Array.from(flat), [4294967295, -1, 0, 1]);
  assert.ok(flattenSpace(space).contains(flat));
  assert.deepEqual(unflatten(space, flat), [Uint32Array.of(4294967295), Int8Array.of(-1), 1]);
});

test('arrays are printed as NumPy prints them', () => {
  assert.equal(arrayText([1, 2.5, -3], [3], 'float64'), '[ 1.   2.5 -3. ]');
  assert.equal(arrayText([1e-5, 1], [2], 'float64'), '[1.e-05 1.e+00]');
  assert.equal(arrayText([1, -Infinity, NaN], [3], 'float64'), '[  1. -inf  nan]');
  assert.equal(arrayText([1, 20, 3, 4], [2, 2], 'int32'), '[[ 1 20]\n  [ 3  4]]'.replace('\n  ', '\n '));
  const rows = arrayText(
    Array.from({ length: 30 }, (_, i) => i * 100),
    [30],
    'int32',
  ).split('\n');
  assert.ok(rows.length > 1 && rows.every((line) => line.length <= 75));
  const hidden = Array.from({ length: 1001 }, (_, i) => (i === 500 ? 123456.5 : 1));
  assert.equal(arrayText(hidden, [1001], 'float64'), '[1. 1. 1. ... 1. 1. 1.]'); // what is not shown sets no width
  assert.equal(
    arrayText(
      Array.from({ length: 1001 }, (_, i) => i),
      [1001],
      'int32',
    ),
    '[   0    1    2 ...  998  999 1000]',
  );
});
