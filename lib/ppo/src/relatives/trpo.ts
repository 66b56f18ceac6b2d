import { choices, requireOneOf } from '../config/choices';
import { ppoConfig, type PpoConfig } from '../config/config';
import { CompiledLearner } from '../compiled/compiledLearner';
import { actionWidth, isDiscrete } from '../networks/parameters';
import { requireAtLeastZero } from '../numbers/floats';
import { requireBetween, requireCount, requirePositive } from '../numbers/validate';
import { RolloutBuffer } from '../training/buffer';
import { collectRollout, startEpisodes, type EpisodeProgress } from '../training/collect';
import { requireReachableActions } from '../training/spaces';
import { trainer, type Beginning, type Iteration } from './loop';
import { configure, rateShare, type CommonSettings } from './settings';
import { trpoStep, type TrpoSettings, type TrpoStep } from './trpoStep';

/** Every setting of a TRPO run; `learningRate`, `minibatchSize` and `maxGradNorm` are the value network's, which learns as in PPO. */
export interface TrpoConfig extends CommonSettings, TrpoSettings {
  readonly gaeLambda: number;
  /** passes of the value network over each rollout */
  readonly valueEpochs: number;
  /** for real actions, as in `PpoConfig` */
  readonly actionDistribution: PpoConfig['actionDistribution'];
  /** false: a time limit counts as an end */
  readonly bootstrapAtTruncation: boolean;
}

/** Settings that suit CartPole-v1. */
const defaults: TrpoConfig = {
  hiddenSizes: [64, 64],
  activation: 'tanh',
  initialization: 'orthogonal',
  actionDistribution: 'gaussian',
  learningRate: 1e-3,
  annealTo: null,
  adamEpsilon: 1e-5,
  maxGradNorm: 0.5,
  gamma: 0.99,
  gaeLambda: 0.95,
  minibatchSize: 128,
  valueEpochs: 10,
  rewardScale: 1,
  totalTimesteps: 200_000,
  numEnvs: 8,
  numSteps: 128,
  bootstrapAtTruncation: true,
  maxKl: 0.01,
  damping: 0.01,
  cgIterations: 10,
  backtrack: 0.8,
  maxBacktracks: 10,
};

/**
 * A checked configuration of TRPO: the defaults, which suit CartPole-v1, with some settings replaced.
 * @throws RangeError or TypeError that names the setting, its value and what is allowed
 */
export function trpoConfig(settings: Partial<TrpoConfig> = {}): TrpoConfig {
  return configure('trpo', defaults, settings, (config) => {
    requireBetween('gaeLambda', config.gaeLambda, 0, 1);
    requireCount('valueEpochs', config.valueEpochs);
    requireOneOf('actionDistribution', config.actionDistribution, choices.actionDistribution);
    requireOneOf('bootstrapAtTruncation', config.bootstrapAtTruncation, [true, false]);
    requirePositive('maxKl', config.maxKl);
    requireAtLeastZero('damping', config.damping);
    requireCount('cgIterations', config.cgIterations);
    if (requireBetween('backtrack', config.backtrack, 0, 1) === 1) {
      throw new RangeError('backtrack: got 1, which shortens nothing; must be below 1, such as 0.8');
    }
    requireCount('maxBacktracks', config.maxBacktracks, 0);
    learnerConfig(config); // what is wrong with the rollout is said there
  });
}

/** The configuration of the learner whose gradients TRPO asks for. */
export function learnerConfig(config: TrpoConfig): PpoConfig {
  const { hiddenSizes, activation, initialization, actionDistribution, learningRate, adamEpsilon, maxGradNorm } =
    config;
  const { minibatchSize, numEnvs, numSteps, gamma, gaeLambda, bootstrapAtTruncation } = config;
  const networks = { hiddenSizes, activation, initialization, actionDistribution, sharedTrunk: false };
  const optimiser = { learningRate, valueLearningRate: learningRate, adamEpsilon, maxGradNorm };
  const rollout = { minibatchSize, numEnvs, numSteps, gamma, gaeLambda, bootstrapAtTruncation };
  const loss = { objective: 'ratio', klCoef: 1, entropyCoef: 0, valueCoef: 1, valueClipRange: null } as const;
  const plain = { normalizeAdvantages: 'batch', valueTarget: 'lambda-return', annealTo: null } as const;
  return ppoConfig('cleanrl', { ...networks, ...optimiser, ...rollout, ...loss, ...plain });
}

