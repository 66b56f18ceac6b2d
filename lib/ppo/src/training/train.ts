import { makeEnv } from './makeEnv';
import { actionSpaceOf, observationSizeOf, type TrainingEnv } from './environment';
import { makeCheckpoint, restoreState, type Checkpoint } from './checkpoint';
import type { TrainState } from './trainState';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { PresetName } from '../config/presets';
import type { Learner, LearnerFactory } from '../learner/learner';
import { makeNormalizers, normalizedEnv, type Normalizers } from './normalize';
import { actionWidth, isDiscrete } from '../networks/parameters';
import { Random } from '../numbers/random';
import { collectRollout, RolloutBuffer, startEpisodes, type FinishedEpisodes } from './rollout';
import { annealedRate } from '../networks/adam';
import { mean } from '../numbers/stats';
import { updatePolicy, type UpdateReport } from './update';
import { makeTfjsLearner } from './defaultLearner';
import { breathe } from './breathe';
import { requireCount, requireFinite } from '../numbers/validate';

/** One iteration of training: a rollout and its update. All means are over every minibatch of the update. */
export interface TrainRecord extends Omit<UpdateReport, 'gradientSteps'> {
  /** 1, 2, ... */
  readonly iteration: number;
  /** environment steps so far, all environments together */
  readonly timesteps: number;
  /** gradient steps so far */
  readonly gradientSteps: number;
  /** episodes finished so far */
  readonly episodes: number;
  /** mean undiscounted return of the last 100 finished episodes (fewer at first); null before the first */
  readonly meanReturn100: number | null;
  /** of the episodes that finished in this iteration */
  readonly episodeReturns: readonly number[];
  readonly episodeLengths: readonly number[];
  /** of the values that the critic gave while acting, against the returns it is then trained on */
  readonly explainedVariance: number;
  readonly learningRate: number;
  /** 100 episodes have finished and the mean of the last 100 returns has reached the threshold */
  readonly solved: boolean;
}

export interface TrainOptions {
  /** an id for gymnasium-js's `makeVec`, or a function that makes the environments; default CartPole-v1 */
  readonly env?: string | (() => TrainingEnv);
  /** a preset's name or a whole configuration */
  readonly config?: PpoConfig | PresetName;
  /** the same seed gives the same run; default 1 */
  readonly seed?: number;
  /** a learner to go on training, or what makes one; default: the tfjs learner */
  readonly learner?: Learner | LearnerFactory;
  /** when it aborts, the iteration under way is finished and the result so far returned */
  readonly signal?: AbortSignal;
  /** reasons to stop before `config.totalTimesteps` */
  readonly stopAt?: { readonly meanReturn100?: number; readonly timesteps?: number; readonly iterations?: number };
  /** go on exactly where a checkpoint left off; env, config and seed come from it (env still has to be given if it is a function) */
  readonly resume?: Checkpoint;
  /** as in `collectRollout`; default true */
  readonly copyObservations?: boolean;
  /** what makes the rollout's buffer; default `RolloutBuffer`, which a subclass may replace to store or weigh things differently */
  readonly buffer?: (options: RolloutBuffer['options']) => RolloutBuffer;
}

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

/**
 * Trains with PPO. Yields one record per iteration and returns the learner with what it took; neither prints nor plots.
 * @throws RangeError or TypeError before the first step if an option is wrong; RangeError if training diverges
 * @example
 * const generator = train({ config: 'lessonTfjs', seed: 1, stopAt: { meanReturn100: 475 } });
 * const { result } = await run(generator, { id: 'cartpole', alt: '...' }); // notebook-kit
 */
export async function* train(options: TrainOptions = {}): AsyncGenerator<TrainRecord, TrainResult, void> {
  const { signal } = options;
  checkStopAt(options.stopAt);
  const state = await startTraining(options);
  let isKept = typeof options.learner === 'object';
  try {
    let record: TrainRecord | null = null;
    while (!signal?.aborted && !isFinished(state, record, options.stopAt)) {
      record = trainOneIteration(state);
      yield record;
      await breathe();
    }
    isKept = true;
    return resultOf(state, record?.solved ?? false, signal?.aborted ?? false);
  } finally {
    if (!isKept) state.learner.dispose();
    state.env.close();
  }
}

function checkStopAt(stopAt: TrainOptions['stopAt']): void {
  if (stopAt?.meanReturn100 !== undefined) requireFinite('stopAt.meanReturn100', stopAt.meanReturn100);
  if (stopAt?.timesteps !== undefined) requireCount('stopAt.timesteps', stopAt.timesteps);
  if (stopAt?.iterations !== undefined) requireCount('stopAt.iterations', stopAt.iterations);
}

function isFinished(state: TrainState, record: TrainRecord | null, stopAt: TrainOptions['stopAt']): boolean {
  const { timesteps, iteration } = state.counters;
  if (timesteps >= (stopAt?.timesteps ?? Infinity) || iteration >= (stopAt?.iterations ?? Infinity)) return true;
  if (stopAt?.meanReturn100 !== undefined && record?.solved) return true;
  return timesteps + state.buffer.size > state.config.totalTimesteps && iteration > 0;
}

