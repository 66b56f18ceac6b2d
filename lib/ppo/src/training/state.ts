import type { PpoConfig } from '../config/config';
import type { Learner } from '../learner/learner';
import type { Random } from '../numbers/random';
import { mean } from '../numbers/stats';
import type { RolloutBuffer } from './buffer';
import type { EpisodeProgress, FinishedEpisodes } from './collect';
import type { TrainingEnv } from './environment';
import type { Normalizers } from './normalize';
import type { UpdateReport } from './update';

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

export function recordOf(
  state: TrainState,
  report: UpdateReport,
  { episodeReturns, episodeLengths }: FinishedEpisodes,
  learningRate: number,
): TrainRecord {
  return {
    ...report,
    ...state.counters,
    meanReturn100: meanReturn(state),
    episodeReturns,
    episodeLengths,
    explainedVariance: state.buffer.explainedVariance(),
    learningRate,
    solved: isSolved(state),
  };
}

/** How many returns the mean return is over. */
const NUM_RECENT = 100;

/** Adds returns to the recent ones, of which the last 100 stay. One at a time: a rollout may end more episodes than a call takes. */
export function keepRecent(recentReturns: number[], newer: readonly number[]): void {
  for (const episodeReturn of newer.slice(-NUM_RECENT)) recentReturns.push(episodeReturn);
  recentReturns.splice(0, recentReturns.length - NUM_RECENT);
}

export function meanReturn(state: TrainState): number | null {
  return state.recentReturns.length === 0 ? null : mean(state.recentReturns);
}

function isSolved(state: TrainState): boolean {
  return state.recentReturns.length === NUM_RECENT && mean(state.recentReturns) >= state.solvedAt;
}
