import { mean } from '../numbers/stats';
import type { FinishedEpisodes } from './collect';

/** How far a run has come: what the records of every algorithm have. */
export interface ProgressRecord {
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
  /** 100 episodes have finished and the mean of the last 100 returns has reached the threshold */
  readonly solved: boolean;
}

/** What of a run's state says how far it has come, whatever the algorithm. */
export interface ProgressState {
  /** undiscounted returns of the last 100 finished episodes, oldest first */
  readonly recentReturns: number[];
  readonly counters: { iteration: number; timesteps: number; gradientSteps: number; episodes: number };
  /** the mean return that counts as solved */
  readonly solvedAt: number;
}

/** Takes note of an iteration's finished episodes, and says how far the run has come. */
export function progressOf(state: ProgressState, { episodeReturns, episodeLengths }: FinishedEpisodes): ProgressRecord {
  state.counters.episodes += episodeReturns.length;
  keepRecent(state.recentReturns, episodeReturns);
  return {
    ...state.counters,
    meanReturn100: meanReturn(state),
    episodeReturns,
    episodeLengths,
    solved: isSolved(state),
  };
}

/** What a run came to: what the results of every algorithm have. */
export interface RunResult<Config> {
  readonly config: Config;
  readonly seed: number;
  readonly iterations: number;
  readonly timesteps: number;
  readonly gradientSteps: number;
  readonly episodes: number;
  readonly meanReturn100: number | null;
  readonly solved: boolean;
  /** true if `signal` ended the run */
  readonly interrupted: boolean;
  /** what the environments threw when they were closed after the last iteration, which costs the run nothing; usually null */
  readonly closeError: unknown;
}

/** The part of a result that the progress tells. */
export function countsOf(
  state: ProgressState,
): Omit<RunResult<never>, 'config' | 'seed' | 'solved' | 'interrupted' | 'closeError'> {
  const { iteration, timesteps, gradientSteps, episodes } = state.counters;
  return { iterations: iteration, timesteps, gradientSteps, episodes, meanReturn100: meanReturn(state) };
}

/** Reasons to stop before `totalTimesteps`. */
export interface StopAt {
  readonly meanReturn100?: number;
  readonly timesteps?: number;
  readonly iterations?: number;
}

/** Whether a run is over: no room for another iteration of so many steps, or a reason of `stopAt`. @param last record, null before the first */
export function isFinished(
  { counters: { timesteps, iteration } }: ProgressState,
  last: { readonly solved: boolean } | null,
  size: { readonly totalTimesteps: number; readonly stepsPerIteration: number },
  stopAt: StopAt | undefined,
): boolean {
  if (timesteps >= (stopAt?.timesteps ?? Infinity) || iteration >= (stopAt?.iterations ?? Infinity)) return true;
  if (stopAt?.meanReturn100 !== undefined && last?.solved) return true;
  return timesteps + size.stepsPerIteration > size.totalTimesteps && iteration > 0;
}

/** How many returns the mean return is over. */
const NUM_RECENT = 100;

/** Adds returns to the recent ones, of which the last 100 stay. One at a time: a rollout may end more episodes than a call takes. */
export function keepRecent(recentReturns: number[], newer: readonly number[]): void {
  for (const episodeReturn of newer.slice(-NUM_RECENT)) recentReturns.push(episodeReturn);
  recentReturns.splice(0, recentReturns.length - NUM_RECENT);
}

export function meanReturn(state: ProgressState): number | null {
  return state.recentReturns.length === 0 ? null : mean(state.recentReturns);
}

function isSolved(state: ProgressState): boolean {
  return state.recentReturns.length === NUM_RECENT && mean(state.recentReturns) >= state.solvedAt;
}
