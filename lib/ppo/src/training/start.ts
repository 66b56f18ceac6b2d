import { ppoConfig, requireSameConfig, type PpoConfig } from '../config/config';
import type { PresetName } from '../config/presets';
import type { Learner, LearnerFactory } from '../learner/learner';
import { actionWidth, isDiscrete } from '../networks/parameters';
import { Random } from '../numbers/random';
import { RolloutBuffer } from './buffer';
import { restoreState, type Checkpoint } from './checkpoint';
import { startEpisodes } from './collect';
import { makeTfjsLearner } from './defaultLearner';
import { makeEnv, type TrainingEnv } from './environment';
import { makeNormalizers, normalizedEnv } from './normalize';
import { actionSpaceOf, observationSizeOf, requireReachableActions, requireSameSpaces } from './spaces';
import type { TrainState } from './state';

export interface TrainOptions {
  /** an id for gymnasium-js's `makeVec`, or a function that makes the environments; default CartPole-v1 */
  readonly env?: string | (() => TrainingEnv);
  /** a preset's name or a whole configuration; default that of `learner` or `resume`, else `cleanrl` */
  readonly config?: PpoConfig | PresetName;
  /** the same seed gives the same run; default 1 */
  readonly seed?: number;
  /** a learner to go on training, whose configuration is the run's, or what makes one; default: the tfjs learner */
  readonly learner?: Learner | LearnerFactory;
  /** when it aborts, the iteration under way is finished and the result so far returned */
  readonly signal?: AbortSignal;
  /** reasons to stop before `config.totalTimesteps` */
  readonly stopAt?: { readonly meanReturn100?: number; readonly timesteps?: number; readonly iterations?: number };
  /** go on exactly where a checkpoint left off; env, config and seed come from it (env still has to be given if it is a function) */
  readonly resume?: Checkpoint;
  /** what makes the rollout's buffer; default `RolloutBuffer`, which a subclass may replace to store or weigh things differently */
  readonly buffer?: (options: RolloutBuffer['options']) => RolloutBuffer;
}

export const trainOptionNames = [
  'env',
  'config',
  'seed',
  'learner',
  'signal',
  'stopAt',
  'resume',
  'buffer',
] as const satisfies readonly (keyof TrainOptions)[];

/** Everything that a run needs before its first step. @throws RangeError or TypeError if an option is wrong; then nothing stays open */
export async function startTraining(options: TrainOptions): Promise<TrainState> {
  const { resume } = options;
  const config = configOf(options);
  const seed = seedOf(options);
  const root = new Random(seed, 'train');
  const streams = { env: root.stream('env'), sampling: root.stream('sampling'), shuffling: root.stream('shuffling') };
  const envSource = envOf(options);
  const bareEnv = await makeEnv(envSource, config.numEnvs);
  let made: Learner | null = null; // by this run, which frees it if it cannot begin
  try {
    checkEnv(bareEnv, config);
    const normalizers = makeNormalizers(config, bareEnv);
    const env = normalizers === null ? bareEnv : normalizedEnv(bareEnv, normalizers);
    if (resume !== undefined) requireSameSpaces('resume', resume, bareEnv);
    else if (typeof options.learner !== 'object') requireReachableActions(actionSpaceOf(bareEnv), config); // it begins anew
    const learner = await makeLearner(options.learner, env, config, root.stream('init'));
    if (learner !== options.learner) made = learner;
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
      solvedAt: options.stopAt?.meanReturn100 ?? env.spec?.rewardThreshold ?? Infinity,
    };
    if (resume !== undefined) restoreState(state, resume);
    return state;
  } catch (error) {
    made?.dispose();
    bareEnv.close();
    throw error;
  }
}

/** Where the environments come from. @throws TypeError or RangeError if a checkpoint is of other ones */
function envOf({ env, resume }: TrainOptions): NonNullable<TrainOptions['env']> {
  if (resume === undefined) return env ?? 'CartPole-v1';
  const given = env ?? resume.envId;
  if (given === null) {
    throw new TypeError(
      "env: got none, but the checkpoint's environments came from a function, which no checkpoint can hold; " +
        'give the function again: train({ resume, env })',
    );
  }
  if (typeof given === 'string' && resume.envId !== null && given !== resume.envId) {
    throw new RangeError(
      `env: got "${given}", but resume.envId is "${resume.envId}"; leave env out or make them equal`,
    );
  }
  return given;
}

function seedOf({ seed, resume }: TrainOptions): number {
  if (resume !== undefined && seed !== undefined && seed !== resume.seed) {
    throw new RangeError(`seed: got ${seed}, but resume.seed is ${resume.seed}; leave seed out or make them equal`);
  }
  return resume?.seed ?? seed ?? 1;
}

/** The run's configuration: the learner's or the checkpoint's own, or what was given. @throws RangeError if two of them differ */
function configOf({ config: given, learner, resume }: TrainOptions): PpoConfig {
  const sources = [
    ['learner.config', typeof learner === 'object' ? learner.config : undefined],
    ['resume.config', resume?.config],
    ['config', given],
  ] as const;
  const [first, ...others] = sources.flatMap(([name, config]) => (config ? [{ name, config: ppoConfig(config) }] : []));
  if (first === undefined) return ppoConfig('cleanrl');
  for (const { name, config } of others) requireSameConfig(name, config, first.name, first.config);
  return first.config;
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
  if (learner === undefined) return makeTfjsLearner(setup);
  if (typeof learner === 'function') {
    const made = await learner(setup);
    requireSameConfig('learner.config', made.config, 'config', config);
    return made;
  }
  requireSameSpaces('learner', learner, env);
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
