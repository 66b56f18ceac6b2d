/** Every setting of a PPO run. `ppoConfig` makes one from a preset; every field is checked. */
export interface PpoConfig {
  /** Units of each hidden layer, e.g. [64, 64]. */
  readonly hiddenSizes: readonly number[];
  /** One trunk for policy and value (true), or two networks that share nothing (false). */
  readonly sharedTrunk: boolean;
  readonly activation: 'tanh' | 'relu';
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
  /** Share of the learning rate that is left at totalTimesteps, falling linearly; null keeps it constant. */
  readonly annealTo: number | null;
  /** Environment steps of a whole run, all environments together; also the length of the annealing. */
  readonly totalTimesteps: number;
  /** N, environments stepped side by side. */
  readonly numEnvs: number;
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
  /** What the policy descends: PPO's clipped objective, or -A log pi, the plain policy gradient of A2C. */
  readonly objective: 'clip' | 'policy-gradient';
  readonly clipRange: number;
  /** How far the value may move from its rollout value before its loss is clipped, in reward units; null: no clipping. */
  readonly valueClipRange: number | null;
  /** Weight of the value loss, which is half the mean squared error. */
  readonly valueCoef: number;
  readonly entropyCoef: number;
  /** Weight of a KL(old || new) penalty (its k3 estimate) in the loss; 0: none. */
  readonly klCoef: number;
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
  /** true: a time limit is not an end, the value of the final observation counts. false: treated as an end (as ppo.py). */
  readonly bootstrapAtTruncation: boolean;
}
