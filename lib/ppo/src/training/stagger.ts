import { actionWidth, isDiscrete, type ActionSpace } from '../networks/parameters';
import type { Random } from '../numbers/random';
import type { EpisodeProgress } from './collect';
import { toEnvActions, type TrainingEnv } from './environment';
import { requireOutcome, requireStart } from './outcome';
import { actionSpaceOf, observationSizeOf } from './spaces';

/**
 * Spreads the environments over an episode of `staggerSteps` = L steps: environment n begins training n L / N steps into one. Otherwise
 * episodes that only a time limit ends all end in the same step, for the whole run, and a rollout shorter than they are holds only one
 * part of an episode at a time (arXiv 2511.21011). The steps until then are random ones; nothing is learned from them.
 * @param share which environments these are, if they are a part: the first one's number and how many there are in all
 * @param env as it is, not normalised   @param progress of its first episodes, right after `startEpisodes`, is moved on
 * @throws RangeError if the environments cannot be reset one at a time
 */
export function staggerEpisodes(
  env: TrainingEnv,
  progress: EpisodeProgress,
  staggerSteps: number,
  random: Random,
  share: { readonly first: number; readonly total: number } = { first: 0, total: env.numEnvs },
): void {
  const ahead = (n: number): number => Math.floor(((share.first + n) * staggerSteps) / share.total);
  const aheads = Array.from({ length: env.numEnvs }, (_, n) => ahead(n));
  const last = aheads[env.numEnvs - 1]; // the last environment goes first: it has the longest way
  for (let t = 1; t <= last; t++) {
    stepAtRandom(env, progress, random);
    const resetMask = Uint8Array.from(aheads, (ahead) => (last - ahead === t ? 1 : 0));
    if (resetMask.includes(1)) restart(env, progress, resetMask);
  }
}

function stepAtRandom(env: TrainingEnv, progress: EpisodeProgress, random: Random): void {
  const outcome = env.step(randomActions(env, random));
  requireOutcome(outcome, env.numEnvs, observationSizeOf(env));
  const { observations, rewards, terminated, truncated } = outcome;
  progress.observations = observations;
  for (let n = 0; n < env.numEnvs; n++) {
    progress.returns[n] += rewards[n];
    progress.lengths[n]++;
    if (terminated[n] || truncated[n]) forget(progress, n);
  }
}

function restart(env: TrainingEnv, progress: EpisodeProgress, resetMask: Uint8Array): void {
  const size = observationSizeOf(env);
  const start = env.reset({ options: { resetMask } });
  requireStart(start, env, size);
  for (let i = 0; i < start.observations.length; i++) {
    const n = Math.floor(i / size);
    if (resetMask[n] === 1 || Object.is(start.observations[i], progress.observations[i])) continue;
    throw new RangeError(
      `env.reset: began a new episode of environment ${n} although options.resetMask[${n}] is 0; staggerSteps needs environments ` +
        'that can be reset one at a time, such as those of makeVec, so set it to 0 or take such',
    );
  }
  progress.observations = start.observations;
  for (let n = 0; n < resetMask.length; n++) if (resetMask[n] === 1) forget(progress, n);
}

function forget({ returns, lengths }: EpisodeProgress, n: number): void {
  returns[n] = 0;
  lengths[n] = 0;
}

/** One action for every environment, all equally likely; where a range has no end, from a standard normal distribution. */
function randomActions(env: TrainingEnv, random: Random): ArrayLike<number> {
  const space: ActionSpace = actionSpaceOf(env);
  if (isDiscrete(space)) {
    return toEnvActions(
      Int32Array.from({ length: env.numEnvs }, () => random.integer(space.n)),
      space,
    );
  }
  const width = actionWidth(space);
  const component = (k: number): number => {
    const [low, high] = [space.low[k], space.high[k]];
    return Number.isFinite(high - low) ? random.uniform(low, high) : random.normal();
  };
  return toEnvActions(
    Float32Array.from({ length: env.numEnvs * width }, (_, i) => component(i % width)),
    space,
  );
}
