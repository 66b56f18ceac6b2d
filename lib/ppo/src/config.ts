import { presets, type PresetName } from './presets';
import { requireBetween, requireClipRange, requireCount, requireFinite } from './validate';

/** Every setting of a PPO run. `ppoConfig` makes one from a preset; every field is checked. */
export interface PpoConfig {
  /** Units of each hidden layer, e.g. [64, 64]. */
  readonly hiddenSizes: readonly number[];
  /** One trunk for policy and value (true), or two networks that share nothing (false). */
  readonly sharedTrunk: boolean;
  readonly activation: 'tanh' | 'relu';
  /** First weights: orthogonal with zero biases, or PyTorch's default for a linear layer, all uniform within 1 / sqrt(inputs). */
  readonly initialization: 'orthogonal' | 'torchDefault';
  /**
   * For real actions only: an unbounded normal distribution; its tanh, stretched to the action space's bounds; or a Beta distribution
   * stretched to them. The two bounded ones need an action space with finite bounds.
   */
  readonly actionDistribution: 'gaussian' | 'squashedGaussian' | 'beta';
  /** The Gaussian's mean: the network's output as it is, or the middle of the bounds plus half their width times its tanh. */
  readonly meanActivation: 'linear' | 'tanh';
  /**
   * The policy network also puts out a spread for every state (true), or the spreads are parameters of their own (false). For the two
   * Gaussians; a Beta policy's two parameters always depend on the state.
   */
  readonly stateDependentStd: boolean;
  /** From that number x to the standard deviation: exp(x), or |x| (Lecture 25; only with stateDependentStd). */
  readonly stdForm: 'exp' | 'abs';
  /** Gaussian only. What is stored and scored: the action as drawn (false), or as the environment got it, clipped (true, biased). */
  readonly storeClippedActions: boolean;
  /** Adam's rate at the start; the policy's rate if there are two optimisers. */
  readonly learningRate: number;
  /** null: one optimiser minimises the joint loss. A number: the value network has its own optimiser with this rate. */
  readonly valueLearningRate: number | null;
  readonly adamBeta1: number;
  readonly adamBeta2: number;
  readonly adamEpsilon: number;
  /** Share of the learning rate that is left at totalTimesteps, falling linearly; null keeps it constant. */
  readonly annealTo: number | null;
  /** Environment steps of a whole run, all environments together; also the length of the annealing. */
  readonly totalTimesteps: number;
  /** N, environments stepped side by side. */
  readonly numEnvs: number;
  /** T, steps of each environment between two updates; a rollout has T * N samples. */
  readonly numSteps: number;
  /** Passes over each rollout. */
  readonly numEpochs: number;
  /** Passes of the value network's own optimiser; null: as numEpochs. Used only with valueLearningRate. */
  readonly valueEpochs: number | null;
  /** B, samples per gradient step; must divide T * N, or the last minibatch of an epoch is smaller. */
  readonly minibatchSize: number;
  /** Minibatches in random order (true) or in the order of the rollout (false). */
  readonly shuffle: boolean;
  readonly gamma: number;
  readonly gaeLambda: number;
  /** What the critic learns: advantages + values, or the discounted reward-to-go. */
  readonly valueTarget: 'lambda-return' | 'reward-to-go';
  readonly normalizeAdvantages: 'minibatch' | 'batch' | false;
  /** What the policy descends: PPO's clipped objective, or -A log pi, the plain policy gradient of A2C. */
  readonly objective: 'clip' | 'policy-gradient';
  readonly clipRange: number;
  /** How far the value may move from its rollout value before its loss is clipped, in reward units; null: no clipping. */
  readonly valueClipRange: number | null;
  /** Weight of the value loss, which is half the mean squared error. */
  readonly valueCoef: number;
  readonly entropyCoef: number;
  /** Weight of a KL(old || new) penalty (its k3 estimate) in the loss; 0: none. */
  readonly klCoef: number;
  /** Gradients longer than this are scaled down to it; null: never. */
  readonly maxGradNorm: number | null;
  /** Stop the epochs of an update after one whose mean approximate KL exceeds this; null: never. */
  readonly targetKl: number | null;
  /** Rewards are multiplied by this before learning; reported returns are not. */
  readonly rewardScale: number;
  /** Observations are centred and scaled by running statistics, which are part of a checkpoint. */
  readonly normalizeObservations: boolean;
  /** Rewards are scaled by the running standard deviation of the discounted return; reported returns are not. */
  readonly normalizeRewards: boolean;
  /** true: a time limit is not an end, the value of the final observation counts. false: treated as an end (as ppo.py). */
  readonly bootstrapAtTruncation: boolean;
}

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
export function validateConfig(config: PpoConfig): void {
  checkNetwork(config);
  checkRealActions(config);
  checkOptimiser(config);
  checkRollout(config);
  checkLoss(config);
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
