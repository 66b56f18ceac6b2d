import assert from 'node:assert/strict';
import { test } from 'node:test';
import { golden } from '../testing/golden.js';
import { batchSpace } from './batch.js';
import { Box } from './box.js';
import { Dict } from './dict.js';
import { Discrete } from './discrete.js';
import { flatten, unflatten } from './flatten.js';
import { MultiBinary } from './multiBinary.js';
import { MultiDiscrete } from './multiDiscrete.js';
import type { NumberType } from './numbers.js';
import type { Space } from './space.js';
import { Tuple } from './tuple.js';

type Infinite = number | '-inf' | 'inf';

type Description =
  | { kind: 'Discrete'; n: number; start?: number }
  | { kind: 'MultiBinary'; n: number | number[] }
  | { kind: 'MultiDiscrete'; nvec: number[]; start?: number[] }
  | { kind: 'Box'; low: Infinite | Infinite[]; high: Infinite | Infinite[]; shape: number[]; dtype: NumberType }
  | { kind: 'Tuple'; spaces: Description[] }
  | { kind: 'Dict'; spaces: Record<string, Description> };

type Sampled = Description & {
  text: string;
  seed: number;
  seeds: unknown;
  samples: unknown[];
  flat: number[][];
  batched: string;
};

const recorded = golden<{ sampled: Sampled[]; masked: Record<string, unknown[]> }>('gym_spaces');

const bound = (value: Infinite | Infinite[]): number | number[] =>
  Array.isArray(value) ? value.map((x) => bound(x) as number) : Number(String(value).replace('inf', 'Infinity'));

function build(description: Description): Space<unknown> {
  switch (description.kind) {
    case 'Discrete':
      return new Discrete(description.n, { start: description.start ?? 0 });
    case 'MultiBinary':
      return new MultiBinary(description.n);
    case 'MultiDiscrete':
      return new MultiDiscrete(description.nvec, description.start === undefined ? {} : { start: description.start });
    case 'Box':
      return new Box(bound(description.low), bound(description.high), {
        shape: description.shape,
        dtype: description.dtype,
      });
    case 'Tuple':
      return new Tuple(description.spaces.map(build));
    case 'Dict':
      return new Dict(Object.fromEntries(Object.entries(description.spaces).map(([key, part]) => [key, build(part)])));
  }
}

/** A sample as the golden file has it; float32 numbers are compared as such. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  }
  return value;
}

/** Numbers of the golden file, rounded to float32 where the sample is float32. */
function like(sample: unknown, golden: unknown): unknown {
  if (sample instanceof Float32Array) return (golden as number[]).map(Math.fround);
  if (Array.isArray(sample)) return sample.map((part, i) => like(part, (golden as unknown[])[i]));
  if (typeof sample === 'object' && sample !== null && !ArrayBuffer.isView(sample)) {
    return Object.fromEntries(
      Object.entries(sample).map(([key, part]) => [key, like(part, (golden as Record<string, unknown>)[key])]),
    );
  }
  return golden;
}

for (const description of recorded.sampled) {
  test(`${description.text} seed ${description.seed}: text, seeds, samples and flat form are Gymnasium's`, () => {
    const space = build(description);
    assert.equal(String(space), description.text);
    assert.deepEqual(space.seed(description.seed), description.seeds);
    description.samples.forEach((expected, k) => {
      const sample = space.sample();
      assert.deepEqual(plain(sample), like(sample, expected), `sample ${k}`);
      assert.ok(space.contains(sample), `sample ${k} is contained`);
      if (k >= description.flat.length) return;
      const flat = flatten(space, sample);
      assert.deepEqual(Array.from(flat, Math.fround), description.flat[k].map(Math.fround), `flat ${k}`);
      assert.deepEqual(plain(unflatten(space, flat)), plain(sample), `unflattened ${k}`);
    });
    // NumPy names 64-bit integers; JavaScript has no array of plain ones.
    assert.equal(String(batchSpace(space, 3)), description.batched.replaceAll('int64', 'int32'));
  });
}

test('masked and weighted samples are Gymnasium’s', () => {
  const { masked } = recorded;
  const mask = [0, 1, 0, 1];
  const probability = [0.1, 0, 0.6, 0.3];
  const discrete = new Discrete(4, { start: 2, seed: 5 });
  assert.deepEqual(
    masked.discrete_mask.map(() => discrete.sample({ mask })),
    masked.discrete_mask,
  );
  assert.deepEqual(
    masked.discrete_probability.map(() => discrete.sample({ probability })),
    masked.discrete_probability,
  );
  const binary = new MultiBinary(4, { seed: 6 });
  assert.deepEqual(
    masked.binary_mask.map(() => plain(binary.sample({ mask: [0, 1, 2, 2] }))),
    masked.binary_mask,
  );
  assert.deepEqual(
    masked.binary_probability.map(() => plain(binary.sample({ probability }))),
    masked.binary_probability,
  );
  const multi = new MultiDiscrete([3, 2], { start: [1, 0], seed: 7 });
  const masks = [
    [1, 0, 1],
    [0, 0],
  ];
  const weights = [
    [0.2, 0.3, 0.5],
    [0.9, 0.1],
  ];
  assert.deepEqual(
    masked.multi_mask.map(() => plain(multi.sample({ mask: masks }))),
    masked.multi_mask,
  );
  assert.deepEqual(
    masked.multi_probability.map(() => plain(multi.sample({ probability: weights }))),
    masked.multi_probability,
  );
});
