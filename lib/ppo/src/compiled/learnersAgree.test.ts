import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { useBackend } from '../tfjs/backend';
import { CompiledLearner } from './compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { DiagonalGaussian } from '../distributions/distributions';
import { distributionOf } from '../tfjs/numberDistributions';
import type { Minibatch } from '../learner/learner';
import { isDiscrete, type ActionSpace } from '../networks/parameters';
import { Random } from '../numbers/random';
import { maxDifference } from '../testing/testing';
import { TfjsLearner } from '../tfjs/tfjsLearner';

before(async () => void (await useBackend()));

/** Any pair of networks, action space and loss, with learning rates and Adam as the agreement is promised for. */
const anySetup = fc.record({
  seed: fc.nat(),
  observationSize: fc.integer({ min: 1, max: 9 }),
  rows: fc.integer({ min: 1, max: 150 }),
  actionSpace: fc.oneof(
    fc.record({ n: fc.integer({ min: 2, max: 6 }) }),
    fc.integer({ min: 1, max: 4 }).map((k): ActionSpace => ({
      low: components(k, (i) => -1 - i),
      high: components(k, (i) => 1 + 0.5 * i),
      shape: [k],
    })),
  ),
  policy: fc.oneof(
    fc.record({
      actionDistribution: fc.constantFrom('gaussian' as const, 'squashedGaussian' as const, 'beta' as const),
      stateDependentStd: fc.boolean(),
    }),
    fc.record({ meanActivation: fc.constant('tanh' as const), stateDependentStd: fc.boolean() }),
  ),
  config: fc.record({
    hiddenSizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 0, maxLength: 3 }),
    sharedTrunk: fc.boolean(),
    initialization: fc.constantFrom('orthogonal' as const, 'torchDefault' as const),
    activation: fc.constantFrom('tanh' as const, 'relu' as const),
    valueClipRange: fc.constantFrom(null, 0.2),
    klCoef: fc.constantFrom(0, 0.5),
    entropyCoef: fc.constantFrom(0, 0.01, 0.1),
    maxGradNorm: fc.constantFrom(null, 0.5),
    clipRange: fc.constantFrom(0.1, 0.2, 0.3),
  }),
  separateOptimizers: fc.boolean(),
  objective: fc.constantFrom<Partial<PpoConfig>>(
    {},
    {},
    { objective: 'ratio' },
    { objective: 'policy-gradient' },
    { objective: 'spo' },
    { objective: 'rollback' },
    { clipRangeHigh: 0.35 },
    { dualClip: 1.4 },
    { objective: 'rollback', clipRangeHigh: 0.35, dualClip: 1.4, rollbackSlope: 1 },
  ),
});
type Setup = typeof anySetup extends fc.Arbitrary<infer T> ? T : never;

function components(k: number, f: (i: number) => number): number[] {
  return Array.from({ length: k }, (_, i) => f(i));
}

function makeBoth({ seed, observationSize, actionSpace, policy, config, separateOptimizers, objective, rows }: Setup) {
  const split: Partial<PpoConfig> = separateOptimizers && !config.sharedTrunk ? { valueLearningRate: 1e-3 } : {};
  const whole = ppoConfig('cleanrl', {
    ...policy,
    ...config,
    ...split,
    ...objective,
    minibatchSize: rows,
    normalizeAdvantages: false,
  });
  const setup = { observationSize, actionSpace, config: whole };
  const compiled = new CompiledLearner({ ...setup, random: new Random(seed) });
  const tfjs = new TfjsLearner({ ...setup, random: new Random(seed) });
  return { compiled, tfjs, config: whole };
}

/** A minibatch like those of training: ratios around 1, some of them clipped, values that have moved. */
function minibatchFor(learner: CompiledLearner, rows: number, seed: number): Minibatch {
  const random = new Random(seed, 'minibatch');
  const column = (length: number, spread = 1): Float32Array =>
    Float32Array.from({ length }, () => random.normal(0, spread));
  const observations = column(rows * learner.observationSize);
  const { actions, logProbs, values } = learner.act(observations, random);
  return {
    observations,
    actions,
    oldLogProbs: logProbs.map((p) => p + random.normal(0, 0.2)),
    oldValues: values.map((v) => v + random.normal(0, 0.3)),
    advantages: column(rows),
    returns: column(rows, 2),
  };
}

