import type { Learner } from '../learner/learner';
import type { Random } from '../numbers/random';
import type { RolloutBuffer } from './buffer';
import { toEnvActions, type StepTarget, type TrainingEnv, type TrainingStep } from './environment';

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

/** Resets the environments and starts counting. */
export function startEpisodes(env: TrainingEnv, seed?: number): EpisodeProgress {
  const { observations } = env.reset(seed === undefined ? {} : { seed });
  return {
    observations,
    returns: new Float64Array(env.numEnvs),
    lengths: new Int32Array(env.numEnvs),
  };
}

/**
 * Fills the buffer: act, step, store, T times. Afterwards `buffer.nextValues` holds V of the state that really followed each step:
 * the next row's value inside an episode, the final observation's where a time limit cut one, and the current state's at the end
 * of the rollout. `progress` moves on; episodes run across rollouts.
 */
export function collectRollout(options: {
  readonly env: TrainingEnv;
  readonly learner: Learner;
  readonly buffer: RolloutBuffer;
  readonly progress: EpisodeProgress;
  /** draws the actions */
  readonly random: Random;
  readonly rewardScale?: number;
  /** real actions: store and score what the environments got, clipped to the bounds, in place of what was drawn; default false */
  readonly storeClippedActions?: boolean;
}): FinishedEpisodes {
  const { env, learner, buffer, progress, random, rewardScale = 1 } = options;
  const { numSteps, numEnvs } = buffer.options;
  const finished: FinishedEpisodes = { episodeReturns: [], episodeLengths: [] };
  const cuts: { index: number; observation: Float32Array }[] = [];
  const step = stepper(env, learner.observationSize);
  buffer.clear();
  for (let t = 0; t < numSteps; t++) {
    const row = buffer.addObservations(progress.observations);
    learner.actInto(buffer, row, numEnvs, random);
    const outcome = step(toEnvActions(buffer.currentActions(), learner.actionSpace, learner.config.actionDistribution));
    buffer.addOutcome(outcome, rewardScale);
    countEpisodes(outcome, progress, finished, (n) => {
      cuts.push({ index: row + n, observation: finalObservationOf(outcome, n, learner.observationSize) });
    });
    progress.observations = outcome.observations;
  }
  if (options.storeClippedActions === true) clipStoredActions(buffer, learner);
  learner.valuesInto(buffer.observations, buffer.values); // nobody needed them before, and the parameters are still the same
  fillNextValues(buffer, learner, progress.observations, cuts);
  return finished;
}

type Step = (actions: ArrayLike<number>) => TrainingStep;

/**
 * Steps the environments, into the same arrays every time if they can do that: what a step returns is then overwritten by the next
 * one, and a rollout allocates nothing per step.
 */
function stepper(env: TrainingEnv, observationSize: number): Step {
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

/** @param onCut is called for each environment that a time limit cut */
function countEpisodes(
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

/** A copy of what environment n was cut at. */
function finalObservationOf({ info }: TrainingStep, n: number, observationSize: number): Float32Array {
  if (info.finalObservation === undefined) {
    throw new TypeError(
      `env.step: environment ${n} was truncated but info.finalObservation is missing; use autoresetMode "same-step"`,
    );
  }
  return info.finalObservation.slice(n * observationSize, (n + 1) * observationSize);
}

function fillNextValues(
  buffer: RolloutBuffer,
  learner: Learner,
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
