import { cleanrl } from './sourcePresets';
import type { PpoConfig } from './types';

/** Settings of our own, tuned for the lessons. */

/**
 * Pendulum-v1 with the compiled learner: mean deterministic return about -160 after 40,000 steps, in under a second. Its 200-step
 * episodes end by a time limit only, and its rewards, down to -16 a step, are scaled so that the critic's errors stay moderate.
 */
export const pendulum: PpoConfig = {
  ...cleanrl,
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
};

/** CartPole in few, large minibatches: tfjs-node pays per call, not per row. Solved in 60,000 to 75,000 steps. */
export const lessonTfjs: PpoConfig = {
  ...cleanrl,
  learningRate: 0.003,
  totalTimesteps: 100_000,
  numEnvs: 16,
  numSteps: 64,
  numEpochs: 4,
  minibatchSize: 256,
  gaeLambda: 0.98,
  valueClipRange: null,
  entropyCoef: 0,
  rewardScale: 0.1,
};

/** CartPole with two 64-64 networks, tuned for wall time on the compiled learner. */
export const fast: PpoConfig = {
  ...cleanrl,
  learningRate: 0.003,
  totalTimesteps: 150_000,
  numEnvs: 24,
  numSteps: 64,
  numEpochs: 2,
  minibatchSize: 64,
  valueClipRange: null,
  entropyCoef: 0,
};

/** CartPole with 8 hidden units, the least work that still learns reliably. */
export const fastSmall: PpoConfig = {
  ...cleanrl,
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
};
