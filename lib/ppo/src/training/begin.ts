import type { PpoConfig } from '../config/config';
import type { Random } from '../numbers/random';
import { startEpisodes, type EpisodeProgress } from './collect';
import type { TrainingEnv } from './environment';
import type { Normalizers } from './normalize';
import { staggerEpisodes } from './stagger';

/**
 * The first episodes of a run, staggered if the configuration says so. The environments themselves are moved on; what they show then is
 * seen through the normalisers, which do not count the way.
 * @param options.share which of the run's environments these are, if they are a part: the first one's number, and how many there are
 */
export function beginEpisodes(options: {
  readonly bareEnv: TrainingEnv;
  /** `bareEnv` seen through the normalisers */
  readonly env: TrainingEnv;
  readonly normalizers: Normalizers | null;
  readonly config: PpoConfig;
  readonly seed: number;
  /** draws the actions of the way */
  readonly random: Random;
  readonly share?: { readonly first: number; readonly total: number };
}): EpisodeProgress {
  const { bareEnv, env, normalizers, config, seed, random, share } = options;
  const progress = startEpisodes(env, seed);
  if (config.staggerSteps === 0) return progress;
  const before = progress.observations;
  staggerEpisodes(bareEnv, progress, config.staggerSteps, random, share);
  const isMoved = progress.observations !== before;
  if (normalizers !== null && isMoved) progress.observations = normalizers.apply(progress.observations);
  return progress;
}
