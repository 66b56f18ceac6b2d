import { requireOneOf } from '../config/choices';
import { requireBetween, requireCount } from '../numbers/validate';
import { toEnvActions } from '../training/environment';
import { trainer, type Beginning, type Iteration } from './loop';
import { QLearner, type QBatch, type QReport } from './qLearner';
import { qTargets, type ErrorForm } from './qNumbers';
import { ReplayBuffer, type Transitions } from './replayBuffer';
import {
  checkExploration,
  checkReplay,
  configure,
  explorationRate,
  Means,
  rateShare,
  type CommonSettings,
  type ExplorationSettings,
  type ReplaySettings,
} from './settings';
import { World } from './world';

/** Every setting of a DQN run. */
export interface DqnConfig extends CommonSettings, ExplorationSettings, ReplaySettings {
  /** true: double DQN, whose trained network chooses the next action that the target network values */
  readonly doubleQ: boolean;
  /** how an error counts; Mnih et al. 2015 hold its gradient between -1 and 1, which is 'huber' */
  readonly errorForm: ErrorForm;
  /** gradient steps from one copy into the target network to the next */
  readonly targetInterval: number;
  /** share of the way that such a copy goes: 1 copies, a small one follows slowly */
  readonly targetShare: number;
  /** normalise the hidden layers */
  readonly layerNorm: boolean;
}

/**
 * Tuned for CartPole-v1. Its rewards add up to 100, and a Huber loss hardly hears of errors that large: where an episode ends, values
 * would stay too high. So rewards are scaled down.
 */
const defaults: DqnConfig = {
  hiddenSizes: [64, 64],
  activation: 'relu',
  initialization: 'torchDefault',
  layerNorm: false,
  learningRate: 1e-3,
  annealTo: 0,
  adamEpsilon: 1e-8,
  maxGradNorm: 10,
  gamma: 0.99,
  minibatchSize: 128,
  rewardScale: 0.02,
  totalTimesteps: 200_000,
  numEnvs: 8,
  numSteps: 125,
  bufferSize: 50_000,
  learningStarts: 1_000,
  trainEvery: 8,
  gradientSteps: 1,
  bootstrapAtTruncation: true,
  explorationStart: 1,
  explorationEnd: 0.02,
  explorationFraction: 0.15,
  doubleQ: false,
  errorForm: 'huber',
  targetInterval: 1,
  targetShare: 0.02,
};

/**
 * A checked configuration of DQN: the defaults, tuned for CartPole-v1, with some settings replaced.
 * @throws RangeError or TypeError that names the setting, its value and what is allowed
 */
export function dqnConfig(settings: Partial<DqnConfig> = {}): DqnConfig {
  return configure('dqn', defaults, settings, (config) => {
    checkExploration(config);
    checkReplay(config);
    requireOneOf('doubleQ', config.doubleQ, [true, false]);
    requireOneOf('layerNorm', config.layerNorm, [true, false]);
    requireOneOf('errorForm', config.errorForm, ['huber', 'squared']);
    requireCount('targetInterval', config.targetInterval);
    requireBetween('targetShare', config.targetShare, 0, 1);
  });
}

/** What a record of DQN has beyond the progress; means over the iteration's gradient steps. */
export interface DqnReport extends QReport {
  readonly learningRate: number;
  /** share of random actions at the end of the iteration */
  readonly explorationRate: number;
}

/** A network, the copy that its targets come from, and the memory that its batches come from. */
class Dqn {
  readonly agent: QLearner;
  private readonly target: QLearner;
  private readonly memory: ReplayBuffer;
  private readonly batch: Transitions;
  private readonly world: World;
  private gradientSteps = 0;

  constructor(private readonly beginning: Beginning<DqnConfig>) {
    const { config, env, envSeed, observationSize, streams } = beginning;
    this.agent = new QLearner({ ...beginning, random: streams.init });
    this.target = new QLearner({ ...beginning, random: streams.init });
    this.target.moveTowards(this.agent, 1);
    this.memory = new ReplayBuffer({ capacity: config.bufferSize, observationSize, actionWidth: 1, discrete: true });
    this.batch = this.memory.emptyBatch(config.minibatchSize);
    this.world = new World(env, envSeed, config.rewardScale);
  }

  iterate(iteration: number, timesteps: number): Iteration<DqnReport> {
    const { config, streams } = this.beginning;
    const { agent, world } = this;
    const means = new Means(['valueLoss', 'meanQ', 'gradNorm']);
    const learningRate = config.learningRate * rateShare(config, iteration);
    for (let step = 0; step < config.numSteps; step++) {
      const before = timesteps + step * config.numEnvs;
      agent.epsilon = before < config.learningStarts ? 1 : explorationRate(config, before);
      const { actions } = agent.act(world.observations, streams.sampling);
      world.step(actions, toEnvActions(actions, agent.actionSpace), (steps) => this.memory.add(steps));
      const made = before + config.numEnvs;
      if (made < config.learningStarts || made % config.trainEvery !== 0) continue;
      for (let i = 0; i < config.gradientSteps; i++) means.add(this.learn(learningRate));
    }
    agent.epsilon = explorationRate(config, timesteps + config.numSteps * config.numEnvs);
    const report = { ...means.means(), learningRate, explorationRate: agent.epsilon };
    return { report, finished: world.takeFinished(), gradientSteps: means.count };
  }

  private learn(learningRate: number): QReport {
    const { config, streams } = this.beginning;
    const transitions = this.memory.sample(config.minibatchSize, streams.shuffling, this.batch);
    const report = this.agent.update(this.batchOf(transitions), learningRate);
    this.gradientSteps++;
    if (this.gradientSteps % config.targetInterval === 0) this.target.moveTowards(this.agent, config.targetShare);
    return report;
  }

  private batchOf({ observations, actions, rewards, nextObservations, terminated, truncated }: Transitions): QBatch {
    const { gamma, doubleQ, bootstrapAtTruncation } = this.beginning.config;
    const ended = bootstrapAtTruncation ? terminated : terminated.map((flag, b) => flag | truncated[b]);
    const nextQValues = this.target.qValues(nextObservations);
    const chooser = doubleQ ? this.agent.qValues(nextObservations) : nextQValues;
    return { observations, actions, targets: qTargets({ rewards, ended, nextQValues, chooser, gamma }) };
  }
}

/**
 * Trains with DQN (Mnih et al. 2015): epsilon-greedy steps into a replay buffer, gradient steps on random batches of it, targets from a
 * copy of the network. A run like that of `train`: iterate for its records, await `result`. Lesson: notebooks/12-relatives.ipynb.
 * @throws RangeError or TypeError before the first step if an option is wrong; RangeError if training diverges
 * @example const { learner } = await dqn({ env: 'CartPole-v1', seed: 1, config: { doubleQ: true } }).result;
 */
export const dqn = trainer({
  name: 'dqn',
  env: 'CartPole-v1',
  configure: dqnConfig,
  begin: (beginning: Beginning<DqnConfig>) => new Dqn(beginning),
});
