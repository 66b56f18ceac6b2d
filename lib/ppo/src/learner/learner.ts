import type { AdamState } from '../networks/adam';
import type { PpoConfig } from '../config/types';
import type { ActionSpace, ParameterSlot } from '../networks/parameters';
import type { Random } from '../numbers/random';
import type { RatioStatistics } from '../numbers/ratios';

/** What acting returns: plain arrays, owned by the caller. */
export interface Actions {
  /** [N] whole numbers for discrete actions, [N,k] real ones otherwise, as the policy stores them: `toEnvActions` makes the environment's */
  readonly actions: Int32Array | Float32Array;
  /** [N] nats */
  readonly logProbs: Float32Array;
  /** [N] V(s) */
  readonly values: Float32Array;
}

/** The columns of one gradient step, float32, owned by the caller. Advantages are used as given. */
export interface Minibatch {
  /** [B,O] */
  readonly observations: Float32Array;
  /** [B] or [B,k] */
  readonly actions: Int32Array | Float32Array;
  /** [B] each */
  readonly oldLogProbs: Float32Array;
  readonly oldValues: Float32Array;
  readonly advantages: Float32Array;
  readonly returns: Float32Array;
}

/** What changes from one gradient step to the next; everything else is in the config. */
export interface StepSettings {
  readonly learningRate: number;
  /** of the value network's own optimiser; ignored where there is only one */
  readonly valueLearningRate?: number;
  /** with two optimisers: which of them steps; default both */
  readonly networks?: 'both' | 'policy' | 'value';
  /** weight of the KL penalty in this step, default that of the configuration */
  readonly klCoef?: number;
}

/** What one gradient step saw, measured before it changed anything. */
export interface StepReport extends RatioStatistics {
  readonly policyLoss: number;
  readonly valueLoss: number;
  readonly entropy: number;
  /** length of the gradient before clipping */
  readonly gradNorm: number;
}

/** The numbers of a step report of which an update reports the mean; it reports the extremes of the other two. */
export const averagedNumbers = [
  'policyLoss',
  'valueLoss',
  'entropy',
  'klK1',
  'klK2',
  'approxKl',
  'clipFraction',
  'deadFraction',
  'gradNorm',
] as const satisfies readonly Exclude<keyof StepReport, 'ratioMin' | 'ratioMax'>[];

/** What plays episodes, however it learned to: what `evaluatePolicy` asks for. */
export interface Actor {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  /** how `toEnvActions` reads its actions; left out: discrete ones, or those of a plain Gaussian */
  readonly config: { readonly actionDistribution?: PpoConfig['actionDistribution'] };
  /** One action per observation [N,O], drawn from `random` (or the one it takes for the best), with log-probability and value. */
  act(observations: Float32Array, random: Random, options?: { deterministic?: boolean }): Actions;
  /** For actors that remember: the episode of environment n is over, and what it shows next belongs to another one. */
  forget?(n: number): void;
}

/** What `collectRollout` asks for; see `Learner` for the methods. */
export type RolloutActor = Actor & Pick<Learner, 'actInto' | 'values' | 'valuesInto'>;

/** The optimisers' memory: one entry for the joint loss, or one each for policy and value. */
export type OptimizerState = readonly AdamState[];

/**
 * What the training loop needs from a pair of networks and their optimiser. The loop knows only typed arrays, so a learner may
 * use tfjs, compiled code or anything else.
 */
export interface Learner {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  /** The run's configuration has one owner: whatever the loss, the networks and the optimiser do, they do by this. */
  readonly config: PpoConfig;
  /** layout of the flat parameter array */
  readonly manifest: readonly ParameterSlot[];
  /** One action per observation [N,O], drawn from `random` (or the most probable one), with log-probability and value. */
  act(observations: Float32Array, random: Random, options?: { deterministic?: boolean }): Actions;
  /** Log-probabilities, entropies and values of given actions, [B] each. Rows do not influence each other, to the last bit. */
  evaluate(observations: Float32Array, actions: Int32Array | Float32Array): Evaluation;
  /** V(s), [N] */
  values(observations: Float32Array): Float32Array;
  /**
   * Acts on rows first .. first + rows - 1 of `columns.observations` and fills the same rows of its actions and log-probabilities,
   * the same numbers as `act` gives: what a rollout calls.
   */
  actInto(columns: ActedColumns, first: number, rows: number, random: Random): void;
  /** V(s) of all observations [N,O] into values [N], the same numbers as `values` gives. */
  valuesInto(observations: Float32Array, values: Float32Array): void;
  /** One gradient step. The arrays of the minibatch are the caller's, which fills them again for the next step. */
  update(minibatch: Minibatch, settings: StepSettings): StepReport;
  /** a copy */
  getParameters(): Float32Array;
  setParameters(parameters: ArrayLike<number>): void;
  /** a copy */
  getOptimizerState(): OptimizerState;
  setOptimizerState(state: OptimizerState): void;
  /** frees what the learner holds; it cannot be used afterwards */
  dispose(): void;
}

/** The part of a rollout that acting reads and fills. */
export interface ActedColumns {
  readonly observations: Float32Array;
  readonly actions: Int32Array | Float32Array;
  readonly logProbs: Float32Array;
}

export interface Evaluation {
  readonly logProbs: Float32Array;
  readonly entropies: Float32Array;
  readonly values: Float32Array;
}

/** What a learner is built from. */
export interface LearnerSetup {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly config: PpoConfig;
  /** draws the initial weights */
  readonly random: Random;
}

/** Makes a learner for `train`. */
export type LearnerFactory = (setup: LearnerSetup) => Learner | Promise<Learner>;
