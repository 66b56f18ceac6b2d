/** What every learner must refuse, in the same words; not part of the public interface. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { Learner, LearnerFactory, Minibatch, OptimizerState } from '../learner/learner';
import type { ActionSpace } from '../networks/parameters';
import { Random } from '../numbers/random';

/** Three actions or a plane, three numbers seen. */
const discrete: ActionSpace = { n: 3 };
const box: ActionSpace = { low: [-1, -2], high: [1, 2], shape: [2] };
const OBSERVATION_SIZE = 3;
const ROWS = 8;

interface Refusal {
  readonly says: string;
  readonly call: (learner: Learner, minibatch: Minibatch) => unknown;
  readonly space?: ActionSpace;
  readonly config?: Partial<PpoConfig>;
}

const rate = { learningRate: 1e-3 };
const changed = (column: Float32Array, b: number, value: number): Float32Array =>
  column.map((kept, i) => (i === b ? value : kept));
const withActions = (actions: ArrayLike<number>): Refusal['call'] => {
  const given = Object.assign(new Float32Array(actions.length), actions);
  return (learner, minibatch) => learner.update({ ...minibatch, actions: given }, rate);
};
const evaluated = (actions: ArrayLike<number>): Refusal['call'] => {
  const given = Float32Array.from(actions);
  return (learner, { observations }) => learner.evaluate(observations, given);
};
const stepping = (settings: unknown): Refusal['call'] => {
  return (learner, minibatch) => learner.update(minibatch, settings as typeof rate);
};
const training = (change: (minibatch: Minibatch) => Partial<Minibatch>): Refusal['call'] => {
  return (learner, minibatch) => learner.update({ ...minibatch, ...change(minibatch) }, rate);
};
const restored = (change: (state: OptimizerState[0]) => object): Refusal['call'] => {
  return (learner) =>
    learner.setOptimizerState([{ ...learner.getOptimizerState()[0], ...change(learner.getOptimizerState()[0]) }]);
};
const bad = (action: number): number[] => [0, 1, 2, 0, 1, action, 0, 1];
const plane = (at: number, value: number): number[] =>
  Array.from({ length: 2 * ROWS }, (_, i) => (i === at ? value : 0.5));

const wholeNumber = (got: string): string =>
  `RangeError: actions[5]: got ${got}, must be a whole number in [0, 2], counted from 0 as policies do`;
const finite = 'must be a finite number; look for a division by 0 or log(0)';

