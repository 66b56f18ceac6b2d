import { CompiledLearner, type Learner, type LearnerSetup, RolloutBuffer, type TrainingEnv } from 'ppo-lib';
import {
  ClippedActions,
  ForgottenIndex,
  LateObservations,
  LateEndings,
  MergedEndings,
  NoValueAfterRollout,
  RawAdvantages,
  ValueAfterTheEnd,
} from './buffers';
import type { BugId } from '../ward/catalogue';
import { ReusedArrayEnv } from './environments';
import {
  BroadcastValues,
  DetachedKl,
  FlippedAdvantages,
  FlippedEntropy,
  FrozenSpread,
  HighLearningRate,
  RecomputedRatios,
  RootSchedule,
  UntrainedCritic,
} from './learners';
import { clinicTasks } from '../ward/tasks';

/** Where a defect sits in a training run: each field replaces one part of a healthy one. */
export interface Defect {
  readonly env?: (env: TrainingEnv) => TrainingEnv;
  readonly buffer?: new (options: RolloutBuffer['options']) => RolloutBuffer;
  readonly learner?: new (setup: LearnerSetup) => Learner;
}

class ClippedTorques extends ClippedActions {
  constructor(options: RolloutBuffer['options']) {
    super(options, clinicTasks.Pendulum.actionBound ?? Infinity);
  }
}

/** The defects by name. 'healthy' replaces nothing. */
export const defects: Readonly<Record<BugId, Defect>> = {
  healthy: {},
  'advantage-scale': { buffer: RawAdvantages },
  'advantage-sign': { learner: FlippedAdvantages },
  'aliased-observation': { env: (env) => new ReusedArrayEnv(env), buffer: LateObservations },
  'clipped-action': { buffer: ClippedTorques },
  'critic-untrained': { learner: UntrainedCritic },
  'cut-bootstrap': { buffer: NoValueAfterRollout },
  'done-shifted': { buffer: LateEndings },
  'entropy-sign': { learner: FlippedEntropy },
  'kl-detached': { learner: DetachedKl },
  'learning-rate': { learner: HighLearningRate },
  'minibatch-index': { buffer: ForgottenIndex },
  nan: { learner: RootSchedule },
  'ratio-recomputed': { learner: RecomputedRatios },
  'std-frozen': { learner: FrozenSpread },
  'terminal-bootstrap': { buffer: ValueAfterTheEnd },
  'truncation-bootstrap': { buffer: MergedEndings },
  'value-broadcast': { learner: BroadcastValues },
};

/** The parts of a run with a defect, complete. */
export function partsOf(defect: Defect): Required<Defect> {
  return { env: (env) => env, buffer: RolloutBuffer, learner: CompiledLearner, ...defect };
}
