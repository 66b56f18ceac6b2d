import { requireSameConfig, type PpoConfig } from '../config/config';
import type { Learner, LearnerFactory } from '../learner/learner';
import { actionWidth, isDiscrete } from '../networks/parameters';
import { requireMethods } from '../numbers/objects';
import { Random } from '../numbers/random';
import { RolloutBuffer } from './buffer';
import { beginEpisodes } from './begin';
import { restoreState } from './checkpoint';
import { requireCheckpoint } from './checkpointShape';
import { makeTfjsLearner } from './defaultLearner';
import { makeEnv, type TrainingEnv } from './environment';
import type { Normalizers } from './normalize';
import { makeNormalizers, normalizedEnv } from './normalizedEnv';
import type { Workers } from '../workers/workers';
import { RemoteRollouts } from './remoteRollouts';
import { requireForWorkers } from './remoteState';
import {
  actionSpaceOf,
  observationSizeOf,
  plainActionSpace,
  requireReachableActions,
  requireSameSpaces,
} from './spaces';
import type { TrainState } from './state';
import { configOf, envOf, seedOf, type TrainOptions } from './trainOptions';

/** Everything that a run needs before its first step. @throws RangeError or TypeError if an option is wrong; then nothing stays open */
export async function startTraining(options: TrainOptions): Promise<TrainState> {
  const { resume } = options;
  if (resume !== undefined) requireCheckpoint('resume', resume);
  const config = configOf(options);
  const seed = seedOf(options);
  const root = new Random(seed, 'train');
  const streams = { env: root.stream('env'), sampling: root.stream('sampling'), shuffling: root.stream('shuffling') };
  const envSource = envOf(options);
  const envId = typeof envSource === 'string' ? envSource : null;
  if (options.workers !== undefined) {
    requireForWorkers(options.workers, envId);
  }
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
    const envSeed = streams.env.integer(2 ** 31);
    const random = root.stream('stagger');
    const progress = beginEpisodes({ bareEnv, env, normalizers, config, seed: envSeed, random });
    const state: TrainState = {
      env,
      envId,
      learner,
      remote: makeRemote(options.workers, { envId, seed, config, learner, envSeed, normalizers }),
      normalizers,
      config,
      klCoef: config.klCoef,
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
    await options.workers?.close();
    throw error;
  }
}

function makeRemote(
  workers: Workers | undefined,
  run: {
    envId: string | null;
    seed: number;
    config: PpoConfig;
    learner: Learner;
    envSeed: number;
    normalizers: Normalizers | null;
  },
): RemoteRollouts | null {
  const { envId, seed, config, learner, envSeed, normalizers } = run;
  if (workers === undefined || envId === null) return null;
  const { observationSize, actionSpace } = learner;
  const setup = { envId, seed, config, observationSize, actionSpace: plainActionSpace(actionSpace) };
  return new RemoteRollouts(workers, setup, envSeed, normalizers);
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
    requireMethods('learner', made, ['actInto', 'update'], 'a learner, or a function that makes one');
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
