import type { PpoConfig } from '../config/config';
import type { Learner } from '../learner/learner';
import { annealedRate } from '../networks/adam';
import { checkStopAt, requireKnownOptions } from './options';
import { breathe, Run } from './run';
import { withCheckpoint } from './failure';
import { makeCheckpoint, type Checkpoint } from './checkpoint';
import { collectRollout } from './collect';
import type { Normalizers } from './normalize';
import { keepRecent, meanReturn, recordOf, type TrainRecord, type TrainState } from './state';
import { startTraining, trainOptionNames, type TrainOptions } from './start';
import { updatePolicy } from './update';

export type { TrainRecord } from './state';
export type { TrainOptions } from './start';

export interface TrainResult {
  /** the trained learner; yours to dispose */
  readonly learner: Learner;
  /** what the learner's observations have to go through (`apply`); null if the configuration normalises nothing */
  readonly normalizers: Normalizers | null;
  readonly config: PpoConfig;
  readonly seed: number;
  readonly iterations: number;
  readonly timesteps: number;
  readonly gradientSteps: number;
  readonly episodes: number;
  readonly meanReturn100: number | null;
  readonly solved: boolean;
  /** true if `signal` ended the run */
  readonly interrupted: boolean;
  /** everything needed to go on from here, as of now */
  readonly checkpoint: Checkpoint;
}

/** A training run: iterate over it for its records, await `result` for what it came to. */
export type Training = Run<TrainRecord, TrainResult>;

/**
 * Trains with PPO: one record per iteration, and at the end the learner with what it took; neither prints nor plots. Nothing happens
 * before the first record or the result is asked for. To leave the loop early (`break`) or to abort `signal` keeps what was learned:
 * `result` is then that of the iterations that were made.
 * @throws RangeError or TypeError before the first step if an option is wrong; RangeError if training diverges; whatever the environments
 *   throw. Nothing learned is lost: `error.checkpoint` is the checkpoint of the end of the last whole iteration (from the second one on)
 * @example
 * const training = train({ config: 'lessonTfjs', seed: 1, stopAt: { meanReturn100: 475 } });
 * for await (const { timesteps, meanReturn100 } of training) console.log(timesteps, meanReturn100);
 * const { learner } = await training.result;
 */
export function train(options: TrainOptions = {}): Training {
  const { signal } = (options as TrainOptions | null) ?? {}; // null is refused where everything wrong is
  return new Run((interrupt) => iterations(options, interrupt), signal);
}

async function* iterations(options: TrainOptions, signal: AbortSignal): AsyncGenerator<TrainRecord, TrainResult, void> {
  requireKnownOptions('train', options, trainOptionNames);
  checkStopAt(options.stopAt);
  const state = await startTraining(options);
  let last = options.resume ?? null; // everything learned up to the end of the last whole iteration
  let isOpen = true;
  let isKept = typeof options.learner === 'object';
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false; // also if it fails: once is enough
    state.env.close();
  };
  try {
    let record: TrainRecord | null = null;
    while (!signal.aborted && !isFinished(state, record, options.stopAt)) {
      record = trainOneIteration(state);
      last = makeCheckpoint(state);
      yield record;
      await breathe();
    }
    const result = resultOf(state, record?.solved ?? false, signal.aborted);
    close();
    isKept = true;
    return result;
  } catch (error) {
    throw withCheckpoint(error, last);
  } finally {
    if (!isKept) state.learner.dispose();
    closeAfterFailure(close);
  }
}

/** What went wrong before says more than environments that cannot be closed after it. */
function closeAfterFailure(close: () => void): void {
  try {
    close();
  } catch {
    // the run has its error already
  }
}

function isFinished(state: TrainState, record: TrainRecord | null, stopAt: TrainOptions['stopAt']): boolean {
  const { timesteps, iteration } = state.counters;
  if (timesteps >= (stopAt?.timesteps ?? Infinity) || iteration >= (stopAt?.iterations ?? Infinity)) return true;
  if (stopAt?.meanReturn100 !== undefined && record?.solved) return true;
  return timesteps + state.buffer.size > state.config.totalTimesteps && iteration > 0;
}

function trainOneIteration(state: TrainState): TrainRecord {
  const { env, learner, buffer, progress, config, streams, counters, recentReturns } = state;
  counters.iteration++;
  const rates = learningRates(config, counters.iteration);
  const finished = collectRollout({
    env,
    learner,
    buffer,
    progress,
    random: streams.sampling,
    rewardScale: config.rewardScale,
    storeClippedActions: config.storeClippedActions,
  });
  buffer.computeAdvantages(config);
  const report = updatePolicy({ learner, buffer, config, ...rates, random: streams.shuffling });
  counters.timesteps += buffer.size;
  counters.gradientSteps += report.gradientSteps;
  counters.episodes += finished.episodeReturns.length;
  keepRecent(recentReturns, finished.episodeReturns);
  return recordOf(state, report, finished, rates.learningRate);
}

function learningRates(config: PpoConfig, iteration: number): { learningRate: number; valueLearningRate: number } {
  const numIterations = Math.max(1, Math.floor(config.totalTimesteps / (config.numEnvs * config.numSteps)));
  const { annealTo } = config;
  const at = (learningRate: number): number => annealedRate({ learningRate, annealTo, iteration, numIterations });
  return {
    learningRate: at(config.learningRate),
    valueLearningRate: at(config.valueLearningRate ?? config.learningRate),
  };
}

function resultOf(state: TrainState, solved: boolean, interrupted: boolean): TrainResult {
  const { iteration, timesteps, gradientSteps, episodes } = state.counters;
  return {
    learner: state.learner,
    normalizers: state.normalizers,
    config: state.config,
    seed: state.seed,
    iterations: iteration,
    timesteps,
    gradientSteps,
    episodes,
    meanReturn100: meanReturn(state),
    solved,
    interrupted,
    checkpoint: makeCheckpoint(state),
  };
}
