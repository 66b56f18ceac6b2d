import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { diagnoseWorkers } from './workerDiagnostics';

/** Lengths of CartPole's episodes under a random policy are about like this: skewed, with a long tail. */
function skewed(random: Random, count: number, mean = 22): number[] {
  return Array.from({ length: count }, () => 8 - (mean - 8) * Math.log(1 - random.uniform()));
}

test('where all play the same, an alarm is as rare as was asked', () => {
  const random = new Random(5, 'workers');
  let alarms = 0;
  for (let run = 0; run < 400; run++) {
    const returns = Array.from({ length: 8 }, () => skewed(random, 30 + random.integer(40)));
    if (diagnoseWorkers(returns, { chance: 0.05 }).length > 0) alarms++;
  }
  assert.ok(alarms > 0 && alarms <= 34, `${alarms} of 400`); // at most 20 expected, standard deviation 4.4
});

test('a worker that plays something else is named, and nobody beside it', () => {
  const random = new Random(6, 'workers');
  for (let run = 0; run < 20; run++) {
    const returns = Array.from({ length: 8 }, (_, worker) => skewed(random, 60, worker === 3 ? 50 : 22));
    const warnings = diagnoseWorkers(returns);
    assert.deepEqual(
      warnings.map(({ worker }) => worker),
      [3],
    );
    const [{ mean, others, value, threshold, advice }] = warnings;
    assert.ok((mean ?? 0) > others + 10 && value < threshold);
    assert.match(advice, /compare worker 3's environment/);
  }
});

test('one that finishes nothing hangs; a few episodes or equal ones say nothing', () => {
  const many = Array.from({ length: 20 }, (_, i) => i);
  assert.deepEqual(
    diagnoseWorkers([many, [], many]).map(({ worker, mean, value }) => [worker, mean, value]),
    [[1, null, 0]],
  );
  assert.deepEqual(diagnoseWorkers([many, [], many.slice(1)]), []);
  assert.deepEqual(diagnoseWorkers([many, [900, 901, 902, 903]]), []);
  const solved = new Array<number>(30).fill(500);
  assert.deepEqual(diagnoseWorkers([solved, solved, solved]), []);
  assert.deepEqual(
    diagnoseWorkers([solved, solved, new Array<number>(30).fill(9)]).map(({ worker }) => worker),
    [2],
  );
});

test('what are no returns of workers is refused by name', () => {
  assert.throws(() => diagnoseWorkers([[1, 2]]), /returns/);
  assert.throws(() => diagnoseWorkers([[1], [NaN]]), /returns\[1\]\[0\]/);
  assert.throws(() => diagnoseWorkers([[1], [2]], { chance: 2 }), /chance: got 2/);
  assert.throws(() => diagnoseWorkers([[1], [2]], { chanc: 0.1 } as never), /did you mean "chance"/);
});
