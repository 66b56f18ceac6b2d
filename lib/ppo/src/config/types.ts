/** Every setting of a PPO run. `ppoConfig` makes one from a preset; every field is checked. */
export interface PpoConfig {
  /** Units of each hidden layer, e.g. [64, 64]. */
  readonly hiddenSizes: readonly number[];
  /** One trunk for policy and value (true), or two networks that share nothing (false). */
  readonly sharedTrunk: boolean;
  readonly activation: 'tanh' | 'relu';
  /** Every hidden layer is normalised before its activation, row by row, with a scale and a shift that are learned (Ba et al. 2016). */
  readonly layerNorm: boolean;
  /** First weights: orthogonal with zero biases, or PyTorch's default for a linear layer, all uniform within 1 / sqrt(inputs). */
  readonly initialization: 'orthogonal' | 'torchDefault';
  /**
   * For real actions only: an unbounded normal distribution; its tanh, stretched to the action space's bounds; or a Beta distribution
   * stretched to them. The two bounded ones need an action space with finite bounds.
   */
  readonly actionDistribution: 'gaussian' | 'squashedGaussian' | 'beta';
  /** The Gaussian's mean: the network's output as it is, or the middle of the bounds plus half their width times its tanh. */
  readonly meanActivation: 'linear' | 'tanh';
  /**
   * The policy network also puts out a spread for every state (true), or the spreads are parameters of their own (false). For the two
   * Gaussians; a Beta policy's two parameters always depend on the state.
   */
  readonly stateDependentStd: boolean;
  /** From that number x to the standard deviation: exp(x), or |x| (Lecture 25; only with stateDependentStd). */
  readonly stdForm: 'exp' | 'abs';
  /** Gaussian only. What is stored and scored: the action as drawn (false), or as the environment got it, clipped (true, biased). */
  readonly storeClippedActions: boolean;
  /** Adam's rate at the start; the policy's rate if there are two optimisers. */
  readonly learningRate: number;
  /** null: one optimiser minimises the joint loss. A number: the value network has its own optimiser with this rate. */
  readonly valueLearningRate: number | null;
  readonly adamBeta1: number;
  readonly adamBeta2: number;
  readonly adamEpsilon: number;
  /** Adam's count of steps, which corrects its young means: over the whole run, or anew with every rollout (Adam-Rel, Ellis et al. 2024). */
  readonly adamClock: 'run' | 'rollout';
  /** Share of the way from the rollout's parameters to those that its gradient steps led to; 1 goes all of it (outer-PPO, Tan et al. 2024). */
  readonly outerStepSize: number;
  /** Share of the learning rate that is left at totalTimesteps, falling linearly; null keeps it constant. */
  readonly annealTo: number | null;
  /** Environment steps of a whole run, all environments together; also the length of the annealing. */
  readonly totalTimesteps: number;
  /** N, environments stepped side by side. */
  readonly numEnvs: number;
  /**
   * 0: all environments begin an episode at the first step. L: environment n begins n L / N steps into one, so that episodes of about L
   * steps do not all end in the same rollout.
   */
  readonly staggerSteps: number;
  /** T, steps of each environment between two updates; a rollout has T * N samples. */
  readonly numSteps: number;
  /** Passes over each rollout. */
  readonly numEpochs: number;
  /** Passes of the value network's own optimiser; null: as numEpochs. Used only with valueLearningRate. */
  readonly valueEpochs: number | null;
  /** B, samples per gradient step; must divide T * N, or the last minibatch of an epoch is smaller. */
  readonly minibatchSize: number;
  /** Minibatches in random order (true) or in the order of the rollout (false). */
  readonly shuffle: boolean;
  readonly gamma: number;
  readonly gaeLambda: number;
  /** What the critic learns: advantages + values, or the discounted reward-to-go. */
  readonly valueTarget: 'lambda-return' | 'reward-to-go';
  readonly normalizeAdvantages: 'minibatch' | 'batch' | false;
  /**
   * What the policy climbs: PPO's min(r A, clip(r) A); the same with a slope back into the band, or SPO's parabola in place of a clip
   * (see numbers/objectives.ts); r A, without any clip; or A log pi, A2C's, with neither clip nor ratio. With the last two `clipRange`
   * is only what `clipFraction` and `deadFraction` are counted against, and so it is for `deadFraction` with all but the first.
   */
  readonly objective: 'clip' | 'rollback' | 'spo' | 'ratio' | 'policy-gradient';
  readonly clipRange: number;
  /** The upper edge of the band alone: ratios up to 1 + this (clip-higher); null: clipRange. For 'clip' and 'rollback'. */
  readonly clipRangeHigh: number | null;
  /** A negative advantage counts only up to this ratio, above 1 (dual clip); null: however large. For 'clip' and 'rollback'. */
  readonly dualClip: number | null;
  /** With objective 'rollback': how steeply a sample beyond the edge is pulled back, as a share of its advantage. */
  readonly rollbackSlope: number;
  /** How far the value may move from its rollout value before its loss is clipped, in reward units; null: no clipping. */
  readonly valueClipRange: number | null;
  /** Weight of the value loss, which is half the mean squared error. */
  readonly valueCoef: number;
  readonly entropyCoef: number;
  /** Weight of a KL(old || new) penalty (its k3 estimate) in the loss; 0: none. */
  readonly klCoef: number;
  /**
   * The KL that an update should make: klCoef, then only its first value, is doubled after an update with more than 1.5 times as much
   * and halved after one with less than 1/1.5 of it (the paper's adaptive penalty, usually with objective 'ratio'); null: klCoef stays.
   */
  readonly klTarget: number | null;
  /** Gradients longer than this are scaled down to it; null: never. */
  readonly maxGradNorm: number | null;
  /** Stop the epochs of an update after one whose mean approximate KL exceeds this; null: never. */
  readonly targetKl: number | null;
  /** Rewards are multiplied by this before learning; reported returns are not. */
  readonly rewardScale: number;
  /** Observations are centred and scaled by running statistics, which are part of a checkpoint. */
  readonly normalizeObservations: boolean;
  /** Rewards are scaled by the running standard deviation of the discounted return; reported returns are not. */
  readonly normalizeRewards: boolean;
  /** What was normalised is clipped to plus and minus this; null: not clipped. */
  readonly normalizedLimit: number | null;
  /** true: a time limit is not an end, the value of the final observation counts. false: treated as an end (as ppo.py). */
  readonly bootstrapAtTruncation: boolean;
}
