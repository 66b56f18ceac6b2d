import { requireOneOf } from '../config/choices';
import { requireKnownOptions, requireMethods } from '../numbers/objects';
import type { Learner, RolloutActor } from '../learner/learner';
import { requireRandom, type Random } from '../numbers/random';
import { requireArray, requireCount, requireObject, requirePositive } from '../numbers/validate';
import type { RolloutBuffer } from './buffer';
import { toEnvActions, type StepTarget, type TrainingEnv, type TrainingStep } from './environment';
import { observationSizeOf } from './spaces';
import {
  atStep,
  finalObservationOf,
  firstNotFinite,
  requireObservations,
  requireOutcome,
  requireRewards,
  requireStart,
} from './outcome';

/** Where the environments stand between two rollouts. */
export interface EpisodeProgress {
  /** [N,O] what the environments show now */
  observations: Float32Array;
  /** [N] reward of the running episodes so far, neither discounted nor scaled */
  readonly returns: Float64Array;
  /** [N] steps of the running episodes so far */
  readonly lengths: Int32Array;
}

/** The episodes that ended during a rollout, in the order in which they ended. */
export interface FinishedEpisodes {
  readonly episodeReturns: number[];
  readonly episodeLengths: number[];
}

/** Resets the environments and starts counting. @throws TypeError or RangeError if the reset gives no observations [N,O] */
export function startEpisodes(env: TrainingEnv, seed?: number): EpisodeProgress {
  requireMethods('env', env, ['reset', 'step'], 'environments side by side, such as makeVec makes');
  const start = env.reset(seed === undefined ? {} : { seed });
  requireStart(start, env, observationSizeOf(env));
  return {
    observations: start.observations,
    returns: new Float64Array(env.numEnvs),
    lengths: new Int32Array(env.numEnvs),
  };
}

export interface RolloutOptions {
  readonly env: TrainingEnv;
  readonly learner: RolloutActor;
  readonly buffer: RolloutBuffer;
  readonly progress: EpisodeProgress;
  /** draws the actions */
  readonly random: Random;
  readonly rewardScale?: number;
  /** real actions: store and score what the environments got, clipped to the bounds, in place of what was drawn; default false */
  readonly storeClippedActions?: boolean;
  /** steps that each environment has made before, for what errors say; default 0 */
  readonly stepsBefore?: number;
}

const rolloutOptionNames = [
  'env',
  'learner',
  'buffer',
  'progress',
  'random',
  'rewardScale',
  'storeClippedActions',
  'stepsBefore',
] as const satisfies readonly (keyof RolloutOptions)[];

function requireRolloutOptions(options: RolloutOptions): void {
  requireKnownOptions('collectRollout', options, rolloutOptionNames);
  const { env, learner, buffer, progress, random, rewardScale = 1, stepsBefore = 0 } = options;
  requireMethods('env', env, ['step'], 'environments side by side, such as makeVec makes');
  requireMethods('learner', learner, ['actInto', 'values', 'valuesInto'], 'a learner');
  requireMethods('buffer', buffer, ['addObservations', 'addOutcome'], 'a RolloutBuffer');
  requireObject('progress', progress, 'what startEpisodes returns');
  for (const column of ['observations', 'returns', 'lengths'] as const) {
    requireArray(`progress.${column}`, progress[column]);
  }
  requireRandom('random', random);
  requirePositive('rewardScale', rewardScale);
  requireOneOf('storeClippedActions', options.storeClippedActions ?? false, [true, false]);
  requireCount('stepsBefore', stepsBefore, 0);
}

/**
 * Fills the buffer: act, step, store, T times. Afterwards `buffer.nextValues` holds V of the state that really followed each step:
 * the next row's value inside an episode, the final observation's where a time limit cut one, and the current state's at the end
 * of the rollout. `progress` moves on; episodes run across rollouts.
 */
export function collectRollout(options: RolloutOptions): FinishedEpisodes {
  requireRolloutOptions(options);
  const { env, learner, buffer, progress, random, rewardScale = 1, stepsBefore = 0 } = options;
  const { numSteps, numEnvs } = buffer.options;
  const { observationSize, actionSpace, config } = learner;
  const finished: FinishedEpisodes = { episodeReturns: [], episodeLengths: [] };
  const cuts: { index: number; observation: Float32Array }[] = [];
  const step = stepper(env, observationSize);
  buffer.clear();
  let at = stepsBefore; // the step that errors name: the one that showed the observations, then the one under way
  try {
    for (let t = 0; t < numSteps; t++) {
      const row = buffer.addObservations(progress.observations);
      actOn(buffer, row, learner, random);
      at++;
      const outcome = step(toEnvActions(buffer.currentActions(), actionSpace, config.actionDistribution));
      requireOutcome(outcome, numEnvs, observationSize);
      buffer.addOutcome(outcome, rewardScale);
      countEpisodes(outcome, progress, finished, (n) => {
        cuts.push({ index: row + n, observation: finalObservationOf(outcome, n, numEnvs, observationSize) });
      });
      progress.observations = outcome.observations;
    }
    requireObservations(progress.observations, observationSize);
    const bad = firstNotFinite(buffer.rewards);
    if (bad >= 0) at = stepsBefore + 1 + Math.floor(bad / numEnvs);
    if (bad >= 0) requireRewards(buffer.rewards.subarray(bad - (bad % numEnvs)));
  } catch (error) {
    throw atStep(error, at, env);
  }
  if (options.storeClippedActions === true) clipStoredActions(buffer, learner as Learner);
  learner.valuesInto(buffer.observations, buffer.values); // nobody needed them before, and the parameters are still the same
  fillNextValues(buffer, learner, progress.observations, cuts);
  return finished;
}

