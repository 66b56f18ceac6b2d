import { requireAtLeastZero } from '../numbers/floats';
import { requireBetween, requireClipRange, requireCount, requirePositive } from '../numbers/validate';
import { choices, requireOneOf } from './choices';
import type { PpoConfig } from './types';

/** @throws RangeError or TypeError at the first field that is missing or out of range. */
export function validateConfig(config: PpoConfig): void {
  checkNetwork(config);
  checkRealActions(config);
  checkOptimiser(config);
  checkRollout(config);
  checkLoss(config);
  checkNormalizedRows(config);
}

function checkNetwork(config: PpoConfig): void {
  if (!Array.isArray(config.hiddenSizes)) {
    throw new TypeError(
      `hiddenSizes: got ${String(config.hiddenSizes)}, must be an array such as [64, 64], in a whole configuration as ppoConfig makes it`,
    );
  }
  Array.from<number>(config.hiddenSizes).forEach((size, i) => requireCount(`hiddenSizes[${i}]`, size)); // a hole is no size
  requireOneOf('sharedTrunk', config.sharedTrunk, [true, false]);
  requireOneOf('activation', config.activation, choices.activation);
  requireOneOf('layerNorm', config.layerNorm, [true, false]);
  requireOneOf('initialization', config.initialization, choices.initialization);
  if (config.sharedTrunk && config.valueLearningRate !== null) {
    throw new RangeError(
      `valueLearningRate: got ${config.valueLearningRate} with sharedTrunk true; two optimisers need two networks, ` +
        'so set valueLearningRate to null or sharedTrunk to false',
    );
  }
}

function checkRealActions(config: PpoConfig): void {
  const { actionDistribution, stdForm } = config;
  requireOneOf('actionDistribution', actionDistribution, choices.actionDistribution);
  requireOneOf('meanActivation', config.meanActivation, choices.meanActivation);
  requireOneOf('stateDependentStd', config.stateDependentStd, [true, false]);
  requireOneOf('stdForm', stdForm, choices.stdForm);
  requireOneOf('storeClippedActions', config.storeClippedActions, [true, false]);
  const onlyGaussian = (name: 'meanActivation' | 'storeClippedActions', harmless: unknown, why: string): void => {
    if (actionDistribution === 'gaussian' || config[name] === harmless) return;
    throw new RangeError(
      `${name}: got ${JSON.stringify(config[name])} with actionDistribution "${actionDistribution}", ${why}; ` +
        `set ${name} to ${JSON.stringify(harmless)} or actionDistribution to "gaussian"`,
    );
  };
  onlyGaussian('meanActivation', 'linear', 'whose actions are inside the bounds already');
  onlyGaussian('storeClippedActions', false, 'whose actions are never clipped');
  if (stdForm === 'abs' && (!config.stateDependentStd || actionDistribution === 'beta')) {
    throw new RangeError(
      'stdForm: got "abs", which is for standard deviations that the policy network puts out; ' +
        'use a Gaussian actionDistribution and set stateDependentStd to true, or stdForm to "exp"',
    );
  }
}

function checkOptimiser(config: PpoConfig): void {
  requirePositive('learningRate', config.learningRate);
  if (config.valueLearningRate !== null) requirePositive('valueLearningRate', config.valueLearningRate);
  for (const name of ['adamBeta1', 'adamBeta2'] as const) {
    requireBetween(name, config[name], 0, 1);
    if (config[name] === 1) throw new RangeError(`${name}: got 1, must be below 1`);
  }
  requirePositive('adamEpsilon', config.adamEpsilon);
  requireOneOf('adamClock', config.adamClock, choices.adamClock);
  requirePositive('outerStepSize', config.outerStepSize);
  if (config.annealTo !== null) requireBetween('annealTo', config.annealTo, 0, 1);
  if (config.maxGradNorm !== null) requirePositive('maxGradNorm', config.maxGradNorm);
}