/** Whether rounding could decide which side of an edge a sample is on: then the two losses may rightly differ. */
function isOnAnEdge(learner: CompiledLearner, minibatch: Minibatch, config: PpoConfig): boolean {
  const { logProbs, values } = learner.evaluate(minibatch.observations, minibatch.actions);
  const { oldLogProbs, oldValues, returns } = minibatch;
  return oldLogProbs.some((old, b) => {
    const ratio = Math.exp(logProbs[b] - old);
    const moved = values[b] - oldValues[b];
    const range = config.valueClipRange ?? Infinity;
    const nearby = oldValues[b] + Math.max(-range, Math.min(range, moved));
    const tie =
      Math.abs(moved) > range && Math.abs(Math.abs(nearby - returns[b]) - Math.abs(values[b] - returns[b])) < 1e-4;
    return Math.min(Math.abs(ratio - 1 - config.clipRange), Math.abs(ratio - 1 + config.clipRange)) < 1e-4 || tie;
  });
}

test('same seed: same weights, and the same actions, log-probabilities and values to rounding', () => {
  fc.assert(
    fc.property(anySetup, (setup) => {
      const { compiled, tfjs } = makeBoth(setup);
      assert.deepEqual(compiled.manifest, tfjs.manifest);
      assert.deepEqual(compiled.getParameters(), tfjs.getParameters());
      const random = new Random(setup.seed, 'observations');
      const observations = Float32Array.from({ length: setup.rows * setup.observationSize }, () => random.normal());
      const streams = [new Random(setup.seed, 'sampling'), new Random(setup.seed, 'sampling')];
      const [a, b] = [compiled.act(observations, streams[0]), tfjs.act(observations, streams[1])];
      assert.deepEqual(streams[0].getState(), streams[1].getState(), 'both draw the same number of random numbers');
      if (isDiscrete(setup.actionSpace)) assert.deepEqual(a.actions, b.actions);
      else assert.ok(maxDifference(a.actions, b.actions) < 2e-6);
      assert.ok(maxDifference(a.logProbs, b.logProbs) < 5e-6);
      assert.ok(maxDifference(a.values, b.values) < 5e-6);
      tfjs.dispose();
    }),
    { numRuns: 40, seed: 1 },
  );
});

// What limits the agreement is float32 itself: where a gradient is as small as Adam's epsilon (1e-5), a rounding error of 1e-8 in it
// becomes learningRate / epsilon * 1e-8 = 1e-6 in the parameter. In 900 further random cases one exceeded 1e-6 (1.1e-6); there tfjs
// was 8.6e-7 from the float64 result and the compiled learner 2.7e-7.
test('gradients agree to 1e-5, and parameters after five steps to 1e-6', () => {
  let [steps, skipped] = [0, 0];
  fc.assert(
    fc.property(anySetup, (setup) => {
      const { compiled, tfjs, config } = makeBoth(setup);
      for (let step = 0; step < 5; step++) {
        const minibatch = minibatchFor(compiled, setup.rows, setup.seed + step);
        steps++;
        if (isOnAnEdge(compiled, minibatch, config)) {
          skipped++;
          continue;
        }
        const [a, b] = [compiled.lossGradient(minibatch), tfjs.lossGradient(minibatch)];
        assert.ok(maxDifference(a.gradient, b.gradient) < 1e-5);
        const [left, right] = [compiled, tfjs].map((learner) => learner.update(minibatch, { learningRate: 1e-3 }));
        for (const name of Object.keys(right) as (keyof typeof right)[]) {
          const scale = 1 + Math.abs(right[name]);
          assert.ok(Math.abs(left[name] - right[name]) < 1e-5 * scale, `${name}: ${left[name]}, tfjs ${right[name]}`);
        }
      }
      const difference = maxDifference(compiled.getParameters(), tfjs.getParameters());
      assert.ok(difference < 1e-6, `parameters differ by ${difference}`);
      tfjs.dispose();
    }),
    { numRuns: 80, seed: 2 },
  );
  assert.ok(skipped < 0.2 * steps, `${skipped} of ${steps} steps skipped`);
});

