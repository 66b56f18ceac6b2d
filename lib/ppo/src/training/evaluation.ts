import { makeEnv, toEnvActions, type TrainingEnv, type TrainingStep } from './environment';
import type { Actor } from '../learner/learner';
import { Random } from '../numbers/random';
import { startEpisodes } from './collect';
import type { Normalizers } from './normalize';
import { requireCount } from '../numbers/validate';
import { requireKnownOptions, requireMethods } from '../numbers/objects';
import { atStep, requireObservations, requireOutcome, requireRewards } from './outcome';
import { requireSameSpaces } from './spaces';

export interface EvaluationResult {
  /** [episodes] undiscounted, in the order in which the episodes were begun */
  readonly episodeReturns: number[];
  readonly episodeLengths: number[];
}

const optionNames = ['learner', 'env', 'episodes', 'numEnvs', 'seed', 'deterministic', 'normalizers'];

/**
 * Plays whole episodes with a fixed policy, greedily unless asked otherwise. Every environment plays the same number of episodes, so
 * that short ones do not crowd out long ones. A policy trained on normalised observations needs its statistics, which stay as they are.
 * @param options.episodes how many, default 100   @param options.numEnvs how many side by side, default 10; must divide episodes
 * @throws TypeError at an unknown option; RangeError if the learner or the statistics were made for other observations or actions
 */
export async function evaluatePolicy(options: {
  readonly learner: Actor;
  readonly env?: string | (() => TrainingEnv);
  readonly episodes?: number;
  readonly numEnvs?: number;
  readonly seed?: number;
  readonly deterministic?: boolean;
  /** `normalizers` of the training result, or null */
  readonly normalizers?: Normalizers | null;
}): Promise<EvaluationResult> {
  requireKnownOptions('evaluatePolicy', options, optionNames);
  const { learner, env: source = 'CartPole-v1', episodes = 100, seed = 1, deterministic = true } = options;
  requireMethods('learner', learner, ['act'], 'a learner');
  requireCount('episodes', episodes);
  const numEnvs = options.numEnvs ?? (episodes % 10 === 0 ? 10 : 1);
  const env = await makeEnv(source, numEnvs);
  if (episodes % env.numEnvs !== 0) {
    env.close();
    throw new RangeError(`episodes: got ${episodes}, must be a multiple of the number of environments, ${env.numEnvs}`);
  }
  try {
    const { normalizers = null } = options;
    requireSameSpaces('learner', learner, env);
    normalizers?.requireFor(env);
    return playEpisodes(env, learner, episodes / env.numEnvs, { seed, deterministic, normalizers });
  } finally {
    env.close();
  }
}

function playEpisodes(
  env: TrainingEnv,
  learner: Actor,
  each: number,
  options: { seed: number; deterministic: boolean; normalizers: Normalizers | null },
): EvaluationResult {
  const random = new Random(options.seed, 'evaluation');
  const progress = startEpisodes(env, random.stream('env').integer(2 ** 31));
  const finished = Array.from({ length: env.numEnvs }, () => ({ returns: [] as number[], lengths: [] as number[] }));
  for (let step = 1; finished.some(({ returns }) => returns.length < each); step++) {
    const seen = options.normalizers?.apply(progress.observations) ?? progress.observations;
    const { actions } = learner.act(seen, random, { deterministic: options.deterministic });
    const outcome = env.step(toEnvActions(actions, learner.actionSpace, learner.config.actionDistribution));
    checkOutcome(outcome, learner.observationSize, step, env);
    for (let n = 0; n < env.numEnvs; n++) {
      progress.returns[n] += outcome.rewards[n];
      progress.lengths[n]++;
      if (!outcome.terminated[n] && !outcome.truncated[n]) continue;
      if (finished[n].returns.length < each) {
        finished[n].returns.push(progress.returns[n]);
        finished[n].lengths.push(progress.lengths[n]);
      }
      progress.returns[n] = 0;
      progress.lengths[n] = 0;
      learner.forget?.(n);
    }
    progress.observations = outcome.observations;
  }
  return {
    episodeReturns: interleave(finished.map(({ returns }) => returns)),
    episodeLengths: interleave(finished.map(({ lengths }) => lengths)),
  };
}

/** @throws what names the step and the environment that gave something impossible */
function checkOutcome(outcome: TrainingStep, observationSize: number, step: number, env: TrainingEnv): void {
  try {
    requireOutcome(outcome, env.numEnvs, observationSize);
    requireRewards(outcome.rewards);
    requireObservations(outcome.observations, observationSize);
  } catch (error) {
    throw atStep(error, step, env);
  }
}

/** The first of every environment, then the second of every environment, ... */
function interleave(columns: readonly number[][]): number[] {
  return columns[0].flatMap((_, k) => columns.map((column) => column[k]));
}