async function startTraining(options: TrainOptions): Promise<TrainState> {
  const { resume } = options;
  const config = ppoConfig(resume?.config ?? options.config ?? 'cleanrl');
  const seed = resume?.seed ?? options.seed ?? 1;
  const root = new Random(seed, 'train');
  const streams = { env: root.stream('env'), sampling: root.stream('sampling'), shuffling: root.stream('shuffling') };
  const envSource = options.env ?? resume?.envId ?? 'CartPole-v1';
  const bareEnv = await makeEnv(envSource, config.numEnvs);
  try {
    checkEnv(bareEnv, config);
    const normalizers = makeNormalizers(config, bareEnv);
    const env = normalizers === null ? bareEnv : normalizedEnv(bareEnv, normalizers);
    const learner = await makeLearner(options.learner, env, config, root.stream('init'));
    const progress = startEpisodes(env, streams.env.integer(2 ** 31));
    const state: TrainState = {
      env,
      envId: typeof envSource === 'string' ? envSource : null,
      learner,
      normalizers,
      config,
      seed,
      buffer: makeBuffer(learner, config, options.buffer),
      progress,
      streams,
      recentReturns: [],
      counters: { iteration: 0, timesteps: 0, gradientSteps: 0, episodes: 0 },
      copyObservations: options.copyObservations ?? true,
      solvedAt: options.stopAt?.meanReturn100 ?? env.spec?.rewardThreshold ?? Infinity,
    };
    if (resume !== undefined) restoreState(state, resume);
    return state;
  } catch (error) {
    bareEnv.close();
    throw error;
  }
}

function checkEnv(env: TrainingEnv, config: PpoConfig): void {
  if (env.numEnvs !== config.numEnvs) {
    throw new RangeError(
      `env.numEnvs: got ${env.numEnvs}, the configuration says numEnvs = ${config.numEnvs}; make them equal`,
    );
  }
}

async function makeLearner(
  learner: Learner | LearnerFactory | undefined,
  env: TrainingEnv,
  config: PpoConfig,
  random: Random,
): Promise<Learner> {
  const setup = { observationSize: observationSizeOf(env), actionSpace: actionSpaceOf(env), config, random };
  if (typeof learner === 'function') return learner(setup);
  if (learner === undefined) return makeTfjsLearner(setup);
  if (learner.observationSize !== setup.observationSize) {
    throw new RangeError(
      `learner.observationSize: got ${learner.observationSize}, the environment has ${setup.observationSize}`,
    );
  }
  return learner;
}

function makeBuffer(learner: Learner, config: PpoConfig, make: TrainOptions['buffer']): RolloutBuffer {
  const { observationSize, actionSpace } = learner;
  const options = {
    numSteps: config.numSteps,
    numEnvs: config.numEnvs,
    observationSize,
    actionWidth: actionWidth(actionSpace),
    discrete: isDiscrete(actionSpace),
  };
  return make === undefined ? new RolloutBuffer(options) : make(options);
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
    copyObservations: state.copyObservations,
    storeClippedActions: config.storeClippedActions,
  });
  buffer.computeAdvantages(config);
  const report = updatePolicy({ learner, buffer, config, ...rates, random: streams.shuffling });
  counters.timesteps += buffer.size;
  counters.gradientSteps += report.gradientSteps;
  counters.episodes += finished.episodeReturns.length;
  recentReturns.push(...finished.episodeReturns);
  recentReturns.splice(0, recentReturns.length - 100);
  return recordOf(state, report, finished, rates.learningRate);
}

/** One literal: spreading three objects into a fourth took a twentieth of a short run. */
function recordOf(
  state: TrainState,
  report: UpdateReport,
  { episodeReturns, episodeLengths }: FinishedEpisodes,
  learningRate: number,
): TrainRecord {
  const { iteration, timesteps, gradientSteps, episodes } = state.counters;
  return {
    iteration,
    timesteps,
    gradientSteps,
    episodes,
    meanReturn100: meanReturn(state),
    episodeReturns,
    episodeLengths,
    explainedVariance: state.buffer.explainedVariance(),
    learningRate,
    solved: isSolved(state),
    policyLoss: report.policyLoss,
    valueLoss: report.valueLoss,
    entropy: report.entropy,
    klK1: report.klK1,
    klK2: report.klK2,
    approxKl: report.approxKl,
    clipFraction: report.clipFraction,
    deadFraction: report.deadFraction,
    gradNorm: report.gradNorm,
    ratioMin: report.ratioMin,
    ratioMax: report.ratioMax,
    firstRatioMin: report.firstRatioMin,
    firstRatioMax: report.firstRatioMax,
    lastPolicyLoss: report.lastPolicyLoss,
    lastValueLoss: report.lastValueLoss,
    lastEntropy: report.lastEntropy,
    epochs: report.epochs,
  };
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

function meanReturn(state: TrainState): number | null {
  return state.recentReturns.length === 0 ? null : mean(state.recentReturns);
}

function isSolved(state: TrainState): boolean {
  return state.recentReturns.length === 100 && mean(state.recentReturns) >= state.solvedAt;
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