// Few units are left out: the spread of two or three numbers can be as close to 0 as it likes.
test('with layer normalisation, too, in networks of their own and in a shared trunk', () => {
  fc.assert(
    fc.property(anySetup, fc.integer({ min: 8, max: 40 }), (setup, units) => {
      const changes = { layerNorm: true, hiddenSizes: [units, 8] };
      const { compiled, tfjs, config } = makeBoth({ ...setup, config: { ...setup.config, ...changes } });
      const norms = compiled.manifest.filter(({ name }) => name.endsWith('.scale'));
      assert.equal(norms.length, setup.config.sharedTrunk ? 2 : 4);
      assert.deepEqual(compiled.getParameters(), tfjs.getParameters());
      const random = new Random(setup.seed, 'parameters');
      const parameters = compiled.getParameters().map((p) => p + random.normal(0, 0.2));
      for (const learner of [compiled, tfjs]) learner.setParameters(parameters);
      const minibatch = minibatchFor(compiled, setup.rows, setup.seed);
      if (!isOnAnEdge(compiled, minibatch, config)) {
        const [a, b] = [compiled.lossGradient(minibatch).gradient, tfjs.lossGradient(minibatch).gradient];
        const largest = b.reduce((most, g) => Math.max(most, Math.abs(g)), 1);
        assert.ok(maxDifference(a, b) < 1e-5 * largest, `${maxDifference(a, b)} of ${largest}`);
      }
      tfjs.dispose();
    }),
    { numRuns: 60, seed: 4 },
  );
});

// A spread |x| can be as close to 0 as it likes, and what float32 loses grows with its inverse: a few rows, none of them a needle.
test("Lecture 25's policy: gradients agree to 1e-5 of the largest", () => {
  const policy = {
    actionDistribution: 'gaussian',
    meanActivation: 'tanh',
    stateDependentStd: true,
    stdForm: 'abs',
  } as const;
  let compared = 0;
  fc.assert(
    fc.property(anySetup, (setup) => {
      fc.pre(!isDiscrete(setup.actionSpace));
      const rows = Math.min(setup.rows, 3);
      const { compiled, tfjs, config } = makeBoth({ ...setup, rows, policy });
      const random = new Random(setup.seed, 'parameters');
      const parameters = compiled.getParameters().map((p) => p + random.normal(0, 0.5));
      for (const learner of [compiled, tfjs]) learner.setParameters(parameters);
      const minibatch = minibatchFor(compiled, rows, setup.seed);
      const { std } = distributionOf(tfjs.agent, minibatch.observations) as DiagonalGaussian;
      if (std.every((sigma) => sigma > 0.2) && !isOnAnEdge(compiled, minibatch, config)) {
        const [a, b] = [compiled.lossGradient(minibatch).gradient, tfjs.lossGradient(minibatch).gradient];
        const largest = b.reduce((most, g) => Math.max(most, Math.abs(g)), 1);
        assert.ok(maxDifference(a, b) < 1e-5 * largest, `${maxDifference(a, b)} of ${largest}`);
        compared++;
      }
      tfjs.dispose();
    }),
    { numRuns: 100, seed: 3 },
  );
  assert.ok(compared > 25, `${compared} compared`);
});

test('non-finite input is the same error from both', () => {
  const setup = { observationSize: 3, actionSpace: { n: 2 }, config: ppoConfig('cleanrl', { hiddenSizes: [8] }) };
  const learners = [
    new CompiledLearner({ ...setup, random: new Random(1) }),
    new CompiledLearner({ ...setup, random: new Random(1) }, 'plain'),
    new TfjsLearner({ ...setup, random: new Random(1) }),
  ];
  const good = minibatchFor(learners[0] as CompiledLearner, 5, 1);
  const messages = (use: (learner: (typeof learners)[number]) => unknown): string[] =>
    learners.map((learner) => {
      try {
        use(learner);
      } catch (error) {
        assert.ok(error instanceof RangeError);
        return error.message;
      }
      return 'no error';
    });
  for (const bad of [NaN, Infinity, -Infinity]) {
    const observations = good.observations.slice();
    observations[4] = bad;
    const expected = new RegExp(`^observations\\[4\\]: got ${bad}, must be a finite number`);
    for (const use of [
      (l: (typeof learners)[number]) => l.act(observations, new Random(1)),
      (l: (typeof learners)[number]) => l.values(observations),
      (l: (typeof learners)[number]) => l.evaluate(observations, good.actions),
      (l: (typeof learners)[number]) => l.update({ ...good, observations }, { learningRate: 1e-3 }),
    ]) {
      for (const message of messages(use)) assert.match(message, expected);
    }
    for (const name of ['oldLogProbs', 'oldValues', 'advantages', 'returns'] as const) {
      const column = good[name].slice();
      column[2] = bad;
      for (const message of messages((l) => l.update({ ...good, [name]: column }, { learningRate: 1e-3 }))) {
        assert.equal(message.split(';')[0], `training diverged: ${name}[2] became ${bad}`);
      }
    }
  }
  assert.deepEqual(learners[0].getParameters(), learners[2].getParameters(), 'nothing was changed');
});
