import { ppoConfig, requireSameConfig, type PpoConfig } from '../config/config';
import { requireObject } from '../numbers/validate';
import type { PresetName } from '../config/presets';
import type { Learner, LearnerFactory } from '../learner/learner';
import type { RolloutBuffer } from './buffer';
import type { Checkpoint } from './checkpoint';
import type { CheckpointKeeper } from './checkpointKeeper';
import type { Workers } from '../workers/workers';
import type { TrainingEnv } from './environment';
import type { StopAt } from './progress';

export interface TrainOptions {
  /** an id for gymnasium-js's `makeVec`, or a function that makes the environments; default CartPole-v1 */
  readonly env?: string | (() => TrainingEnv);
  /** a preset's name or a whole configuration; default that of `learner` or `resume`, else `cleanrl` */
  readonly config?: PpoConfig | PresetName;
  /** the same seed gives the same run; default 1 */
  readonly seed?: number;
  /** a learner to go on training, whose configuration is the run's, or what makes one; default: the tfjs learner */
  readonly learner?: Learner | LearnerFactory;
  /** when it aborts, the iteration under way is finished and the result so far returned */
  readonly signal?: AbortSignal;
  /** reasons to stop before `config.totalTimesteps` */
  readonly stopAt?: StopAt;
  /**
   * go on exactly where a checkpoint left off; env, config and seed come from it (env still has to be given if it is a function). Where
   * environments cannot save their state they begin new episodes, and one printed sentence says so
   */
  readonly resume?: Checkpoint | undefined;
  /** what makes the rollout's buffer; default `RolloutBuffer`, which a subclass may replace to store or weigh things differently */
  readonly buffer?: (options: RolloutBuffer['options']) => RolloutBuffer;
  /**
   * who plays the rollouts, such as `threadWorkers(4)`: any number of them gives the same run, which is another one than without. They
   * act with compiled networks. They are closed when the run ends; default: this thread
   */
  readonly workers?: Workers;
  /**
   * who keeps checkpoints while the run goes on, such as `checkpointFolder('runs/a', { every: 10, keep: 3 })`; the last one is kept when
   * the run ends, however it ends. Default: nobody
   */
  readonly checkpoints?: CheckpointKeeper;
}

export const trainOptionNames = [
  'env',
  'config',
  'seed',
  'learner',
  'signal',
  'stopAt',
  'resume',
  'buffer',
  'workers',
  'checkpoints',
] as const satisfies readonly (keyof TrainOptions)[];

/** Where the environments come from. @throws TypeError or RangeError if a checkpoint is of other ones */
export function envOf({ env, resume }: TrainOptions): NonNullable<TrainOptions['env']> {
  if (resume === undefined) return env ?? 'CartPole-v1';
  const given = env ?? resume.envId;
  if (given === null) {
    throw new TypeError(
      "env: got none, but the checkpoint's environments came from a function, which no checkpoint can hold; " +
        'give the function again: train({ resume, env })',
    );
  }
  if (typeof given === 'string' && resume.envId !== null && given !== resume.envId) {
    throw new RangeError(
      `env: got "${given}", but resume.envId is "${resume.envId}"; leave env out or make them equal`,
    );
  }
  return given;
}

export function seedOf({ seed, resume }: TrainOptions): number {
  if (resume !== undefined && seed !== undefined && seed !== resume.seed) {
    throw new RangeError(`seed: got ${seed}, but resume.seed is ${resume.seed}; leave seed out or make them equal`);
  }
  return resume?.seed ?? seed ?? 1;
}

/** The run's configuration: the learner's or the checkpoint's own, or what was given. @throws RangeError if two of them differ */
export function configOf({ config: given, learner, resume }: TrainOptions): PpoConfig {
  if (learner !== undefined && typeof learner !== 'function')
    requireObject('learner', learner, 'a learner, or what makes one');
  if (given !== undefined && typeof given !== 'string')
    requireObject('config', given, "a configuration or a preset's name");
  const sources = [
    ['learner.config', typeof learner === 'object' ? learner.config : undefined],
    ['resume.config', resume?.config],
    ['config', given],
  ] as const;
  const [first, ...others] = sources.flatMap(([name, config]) => (config ? [{ name, config: ppoConfig(config) }] : []));
  if (first === undefined) return ppoConfig('cleanrl');
  for (const { name, config } of others) requireSameConfig(name, config, first.name, first.config);
  return first.config;
}