function checkRollout(config: PpoConfig): void {
  for (const name of ['totalTimesteps', 'numEnvs', 'numSteps', 'numEpochs', 'minibatchSize'] as const) {
    requireCount(name, config[name]);
  }
  requireCount('staggerSteps', config.staggerSteps, 0);
  if (config.valueEpochs !== null) requireCount('valueEpochs', config.valueEpochs);
  const samples = config.numEnvs * config.numSteps;
  if (config.minibatchSize > samples) {
    throw new RangeError(
      `minibatchSize: got ${config.minibatchSize}, must be at most numEnvs * numSteps = ${samples}; lower it or collect more`,
    );
  }
  requireOneOf('shuffle', config.shuffle, [true, false]);
  requireBetween('gamma', config.gamma, 0, 1);
  requireBetween('gaeLambda', config.gaeLambda, 0, 1);
  requireOneOf('valueTarget', config.valueTarget, choices.valueTarget);
  for (const name of ['normalizeObservations', 'normalizeRewards'] as const) {
    requireOneOf(name, config[name], [true, false]);
  }
  if (config.normalizedLimit !== null) requirePositive('normalizedLimit', config.normalizedLimit);
  requireOneOf('bootstrapAtTruncation', config.bootstrapAtTruncation, [true, false]);
  requirePositive('rewardScale', config.rewardScale);
}

function checkLoss(config: PpoConfig): void {
  requireOneOf('normalizeAdvantages', config.normalizeAdvantages, choices.normalizeAdvantages);
  requireOneOf('objective', config.objective, choices.objective);
  requireClipRange('clipRange', config.clipRange);
  if (config.valueClipRange !== null) requirePositive('valueClipRange', config.valueClipRange);
  for (const name of ['valueCoef', 'entropyCoef', 'klCoef'] as const) requireAtLeastZero(name, config[name]);
  if (config.targetKl !== null) requirePositive('targetKl', config.targetKl);
  checkObjective(config);
  if (config.klTarget === null) return;
  requirePositive('klTarget', config.klTarget);
  if (config.klCoef === 0) {
    throw new RangeError(
      'klTarget: got a target with klCoef 0, which doubled stays 0; set klCoef to its first value, such as 1, or klTarget to null',
    );
  }
}

/** What lies outside the band. */
function checkObjective({ objective, clipRange, clipRangeHigh, dualClip, rollbackSlope }: PpoConfig): void {
  const hasEdges = objective === 'clip' || objective === 'rollback';
  for (const [name, value] of [
    ['clipRangeHigh', clipRangeHigh],
    ['dualClip', dualClip],
  ] as const) {
    if (value === null) continue;
    requirePositive(name, value);
    if (hasEdges) continue;
    throw new RangeError(
      `${name}: got ${value} with objective "${objective}", which has no edges; set it to null, or objective to "clip" or "rollback"`,
    );
  }
  const edge = 1 + (clipRangeHigh ?? clipRange);
  if (dualClip !== null && dualClip < edge) {
    throw new RangeError(`dualClip: got ${dualClip}, must be a ratio outside the band, at least ${edge}; 3 is usual`);
  }
  requireAtLeastZero('rollbackSlope', rollbackSlope);
  if (objective === 'spo' && clipRange === 0) {
    throw new RangeError('clipRange: got 0 with objective "spo", which divides by it; 0.2 is usual');
  }
}

/** The advantage of one row minus its own mean is 0: a minibatch of one row teaches the policy nothing. */
function checkNormalizedRows(config: PpoConfig): void {
  const { normalizeAdvantages, minibatchSize, numEnvs, numSteps } = config;
  const samples = numEnvs * numSteps;
  const fix = 'set normalizeAdvantages to "batch" or false';
  if (normalizeAdvantages === 'batch' && samples === 1) {
    throw new RangeError(
      'normalizeAdvantages: got "batch" with numEnvs * numSteps = 1; the one advantage would always be 0: collect more, or set it to false',
    );
  }
  if (normalizeAdvantages !== 'minibatch') return;
  if (minibatchSize === 1) {
    throw new RangeError(
      `minibatchSize: got 1 with normalizeAdvantages "minibatch", where every advantage would be 0; take at least 2, or ${fix}`,
    );
  }
  if (samples % minibatchSize === 1) {
    throw new RangeError(
      `minibatchSize: got ${minibatchSize}, which leaves a last minibatch of 1 of numEnvs * numSteps = ${samples} rows, whose advantage ` +
        `normalizeAdvantages "minibatch" would make 0; take another size, such as a divisor of ${samples}, or ${fix}`,
    );
  }
}
