import { makeTfjsLearner } from './defaultLearner';
import { ppoConfig } from '../config/config';
import type { Learner, LearnerFactory } from '../learner/learner';
import { requireFunction, requireMethods } from '../numbers/objects';
import { Random } from '../numbers/random';
import { requireCheckpoint, type Checkpoint } from './checkpointShape';
import { refuseSlots } from './remoteState';
import { plainActionSpace } from './spaces';
import { keepRecent } from './progress';
import type { TrainState } from './state';

export type { Checkpoint } from './checkpointShape';

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
    klCoef: state.klCoef,
    env: state.remote === null ? (state.env.getState?.() ?? null) : state.remote.getState(),
    normalizers: state.normalizers?.getState() ?? null,
  };
}

/**
 * Puts a fresh run where the checkpoint was. If the environments could not save themselves, they start new episodes instead, from a
 * seed of their own stream: still reproducible, but not the run that would have been, and one printed sentence says so.
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
  setOptimizer(learner, checkpoint, 'resume');
  for (const name of ['env', 'sampling', 'shuffling'] as const) streams[name].setState(checkpoint.streams[name]);
  Object.assign(state.counters, checkpoint.counters);
  keepRecent(state.recentReturns, checkpoint.recentReturns);
  state.klCoef = checkpoint.klCoef ?? state.config.klCoef;
  if (checkpoint.normalizers) state.normalizers?.setState(checkpoint.normalizers);
  if (state.remote === null) refuseSlots(checkpoint.env);
  else state.remote.setState(checkpoint.env, checkpoint.progress);
  if (checkpoint.env === null || env.setState === undefined) {
    console.log(notExact(state, checkpoint.env === null));
    progress.observations = env.reset({ seed: streams.env.integer(2 ** 31) }).observations.slice();
    return;
  }
  if (state.remote === null) env.setState(checkpoint.env as never);
  progress.observations = checkpoint.progress.observations.slice();
  progress.returns.set(checkpoint.progress.returns);
  progress.lengths.set(checkpoint.progress.lengths);
}

/** The one thing that training prints. */
function notExact({ env, envId }: TrainState, couldNotSave: boolean): string {
  const name = envId ?? env.spec?.id ?? 'the environment';
  const why = couldNotSave
    ? 'could not save its state (it has no getState)'
    : 'cannot take a saved state (it has no setState)';
  return (
    `train: ${name} ${why}, so this run goes on with new episodes: the same ones whenever this checkpoint is resumed, ` +
    'but not those of a run without the stop. Give the environment getState and setState to resume exactly.'
  );
}

/** A learner with a checkpoint's weights and optimiser, to act or to train on. Yours to dispose. */
export async function restoreLearner(checkpoint: Checkpoint, factory?: LearnerFactory): Promise<Learner> {
  requireCheckpoint('checkpoint', checkpoint);
  if (factory !== undefined) requireFunction('factory', factory, 'what makes a learner, such as compiledLearner');
  const { observationSize, actionSpace, seed } = checkpoint;
  const config = ppoConfig(checkpoint.config); // also fills in what older checkpoints lack
  const setup = { observationSize, actionSpace, config, random: new Random(seed, 'restore') };
  const learner = await (factory ?? makeTfjsLearner)(setup);
  requireMethods('factory', learner, ['setParameters', 'setOptimizerState'], 'what makes a learner');
  learner.setParameters(checkpoint.parameters);
  setOptimizer(learner, checkpoint, 'checkpoint');
  return learner;
}

/** How many optimisers there are, and of which size, only the learner knows. @throws its error, which says whose state it was */
function setOptimizer(learner: Learner, checkpoint: Checkpoint, name: string): void {
  try {
    learner.setOptimizerState(checkpoint.optimizer);
  } catch (error) {
    const message = `${name}.optimizer: ${error instanceof Error ? error.message : String(error)}`;
    throw error instanceof TypeError
      ? new TypeError(message, { cause: error })
      : new RangeError(message, { cause: error });
  }
}