/** Learners refuse what is not finite; which environment showed it, only the rollout knows. */
function actOn(buffer: RolloutBuffer, row: number, learner: RolloutActor, random: Random): void {
  const { numEnvs } = buffer.options;
  try {
    learner.actInto(buffer, row, numEnvs, random);
  } catch (error) {
    const size = learner.observationSize;
    requireObservations(buffer.observations.subarray(row * size, (row + numEnvs) * size), size);
    throw error;
  }
}

/** A step of all environments, as `TrainingEnv.step`. */
export type Step = (actions: ArrayLike<number>) => TrainingStep;

/**
 * Steps the environments, into the same arrays every time if they can do that: what a step returns is then overwritten by the next
 * one, and a rollout allocates nothing per step.
 */
export function stepper(env: TrainingEnv, observationSize: number): Step {
  if (env.stepInto === undefined) return (actions) => env.step(actions);
  const { numEnvs } = env;
  const target: StepTarget = {
    observations: new Float32Array(numEnvs * observationSize),
    rewards: new Float64Array(numEnvs),
    terminated: new Uint8Array(numEnvs),
    truncated: new Uint8Array(numEnvs),
    finalObservations: new Float32Array(numEnvs * observationSize),
  };
  const outcome: TrainingStep = { ...target, info: { finalObservation: target.finalObservations } };
  return (actions) => {
    env.stepInto?.(actions, target);
    return outcome;
  };
}

/** Clipped actions are scored in blocks of so many rows: always the same size, and seldom many more than there are. */
const CLIPPED_BLOCK = 8;

/**
 * Lecture 25's way: actions are stored as the environments got them, with the density that the policy, which has not changed since it
 * acted, gives to the clipped ones. That is not the probability of being clipped there, so the mean ratio is no longer 1.
 */
function clipStoredActions(buffer: RolloutBuffer, learner: Learner): void {
  const { actions } = buffer;
  if (!(actions instanceof Float32Array)) return;
  const clipped = toEnvActions(actions, learner.actionSpace);
  const { actionWidth } = buffer.options;
  const rows: number[] = [];
  for (let i = 0; i < actions.length; i++) {
    const row = Math.floor(i / actionWidth);
    if (actions[i] !== clipped[i] && rows[rows.length - 1] !== row) rows.push(row);
  }
  actions.set(clipped);
  for (let start = 0; start < rows.length; start += CLIPPED_BLOCK) {
    const last = rows.length - 1;
    const block = Array.from({ length: CLIPPED_BLOCK }, (_, k) => rows[Math.min(start + k, last)]);
    const { observations, actions: taken } = buffer.gather(block);
    const { logProbs } = learner.evaluate(observations, taken);
    block.forEach((row, k) => (buffer.logProbs[row] = logProbs[k]));
  }
}

/** Adds a step's rewards to the running episodes and takes note of those that ended. @param onCut is called for each environment that a time limit cut */
export function countEpisodes(
  { rewards, terminated, truncated }: TrainingStep,
  progress: EpisodeProgress,
  finished: FinishedEpisodes,
  onCut: (n: number) => void,
): void {
  const { returns, lengths } = progress;
  for (let n = 0; n < returns.length; n++) {
    returns[n] += rewards[n];
    lengths[n]++;
    if (!terminated[n] && !truncated[n]) continue;
    if (!terminated[n]) onCut(n);
    finished.episodeReturns.push(returns[n]);
    finished.episodeLengths.push(lengths[n]);
    returns[n] = 0;
    lengths[n] = 0;
  }
}

function fillNextValues(
  buffer: RolloutBuffer,
  learner: RolloutActor,
  lastObservations: Float32Array,
  cuts: readonly { index: number; observation: Float32Array }[],
): void {
  const { numEnvs } = buffer.options;
  const lastRow = buffer.size - numEnvs;
  buffer.nextValues.set(buffer.values.subarray(numEnvs));
  buffer.nextValues.set(learner.values(lastObservations), lastRow);
  for (let i = 0; i < buffer.size; i++) if (buffer.terminated[i]) buffer.nextValues[i] = 0;
  if (cuts.length === 0) return;
  const size = learner.observationSize;
  const finals = new Float32Array(cuts.length * size);
  cuts.forEach(({ observation }, i) => finals.set(observation, i * size));
  const values = learner.values(finals);
  cuts.forEach(({ index }, i) => (buffer.nextValues[index] = values[i]));
}
