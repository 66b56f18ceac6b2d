import { toEnvActions } from '../training/environment';
import { trainer, type Beginning, type Iteration } from './loop';
import { ReplayBuffer, type Transitions } from './replayBuffer';
import { sacConfig, type SacConfig } from './sacConfig';
import { SacLearner, type SacReport } from './sacLearner';
import { Means, rateShare } from './settings';
import { World } from './world';

/** What a record of SAC has beyond the progress; means over the iteration's gradient steps. */
export interface SacRecordReport extends SacReport {
  readonly learningRate: number;
}

const reported = [
  'valueLoss',
  'policyLoss',
  'entropy',
  'temperature',
  'meanQ',
  'gradNorm',
  'policyGradNorm',
] as const satisfies readonly (keyof SacReport)[];

/** The largest number below 1 in float32. */
const BELOW_ONE = 1 - 2 ** -24;

class Sac {
  readonly agent: SacLearner;
  private readonly memory: ReplayBuffer;
  private readonly batch: Transitions;
  private readonly world: World;

  constructor(private readonly beginning: Beginning<SacConfig>) {
    const { config, env, envSeed, observationSize, streams } = beginning;
    this.agent = new SacLearner({ ...beginning, random: streams.init });
    const { shape } = this.agent.actionSpace;
    const actionWidth = shape.reduce((a, b) => a * b, 1);
    this.memory = new ReplayBuffer({ capacity: config.bufferSize, observationSize, actionWidth, discrete: false });
    this.batch = this.memory.emptyBatch(config.minibatchSize);
    this.world = new World(env, envSeed, config.rewardScale);
  }

  iterate(iteration: number, timesteps: number): Iteration<SacRecordReport> {
    const { config } = this.beginning;
    const means = new Means(reported);
    const share = rateShare(config, iteration);
    for (let step = 0; step < config.numSteps; step++) {
      const before = timesteps + step * config.numEnvs;
      this.step(before < config.learningStarts);
      const made = before + config.numEnvs;
      if (made < config.learningStarts || made % config.trainEvery !== 0) continue;
      for (let i = 0; i < config.gradientSteps; i++) means.add(this.learn(share));
    }
    const report = { ...means.means(), learningRate: config.learningRate * share };
    return { report, finished: this.world.takeFinished(), gradientSteps: means.count };
  }

  /** One step of every environment. @param isRandom actions spread evenly over their box, before anything is learned */
  private step(isRandom: boolean): void {
    const { agent, world } = this;
    const { sampling } = this.beginning.streams;
    const size = this.memory.options.actionWidth * world.numEnvs;
    const squashed = isRandom
      ? Float64Array.from({ length: size }, () => Math.min(Math.max(sampling.uniform(-1, 1), -BELOW_ONE), BELOW_ONE))
      : agent.draw(world.observations, sampling).squashed;
    const unbounded = Float32Array.from(squashed, (a) => Math.atanh(Math.min(Math.max(a, -BELOW_ONE), BELOW_ONE)));
    const envActions = toEnvActions(unbounded, agent.actionSpace, 'squashedGaussian');
    world.step(squashed, envActions, (steps) => this.memory.add(steps));
  }

  private learn(share: number): SacReport {
    const { config, streams } = this.beginning;
    const transitions = this.memory.sample(config.minibatchSize, streams.shuffling, this.batch);
    return this.agent.update(transitions, streams.shuffling, share);
  }
}

/**
 * Trains with SAC (Haarnoja et al. 2018): a stochastic policy inside the bounds of its actions, two critics of which the smaller counts,
 * copies of them that follow slowly, and a temperature that is learned. A run like that of `train`: iterate for its records, await
 * `result`. Lesson: notebooks/12-relatives.ipynb.
 * @throws RangeError or TypeError before the first step if an option is wrong; RangeError if training diverges
 * @example const { learner } = await sac({ env: 'Pendulum-v1', seed: 1 }).result;
 */
export const sac = trainer({
  name: 'sac',
  env: 'Pendulum-v1',
  configure: sacConfig,
  begin: (beginning: Beginning<SacConfig>) => new Sac(beginning),
});
