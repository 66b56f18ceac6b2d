import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidArgumentError } from '../errors.js';
import { golden } from '../testing/golden.js';
import { NumpyGenerator } from './numpyGenerator.js';
import { SeedSequence } from './seedSequence.js';

interface Stream {
  seed: number;
  words: number[];
  state: { state: string; inc: string };
  random: number[];
  uniform: number[];
  bounds: number[];
  integers: number[];
  small: number[];
  bits: number[];
  normal: number[];
  exponential: number[];
  permutation: number[];
  choice: number[];
  spawned: number[];
  odd: number[];
  end: { has_uint32: number; uinteger: number; state: { state: string; inc: string } };
}

const { streams, tails } = golden<{
  streams: Stream[];
  tails: { seed: number; draws: number; at: number[]; values: number[] };
}>('gym_streams');

const draw = <T>(like: readonly T[], next: () => T): T[] => like.map(() => next());

for (const recorded of streams) {
  test(`seed ${recorded.seed}: every kind of draw equals NumPy's, bit for bit`, () => {
    assert.deepEqual(Array.from(new SeedSequence(recorded.seed).generateState(8)), recorded.words);
    const random = new NumpyGenerator(recorded.seed);
    assert.equal(random.seed, recorded.seed);
    assert.deepEqual(random.getState().state, recorded.state);
    assert.deepEqual(
      draw(recorded.random, () => random.random()),
      recorded.random,
    );
    assert.deepEqual(
      draw(recorded.uniform, () => random.uniform(-0.05, 0.05)),
      recorded.uniform,
    );
    assert.deepEqual(
      recorded.bounds.map((bound) => random.integers(bound)),
      recorded.integers,
    );
    assert.deepEqual(
      draw(recorded.small, () => random.integers(-5, 6)),
      recorded.small,
    );
    assert.deepEqual(Array.from(random.bits8(recorded.bits.length)), recorded.bits);
    assert.deepEqual(
      draw(recorded.normal, () => random.normal()),
      recorded.normal,
    );
    assert.deepEqual(
      draw(recorded.exponential, () => random.exponential()),
      recorded.exponential,
    );
    assert.deepEqual(Array.from(random.permutation(20)), recorded.permutation);
    assert.deepEqual(
      draw(recorded.choice, () => random.choice([0.1, 0.2, 0.3, 0.4])),
      recorded.choice,
    );
    const children = [...random.spawn(2), ...random.spawn(1)];
    assert.deepEqual(
      children.map((child) => child.random()),
      recorded.spawned,
    );
    assert.deepEqual(
      draw(recorded.odd, () => random.integers(0, 7)),
      recorded.odd,
    );
    const { bit_generator, ...end } = random.getState();
    assert.equal(bit_generator, 'PCG64');
    assert.deepEqual(end, recorded.end);
  });
}

test('normals beyond the outermost layer come from the tail, at the same places', () => {
  const random = new NumpyGenerator(tails.seed);
  const found: [number, number][] = [];
  for (let i = 0; i < tails.draws; i++) {
    const x = random.normal();
    if (Math.abs(x) > 3.6541528853610088) found.push([i, x]);
  }
  assert.ok(tails.at.length > 30);
  assert.deepEqual(
    found,
    tails.at.map((at, k) => [at, tails.values[k]]),
  );
});

test('a saved state continues the stream, a waiting 32-bit half included, through JSON', () => {
  const random = new NumpyGenerator(8);
  random.integers(10);
  const saved = JSON.parse(JSON.stringify(random.getState())) as ReturnType<NumpyGenerator['getState']>;
  assert.equal(saved.has_uint32, 1);
  const expected = Array.from({ length: 5 }, () => random.integers(1000));
  const other = new NumpyGenerator(99);
  other.setState(saved);
  assert.deepEqual(
    Array.from({ length: 5 }, () => other.integers(1000)),
    expected,
  );
  for (const wrong of [null, {}, { ...saved, bit_generator: 'MT19937' }, { ...saved, state: { state: 1, inc: 2 } }]) {
    assert.throws(() => other.setState(wrong as never), InvalidArgumentError);
  }
});

test('a clone draws the same without disturbing the original', () => {
  const random = new NumpyGenerator(2);
  random.random();
  const copy = random.clone();
  const first = [copy.random(), copy.normal()];
  assert.deepEqual([random.random(), random.normal()], first);
});

test('without a seed two generators differ', () => {
  assert.notEqual(new NumpyGenerator().random(), new NumpyGenerator().random());
  assert.equal(new NumpyGenerator().seed, null);
});

test('arguments out of range are refused with name and value', () => {
  const random = new NumpyGenerator(1);
  assert.throws(() => random.integers(0), /low must be below high, got 0 and 0/);
  assert.throws(() => random.integers(0.5), /integers: low and high must be integers.*0\.5/);
  assert.throws(() => random.integers(-(2 ** 53), 2 ** 53), InvalidArgumentError);
  assert.throws(() => random.uniform(0, Infinity), /uniform: high must be a finite number, got Infinity/);
  assert.throws(() => random.uniform(-1e308, 1e308), /high - low must be finite/);
  assert.throws(() => random.uniform('3' as never, 4), /uniform: low must be a finite number, got "3"/);
  assert.throws(() => random.uniform(1, 0), /low must not exceed high, got 1 and 0/);
  assert.throws(() => random.normal(0, -1), /normal: std must be a finite number, 0 or more, got -1/);
  assert.throws(() => random.choice([0.5, 0.4]), /sum to 1, got 0\.9/);
  for (const length of [1.5, -1, NaN, '3', 1e308, undefined, []]) {
    assert.throws(
      () => random.permutation(length as never),
      /permutation: length must be an integer from 0 to 2\^31 - 1/,
    );
    assert.throws(() => random.bits8(length as never), /bits8: length must be/);
    assert.throws(() => random.spawn(length as never), /spawn: count must be/);
    assert.throws(() => new SeedSequence(1).generateState(length as never), /generateState: length must be/);
    assert.throws(() => random.choice(length as never), InvalidArgumentError);
  }
  assert.throws(() => new SeedSequence(1, [-1]), /spawnKey\[0\] must be an integer from 0 to 2\^53, got -1/);
  assert.throws(() => new NumpyGenerator(1, new Int32Array(3)), /limbs must be an Int32Array with room for 12 numbers/);
  assert.deepEqual(random.permutation(0), new Int32Array(0));
  assert.throws(() => random.choice([1.5, -0.5]), /probabilities\[1\] must be 0 or more, got -0\.5/);
});