const refusals: readonly Refusal[] = [
  // actions
  ...[3, 7, -1, 0.5, NaN, Infinity].flatMap((action) => [
    { says: wholeNumber(String(action)), call: withActions(bad(action)) },
    { says: wholeNumber(String(action)), call: evaluated(bad(action)) },
  ]),
  {
    says: 'RangeError: actions: got 7 elements, expected 8 (as many as oldLogProbs)',
    call: withActions(bad(1).slice(1)),
  },
  {
    says: 'RangeError: actions: got 9 elements, expected 8 (as many as observations)',
    call: evaluated([...bad(1), 1]),
  },
  { says: `RangeError: actions[9]: got NaN, ${finite}`, call: evaluated(plane(9, NaN)), space: box },
  { says: `RangeError: actions[9]: got -Infinity, ${finite}`, call: withActions(plane(9, -Infinity)), space: box },
  ...[0, 1, 1.5, -0.5].map((action) => ({
    says: `RangeError: actions[3]: got ${action}, must lie strictly between 0 and 1, as a Beta policy stores actions`,
    call: evaluated(plane(3, action)),
    space: box,
    config: { actionDistribution: 'beta' as const },
  })),
  // what changes from step to step
  { says: 'RangeError: learningRate: expected a finite number, got NaN', call: stepping({ learningRate: NaN }) },
  {
    says: 'RangeError: learningRate: expected a finite number, got Infinity',
    call: stepping({ learningRate: Infinity }),
  },
  { says: 'RangeError: learningRate: got -0.001, must not be negative', call: stepping({ learningRate: -0.001 }) },
  { says: 'TypeError: learningRate: expected a number, got "3"', call: stepping({ learningRate: '3' }) },
  { says: 'TypeError: learningRate: expected a number, got undefined', call: stepping({}) },
  {
    says: 'TypeError: settings: got 0.001, expected { learningRate }, such as { learningRate: 2.5e-4 }',
    call: stepping(0.001),
  },
  {
    says: 'RangeError: valueLearningRate: got -1, must not be negative',
    call: stepping({ learningRate: 1e-3, valueLearningRate: -1 }),
  },
  {
    says: 'RangeError: networks: got "polcy", must be one of "both", "policy", "value"; the nearest is "policy"',
    call: stepping({ learningRate: 1e-3, networks: 'polcy' }),
  },
  {
    says: 'RangeError: networks: got "policy", but one optimiser steps both networks here; give the configuration a valueLearningRate, or leave it out',
    call: stepping({ learningRate: 1e-3, networks: 'policy' }),
  },
  // minibatches
  {
    says: 'TypeError: minibatch: got undefined, expected the columns that RolloutBuffer.gather returns',
    call: (learner) => learner.update(undefined as never, rate),
  },
  {
    says: 'RangeError: returns: got 7 elements, expected 8 (as many as oldLogProbs)',
    call: training(({ returns }) => ({ returns: returns.slice(1) })),
  },
  {
    says: 'RangeError: observations: got 21 elements, expected 24 (as many as oldLogProbs)',
    call: training(({ observations }) => ({ observations: observations.slice(3) })),
  },
  {
    says: 'RangeError: oldLogProbs: got 0 elements, needs at least 1',
    call: training(() => ({ oldLogProbs: new Float32Array(0) })),
  },
  {
    says: 'TypeError: advantages: expected an array or typed array of numbers, got undefined',
    call: training(() => ({ advantages: undefined }) as never),
  },
  {
    says: `RangeError: observations[4]: got NaN, ${finite}`,
    call: training(({ observations }) => ({ observations: changed(observations, 4, NaN) })),
  },
  ...(['oldLogProbs', 'oldValues', 'advantages', 'returns'] as const).map((name) => ({
    says: `RangeError: training diverged: ${name}[2] became NaN; lower learningRate or clip gradients with maxGradNorm`,
    call: training((minibatch) => ({ [name]: changed(minibatch[name], 2, NaN) })),
  })),
  {
    says: `RangeError: training diverged: returns[1] became ${Math.fround(1e30)}, whose square float32 cannot hold; scale rewards down (rewardScale, normalizeRewards), or lower learningRate`,
    call: training(({ returns }) => ({ returns: changed(returns, 1, 1e30) })),
  },
  {
    says: `RangeError: training diverged: advantages[0] became ${Math.fround(-1e30)}, whose square float32 cannot hold; scale rewards down (rewardScale, normalizeRewards), or lower learningRate`,
    call: training(({ advantages }) => ({ advantages: changed(advantages, 0, -1e30) })),
  },
  // observations
  {
    says: 'RangeError: observations: got 4 elements, expected 6 (as many as rows of 3)',
    call: (learner) => learner.act(new Float32Array(4), new Random(1)),
  },
  {
    says: 'RangeError: observations: got 0 elements, expected 3 (as many as rows of 3)',
    call: (learner) => learner.values(new Float32Array(0)),
  },
  {
    says: `RangeError: observations[1]: got Infinity, ${finite}`,
    call: (learner) => learner.values(Float32Array.of(0, Infinity, 0)),
  },
  {
    says: 'TypeError: observations: expected an array or typed array of numbers, got "abc"',
    call: (learner) => learner.values('abc' as never),
  },
  {
    says: 'RangeError: values: got 1 elements, expected 2 (as many as observations)',
    call: (learner) => learner.valuesInto(new Float32Array(6), new Float32Array(1)),
  },
  {
    says: 'TypeError: random: got undefined, expected a Random, such as new Random(1)',
    call: (learner) => learner.act(new Float32Array(3), undefined as never),
  },
  {
    says: 'RangeError: columns: rows 1 to 2 do not lie in 6 numbers of observations and 2 log-probabilities',
    call: (learner) =>
      learner.actInto(
        { observations: new Float32Array(6), actions: new Int32Array(2), logProbs: new Float32Array(2) },
        1,
        2,
        new Random(1),
      ),
  },
  // parameters and the optimiser's memory
  {
    says: 'RangeError: parameters: got 2 elements, expected 64 (as many as the manifest)',
    call: (learner) => learner.setParameters([1, 2]),
  },
  {
    says: `RangeError: parameters[1]: got NaN, ${finite}`,
    call: (learner) => learner.setParameters(changed(learner.getParameters(), 1, NaN)),
  },
  {
    says: 'RangeError: state: got 0 optimisers, expected 1',
    call: (learner) => learner.setOptimizerState([]),
  },
  {
    says: 'TypeError: state: expected an array or typed array of numbers, got undefined',
    call: (learner) => learner.setOptimizerState(undefined as never),
  },
  {
    says: 'TypeError: state[0]: got null, expected what getState returned, { steps, m, v }',
    call: (learner) => learner.setOptimizerState([null as never]),
  },
  { says: `RangeError: state[0].m[6]: got NaN, ${finite}`, call: restored(({ m }) => ({ m: changed(m, 6, NaN) })) },
  {
    says: `RangeError: state[0].v[0]: got Infinity, ${finite}`,
    call: restored(({ v }) => ({ v: changed(v, 0, Infinity) })),
  },
  {
    says: 'RangeError: state[0].v[2]: got -1, a mean of squares is never negative',
    call: restored(({ v }) => ({ v: changed(v, 2, -1) })),
  },
  {
    says: 'RangeError: state[0].steps: got -1, must be a whole number of at least 0',
    call: restored(() => ({ steps: -1 })),
  },
  {
    says: 'RangeError: state[0].m: got 5 elements, expected 64 (as many as parameters)',
    call: restored(() => ({ m: new Float32Array(5) })),
  },
];

