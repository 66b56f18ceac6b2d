import type { FinishedEpisodes } from './collect';
import type { TrainState } from './trainState';
import type { UpdateReport } from './update';
import { mean } from '../numbers/stats';

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

/** One literal: spreading three objects into a fourth took a twentieth of a short run. */
export function recordOf(
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

export function meanReturn(state: TrainState): number | null {
  return state.recentReturns.length === 0 ? null : mean(state.recentReturns);
}

function isSolved(state: TrainState): boolean {
  return state.recentReturns.length === 100 && mean(state.recentReturns) >= state.solvedAt;
}
