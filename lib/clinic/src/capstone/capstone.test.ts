import assert from 'node:assert/strict';
import test from 'node:test';
import { notAttempted } from 'notebook-kit';
import { sound } from '../testing/capstonePrograms';
import { learn } from './learn';
import { type CapstoneProgram, soundSettings } from './program';
import { isSound, partNames, reference } from './reference';
import { capstoneRubric, judgeExploring, judgeMending, partsMended } from './rubric';
import { factsOf, unknownWorld, type World } from './world';

const faults: Readonly<Record<string, Partial<CapstoneProgram>>> = {
  'the ratio upside down': { ratioOf: (now, old) => Math.exp(old - now) },
  'dead everywhere outside the band': { slopeOf: (r, A, range) => (Math.abs(r - 1) > range ? 0 : A) },
  'a real end has a future': {
    advantagesOf: (rewards, values, next, ended, cut, gamma, lambda) =>
      sound.advantagesOf(
        rewards,
        values,
        next,
        ended.map(() => 0),
        cut.map((flag, t) => flag || ended[t]),
        gamma,
        lambda,
      ),
  },
  'a time limit is an end': {
    advantagesOf: (rewards, values, next, ended, cut, gamma, lambda) =>
      sound.advantagesOf(
        rewards,
        values,
        next,
        ended.map((flag, t) => flag || cut[t]),
        cut,
        gamma,
        lambda,
      ),
  },
  'the sum runs over a time limit': {
    advantagesOf: (rewards, values, next, ended, cut, gamma, lambda) =>
      sound.advantagesOf(
        rewards,
        values,
        next,
        ended,
        cut.map(() => 0),
        gamma,
        lambda,
      ),
  },
  'the target is the advantage': { targetsOf: (advantages) => advantages },
  'the bonus is a penalty': { entropySlopes: (p) => sound.entropySlopes(p).map((x) => -x) },
};

/** Plays every action by itself, then at random. */
function explore(world: World): number[] {
  const [states, rewards] = [new Set<number>(), new Set<number>()];
  let longest = 0;
  for (let episode = 0; episode < 4000; episode++) {
    states.add(world.reset());
    for (let t = 1; ; t++) {
      const action = episode < 6 ? episode % 3 : Math.floor((((episode * 7919 + t * 104729) % 1009) / 1009) * 3);
      const { observation, reward, terminated, truncated } = world.step(action);
      states.add(observation);
      rewards.add(reward);
      if (truncated) longest = Math.max(longest, t);
      if (terminated || truncated) break;
    }
  }
  return [states.size, longest, Math.max(...rewards), Math.min(...rewards)];
}

test('what playing finds out about a world is what its facts say, in many worlds', () => {
  for (let seed = 10; seed < 22; seed++) {
    const { numStates, timeLimit, bestReward, worstReward } = factsOf(seed);
    assert.deepEqual(explore(unknownWorld(seed)), [numStates, timeLimit, bestReward, worstReward], `world ${seed}`);
  }
  const some = (seed: number): string => JSON.stringify(explore(unknownWorld(seed)));
  assert.ok(new Set([15, 16, 17].map(some)).size > 1, 'the three worlds of the rubric differ');
});

test('a world refuses what is no action, and steps outside an episode', () => {
  const world = unknownWorld(15);
  assert.throws(() => world.step(0), /call reset\(\) first/);
  world.reset();
  assert.throws(() => world.step(3), /action: got 3, the world has 0 to 2/);
  assert.throws(() => unknownWorld(-1), RangeError);
});

test('parts written by hand agree with the reference, and every fault is noticed in its part alone', () => {
  for (const part of partNames) assert.ok(isSound(sound, part), part);
  for (const [what, fault] of Object.entries(faults)) {
    const program = { ...sound, ...fault };
    assert.deepEqual(
      partNames.filter((part) => !isSound(program, part)),
      Object.keys(fault),
      what,
    );
  }
});

