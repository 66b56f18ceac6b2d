import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as lib from '../index';

/** Entry points that take options, each with options that are right. */
const random = new lib.Random(1);
const spec = { observationSize: 2, actionSpace: { n: 2 }, hiddenSizes: [3], sharedTrunk: false };
const column = { rewards: [1], nextValues: [0], terminated: [0], truncated: [0], gamma: 1 };
const buffer = { numSteps: 2, numEnvs: 1, observationSize: 2, actionWidth: 1, discrete: true };
type Options = Record<string, unknown>;

const entryPoints: Record<string, readonly [(options: never) => unknown, Options]> = {
  gae: [lib.gae, { ...column, values: [0], gaeLambda: 1 }],
  rewardToGo: [lib.rewardToGo, column],
  orthogonalInit: [lib.orthogonalInit, { rows: 2, columns: 2, random }],
  annealedRate: [lib.annealedRate, { learningRate: 1, annealTo: null, iteration: 1, numIterations: 2 }],
  Adam: [(options) => new lib.Adam(2, options), { beta1: 0.9, beta2: 0.99, epsilon: 1e-5 }],
  Categorical: [(options) => new lib.Categorical(options), { logits: [0, 0], numActions: 2 }],
  DiagonalGaussian: [(options) => new lib.DiagonalGaussian(options), { mean: [0], std: [1], actionSize: 1 }],
  SquashedGaussian: [(options) => new lib.SquashedGaussian(options), { mean: [0], std: [1], actionSize: 1 }],
  Beta: [(options) => new lib.Beta(options), { alpha: [1], beta: [1], actionSize: 1 }],
  parameterManifest: [lib.parameterManifest, spec],
  RolloutBuffer: [(options) => new lib.RolloutBuffer(options), buffer],
  Normalizers: [(options) => new lib.Normalizers(options), { observationSize: 2, rewards: true, numEnvs: 1, gamma: 1 }],
  DriftVec: [(options) => new lib.DriftVec(options), { numEnvs: 1 }],
  meanInterval: [(options) => lib.meanInterval([1, 2], options), { confidence: 0.9 }],
  bootstrapInterval: [(options) => lib.bootstrapInterval([1, 2], options), { numResamples: 5 }],
  iqmInterval: [(options) => lib.iqmInterval([[1, 2]], options), { numResamples: 5 }],
  compare: [(options) => lib.compare([1, 2], [3, 4], options), { claim: 'higher' }],
  probabilityOfImprovement: [(options) => lib.probabilityOfImprovement([1, 2], [3, 4], options), {}],
  threadWorkers: [(options) => lib.threadWorkers(1, options), { deadline: 1 }],
};

for (const [name, [call, options]] of Object.entries(entryPoints)) {
  test(`${name}: refuses an option that it does not know, by its name, and what is no object`, () => {
    call(options as never);
    assert.throws(() => call({ ...options, unknownOption: 1 } as never), /unknownOption/);
    for (const given of [null, 3, 'word', [1]])
      assert.throws(() => call(given as never), /^TypeError: \w+: (got|expected) /);
  });
}

test('a misspelt option is answered with the one that was meant', () => {
  assert.throws(
    () => lib.compare([1, 2], [3, 4], { claims: 'same' } as never),
    /compare: unknown option "claims", did you mean "claim"\?/,
  );
});
