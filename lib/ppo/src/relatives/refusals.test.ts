// What the relatives refuse, by the name of the argument: one wrong thing at a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as lib from '../relatives';
import { Random } from '../numbers/random';

const random = new Random(1);
const settings = { hiddenSizes: [4], minibatchSize: 4 };
const setup = { observationSize: 2, actionSpace: { n: 2 }, config: lib.dqnConfig(settings), random };
const box = { shape: [1], low: [-2], high: [2] };
const sac = new lib.SacLearner({ ...setup, actionSpace: box, config: lib.sacConfig(settings) });
const q = new lib.QLearner(setup);
const observations = Float32Array.of(0.1, 0.2, 0.3, 0.4);
const steps = {
  observations,
  actions: Float32Array.of(0.5, -0.5),
  rewards: Float32Array.of(1, 1),
  nextObservations: observations,
  terminated: Uint8Array.of(0, 1),
  truncated: Uint8Array.of(0, 0),
};
const buffer = new lib.ReplayBuffer({ capacity: 4, observationSize: 2, actionWidth: 1, discrete: false });
const draw = { actions: new Float64Array(1), squashed: new Float64Array(1), logProbs: new Float64Array(1) };
const any = (value: unknown): never => value as never;

const refusals: [string, () => unknown, RegExp][] = [
  [
    'targets of NaN',
    () => lib.qTargets({ rewards: [1], ended: [0], nextQValues: [NaN, 1], gamma: 0.9 }),
    /^nextQValues\[0\]: got NaN/,
  ],
  [
    'half a table',
    () => lib.qTargets({ rewards: [1, 1], ended: [0, 0], nextQValues: [1, 2, 3], gamma: 0.9 }),
    /^nextQValues: got 3 elements, must be a multiple of the 2/,
  ],
  [
    'a flag that is none',
    () => lib.qTargets({ rewards: [1], ended: any(['yes']), nextQValues: [1, 2], gamma: 0.9 }),
    /^ended\[0\]: got yes/,
  ],
  [
    'a misspelt option',
    () => lib.qTargets(any({ rewards: [1], ended: [0], nextQValues: [1], gama: 1 })),
    /qTargets: unknown option "gama", did you mean "gamma"/,
  ],
  [
    'an overflow',
    () => lib.qTargets({ rewards: [1e308], ended: [0], nextQValues: [1], gamma: 0.9 }),
    /^rewards, nextQValues: too large/,
  ],
  [
    'an action that is none',
    () => lib.qGradient({ qValues: [1, 2], actions: [2], targets: [1], form: 'huber' }, new Float64Array(2)),
    /^actions\[0\]: got 2, must lie in \[0, 1\]/,
  ],
  [
    'an error form that is none',
    () => lib.qGradient({ qValues: [1, 2], actions: [0], targets: [1], form: any('l1') }, new Float64Array(2)),
    /^form: got "l1"/,
  ],
  ['noise of another length', () => lib.drawSquashed([0, 0], [1, 2], [1], draw), /^noise: got 2 elements, expected 1/],
  ['a width of 0', () => lib.drawSquashed([0, 0], [1], [0], draw), /^halves\[0\]: got 0, must be positive/],
  [
    'a negative temperature',
    () =>
      lib.actorLoss({ logProbs: [-1], q1: [1], q2: [1], temperature: -1 }, new Float64Array(1), new Float64Array(1)),
    /^temperature: got -1, must not be negative/,
  ],
  ['no room', () => lib.criticGradient([1, 2], [1, 2], new Float64Array(1)), /^gradient: got 1 elements, expected 2/],
  ['log-probabilities of nothing', () => lib.temperatureGradient([], -1, 0), /^logProbs: got 0 elements/],
  [
    'an objective that is none',
    () => lib.objectiveShape(1, 1, { objective: any('klip'), clipRange: 0.2 }),
    /^objective: got "klip", must be one of clip, rollback/,
  ],
  [
    'a dual clip within',
    () => lib.objectiveShape(1, 1, { objective: 'clip', clipRange: 0.2, dualClip: 0.5 }),
    /^dualClip: got 0\.5, must be above 1/,
  ],
  [
    'a product of another length',
    () => lib.conjugateGradient(() => new Float64Array(1), [1, 2], 3),
    /^times\(v\): got 1 elements, expected 2/,
  ],
  [
    'a setup without random',
    () => new lib.QLearner({ ...setup, random: any(undefined) }),
    /^random: got undefined, expected a Random/,
  ],
  [
    'a box without bounds',
    () => new lib.SacLearner({ ...setup, actionSpace: any({ shape: [1] }), config: lib.sacConfig() }),
    /^actionSpace\.low: expected an array/,
  ],
  [
    'sizes with a hole',
    () => lib.dqnConfig({ hiddenSizes: new Array<number>(1) }),
    /^hiddenSizes\[0\]: expected a number, got undefined/,
  ],
  [
    'a misspelt option of act',
    () => q.act(observations, random, any({ determinstic: true })),
    /options: unknown option "determinstic"/,
  ],
  [
    'a rate of NaN',
    () => q.update({ observations, actions: [0, 1], targets: Float32Array.of(1, 1) }, NaN),
    /^learningRate: expected a finite number, got NaN/,
  ],
  ['a learner of another kind', () => q.moveTowards(any(sac), 0.5), /^other: got a SacLearner, expected a QLearner/],
  [
    'values of another length',
    () => q.valuesInto(observations, new Float32Array(3)),
    /^values: got 3 elements, expected 2/,
  ],
  [
    'a batch with NaN',
    () => sac.update({ ...steps, rewards: Float32Array.of(1, NaN) }, random),
    /^batch\.rewards\[1\]: got NaN/,
  ],
  [
    'a batch of another width',
    () => sac.targetsOf({ ...steps, actions: new Float32Array(4) }, random),
    /^batch\.actions: got 4 elements, expected 2/,
  ],
  [
    'a buffer of anything',
    () => new lib.ReplayBuffer(any({ capacity: 4, observationSize: 2, actionWidth: 1, discrete: 1 })),
    /^discrete: got 1/,
  ],
  ['steps with NaN', () => buffer.add({ ...steps, rewards: [NaN, 1] }), /^steps\.rewards\[0\]: got NaN/],
  [
    'a snapshot of another version',
    () => lib.restoreAgent(any({ algorithm: 'dqn', weights: [] })),
    /^snapshot\.weights: unknown field/,
  ],
];
for (const [what, call, message] of refusals) {
  test(`refused: ${what}`, () =>
    assert.throws(call, ({ message: said }: Error) => message.test(said) || assert.fail(said)));
}

test('what is refused has changed nothing', () => {
  const [before, ofQ] = [sac.getParameters(), q.getParameters()];
  assert.throws(() => sac.update({ ...steps, actions: Float32Array.of(NaN, 0) }, random));
  assert.throws(() => q.update({ observations, actions: [0, 5], targets: Float32Array.of(1, 1) }, 0.1));
  assert.deepEqual([sac.getParameters(), q.getParameters()], [before, ofQ]);
  assert.equal(buffer.length, 0);
  assert.throws(() => buffer.sample(1, random), /the buffer is empty/);
});