test('a sound program learns the unknown world, and a ratio upside down keeps it from it', () => {
  const last = (program: CapstoneProgram, seed: number): number =>
    learn(program, soundSettings, { world: 15, seed })
      .slice(-10)
      .reduce((sum, x) => sum + x / 10, 0);
  const well = [1, 2, 3].map((seed) => last(sound, seed));
  for (const value of well) assert.ok(value > 4, `sound: ${well.join(', ')}`);
  const broken = { ...sound, ...faults['the ratio upside down'] };
  for (const seed of [1, 2, 3]) assert.ok(last(broken, seed) < 2, 'the ratio upside down');
  assert.deepEqual(
    learn(sound, soundSettings, { world: 15, seed: 4 }),
    learn(sound, soundSettings, { world: 15, seed: 4 }),
  );
});

const broken: CapstoneProgram = {
  ...sound,
  ...faults['the ratio upside down'],
  ...faults['a real end has a future'],
  ...faults['the bonus is a penalty'],
};
const earned = (work: Parameters<typeof capstoneRubric>[2]): number[] =>
  capstoneRubric(15, broken, work).map((row) => row.earned);

test('a part that gives no numbers is named', () => {
  const run = (part: Partial<CapstoneProgram>) => () =>
    learn({ ...sound, ...part }, soundSettings, { world: 15, seed: 1 });
  assert.throws(run({ advantagesOf: () => [1] }), /advantagesOf: the program needs a list of 64 numbers/);
  assert.throws(run({ targetsOf: (A) => A.map(() => NaN) }), /targetsOf: it gave NaN where the program needs a number/);
  assert.throws(run({ entropySlopes: () => undefined as never }), /entropySlopes: it gave undefined/);
  assert.throws(run({ ratioOf: 1 as never }), /learn: program\.ratioOf: expected a function/);
});

test('the rubric gives everything to a whole piece of work, nothing to none, and parts to parts', () => {
  assert.equal(
    capstoneRubric(15, broken, { explore, mend: () => reference }).reduce((sum, { points }) => sum + points, 0),
    20,
  );
  assert.deepEqual(earned({ explore, mend: () => reference }), [1, 1, 1, 1, 9, 2, 5]);
  assert.deepEqual(earned({ explore: null, mend: null }), [0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual(
    earned({ explore: null, mend: (program) => program }),
    [0, 0, 0, 0, 0, 0, 0],
    'handed back as it was',
  );
  assert.deepEqual(earned({ explore: () => notAttempted(), mend: () => notAttempted() }), [0, 0, 0, 0, 0, 0, 0]);
  const one = earned({ explore: () => [8, 50, 1, -1], mend: (program) => ({ ...program, ratioOf: sound.ratioOf }) });
  assert.equal(one[4], 3);
  const worse = earned({ explore: null, mend: () => ({ ...sound, targetsOf: (advantages) => advantages }) });
  assert.deepEqual(worse.slice(4, 6), [9, 0]);
  assert.ok(worse[6] <= 5);
});

test('the judges count, and tell nobody where', () => {
  assert.equal(judgeExploring(15)(explore), null);
  assert.equal(
    judgeExploring(15)(() => [1, 2, 3, -1]),
    '1 of 4 facts hold in three worlds of this kind',
  );
  assert.equal(
    judgeMending(broken)(() => reference),
    null,
  );
  assert.equal(
    judgeMending(broken)((program) => program),
    '0 of 3 faults are mended',
  );
  const spoilt = judgeMending(broken)((program) => ({ ...program, ratioOf: sound.ratioOf, targetsOf: (A) => A }));
  assert.equal(spoilt, '1 of 3 faults are mended, and a part that was sound no longer is');
  assert.deepEqual(partsMended(broken, { ...sound, slopeOf: () => NaN }), { faults: 3, mended: 3, kept: false });
});
