import { requireFiniteLoss } from '../learner/checks';
import { Adam, clipGlobalNorm } from '../networks/adam';
import { explainedVariance } from '../numbers/stats';
import { trainer, type Beginning, type Iteration } from '../relatives/loop';
import { Means, rateShare } from '../relatives/settings';
import { World } from '../relatives/world';
import { RecurrentAgent } from './agent';
import { recurrentLoss, staleness, type RecurrentLoss } from './loss';
import { judge, RecurrentPlayer, type Judged, type RecurrentRollout } from './rollout';
import { countSequences, gatherSequences, recomputeStates } from './sequences';
import { recurrentConfig, type RecurrentConfig } from './settings';

/** What a record of recurrent PPO has beyond the progress; means over the iteration's gradient steps where nothing else is said. */
export interface RecurrentReport extends Omit<RecurrentLoss, 'ratioMin' | 'ratioMax'> {
  /** length of the gradient before clipping */
  readonly gradNorm: number;
  /** of the first minibatch, before any step: exactly 1 if states, resets and order of the steps are those that acted */
  readonly firstRatioMin: number;
  readonly firstRatioMax: number;
  readonly learningRate: number;
  /** of the values when acting, against the returns that they are then trained on */
  readonly explainedVariance: number;
  /**
   * After the update: mean KL(recomputed || used) in nats, between the policy that reads the rollout with its new parameters and the same
   * policy begun, at every sequence, with the states that the last pass used
   */
  readonly staleKl: number;
}

const averaged = [
  'policyLoss',
  'valueLoss',
  'entropy',
  'klK1',
  'klK2',
  'approxKl',
  'clipFraction',
  'deadFraction',
  'gradNorm',
] as const;

/** PPO with a memory: rollouts that remember, and passes over sequences of them. */
class RecurrentPpo {
  readonly agent: RecurrentAgent;
  private readonly world: World;
  private readonly player: RecurrentPlayer;
  private readonly adam: Adam;

  constructor(private readonly beginning: Beginning<RecurrentConfig>) {
    const { config, env, envSeed, streams } = beginning;
    this.agent = new RecurrentAgent({ ...beginning, random: streams.init });
    this.world = new World(env, envSeed, config.rewardScale);
    this.player = new RecurrentPlayer(this.world, this.agent, streams.sampling);
    const { adamEpsilon: epsilon } = config;
    this.adam = new Adam(this.agent.parameters.length, { beta1: 0.9, beta2: 0.999, epsilon });
  }

  iterate(iteration: number): Iteration<RecurrentReport> {
    const { config } = this.beginning;
    const rollout = this.player.play(config.numSteps);
    const judged = judge(rollout, config);
    const learningRate = config.learningRate * rateShare(config, iteration);
    const { means, first, states } = this.learn(rollout, judged, learningRate);
    const { network, parameters } = this.agent;
    const report = {
      ...means.means(),
      firstRatioMin: first.ratioMin,
      firstRatioMax: first.ratioMax,
      learningRate,
      explainedVariance: explainedVariance(judged.returns, rollout.values),
      staleKl: staleness(network, parameters, rollout, config.sequenceLength, states),
    };
    return { report, finished: this.world.takeFinished(), gradientSteps: means.count };
  }

  /** All passes over a rollout. */
  private learn(
    rollout: RecurrentRollout,
    judged: Judged,
    learningRate: number,
  ): { means: Means<(typeof averaged)[number]>; first: RecurrentLoss; states: Float64Array } {
    const { config, streams } = this.beginning;
    const { network, parameters } = this.agent;
    const { sequenceLength: length } = config;
    const means = new Means(averaged);
    const perStep = config.minibatchSize / length;
    let states = rollout.states;
    let first: RecurrentLoss | null = null;
    for (let epoch = 0; epoch < config.numEpochs; epoch++) {
      if (config.states === 'recomputed') states = recomputeStates(network, parameters, rollout);
      const order = streams.shuffling.permutation(countSequences(rollout, length));
      for (let start = 0; start < order.length; start += perStep) {
        const chosen = order.subarray(start, start + perStep);
        const sequences = gatherSequences(rollout, length, chosen, states);
        const { report, gradient } = recurrentLoss(network, parameters, sequences, { ...rollout, ...judged }, config);
        first ??= report;
        means.add({ ...report, gradNorm: this.descend(gradient, learningRate) });
      }
    }
    return { means, first: first as RecurrentLoss, states };
  }

  /** @returns the length of the gradient */
  private descend(gradient: Float64Array, learningRate: number): number {
    const single = Float32Array.from(gradient);
    requireFiniteLoss(single.reduce((sum, slope) => sum + slope, 0));
    const gradNorm = clipGlobalNorm(single, this.beginning.config.maxGradNorm);
    this.adam.step(this.agent.parameters, single, learningRate);
    return gradNorm;
  }
}

/**
 * Trains with PPO a policy that remembers: a GRU read along each episode, rollouts learned from in sequences. For discrete actions. A run
 * like that of `train`: iterate for its records, await `result`. Lesson: notebooks/11b-memory.ipynb.
 * @throws RangeError or TypeError before the first step if an option is wrong; RangeError if training diverges
 * @example const { learner } = await recurrentPpo({ env: () => someObservations('CartPole-v1', [0, 2], 8, [1, 10]), seed: 1 }).result;
 */
export const recurrentPpo = trainer({
  name: 'recurrentPpo',
  env: 'CartPole-v1',
  configure: recurrentConfig,
  begin: (beginning: Beginning<RecurrentConfig>) => new RecurrentPpo(beginning),
});
