import type { PpoConfig } from '../config/config';
import type { TrainingEnv } from './environment';
import type { Learner } from '../learner/learner';
import type { Normalizers } from './normalize';
import type { Random } from '../numbers/random';
import type { RolloutBuffer } from './buffer';
import type { EpisodeProgress } from './collect';

/** Everything that changes during a run. */
export interface TrainState {
  readonly env: TrainingEnv;
  readonly envId: string | null;
  readonly learner: Learner;
  /** the running statistics through which `env` is seen; null where nothing is normalised */
  readonly normalizers: Normalizers | null;
  readonly config: PpoConfig;
  readonly seed: number;
  readonly buffer: RolloutBuffer;
  readonly progress: EpisodeProgress;
  readonly streams: { readonly env: Random; readonly sampling: Random; readonly shuffling: Random };
  /** undiscounted returns of the last 100 finished episodes, oldest first */
  readonly recentReturns: number[];
  readonly counters: { iteration: number; timesteps: number; gradientSteps: number; episodes: number };
  readonly solvedAt: number;
}
