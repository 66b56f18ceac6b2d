import type { Checkpoint } from '../training/checkpoint';
import { compiledLearner } from '../compiled/compiledLearner';
import { requireOneOf } from '../config/choices';
import type { PpoConfig } from '../config/config';
import type { Learner, LearnerFactory } from '../learner/learner';
import type { PresetName } from '../config/presets';
import { relatives, type RelativeName, type RelativeTypes } from '../relatives/algorithms';
import type { Run } from '../training/run';
import { train, type TrainOptions, type TrainRecord } from '../training/train';

/** The algorithms that `trainMany` knows: `train`, and its relatives. */
export interface Algorithms extends RelativeTypes {
  ppo: { config: PpoConfig | PresetName; record: TrainRecord; checkpoint: Checkpoint };
}

export type AlgorithmName = keyof Algorithms;

/** What all seeds of `trainMany` share. Plain data, because it travels to other threads. */
export interface SeedOptions<A extends AlgorithmName = 'ppo'> {
  /** default 'ppo', which is `train` */
  readonly algorithm?: A;
  /** an id for gymnasium-js's `makeVec`; default that of the algorithm, CartPole-v1 for `train` */
  readonly env?: string;
  readonly config?: Algorithms[A]['config'];
  readonly stopAt?: NonNullable<TrainOptions['stopAt']>;
  /** default 'compiled'; only `train` has another */
  readonly learner?: 'compiled' | 'tfjs';
}

/** One finished run. The learner itself cannot leave its thread: `restoreLearner(run.checkpoint, compiledLearner)` makes it again. */
export interface SeedRun<A extends AlgorithmName = 'ppo'> {
  readonly seed: number;
  readonly records: readonly Algorithms[A]['record'][];
  readonly timesteps: number;
  readonly gradientSteps: number;
  readonly episodes: number;
  readonly meanReturn100: number | null;
  readonly solved: boolean;
  readonly interrupted: boolean;
  /** of a relative: its snapshot, for `restoreAgent` */
  readonly checkpoint: Algorithms[A]['checkpoint'];
}

/** A seed whose run did not come to an end. Plain data too: what was learned crosses threads beside the error, which cannot carry it. */
export interface SeedFailure {
  readonly seed: number;
  readonly error: Error;
  /** of the end of the last whole iteration, to go on from or to act with; null if there was none */
  readonly checkpoint: Checkpoint | null;
}

/** @param thrown what the run threw, with its checkpoint if it had one */
export function failureOf(seed: number, thrown: unknown): SeedFailure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { seed, error, checkpoint: (thrown as { checkpoint?: Checkpoint } | null)?.checkpoint ?? null };
}

/** Trains one seed to its end. @param onRecord sees every record as it comes */
export async function trainSeed<A extends AlgorithmName = 'ppo'>(
  options: SeedOptions<A>,
  seed: number,
  signal: AbortSignal,
  onRecord: (record: Algorithms[A]['record']) => void = () => undefined,
): Promise<SeedRun<A>> {
  const training = start(options, seed, signal);
  const records: Algorithms[A]['record'][] = [];
  for await (const record of training) {
    records.push(record);
    onRecord(record);
  }
  const result = await training.result;
  const { timesteps, gradientSteps, episodes, meanReturn100, solved, interrupted } = result;
  const checkpoint = 'checkpoint' in result ? result.checkpoint : result.snapshot;
  if ('dispose' in result.learner) result.learner.dispose();
  return { seed, records, timesteps, gradientSteps, episodes, meanReturn100, solved, interrupted, checkpoint };
}

/** A run of the algorithm, whichever it is. */
function start<A extends AlgorithmName>(options: SeedOptions<A>, seed: number, signal: AbortSignal): AnyTraining<A> {
  const { algorithm = 'ppo', learner: kind, ...shared } = options as SeedOptions<AlgorithmName>;
  if (algorithm === 'ppo') {
    const learner: { learner: LearnerFactory } | object = kind === 'tfjs' ? {} : { learner: compiledLearner };
    const training: unknown = train({ ...(shared as TrainOptions), ...learner, seed, signal });
    return training as AnyTraining<A>;
  }
  const relative = relatives[algorithm] as (options: object) => unknown;
  return relative({ ...shared, seed, signal }) as AnyTraining<A>;
}

/** What is read of such a run. */
type AnyTraining<A extends AlgorithmName> = Run<
  Algorithms[A]['record'],
  Omit<SeedRun<A>, 'seed' | 'records' | 'checkpoint'> & {
    readonly learner: object & Partial<Pick<Learner, 'dispose'>>;
  } & ({ readonly checkpoint: Algorithms[A]['checkpoint'] } | { readonly snapshot: Algorithms[A]['checkpoint'] })
>;

/** @throws RangeError or TypeError at an algorithm that is not known, or a learner where there is no choice */
export function checkAlgorithm({
  algorithm = 'ppo',
  learner,
}: Pick<SeedOptions<AlgorithmName>, 'algorithm' | 'learner'>): void {
  requireOneOf('algorithm', algorithm, ['ppo', ...(Object.keys(relatives) as RelativeName[])]);
  if (algorithm === 'ppo' || learner === undefined) return;
  throw new RangeError(
    `learner: got "${learner}" with algorithm "${algorithm}", which has one of its own; leave it out`,
  );
}
