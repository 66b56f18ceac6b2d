import { requireOneOf } from '../config/choices';
import { requireBetween, requireCount } from '../numbers/validate';
import { RolloutBuffer } from '../training/buffer';
import { collectRollout, startEpisodes, type EpisodeProgress } from '../training/collect';
import { trainer, type Beginning, type Iteration } from './loop';
import { QLearner, type QReport } from './qLearner';
import {
  checkExploration,
  configure,
  explorationRate,
  Means,
  rateShare,
  type CommonSettings,
  type ExplorationSettings,
} from './settings';

/** Every setting of a PQN run. */
export interface PqnConfig extends CommonSettings, ExplorationSettings {
  /** passes over each rollout */
  readonly numEpochs: number;
  /** 0: one-step targets; 1: the rewards to the end of episode or rollout. What lies between weighs them as gaeLambda does */
  readonly qLambda: number;
  /** normalise the hidden layers: what stands in for the target network */
  readonly layerNorm: boolean;
  /** false: a time limit counts as an end */
  readonly bootstrapAtTruncation: boolean;
}

/** Tuned for CartPole-v1. */
const defaults: PqnConfig = {
  hiddenSizes: [64, 64],
  activation: 'relu',
  initialization: 'torchDefault',
  layerNorm: true,
  learningRate: 2e-3,
  annealTo: 0,
  adamEpsilon: 1e-5,
  maxGradNorm: 0.5,
  gamma: 0.99,
  qLambda: 0.85,
  minibatchSize: 128,
  numEpochs: 2,
  rewardScale: 0.1,
  totalTimesteps: 150_000,
  numEnvs: 16,
  numSteps: 32,
  bootstrapAtTruncation: true,
  explorationStart: 1,
  explorationEnd: 0.02,
  explorationFraction: 0.3,
};

/**
 * A checked configuration of PQN: the defaults, tuned for CartPole-v1, with some settings replaced.
 * @throws RangeError or TypeError that names the setting, its value and what is allowed
 */
export function pqnConfig(settings: Partial<PqnConfig> = {}): PqnConfig {
  return configure('pqn', defaults, settings, (config) => {
    checkExploration(config);
    requireCount('numEpochs', config.numEpochs);
    requireBetween('qLambda', config.qLambda, 0, 1);
    requireOneOf('layerNorm', config.layerNorm, [true, false]);
    requireOneOf('bootstrapAtTruncation', config.bootstrapAtTruncation, [true, false]);
    const samples = config.numEnvs * config.numSteps;
    if (config.minibatchSize <= samples) return;
    throw new RangeError(
      `minibatchSize: got ${config.minibatchSize}, must be at most numEnvs * numSteps = ${samples}; lower it or collect more`,
    );
  });
}

/** The settings of its network of action values. */
export function qConfigOf(config: PqnConfig): PqnConfig & { readonly errorForm: 'squared' } {
  return { ...config, errorForm: 'squared' };
}

/** What a record of PQN has beyond the progress; means over the iteration's gradient steps. */
export interface PqnReport extends QReport {
  readonly learningRate: number;
  /** share of random actions in the iteration */
  readonly explorationRate: number;
  /** of the best values when acting, against the lambda-returns that they are then trained on */
  readonly explainedVariance: number;
}

/** PPO's rollout and minibatches around a network of action values. */
class Pqn {
  readonly agent: QLearner;
  private readonly buffer: RolloutBuffer;
  private readonly progress: EpisodeProgress;

  constructor(private readonly beginning: Beginning<PqnConfig>) {
    const { config, env, envSeed, observationSize, streams } = beginning;
    const { numSteps, numEnvs } = config;
    this.agent = new QLearner({ ...beginning, config: qConfigOf(config), random: streams.init });
    this.buffer = new RolloutBuffer({ numSteps, numEnvs, observationSize, actionWidth: 1, discrete: true });
    this.progress = startEpisodes(env, envSeed);
  }

  iterate(iteration: number, timesteps: number): Iteration<PqnReport> {
    const { config, env, streams } = this.beginning;
    const { agent, buffer, progress } = this;
    const { rewardScale, gamma, qLambda: gaeLambda, bootstrapAtTruncation, numEnvs } = config;
    agent.epsilon = explorationRate(config, timesteps);
    const random = streams.sampling;
    const stepsBefore = timesteps / numEnvs;
    const finished = collectRollout({ env, learner: agent, buffer, progress, random, rewardScale, stepsBefore });
    // Values are those of the best actions, so the critic's lambda-returns are Q(lambda)'s.
    const plain = { normalizeAdvantages: false, valueTarget: 'lambda-return' } as const;
    buffer.computeAdvantages({ gamma, gaeLambda, bootstrapAtTruncation, ...plain });
    const learningRate = config.learningRate * rateShare(config, iteration);
    const explainedVariance = buffer.explainedVariance();
    const means = this.learn(learningRate);
    const report = { ...means.means(), learningRate, explorationRate: agent.epsilon, explainedVariance };
    return { report, finished, gradientSteps: means.count };
  }

  /** All passes over the rollout. */
  private learn(learningRate: number): Means<keyof QReport> {
    const { config, streams } = this.beginning;
    const { agent, buffer } = this;
    const means = new Means<keyof QReport>(['valueLoss', 'meanQ', 'gradNorm']);
    for (let epoch = 0; epoch < config.numEpochs; epoch++) {
      const order = buffer.order(streams.shuffling);
      for (let start = 0; start < order.length; start += config.minibatchSize) {
        const minibatch = buffer.gather(order.subarray(start, start + config.minibatchSize));
        const { observations, actions, returns: targets } = minibatch;
        means.add(agent.update({ observations, actions, targets }, learningRate));
      }
    }
    return means;
  }
}

/**
 * Trains with PQN (Gallici et al. 2025): Q-learning without replay and without a target network. Epsilon-greedy rollouts of many
 * environments, lambda-returns of the best values, minibatches as in PPO, and a normalisation of the layers that keeps it from diverging.
 * A run like that of `train`: iterate for its records, await `result`. Lesson: notebooks/12-relatives.ipynb.
 * @throws RangeError or TypeError before the first step if an option is wrong; RangeError if training diverges
 * @example const { learner } = await pqn({ env: 'CartPole-v1', seed: 1 }).result;
 */
export const pqn = trainer({
  name: 'pqn',
  env: 'CartPole-v1',
  configure: pqnConfig,
  begin: (beginning: Beginning<PqnConfig>) => new Pqn(beginning),
});
