import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose } from '../testing/testing';
import { compare } from './compare';
import { correctFamily, holm } from './family';

test('Holm by hand', () => {
  assertClose(holm([0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]); // 3 x 0.01, 2 x 0.03, and 1 x 0.04 lifted to 0.06
  assertClose(holm([0.2, 0.9, 0.5]), [0.6, 1, 1]);
  assert.deepEqual(holm([0.04]), [0.04]);
  assert.throws(() => holm([0.5, 1.2]), /pValues\[1\]: got 1.2/);
});

test('Holm rejects what the stepwise definition rejects: the k-th smallest at alpha / (m - k + 1), until one is too large', () => {
  const random = new Random(8, 'holm');
  for (let trial = 0; trial < 300; trial++) {
    const ps = Array.from({ length: 1 + random.integer(8) }, () => random.uniform() ** 3);
    const alpha = random.uniform(0.01, 0.3);
    const sorted = [...ps].sort((a, b) => a - b);
    let rejected = sorted.findIndex((p, k) => p > alpha / (ps.length - k));
    if (rejected === -1) rejected = ps.length;
    assert.equal(holm(ps).filter((p) => p <= alpha).length, rejected, `${ps.join(' ')} at ${alpha}`);
  }
});

test('a family keeps its intervals and loses the verdicts that chance could have made', () => {
  const a = [1, 2, 3, 4, 5];
  const single = [compare(a, [3.5, 4.5, 5.5, 6.5, 7.5]), compare(a, [21, 22, 23, 24, 25]), compare(a, [1, 2, 3, 4, 6])];
  assert.deepEqual(
    single.map(({ verdict }) => verdict),
    ['not supported', 'not supported', 'undecided'],
  );
  const family = correctFamily(single);
  assert.deepEqual(
    family.map(({ verdict }) => verdict),
    ['undecided', 'not supported', 'undecided'],
  );
  assertClose(
    family.map(({ p }) => p),
    holm(single.map(({ p }) => p)),
  );
  assert.deepEqual([family[0].low, family[0].high], [single[0].low, single[0].high]);
  assert.match(family[0].sentence, /after Holm, 3 comparisons$/);
  assert.deepEqual(correctFamily([]), []);
});
