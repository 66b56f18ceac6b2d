import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultConfig, ppoConfig, type PpoConfig } from './config';
import { presets, type PresetName } from './presets';

/**
 * CleanRL's ppo.py with its default arguments for CartPole, in our terms: num_minibatches 4 of 4 x 128 samples are 128 each; its value
 * loss is half the mean squared error; Adam's betas are PyTorch's.
 */
const cleanrl: PpoConfig = {
  hiddenSizes: [64, 64],
  sharedTrunk: false,
  activation: 'tanh',
  layerNorm: false,
  initialization: 'orthogonal',
  actionDistribution: 'gaussian',
  meanActivation: 'linear',
  stateDependentStd: false,
  stdForm: 'exp',
  storeClippedActions: false,
  learningRate: 2.5e-4,
  valueLearningRate: null,
  adamBeta1: 0.9,
  adamBeta2: 0.999,
  adamEpsilon: 1e-5,
  adamClock: 'run',
  outerStepSize: 1,
  annealTo: 0,
  totalTimesteps: 500_000,
  numEnvs: 4,
  staggerSteps: 0,
  numSteps: 128,
  numEpochs: 4,
  valueEpochs: null,
  minibatchSize: (4 * 128) / 4,
  shuffle: true,
  gamma: 0.99,
  gaeLambda: 0.95,
  valueTarget: 'lambda-return',
  normalizeAdvantages: 'minibatch',
  objective: 'clip',
  clipRange: 0.2,
  clipRangeHigh: null,
  dualClip: null,
  rollbackSlope: 0.3,
  valueClipRange: 0.2,
  valueCoef: 0.5,
  entropyCoef: 0.01,
  klCoef: 0,
  klTarget: null,
  maxGradNorm: 0.5,
  targetKl: null,
  rewardScale: 1,
  normalizeObservations: false,
  normalizeRewards: false,
  normalizedLimit: 10,
  bootstrapAtTruncation: true,
};

/** Twice our half of the mean squared error is the whole of it. */
const WHOLE_SQUARED_ERROR = 2;

/** "Lecture 25": one episode of Pendulum an update, lr_actor 1e-4, lr_critic 1e-3, lambda 0.85, gamma 0.95, two passes, batches of 32. */
const lecture25: Partial<PpoConfig> = {
  hiddenSizes: [128, 128],
  activation: 'relu',
  initialization: 'torchDefault',
  meanActivation: 'tanh',
  stateDependentStd: true,
  stdForm: 'abs',
  storeClippedActions: true,
  learningRate: 1e-4,
  valueLearningRate: 1e-3,
  adamEpsilon: 1e-8,
  annealTo: null,
  totalTimesteps: 3000 * 200,
  numEnvs: 1,
  numSteps: 200,
  numEpochs: 2,
  minibatchSize: 32,
  shuffle: false,
  gamma: 0.95,
  gaeLambda: 0.85,
  normalizeAdvantages: false,
  valueClipRange: null,
  valueCoef: WHOLE_SQUARED_ERROR,
  maxGradNorm: null,
};

