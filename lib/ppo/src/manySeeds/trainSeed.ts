import type { Checkpoint } from '../training/checkpoint';
import { compiledLearner } from '../compiled/compiledLearner';
import type { PpoConfig } from '../config/config';
import type { LearnerFactory } from '../learner/learner';
import type { PresetName } from '../config/presets';
import { train, type TrainOptions, type TrainRecord } from '../training/train';

/** What all seeds of `trainMany` share. Plain data, because it travels to other threads. */
export interface SeedOptions {
  /** an id for gymnasium-js's `makeVec`; default CartPole-v1 */
  readonly env?: string;
  readonly config?: PpoConfig | PresetName;
  readonly stopAt?: NonNullable<TrainOptions['stopAt']>;
  /** default 'compiled' */
  readonly learner?: 'compiled' | 'tfjs';
}

/** One finished run. The learner itself cannot leave its thread: `restoreLearner(run.checkpoint, compiledLearner)` makes it again. */
export interface SeedRun {
  readonly seed: number;
  readonly records: readonly TrainRecord[];
  readonly timesteps: number;
  readonly gradientSteps: number;
  readonly episodes: number;
  readonly meanReturn100: number | null;
  readonly solved: boolean;
  readonly interrupted: boolean;
  readonly checkpoint: Checkpoint;
}

/** Trains one seed to its end. @param onRecord sees every record as it comes */
export async function trainSeed(
  options: SeedOptions,
  seed: number,
  signal: AbortSignal,
  onRecord: (record: TrainRecord) => void = () => undefined,
): Promise<SeedRun> {
  const { learner: kind = 'compiled', ...shared } = options;
  const learner: { learner: LearnerFactory } | object = kind === 'compiled' ? { learner: compiledLearner } : {};
  const training = train({ ...shared, ...learner, seed, signal });
  const records: TrainRecord[] = [];
  for await (const record of training) {
    records.push(record);
    onRecord(record);
  }
  const result = await training.result;
  result.learner.dispose();
  const { timesteps, gradientSteps, episodes, meanReturn100, solved, interrupted, checkpoint } = result;
  return { seed, records, timesteps, gradientSteps, episodes, meanReturn100, solved, interrupted, checkpoint };
}
