import type { PpoConfig } from '../config/config';
import type { Learner } from '../learner/learner';
import { annealedRate } from '../networks/adam';
import { adaptedKlCoef } from '../numbers/objectives';
import { klEstimates } from '../numbers/surrogate';
import { requireKnownOptions } from '../numbers/objects';
import { checkStopAt } from './options';
import { breathe, Run } from './run';
import { withCheckpoint } from './failure';
import { makeCheckpoint, type Checkpoint } from './checkpoint';
import { CheckpointSchedule } from './checkpointKeeper';
import { collectRollout, type FinishedEpisodes } from './collect';
import { closeError } from './environment';
import type { Normalizers } from './normalize';
import { countsOf, isFinished, type RunResult } from './progress';
import { recordOf, type TrainRecord, type TrainState } from './state';
import { startTraining } from './start';
import { trainOptionNames, type TrainOptions } from './trainOptions';
import { updatePolicy } from './update';

export type { TrainRecord } from './state';
export type { TrainOptions } from './trainOptions';

export interface TrainResult extends RunResult<PpoConfig> {
  /** the trained learner; yours to dispose */
  readonly learner: Learner;
  /** what the learner's observations have to go through (`apply`); null if the configuration normalises nothing */
  readonly normalizers: Normalizers | null;
  /** everything needed to go on from here, as of now */
  readonly checkpoint: Checkpoint;
}

/** A training run: iterate over it for its records, await `result` for what it came to. */
export type Training = Run<TrainRecord, TrainResult>;

/**
 * Trains with PPO: one record per iteration, and at the end the learner with what it took; plots nothing, and prints nothing but a
 * sentence where a resumed run cannot go on exactly. Nothing happens before the first record or the result is asked for.
 * To leave the loop early (`break`) or to abort `signal` keeps what was learned:
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
  const schedule = new CheckpointSchedule(options.checkpoints);
  const state = await startTraining(options);
  let last = options.resume ?? null; // everything learned up to the end of the last whole iteration
  let isKept = typeof options.learner === 'object';
  let isOpen = true;
  try {
    await schedule.begin(state.counters.iteration);
    let record: TrainRecord | null = null;
    const size = { totalTimesteps: state.config.totalTimesteps, stepsPerIteration: state.buffer.size };
    while (!signal.aborted && !isFinished(state, record, size, options.stopAt)) {
      record = await trainOneIteration(state);
      last = makeCheckpoint(state);
      await schedule.after(last);
      yield record;
      await breathe();
    }
    const result = resultOf(state, record?.solved ?? false, signal.aborted);
    await schedule.end(last);
    isKept = true;
    isOpen = false;
    return { ...result, closeError: closeError(state.env) };
  } catch (error) {
    await schedule.end(last).catch(() => undefined); // what went wrong before says more
    throw withCheckpoint(error, last);
  } finally {
    if (isOpen) closeError(state.env); // what went wrong before says more
    await state.remote?.workers.close();
    if (!isKept) state.learner.dispose();
  }
}

async function trainOneIteration(state: TrainState): Promise<TrainRecord> {
  const { learner, buffer, config, streams, counters } = state;
  counters.iteration++;
  const rates = learningRates(config, counters.iteration);
  const finished = await playRollout(state);
  buffer.computeAdvantages(config);
  const { klCoef } = state;
  const penalty = config.klTarget === null ? {} : { klCoef }; // else the learner's configuration says it
  const report = updatePolicy({ learner, buffer, config, ...rates, ...penalty, random: streams.shuffling });
  const klAfterUpdate = adaptPenalty(state);
  counters.timesteps += buffer.size;
  counters.gradientSteps += report.gradientSteps;
  return recordOf(state, report, finished, rates.learningRate, { klCoef, klAfterUpdate });
}

/** The paper's adaptive penalty: measures how far the update went and sets the weight for the next one. @returns the KL, null without a target */
function adaptPenalty(state: TrainState): number | null {
  const { learner, buffer, config } = state;
  if (config.klTarget === null) return null;
  const { logProbs } = learner.evaluate(buffer.observations, buffer.actions);
  const { k3 } = klEstimates({ logProbs, oldLogProbs: buffer.logProbs });
  state.klCoef = adaptedKlCoef(state.klCoef, k3, config.klTarget);
  return k3;
}

/** The rollout of this iteration, played by the workers or here. */
function playRollout(state: TrainState): FinishedEpisodes | Promise<FinishedEpisodes> {
  const { env, learner, remote, buffer, progress, config, streams, counters } = state;
  if (remote !== null) return remote.collect(counters.iteration, learner.getParameters(), buffer, progress);
  return collectRollout({
    env,
    learner,
    buffer,
    progress,
    random: streams.sampling,
    rewardScale: config.rewardScale,
    storeClippedActions: config.storeClippedActions,
    stepsBefore: counters.timesteps / config.numEnvs,
  });
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

function resultOf(state: TrainState, solved: boolean, interrupted: boolean): Omit<TrainResult, 'closeError'> {
  return {
    learner: state.learner,
    normalizers: state.normalizers,
    config: state.config,
    seed: state.seed,
    ...countsOf(state),
    solved,
    interrupted,
    checkpoint: makeCheckpoint(state),
  };
}