/** A minibatch without a fault. */
function soundMinibatch(space: ActionSpace): Minibatch {
  const random = new Random(2);
  const column = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
  const actions = 'n' in space ? Int32Array.of(0, 1, 2, 0, 1, 2, 0, 1) : new Float32Array(2 * ROWS).fill(0.5);
  const observations = column(ROWS * OBSERVATION_SIZE);
  const [oldLogProbs, oldValues, advantages, returns] = [column(ROWS), column(ROWS), column(ROWS), column(ROWS)];
  return { observations, actions, oldLogProbs, oldValues, advantages, returns };
}

/** What a call threw, as text. */
function thrownBy(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'nothing was thrown';
}

/** Registers one test: every refusal word for word, and nothing changed or left behind by any of them. */
export function testLearnerRefusals(name: string, factory: LearnerFactory, countHeld: () => number = () => 0): void {
  test(`${name}: refuses what no learner can use, in the words of every learner, and nothing changes`, async () => {
    for (const { says, call, space = discrete, config = {} } of refusals) {
      const learner = await factory({
        observationSize: OBSERVATION_SIZE,
        actionSpace: space,
        config: ppoConfig('cleanrl', { hiddenSizes: [5], ...config }),
        random: new Random(1),
      });
      const minibatch = soundMinibatch(space);
      learner.update(minibatch, rate);
      const before = [learner.getParameters(), learner.getOptimizerState(), countHeld()];
      assert.equal(
        thrownBy(() => call(learner, minibatch)),
        says,
      );
      assert.deepEqual([learner.getParameters(), learner.getOptimizerState(), countHeld()], before, says);
      learner.dispose();
    }
  });
}
