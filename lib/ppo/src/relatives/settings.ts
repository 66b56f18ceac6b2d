import { nearestFirst } from 'gymnasium-js';
import { choices, requireOneOf } from '../config/choices';
import type { PpoConfig } from '../config/types';
import { annealedRate } from '../networks/adam';
import { requireSizes } from '../networks/parameters';
import { describe, requireBetween, requireCount, requirePositive } from '../numbers/validate';
import type { RelativeConfig } from './loop';

/** Settings that every relative has, with the names and meanings that they have in `PpoConfig`. */
export interface CommonSettings extends RelativeConfig {
  /** units of each hidden layer, of every network */
  readonly hiddenSizes: readonly number[];
  readonly activation: PpoConfig['activation'];
  readonly initialization: PpoConfig['initialization'];
  /** Adam's rate at the start */
  readonly learningRate: number;
  /** share of the learning rates that is left at totalTimesteps, falling linearly; null keeps them constant */
  readonly annealTo: number | null;
  readonly adamEpsilon: number;
  /** gradients longer than this are scaled down to it; null: never */
  readonly maxGradNorm: number | null;
  readonly gamma: number;
  /** samples per gradient step */
  readonly minibatchSize: number;
  /** rewards are multiplied by this before learning; reported returns are not */
  readonly rewardScale: number;
}

/** Defaults with some settings replaced. @throws TypeError unless they are settings, RangeError that names the first that is unknown and the nearest */
export function mergeSettings<Config extends object>(
  name: string,
  defaults: Config,
  settings: Partial<Config>,
): Config {
  if (typeof settings !== 'object' || (settings as object | null) === null || Array.isArray(settings)) {
    throw new TypeError(`${name}: config: got ${describe(settings)}, expected settings such as { learningRate: 1e-3 }`);
  }
  const known = Object.keys(defaults);
  for (const field of Object.keys(settings)) {
    if (known.includes(field)) continue;
    throw new RangeError(
      `${field}: not a setting of ${name}, the nearest is ${nearestFirst(field, known)[0]}; the settings are ${known.join(', ')}`,
    );
  }
  return { ...defaults, ...settings };
}

/**
 * A whole configuration: defaults with some settings replaced, checked and frozen.
 * @param name what it configures, for errors   @throws TypeError or RangeError at the first setting that is unknown or out of range
 */
export function configure<Config extends CommonSettings>(
  name: string,
  defaults: Config,
  settings: Partial<Config>,
  check: (config: Config) => void,
): Config {
  const config = mergeSettings(name, defaults, settings);
  checkCommon(config);
  check(config);
  return Object.freeze({ ...config, hiddenSizes: Object.freeze([...config.hiddenSizes]) });
}

function checkCommon(config: CommonSettings): void {
  for (const name of ['totalTimesteps', 'numEnvs', 'numSteps', 'minibatchSize'] as const)
    requireCount(name, config[name]);
  requireSizes('hiddenSizes', config.hiddenSizes);
  requireOneOf('activation', config.activation, choices.activation);
  requireOneOf('initialization', config.initialization, choices.initialization);
  for (const name of ['learningRate', 'adamEpsilon', 'rewardScale'] as const) requirePositive(name, config[name]);
  if (config.annealTo !== null) requireBetween('annealTo', config.annealTo, 0, 1);
  if (config.maxGradNorm !== null) requirePositive('maxGradNorm', config.maxGradNorm);
  requireBetween('gamma', config.gamma, 0, 1);
}

/** The share of the learning rates that is left in an iteration, 1, 2, ... */
export function rateShare(config: RelativeConfig & Pick<CommonSettings, 'annealTo'>, iteration: number): number {
  const { annealTo, totalTimesteps, numEnvs, numSteps } = config;
  const numIterations = Math.max(1, Math.floor(totalTimesteps / (numEnvs * numSteps)));
  return annealedRate({ learningRate: 1, annealTo, iteration, numIterations });
}

/** Settings of what explores by random actions: a share of `explorationStart` at first, falling linearly to `explorationEnd`. */
export interface ExplorationSettings {
  /** share of random actions at the beginning */
  readonly explorationStart: number;
  /** and from the moment on when `explorationFraction` of totalTimesteps have been made */
  readonly explorationEnd: number;
  readonly explorationFraction: number;
}

export function checkExploration(config: ExplorationSettings): void {
  for (const name of ['explorationStart', 'explorationEnd', 'explorationFraction'] as const) {
    requireBetween(name, config[name], 0, 1);
  }
}

/**
 * The share of random actions after so many steps. Mnih et al. 2015, methods.
 * @example explorationRate({ explorationStart: 1, explorationEnd: 0.1, explorationFraction: 0.5, totalTimesteps: 100 }, 25) // 0.55
 */
export function explorationRate(config: ExplorationSettings & { totalTimesteps: number }, timesteps: number): number {
  const { explorationStart: start, explorationEnd: end, explorationFraction, totalTimesteps } = config;
  const length = explorationFraction * totalTimesteps;
  return timesteps >= length ? end : start + (end - start) * (timesteps / length);
}

/** Settings of a learner with a replay buffer. */
export interface ReplaySettings {
  /** transitions that the replay buffer holds */
  readonly bufferSize: number;
  /** steps, of all environments together, before the first gradient step */
  readonly learningStarts: number;
  /** steps, of all environments together, from one round of gradient steps to the next */
  readonly trainEvery: number;
  /** gradient steps in such a round */
  readonly gradientSteps: number;
  /** false: a time limit counts as an end (wrong, and common); true: the value of the state it cut at counts */
  readonly bootstrapAtTruncation: boolean;
}

export function checkReplay(config: ReplaySettings & CommonSettings): void {
  for (const name of ['bufferSize', 'learningStarts', 'trainEvery', 'gradientSteps'] as const) {
    requireCount(name, config[name]);
  }
  requireOneOf('bootstrapAtTruncation', config.bootstrapAtTruncation, [true, false]);
  if (config.trainEvery % config.numEnvs !== 0) {
    throw new RangeError(
      `trainEvery: got ${config.trainEvery}, must be a multiple of numEnvs = ${config.numEnvs}, which are stepped together`,
    );
  }
}

/** Mean over the gradient steps of an iteration; 0 where there was none. */
export class Means<Name extends string> {
  count = 0;
  private readonly sums: Record<Name, number>;

  constructor(private readonly names: readonly Name[]) {
    this.sums = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  }

  add(report: Readonly<Record<Name, number>>): void {
    this.count++;
    for (const name of this.names) this.sums[name] += report[name];
  }

  means(): Record<Name, number> {
    const entries = this.names.map((name) => [name, this.count === 0 ? 0 : this.sums[name] / this.count]);
    return Object.fromEntries(entries) as Record<Name, number>;
  }
}
