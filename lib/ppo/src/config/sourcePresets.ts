import type { PpoConfig } from './types';

/**
 * The settings of programs and texts that others have published. Where a source's loss is written differently, the numbers are converted
 * to ours (see each comment).
 */

/** CleanRL's ppo.py for classic control: the library's default. */
export const cleanrl: PpoConfig = {
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
  minibatchSize: 128,
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

/** OpenAI Spinning Up's ppo(): full-batch passes, one optimiser each; its KL limit is 1.5 times target_kl 0.01. */
export const spinningUp: PpoConfig = {
  ...cleanrl,
  learningRate: 3e-4,
  valueLearningRate: 1e-3,
  adamEpsilon: 1e-8,
  annealTo: null,
  totalTimesteps: 200_000,
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
  valueCoef: 2, // its value loss is the whole mean squared error
  entropyCoef: 0,
  maxGradNorm: null,
  targetKl: 0.015,
};

/** "PyTorch Mastery: PPO": shared trunk, one environment; 0.5 times the whole squared error is 1 times our half of it. */
export const masterySeries: PpoConfig = {
  ...cleanrl,
  sharedTrunk: true,
  learningRate: 3e-4,
  annealTo: null,
  totalTimesteps: 5_120,
  numEnvs: 1,
  numSteps: 128,
  minibatchSize: 32,
  normalizeAdvantages: 'batch',
  valueClipRange: null,
  valueCoef: 1,
  bootstrapAtTruncation: false,
};

/** "PPO deep dive": 2048 steps of one environment, ten epochs, two optimisers, no entropy bonus, no gradient clipping. */
export const deepDive: PpoConfig = {
  ...cleanrl,
  learningRate: 3e-4,
  valueLearningRate: 1e-3,
  adamEpsilon: 1e-8,
  annealTo: null,
  totalTimesteps: 204_800,
  numEnvs: 1,
  numSteps: 2048,
  numEpochs: 10,
  minibatchSize: 64,
  normalizeAdvantages: 'batch',
  valueClipRange: null,
  valueCoef: 2,
  entropyCoef: 0,
  maxGradNorm: null,
  bootstrapAtTruncation: false,
};

/** "Lecture 25": Pendulum, one episode of 200 steps per update, two passes in time order, two optimisers, raw advantages. */
export const lecture25: PpoConfig = {
  ...cleanrl,
  hiddenSizes: [128, 128],
  activation: 'relu',
  initialization: 'torchDefault',
  meanActivation: 'tanh', // 2 tanh(output) on Pendulum's torques of -2 to 2
  stateDependentStd: true,
  stdForm: 'abs', // the lecture calls it var; its library takes it as the standard deviation
  storeClippedActions: true,
  learningRate: 1e-4,
  valueLearningRate: 1e-3,
  adamEpsilon: 1e-8,
  annealTo: null,
  totalTimesteps: 600_000,
  numEnvs: 1,
  numSteps: 200,
  numEpochs: 2,
  minibatchSize: 32,
  shuffle: false,
  gamma: 0.95,
  gaeLambda: 0.85,
  normalizeAdvantages: false,
  valueClipRange: null,
  valueCoef: 2, // its value loss is the whole mean squared error
  maxGradNorm: null,
};

/** The lecture's A2C on the same task: -A log pi instead of the clipped objective, and five passes instead of two. */
export const a2c: PpoConfig = { ...lecture25, objective: 'policy-gradient', numEpochs: 5 };