/** What a record of TRPO has beyond the progress. */
export interface TrpoReport extends TrpoStep {
  /** half the mean squared error, mean over the value network's gradient steps */
  readonly valueLoss: number;
  /** nats, before the step */
  readonly entropy: number;
  /** of the values when acting, against the returns that they are then trained on */
  readonly explainedVariance: number;
  /** of the value network */
  readonly learningRate: number;
}

class Trpo {
  readonly agent: CompiledLearner;
  private readonly buffer: RolloutBuffer;
  private readonly progress: EpisodeProgress;

  constructor(private readonly beginning: Beginning<TrpoConfig>) {
    const { config, env, envSeed, observationSize, actionSpace, streams } = beginning;
    const ppo = learnerConfig(config);
    requireReachableActions(actionSpace, ppo);
    this.agent = new CompiledLearner({ observationSize, actionSpace, config: ppo, random: streams.init });
    const { numSteps, numEnvs } = config;
    const [width, discrete] = [actionWidth(actionSpace), isDiscrete(actionSpace)];
    this.buffer = new RolloutBuffer({ numSteps, numEnvs, observationSize, actionWidth: width, discrete });
    this.progress = startEpisodes(env, envSeed);
  }

  iterate(iteration: number, timesteps: number): Iteration<TrpoReport> {
    const { config, env, streams } = this.beginning;
    const { agent, buffer, progress } = this;
    const { rewardScale, numEnvs } = config;
    const random = streams.sampling;
    const stepsBefore = timesteps / numEnvs;
    const finished = collectRollout({ env, learner: agent, buffer, progress, random, rewardScale, stepsBefore });
    buffer.computeAdvantages(agent.config);
    const explainedVariance = buffer.explainedVariance();
    const batch = buffer.gather(buffer.order(null));
    const { entropy } = agent.lossGradient(batch).report;
    const step = trpoStep(agent, batch, config);
    const learningRate = config.learningRate * rateShare(config, iteration);
    const { valueLoss, gradientSteps } = this.learnValues(learningRate);
    const report = { ...step, valueLoss, entropy, explainedVariance, learningRate };
    return { report, finished, gradientSteps: gradientSteps + 1 };
  }

  private learnValues(valueLearningRate: number): { valueLoss: number; gradientSteps: number } {
    const { config, streams } = this.beginning;
    let total = 0;
    let gradientSteps = 0;
    for (let epoch = 0; epoch < config.valueEpochs; epoch++) {
      const order = this.buffer.order(streams.shuffling);
      for (let start = 0; start < order.length; start += config.minibatchSize) {
        const minibatch = this.buffer.gather(order.subarray(start, start + config.minibatchSize));
        const settings = { learningRate: 0, valueLearningRate, networks: 'value' } as const;
        total += this.agent.update(minibatch, settings).valueLoss;
        gradientSteps++;
      }
    }
    return { valueLoss: total / gradientSteps, gradientSteps };
  }
}

/**
 * Trains with TRPO (Schulman et al. 2015): PPO's rollouts and advantages, one natural-gradient step per rollout whose KL is checked
 * before it counts, and a value network that learns as in PPO. A run like that of `train`: iterate for its records, await `result`.
 * Lesson: notebooks/12-relatives.ipynb.
 * @throws RangeError or TypeError before the first step if an option is wrong; RangeError if training diverges
 * @example const { learner } = await trpo({ env: 'CartPole-v1', seed: 1 }).result;
 */
export const trpo = trainer({
  name: 'trpo',
  env: 'CartPole-v1',
  configure: trpoConfig,
  begin: (beginning: Beginning<TrpoConfig>) => new Trpo(beginning),
});
