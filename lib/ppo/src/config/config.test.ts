import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultConfig, ppoConfig, type PpoConfig } from './config';
import { presets, type PresetName } from './presets';

test('every preset is valid', () => {
  const names = [
    'cleanrl',
    'spinningUp',
    'masterySeries',
    'deepDive',
    'lecture25',
    'a2c',
    'pendulum',
    'lessonTfjs',
    'fast',
    'fastSmall',
  ];
  assert.deepEqual(Object.keys(presets), names);
  for (const name of names) ppoConfig(name as PresetName);
});

test('overrides replace single fields, and the result cannot be changed by accident', () => {
  const config = ppoConfig('fast', { clipRange: 0.1 });
  assert.equal(config.clipRange, 0.1);
  assert.equal(config.numEnvs, presets.fast.numEnvs);
  assert.throws(() => ((config as { gamma: number }).gamma = 0), TypeError);
  assert.throws(() => (config.hiddenSizes as number[]).push(3), TypeError);
});

test('each bad field is named with its value', () => {
  const bad: [Partial<PpoConfig>, RegExp][] = [
    [{ gamma: 1.01 }, /gamma: got 1.01/],
    [{ gaeLambda: -1 }, /gaeLambda: got -1/],
    [{ clipRange: 1 }, /clipRange: got 1/],
    [{ learningRate: 0 }, /learningRate: got 0, must be positive/],
    [{ learningRate: '3e-4' as never }, /learningRate: expected a number, got "3e-4"/],
    [{ numEnvs: 2.5 }, /numEnvs: got 2.5/],
    [{ minibatchSize: 1000 }, /minibatchSize: got 1000, must be at most numEnvs \* numSteps = 512/],
    [{ hiddenSizes: [64, 0] }, /hiddenSizes\[1\]: got 0/],
    [{ hiddenSizes: 64 as never }, /hiddenSizes/],
    [{ activation: 'gelu' as never }, /activation: got "gelu", must be one of "tanh", "relu"/],
    [{ normalizeAdvantages: true as never }, /normalizeAdvantages: got true/],
    [{ sharedTrunk: true, valueLearningRate: 1e-3 }, /valueLearningRate: got 0.001 with sharedTrunk/],
    [{ maxGradNorm: 0 }, /maxGradNorm: got 0/],
    [{ targetKl: -1 }, /targetKl: got -1/],
    [{ entropyCoef: NaN }, /entropyCoef: expected a finite number, got NaN/],
    [{ adamBeta2: 1 }, /adamBeta2: got 1/],
    [{ annealTo: 2 }, /annealTo: got 2/],
    [{ rewardScale: 0 }, /rewardScale: got 0/],
    [
      { initialization: 'xavier' as never },
      /initialization: got "xavier", must be one of "orthogonal", "torchDefault"/,
    ],
    [{ actionDistribution: 'normal' as never }, /actionDistribution: got "normal"/],
    [{ meanActivation: 'relu' as never }, /meanActivation: got "relu"/],
    [{ stdForm: 'softplus' as never }, /stdForm: got "softplus"/],
    [{ stdForm: 'abs' }, /stdForm: got "abs".*set stateDependentStd to true/],
    [{ stdForm: 'abs', stateDependentStd: true, actionDistribution: 'beta' }, /stdForm: got "abs".*a Gaussian/],
    [{ meanActivation: 'tanh', actionDistribution: 'squashedGaussian' }, /meanActivation: got "tanh" with.*"linear"/],
    [{ storeClippedActions: true, actionDistribution: 'beta' }, /storeClippedActions: got true with.*to false/],
    [{ storeClippedActions: 'yes' as never }, /storeClippedActions: got "yes"/],
    [{ normalizeObservations: 1 as never }, /normalizeObservations: got 1/],
    [{ normalizeRewards: 1 as never }, /normalizeRewards: got 1/],
    [{ objective: 'a2c' as never }, /objective: got "a2c", must be one of "clip", "rollback", "spo", "ratio"/],
    [{ lam: 0.9 } as never, /lam: not a field of PpoConfig, the nearest is gamma; the fields are/],
    [{ klCoef: -0.1 }, /klCoef: got -0.1, must not be negative/],
    [{ valueCoef: -1 }, /valueCoef: got -1, must not be negative/],
    [{ entropyCoef: -1 }, /entropyCoef: got -1, must not be negative/],
    [
      { valueTarget: 'td' as never },
      /valueTarget: got "td", must be one of "lambda-return", "reward-to-go"; the nearest/,
    ],
    [{ valueClipRange: 0 }, /valueClipRange: got 0, must be positive/],
    [{ valueClipRange: -0.2 }, /valueClipRange: got -0.2, must be positive/],
    [{ valueClipRange: undefined } as never, /valueClipRange: expected a number, got undefined/],
    [{ objective: 'Clip' as never }, /objective: got "Clip".*; the nearest is "clip"/],
    [{ adamBeta1: 1 }, /adamBeta1: got 1, must be below 1/],
    [{ adamBeta2: -0.1 }, /adamBeta2: got -0.1/],
    [{ adamEpsilon: 0 }, /adamEpsilon: got 0, must be positive/],
    [{ valueLearningRate: 0 }, /valueLearningRate: got 0, must be positive/],
    [{ valueEpochs: 0 }, /valueEpochs: got 0/],
    [{ numEpochs: 1e308 }, /numEpochs: got 1e\+308, must be below 2\^53/],
    [{ sharedTrunk: 'no' as never }, /sharedTrunk: got "no", must be one of true, false/],
    [{ shuffle: 1 as never }, /shuffle: got 1/],
    [{ bootstrapAtTruncation: null as never }, /bootstrapAtTruncation: got null/],
    [{ adamClock: 'update' as never }, /adamClock: got "update", must be one of "run", "rollout"/],
    [{ clipRangeHigh: 0 }, /clipRangeHigh: got 0, must be positive/],
    [{ clipRangeHigh: 0.3, objective: 'spo' }, /clipRangeHigh: got 0.3 with objective "spo", which has no edges/],
    [{ dualClip: 1.1 }, /dualClip: got 1.1, must be a ratio outside the band, at least 1.2/],
    [{ dualClip: 3, objective: 'ratio' }, /dualClip: got 3 with objective "ratio"/],
    [{ rollbackSlope: -1 }, /rollbackSlope: got -1, must not be negative/],
    [{ objective: 'spo', clipRange: 0 }, /clipRange: got 0 with objective "spo", which divides by it/],
    [{ klTarget: 0.01 }, /klTarget: got a target with klCoef 0, which doubled stays 0/],
    [{ klTarget: 0, klCoef: 1 }, /klTarget: got 0, must be positive/],
    [{ outerStepSize: 0 }, /outerStepSize: got 0, must be positive/],
    [{ staggerSteps: -1 }, /staggerSteps: got -1/],
    [{ staggerSteps: 0.5 }, /staggerSteps: got 0.5/],
    [{ layerNorm: 1 as never }, /layerNorm: got 1, must be one of true, false/],
    [{ normalizedLimit: 0 }, /normalizedLimit: got 0, must be positive/],
    [{ clipRange: -0.1 }, /clipRange: got -0.1/],
  ];
  for (const [overrides, message] of bad) assert.throws(() => ppoConfig('cleanrl', overrides), message);
  assert.throws(
    () => ppoConfig('cleanRL' as never),
    /preset: got "cleanRL", known presets are cleanrl.*nearest is "cleanrl"/,
  );
  assert.throws(() => ppoConfig(5 as never), /preset: got 5, known presets are cleanrl/);
  assert.throws(() => ppoConfig('constructor' as never), /preset: got "constructor"/);
});

