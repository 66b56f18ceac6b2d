import { makeTfjsLearner } from './defaultLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { Learner, LearnerFactory, OptimizerState } from '../learner/learner';
import type { NormalizerState } from './normalize';
import type { ActionSpace } from '../networks/parameters';
import { Random, type RandomState } from '../numbers/random';
import { plainActionSpace } from './spaces';
import { keepRecent, type TrainState } from './state';

/** Everything a run needs to go on as if it had never stopped. Plain data; holds copies, so later training does not change it. */
export interface Checkpoint {
  readonly config: PpoConfig;
  readonly seed: number;
  /** null if the environments came from a function; then give the function again to resume */
  readonly envId: string | null;
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly counters: { iteration: number; timesteps: number; gradientSteps: number; episodes: number };
  readonly parameters: Float32Array;
  readonly optimizer: OptimizerState;
  readonly streams: { readonly env: RandomState; readonly sampling: RandomState; readonly shuffling: RandomState };
  readonly progress: { observations: Float32Array; returns: Float64Array; lengths: Int32Array };
  readonly recentReturns: readonly number[];
  /** what the environments saved of themselves; null if they cannot */
  readonly env: unknown;
  /** running statistics, see `Normalizers.from`; null (missing in older files) where nothing is normalised */
  readonly normalizers?: NormalizerState | null;
}

/** A checkpoint of a run as it stands. */
export function makeCheckpoint(state: TrainState): Checkpoint {
  const { learner, progress, streams } = state;
  return {
    config: state.config,
    seed: state.seed,
    envId: state.envId,
    observationSize: learner.observationSize,
    actionSpace: plainActionSpace(learner.actionSpace),
    counters: { ...state.counters },
    parameters: learner.getParameters(),
    optimizer: learner.getOptimizerState(),
    streams: {
      env: streams.env.getState(),
      sampling: streams.sampling.getState(),
      shuffling: streams.shuffling.getState(),
    },
    progress: {
      observations: progress.observations.slice(),
      returns: progress.returns.slice(),
      lengths: progress.lengths.slice(),
    },
    recentReturns: [...state.recentReturns],
    env: state.env.getState?.() ?? null,
    normalizers: state.normalizers?.getState() ?? null,
  };
}

/**
 * Puts a fresh run where the checkpoint was. If the environments could not save themselves, they start new episodes instead, from a
 * seed of their own stream: still reproducible, but not the run that would have been.
 * @throws RangeError if the checkpoint lacks the statistics that its run needs, or its numbers do not fit the learner
 */
export function restoreState(state: TrainState, checkpoint: Checkpoint): void {
  const { learner, streams, progress, env } = state;
  if (state.normalizers !== null && !checkpoint.normalizers) {
    throw new RangeError(
      'resume.normalizers: got none, but resume.config normalises; use a checkpoint of the whole run',
    );
  }
  learner.setParameters(checkpoint.parameters);
  learner.setOptimizerState(checkpoint.optimizer);
  for (const name of ['env', 'sampling', 'shuffling'] as const) streams[name].setState(checkpoint.streams[name]);
  Object.assign(state.counters, checkpoint.counters);
  keepRecent(state.recentReturns, checkpoint.recentReturns);
  if (checkpoint.normalizers) state.normalizers?.setState(checkpoint.normalizers);
  if (checkpoint.env === null || env.setState === undefined) {
    progress.observations = env.reset({ seed: streams.env.integer(2 ** 31) }).observations.slice();
    return;
  }
  env.setState(checkpoint.env as never);
  progress.observations = checkpoint.progress.observations.slice();
  progress.returns.set(checkpoint.progress.returns);
  progress.lengths.set(checkpoint.progress.lengths);
}

/** A learner with a checkpoint's weights and optimiser, to act or to train on. Yours to dispose. */
export async function restoreLearner(checkpoint: Checkpoint, factory?: LearnerFactory): Promise<Learner> {
  const { observationSize, actionSpace, seed } = checkpoint;
  const config = ppoConfig(checkpoint.config); // also fills in what older checkpoints lack
  const setup = { observationSize, actionSpace, config, random: new Random(seed, 'restore') };
  const learner = await (factory ?? makeTfjsLearner)(setup);
  learner.setParameters(checkpoint.parameters);
  learner.setOptimizerState(checkpoint.optimizer);
  return learner;
}
