import { requireOneOf } from '../config/choices';
import { requireAtLeastZero } from '../numbers/floats';
import { requireBetween, requireClipRange, requireCount, requirePositive } from '../numbers/validate';
import type { RelativeConfig } from '../relatives/loop';
import { mergeSettings } from '../relatives/settings';

/** Every setting of a recurrent PPO run; what `PpoConfig` has too means what it means there. */
export interface RecurrentConfig extends RelativeConfig {
  /** H, units of the GRU: how many numbers the policy can remember */
  readonly stateSize: number;
  /** false: the state is forgotten at every step, so that the same network acts on what it sees now alone */
  readonly memory: boolean;
  /** L, steps that a gradient goes back at most: rollouts are learned from in sequences of so many steps; the last may be shorter */
  readonly sequenceLength: number;
  /**
   * What sequences begin with: the states that the policy that acted was in ('stored', which grow stale as the parameters move), or states
   * computed anew from the rollout's first one before every pass ('recomputed').
   */
  readonly states: 'stored' | 'recomputed';
  readonly learningRate: number;
  readonly annealTo: number | null;
  readonly adamEpsilon: number;
  readonly maxGradNorm: number | null;
  readonly gamma: number;
  readonly gaeLambda: number;
  readonly clipRange: number;
  readonly entropyCoef: number;
  readonly valueCoef: number;
  readonly numEpochs: number;
  /** B, samples per gradient step: whole sequences, so a multiple of sequenceLength */
  readonly minibatchSize: number;
  readonly rewardScale: number;
}

/** Tuned for CartPole-v1 without velocities (position in m, angle in tenths of a radian), on seeds 1 to 40. */
const defaults: RecurrentConfig = {
  stateSize: 16,
  memory: true,
  sequenceLength: 16,
  states: 'stored',
  learningRate: 0.005,
  annealTo: 0,
  adamEpsilon: 1e-5,
  maxGradNorm: 0.5,
  gamma: 0.995,
  gaeLambda: 0.95,
  clipRange: 0.1,
  entropyCoef: 0,
  valueCoef: 0.5,
  numEpochs: 4,
  minibatchSize: 64,
  rewardScale: 0.02,
  totalTimesteps: 150_000,
  numEnvs: 8,
  numSteps: 128,
};

/**
 * A checked configuration of recurrent PPO: the defaults, tuned for CartPole-v1 without velocities, with some settings replaced.
 * @throws RangeError or TypeError that names the setting, its value and what is allowed
 */
export function recurrentConfig(settings: Partial<RecurrentConfig> = {}): RecurrentConfig {
  const config = mergeSettings('recurrentPpo', defaults, settings);
  const counts = ['stateSize', 'sequenceLength', 'numEpochs', 'minibatchSize'] as const;
  for (const name of [...counts, 'totalTimesteps', 'numEnvs', 'numSteps'] as const) requireCount(name, config[name]);
  requireOneOf('memory', config.memory, [true, false]);
  requireOneOf('states', config.states, ['stored', 'recomputed']);
  for (const name of ['learningRate', 'adamEpsilon', 'rewardScale'] as const) requirePositive(name, config[name]);
  for (const name of ['gamma', 'gaeLambda'] as const) requireBetween(name, config[name], 0, 1);
  for (const name of ['entropyCoef', 'valueCoef'] as const) requireAtLeastZero(name, config[name]);
  if (config.annealTo !== null) requireBetween('annealTo', config.annealTo, 0, 1);
  if (config.maxGradNorm !== null) requirePositive('maxGradNorm', config.maxGradNorm);
  requireClipRange('clipRange', config.clipRange);
  checkLengths(config);
  return Object.freeze(config);
}

function checkLengths({ sequenceLength, numSteps, minibatchSize }: RecurrentConfig): void {
  if (sequenceLength > numSteps) {
    throw new RangeError(
      `sequenceLength: got ${sequenceLength}, must be at most numSteps = ${numSteps}; lower it or collect longer rollouts`,
    );
  }
  if (minibatchSize % sequenceLength === 0) return;
  throw new RangeError(
    `minibatchSize: got ${minibatchSize}, must be a multiple of sequenceLength = ${sequenceLength}, since minibatches are whole sequences`,
  );
}
