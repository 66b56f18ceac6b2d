import { compiledLearner } from '../compiled/compiledLearner';
import type { Learner } from '../learner/learner';
import { actionWidth, isDiscrete } from '../networks/parameters';
import { Random } from '../numbers/random';
import type { Fragment, FragmentResult, FragmentSetup, SlotState } from '../workers/workers';
import { RolloutBuffer } from './buffer';
import { collectRollout, startEpisodes, type EpisodeProgress } from './collect';
import { makeEnv, type TrainingEnv } from './environment';

/** Plays the fragments of one run, one after the other, in any order. What it keeps between two of them changes no result. */
export class FragmentPlayer {
  private version = -1;

  private constructor(
    private readonly setup: FragmentSetup,
    private readonly env: TrainingEnv,
    private readonly learner: Learner,
    private readonly buffer: RolloutBuffer,
  ) {}

  static async of(setup: FragmentSetup): Promise<FragmentPlayer> {
    const { envId, numEnvs, seed, config, observationSize, actionSpace } = setup;
    const env = await makeEnv(envId, numEnvs);
    const learner = compiledLearner({ observationSize, actionSpace, config, random: new Random(seed, 'unused') });
    const buffer = new RolloutBuffer({
      numSteps: config.numSteps,
      numEnvs,
      observationSize,
      actionWidth: actionWidth(actionSpace),
      discrete: isDiscrete(actionSpace),
    });
    return new FragmentPlayer(setup, env, learner, buffer);
  }

  setWeights(version: number, parameters: Float32Array): void {
    this.learner.setParameters(parameters);
    this.version = version;
  }

  play({ iteration, slot, version, from }: Fragment): FragmentResult {
    if (version !== this.version) {
      throw new Error(`fragment: version ${version} of the weights is needed, ${this.version} is here`);
    }
    const { config, seed } = this.setup;
    const progress = this.stand(from);
    const finished = collectRollout({
      env: this.env,
      learner: this.learner,
      buffer: this.buffer,
      progress,
      random: new Random(seed, `sampling/${iteration}/${slot}`),
      rewardScale: config.rewardScale,
      storeClippedActions: config.storeClippedActions,
      stepsBefore: (iteration - 1) * config.numSteps,
    });
    return { iteration, slot, columns: this.buffer, ...finished, state: this.stateOf(progress) };
  }

  private stand(from: SlotState | number): EpisodeProgress {
    if (typeof from === 'number') return startEpisodes(this.env, from);
    this.env.setState?.(from.env as never);
    const { observations, returns, lengths } = from;
    return { observations: observations.slice(), returns: returns.slice(), lengths: lengths.slice() };
  }

  private stateOf({ observations, returns, lengths }: EpisodeProgress): SlotState {
    const env = this.env.getState?.();
    return { env, observations: observations.slice(), returns: returns.slice(), lengths: lengths.slice() };
  }
}
