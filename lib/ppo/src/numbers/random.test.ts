import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from './random';
import { mean, std } from './stats';

const draws = (random: Random, n: number): number[] => Array.from({ length: n }, () => random.uniform());

test('the same seed and purpose repeat, another seed or purpose does not', () => {
  assert.deepEqual(draws(new Random(7, 'a'), 20), draws(new Random(7, 'a'), 20));
  assert.notDeepEqual(draws(new Random(7, 'a'), 20), draws(new Random(8, 'a'), 20));
  assert.notDeepEqual(draws(new Random(7, 'a'), 20), draws(new Random(7, 'b'), 20));
  assert.notDeepEqual(draws(new Random(7), 20), draws(new Random(7 + 2 ** 32), 20), 'the high bits of a seed count');
});

test('purposes do not shift each other', () => {
  const root = new Random(3);
  const first = draws(root.stream('sampling'), 5);
  draws(root.stream('shuffling'), 1000);
  assert.deepEqual(draws(root.stream('sampling'), 5), first);
});

test('sfc32 matches the C reference for a known state', () => {
  // Reference: PractRand sfc32 with a = 1, b = 2, c = 3, counter = 4; the first outputs by hand:
  // 1 + 2 + 4 = 7; then a = 2 ^ 0 = 2, b = 3 + 24 = 27, c = rotl(3, 21) + 7 = 6291463, counter 5: 2 + 27 + 5 = 34;
  // then a = 27 ^ 0 = 27, b = 6291463 * 9 = 56623167 and 27 + 56623167 + 6 = 56623200.
  const random = new Random(0);
  random.setState({ words: [1, 2, 3, 4], spareNormal: null });
  assert.deepEqual([random.nextUint32(), random.nextUint32(), random.nextUint32()], [7, 34, 56623200]);
});

test('uniform, integer, normal and categorical have the right moments', () => {
  const random = new Random(1);
  const n = 40_000;
  const uniforms = draws(random, n);
  assert.ok(Math.abs(mean(uniforms) - 0.5) < 0.01 && Math.abs(std(uniforms) - Math.sqrt(1 / 12)) < 0.01);
  assert.ok(uniforms.every((u) => u >= 0 && u < 1));
  const normals = Array.from({ length: n }, () => random.normal(2, 3));
  assert.ok(Math.abs(mean(normals) - 2) < 0.06 && Math.abs(std(normals) - 3) < 0.06);
  const fourth = mean(normals.map((x) => ((x - 2) / 3) ** 4));
  assert.ok(Math.abs(fourth - 3) < 0.2, `fourth moment ${fourth}, a normal has 3`);
  const pairs = mean(normals.slice(1).map((x, i) => ((x - 2) * (normals[i] - 2)) / 9));
  assert.ok(Math.abs(pairs) < 0.03, `neighbours correlate: ${pairs}`);
  const large = 3 * 2 ** 30; // a plain remainder would favour the lower third two to one
  const lower = Array.from({ length: 3000 }, () => random.integer(large)).filter((x) => x < 2 ** 30).length;
  assert.ok(Math.abs(lower / 3000 - 1 / 3) < 0.04, `${lower} of 3000 in the lower third`);
  const counts = [0, 0, 0];
  for (let i = 0; i < n; i++) counts[random.integer(3)]++;
  assert.ok(counts.every((count) => Math.abs(count / n - 1 / 3) < 0.012));
});

test('a permutation holds every index once and reaches every order', () => {
  const random = new Random(5);
  assert.deepEqual(
    [...random.permutation(50)].sort((a, b) => a - b),
    Array.from({ length: 50 }, (_, i) => i),
  );
  const seen = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const key = random.permutation(3).join();
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  assert.equal(seen.size, 6);
  for (const count of seen.values()) assert.ok(Math.abs(count - 1000) < 150);
});

test('a saved state continues exactly, the spare normal included', () => {
  const random = new Random(9);
  random.normal();
  const state = JSON.parse(JSON.stringify(random.getState())) as ReturnType<Random['getState']>;
  const expected = [random.normal(), random.normal(), random.uniform()];
  const other = new Random(1);
  other.setState(state);
  assert.deepEqual([other.normal(), other.normal(), other.uniform()], expected);
});

test('bad arguments are named', () => {
  assert.throws(() => new Random(1.5), { name: 'RangeError', message: /seed: got 1.5/ });
  assert.throws(() => new Random(-1), { name: 'RangeError', message: /seed: got -1/ });
  assert.throws(() => new Random(1).integer(0), /n: got 0/);
  assert.throws(() => new Random(1).setState({} as never), TypeError);
});
