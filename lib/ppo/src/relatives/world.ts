import { requireFunction, requireMethods } from '../numbers/objects';
import { requireArray, requireCount, requireNumbers, requirePositive } from '../numbers/validate';
import {
  countEpisodes,
  startEpisodes,
  stepper,
  type EpisodeProgress,
  type FinishedEpisodes,
  type Step,
} from '../training/collect';
import type { TrainingEnv } from '../training/environment';
import { atStep, finalObservationOf, requireObservations, requireOutcome, requireRewards } from '../training/outcome';
import { observationSizeOf } from '../training/spaces';
import type { Steps } from './replayBuffer';

/**
 * The environments of a run as a learner with a memory sees them: one step at a time, each with the state that really followed it. What is
 * impossible (a NaN, a missing final observation) is refused with step and environment.
 */
export class World {
  readonly numEnvs: number;
  readonly observationSize: number;
  /** episodes that ended since `takeFinished` */
  private finished: FinishedEpisodes = { episodeReturns: [], episodeLengths: [] };
  private readonly progress: EpisodeProgress;
  private readonly stepEnv: Step;
  private readonly followed: Float32Array;
  private steps = 0;

  /** Resets the environments. @param rewardScale rewards are multiplied by this before they are learned from */
  constructor(
    readonly env: TrainingEnv,
    seed: number,
    private readonly rewardScale: number,
  ) {
    requireMethods('env', env, ['reset', 'step'], 'environments, such as makeVec makes');
    requireCount('seed', seed, 0);
    requirePositive('rewardScale', rewardScale);
    this.numEnvs = env.numEnvs;
    this.observationSize = observationSizeOf(env);
    this.stepEnv = stepper(env, this.observationSize);
    this.progress = startEpisodes(env, seed);
    this.progress.observations = this.progress.observations.slice();
    this.followed = new Float32Array(env.numEnvs * this.observationSize);
  }

  /** [N,O] what the environments show now; overwritten by the next step */
  get observations(): Float32Array {
    return this.progress.observations;
  }

  /**
   * One step of every environment.
   * @param actions as policies count or draw them, which are kept   @param envActions as the environments take them
   * @param store gets the transitions, whose arrays the next step overwrites
   */
  step(actions: ArrayLike<number>, envActions: ArrayLike<number>, store: (steps: Steps) => void): void {
    const { numEnvs, observationSize: size, progress, followed } = this;
    requireArray('actions', actions);
    requireNumbers('envActions', envActions);
    requireFunction('store', store, 'a function that takes the transitions');
    this.steps++;
    try {
      const outcome = this.stepEnv(envActions);
      requireOutcome(outcome, numEnvs, size);
      requireRewards(outcome.rewards);
      requireObservations(outcome.observations, size);
      const final = outcome.info.finalObservation;
      followed.set(outcome.observations);
      for (let n = 0; n < numEnvs; n++) {
        if (final === undefined || !outcome.terminated[n]) continue;
        followed.set(final.subarray(n * size, (n + 1) * size), n * size); // nobody learns from it, but it is what was reached
      }
      countEpisodes(outcome, progress, this.finished, (n) => {
        followed.set(finalObservationOf(outcome, n, numEnvs, size), n * size);
      });
      const { terminated, truncated } = outcome;
      const rewards = Array.from(outcome.rewards, (reward) => reward * this.rewardScale);
      store({
        observations: progress.observations,
        actions,
        rewards,
        nextObservations: followed,
        terminated,
        truncated,
      });
      progress.observations.set(outcome.observations);
    } catch (error) {
      throw atStep(error, this.steps, this.env);
    }
  }

  /** The episodes that ended since the last call. */
  takeFinished(): FinishedEpisodes {
    const { finished } = this;
    this.finished = { episodeReturns: [], episodeLengths: [] };
    return finished;
  }
}