/** In what each preset differs from CleanRL's, by what its comment names as the source; the last four were tuned here. */
const differences: Readonly<Record<PresetName, Partial<PpoConfig>>> = {
  cleanrl: {},
  // ppo(): steps_per_epoch 4000, epochs 50, pi_lr 3e-4, vf_lr 1e-3, train_pi_iters 80, train_v_iters 80, lam 0.97, target_kl 0.01 (x 1.5)
  spinningUp: {
    learningRate: 3e-4,
    valueLearningRate: 1e-3,
    adamEpsilon: 1e-8,
    annealTo: null,
    totalTimesteps: 50 * 4000,
    numEnvs: 1,
    numSteps: 4000,
    numEpochs: 80,
    valueEpochs: 80,
    minibatchSize: 4000,
    shuffle: false,
    gaeLambda: 0.97,
    valueTarget: 'reward-to-go',
    normalizeAdvantages: 'batch',
    valueClipRange: null,
    valueCoef: WHOLE_SQUARED_ERROR,
    entropyCoef: 0,
    maxGradNorm: null,
    targetKl: 0.015,
  },
  // "PyTorch Mastery": 40 rollouts of 128 steps, minibatches of 32, 0.5 times the whole squared error
  masterySeries: {
    sharedTrunk: true,
    learningRate: 3e-4,
    annealTo: null,
    totalTimesteps: 40 * 128,
    numEnvs: 1,
    numSteps: 128,
    minibatchSize: 32,
    normalizeAdvantages: 'batch',
    valueClipRange: null,
    valueCoef: 0.5 * WHOLE_SQUARED_ERROR,
    bootstrapAtTruncation: false,
  },
  // "PPO deep dive": 100 rollouts of 2048 steps, ten epochs of minibatches of 64, no entropy bonus, no gradient clipping
  deepDive: {
    learningRate: 3e-4,
    valueLearningRate: 1e-3,
    adamEpsilon: 1e-8,
    annealTo: null,
    totalTimesteps: 100 * 2048,
    numEnvs: 1,
    numSteps: 2048,
    numEpochs: 10,
    minibatchSize: 64,
    normalizeAdvantages: 'batch',
    valueClipRange: null,
    valueCoef: WHOLE_SQUARED_ERROR,
    entropyCoef: 0,
    maxGradNorm: null,
    bootstrapAtTruncation: false,
  },
  lecture25,
  a2c: { ...lecture25, objective: 'policy-gradient', numEpochs: 5 },
  pendulum: {
    hiddenSizes: [32, 32],
    activation: 'relu',
    learningRate: 0.003,
    totalTimesteps: 40_000,
    numSteps: 256,
    numEpochs: 10,
    gamma: 0.95,
    gaeLambda: 0.9,
    valueClipRange: null,
    entropyCoef: 0,
    rewardScale: 0.1,
  },
  lessonTfjs: {
    learningRate: 0.003,
    totalTimesteps: 100_000,
    numEnvs: 16,
    numSteps: 64,
    minibatchSize: 256,
    gaeLambda: 0.98,
    valueClipRange: null,
    entropyCoef: 0,
    rewardScale: 0.1,
  },
  fast: {
    learningRate: 0.003,
    totalTimesteps: 150_000,
    numEnvs: 24,
    numSteps: 64,
    numEpochs: 2,
    minibatchSize: 64,
    valueClipRange: null,
    entropyCoef: 0,
  },
  fastSmall: {
    hiddenSizes: [8],
    learningRate: 0.015,
    totalTimesteps: 150_000,
    numEnvs: 8,
    numSteps: 64,
    numEpochs: 1,
    minibatchSize: 64,
    gaeLambda: 0.98,
    clipRange: 0.3,
    valueClipRange: null,
    entropyCoef: 0.005,
    rewardScale: 0.1,
  },
};

test('every field of every preset is what its source says', () => {
  assert.deepEqual(Object.keys(presets), Object.keys(differences));
  for (const name of Object.keys(presets) as PresetName[]) {
    for (const field of Object.keys({ ...cleanrl, ...presets[name] }) as (keyof PpoConfig)[]) {
      assert.deepEqual(presets[name][field], { ...cleanrl, ...differences[name] }[field], `${name}.${field}`);
    }
  }
  assert.deepEqual(defaultConfig, cleanrl);
  assert.deepEqual(ppoConfig(), cleanrl);
});

test('nobody can change a preset, and nobody is kept from changing an array of their own', () => {
  for (const preset of Object.values(presets)) {
    assert.throws(() => Object.assign(preset, { learningRate: 5 }), TypeError);
    assert.throws(() => (preset.hiddenSizes as number[]).push(5), TypeError);
  }
  assert.throws(() => Object.assign(presets, { fast: presets.cleanrl }), TypeError);
  assert.throws(() => Object.assign(defaultConfig, { gamma: 0 }), TypeError);
  const hiddenSizes = [8];
  const config = ppoConfig('fast', { hiddenSizes });
  hiddenSizes.push(9);
  assert.deepEqual([hiddenSizes, config.hiddenSizes], [[8, 9], [8]]);
});
