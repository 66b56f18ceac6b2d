import type { PpoConfig } from '../config/config';
import type { Learner } from '../learner/learner';
import { isDiscrete } from '../networks/parameters';
import type { Random } from '../numbers/random';
import type { RolloutBuffer } from './buffer';
import type { EpisodeProgress, FinishedEpisodes } from './collect';
import type { TrainingEnv } from './environment';
import type { Normalizers } from './normalize';
import { progressOf, type ProgressRecord, type ProgressState } from './progress';
import type { RemoteRollouts } from './remoteRollouts';
import type { UpdateReport } from './update';

/** Everything that changes during a run. */
export interface TrainState extends ProgressState {
  readonly env: TrainingEnv;
  readonly envId: string | null;
  readonly learner: Learner;
  /** the workers that play the rollouts; null where they are played here */
  readonly remote: RemoteRollouts | null;
  /** the running statistics through which `env` is seen; null where nothing is normalised */
  readonly normalizers: Normalizers | null;
  readonly config: PpoConfig;
  readonly seed: number;
  readonly buffer: RolloutBuffer;
  readonly progress: EpisodeProgress;
  /** of the next update: changes only with `config.klTarget` */
  klCoef: number;
  readonly streams: { readonly env: Random; readonly sampling: Random; readonly shuffling: Random };
}

/** One iteration of training: a rollout and its update. All means are over every minibatch of the update. */
export interface TrainRecord extends Omit<UpdateReport, 'gradientSteps'>, ProgressRecord {
  /** of the values that the critic gave while acting, against the returns it is then trained on */
  readonly explainedVariance: number;
  readonly learningRate: number;
  /** weight of the KL penalty in this iteration's update */
  readonly klCoef: number;
  /** KL(old || new) of the whole rollout once the update was over (k3); measured only with `config.klTarget`, else null */
  readonly klAfterUpdate: number | null;
  /** share of the real-valued actions' components that lay at or beyond a bound of the action space; 0 where a policy keeps inside */
  readonly clippedActionFraction: number;
}

export function recordOf(
  state: TrainState,
  report: UpdateReport,
  finished: FinishedEpisodes,
  learningRate: number,
  penalty: Pick<TrainRecord, 'klCoef' | 'klAfterUpdate'>,
): TrainRecord {
  const { solved, ...progress } = progressOf(state, finished);
  return {
    ...report,
    ...progress,
    explainedVariance: state.buffer.explainedVariance(),
    learningRate,
    ...penalty,
    clippedActionFraction: clippedFraction(state.buffer, state.learner),
    solved,
  };
}

/** Of a plain Gaussian's actions, as stored: beyond a bound if as drawn, at it if as clipped. */
function clippedFraction({ actions }: RolloutBuffer, { actionSpace, config }: Learner): number {
  if (isDiscrete(actionSpace) || config.actionDistribution !== 'gaussian') return 0;
  const [low, high] = [Float32Array.from(actionSpace.low), Float32Array.from(actionSpace.high)];
  let clipped = 0;
  for (let i = 0; i < actions.length; i++) {
    const k = i % low.length;
    if (actions[i] <= low[k] || actions[i] >= high[k]) clipped++;
  }
  return clipped / actions.length;
}
