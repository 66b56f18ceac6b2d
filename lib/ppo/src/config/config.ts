import { presets, type PresetName } from './presets';
import type { PpoConfig } from './types';
import { requireBetween, requireClipRange, requireCount, requireFinite } from '../numbers/validate';

export type { PpoConfig } from './types';

/** CleanRL's settings for classic control. */
export const defaultConfig: PpoConfig = presets.cleanrl;

/** Fields that configurations in older checkpoints lack, with what they meant then. */
const laterFields = {
  initialization: 'orthogonal',
  actionDistribution: 'gaussian',
  meanActivation: 'linear',
  stdForm: 'exp',
  storeClippedActions: false,
  normalizeObservations: false,
  normalizeRewards: false,
  objective: 'clip',
} as const satisfies Partial<PpoConfig>;

/**
 * A checked configuration: a preset with some fields replaced.
 * @throws RangeError or TypeError that names the field, its value and what is allowed
 * @example ppoConfig('cleanrl', { numEnvs: 8 }).minibatchSize // 128
 */
export function ppoConfig(preset: PresetName | PpoConfig = 'cleanrl', overrides: Partial<PpoConfig> = {}): PpoConfig {
  if (typeof preset === 'string' && !Object.hasOwn(presets, preset)) {
    throw new RangeError(`preset: got "${preset}", known presets are ${Object.keys(presets).join(', ')}`);
  }
  const base = typeof preset === 'string' ? presets[preset] : preset;
  const config = { ...laterFields, ...base, ...overrides };
  checkKnownFields(config);
  validateConfig(config);
  return Object.freeze({ ...config, hiddenSizes: Object.freeze([...config.hiddenSizes]) });
}

/**
 * One run has one configuration. Names are those that the reader gave the two by, such as "config" and "learner.config".
 * @throws RangeError that names the first field in which they differ, with both values
 */
export function requireSameConfig(name: string, config: PpoConfig, ownerName: string, owner: PpoConfig): void {
  for (const field of Object.keys(defaultConfig) as (keyof PpoConfig)[]) {
    const [given, owned] = [JSON.stringify(config[field]), JSON.stringify(owner[field])];
    if (given === owned) continue;
    throw new RangeError(
      `${name}.${field}: got ${given}, but ${ownerName}.${field} is ${owned}; a run has one configuration, so leave one of the two out or make them equal`,
    );
  }
}

function checkKnownFields(config: object): void {
  for (const name of Object.keys(config)) {
    if (!Object.hasOwn(defaultConfig, name)) {
      throw new RangeError(
        `${name}: not a field of PpoConfig; the fields are ${Object.keys(defaultConfig).join(', ')}`,
      );
    }
  }
}

/** @throws RangeError or TypeError at the first field that is missing or out of range. */
function validateConfig(config: PpoConfig): void {
  checkNetwork(config);
  checkRealActions(config);
  checkOptimiser(config);
  checkRollout(config);
  checkLoss(config);
  checkNormalizedRows(config);
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

function requirePositive(name: string, value: number): void {
  requireFinite(name, value);
  if (value <= 0) throw new RangeError(`${name}: got ${value}, must be positive`);
}

function requireAtLeastZero(name: string, value: number): void {
  requireFinite(name, value);
  if (value < 0) throw new RangeError(`${name}: got ${value}, must not be negative`);
}

function requireOneOf(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) {
    throw new RangeError(
      `${name}: got ${JSON.stringify(value)}, must be one of ${allowed.map((a) => JSON.stringify(a)).join(', ')}`,
    );
  }
}

function checkNetwork(config: PpoConfig): void {
  if (!Array.isArray(config.hiddenSizes)) {
    throw new TypeError(`hiddenSizes: got ${String(config.hiddenSizes)}, must be an array such as [64, 64]`);
  }
  config.hiddenSizes.forEach((size: number, i) => requireCount(`hiddenSizes[${i}]`, size));
  requireOneOf('sharedTrunk', config.sharedTrunk, [true, false]);
  requireOneOf('activation', config.activation, ['tanh', 'relu']);
  requireOneOf('initialization', config.initialization, ['orthogonal', 'torchDefault']);
  if (config.sharedTrunk && config.valueLearningRate !== null) {
    throw new RangeError(
      `valueLearningRate: got ${config.valueLearningRate} with sharedTrunk true; two optimisers need two networks, ` +
        'so set valueLearningRate to null or sharedTrunk to false',
    );
  }
}

function checkRealActions(config: PpoConfig): void {
  const { actionDistribution, stdForm } = config;
  requireOneOf('actionDistribution', actionDistribution, ['gaussian', 'squashedGaussian', 'beta']);
  requireOneOf('meanActivation', config.meanActivation, ['linear', 'tanh']);
  requireOneOf('stateDependentStd', config.stateDependentStd, [true, false]);
  requireOneOf('stdForm', stdForm, ['exp', 'abs']);
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
  if (config.annealTo !== null) requireBetween('annealTo', config.annealTo, 0, 1);
  if (config.maxGradNorm !== null) requirePositive('maxGradNorm', config.maxGradNorm);
}

function checkRollout(config: PpoConfig): void {
  for (const name of ['totalTimesteps', 'numEnvs', 'numSteps', 'numEpochs', 'minibatchSize'] as const) {
    requireCount(name, config[name]);
  }
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
  requireOneOf('valueTarget', config.valueTarget, ['lambda-return', 'reward-to-go']);
  for (const name of ['normalizeObservations', 'normalizeRewards'] as const) {
    requireOneOf(name, config[name], [true, false]);
  }
  requireOneOf('bootstrapAtTruncation', config.bootstrapAtTruncation, [true, false]);
  requirePositive('rewardScale', config.rewardScale);
}

function checkLoss(config: PpoConfig): void {
  requireOneOf('normalizeAdvantages', config.normalizeAdvantages, ['minibatch', 'batch', false]);
  requireOneOf('objective', config.objective, ['clip', 'policy-gradient']);
  requireClipRange('clipRange', config.clipRange);
  if (config.valueClipRange !== null) requirePositive('valueClipRange', config.valueClipRange);
  for (const name of ['valueCoef', 'entropyCoef', 'klCoef'] as const) requireAtLeastZero(name, config[name]);
  if (config.targetKl !== null) requirePositive('targetKl', config.targetKl);
}