test('the lecture and its twin differ in the objective and the passes only', () => {
  const { lecture25, a2c } = presets;
  const differing = Object.keys(lecture25).filter((name) => lecture25[name as never] !== a2c[name as never]);
  assert.deepEqual(differing.sort(), ['numEpochs', 'objective']);
  assert.deepEqual([lecture25.totalTimesteps / lecture25.numSteps, lecture25.numEpochs, a2c.numEpochs], [3000, 2, 5]);
});

test('a configuration from before some fields existed means what it meant then', () => {
  const { layerNorm, initialization, actionDistribution, objective, adamClock, outerStepSize, ...rest } = defaultConfig;
  assert.deepEqual(
    [layerNorm, initialization, actionDistribution, objective],
    [false, 'orthogonal', 'gaussian', 'clip'],
  );
  const { staggerSteps, normalizedLimit, clipRangeHigh, dualClip, rollbackSlope, klTarget, ...older } = rest;
  assert.deepEqual([clipRangeHigh, dualClip, rollbackSlope, klTarget], [null, null, 0.3, null]);
  assert.deepEqual([adamClock, outerStepSize, staggerSteps, normalizedLimit], ['run', 1, 0, 10]);
  assert.deepEqual({ ...ppoConfig(older as PpoConfig) }, { ...defaultConfig });
});

test('a minibatch or batch of one row is never normalised: its one advantage would be 0', () => {
  const small = { numEnvs: 1, numSteps: 9 };
  const says = /minibatchSize: got 1 with normalizeAdvantages "minibatch".*set normalizeAdvantages to "batch" or false/;
  assert.throws(() => ppoConfig('cleanrl', { minibatchSize: 1, normalizeAdvantages: 'minibatch' }), says);
  for (const minibatchSize of [2, 4, 8]) {
    const last = { ...small, minibatchSize, normalizeAdvantages: 'minibatch' } as const;
    assert.throws(() => ppoConfig('cleanrl', last), /leaves a last minibatch of 1 of numEnvs \* numSteps = 9 rows/);
  }
  for (const minibatchSize of [3, 5, 7, 9]) ppoConfig('cleanrl', { ...small, minibatchSize });
  const one = { numEnvs: 1, numSteps: 1, minibatchSize: 1 };
  assert.throws(
    () => ppoConfig('cleanrl', { ...one, normalizeAdvantages: 'batch' }),
    /"batch" with numEnvs \* numSteps = 1/,
  );
  ppoConfig('cleanrl', { ...one, normalizeAdvantages: false });
  ppoConfig('cleanrl', { ...small, minibatchSize: 1, normalizeAdvantages: 'batch' });
});
