import { compiledLearner } from '../compiled/compiledLearner';
import type { Learner } from '../learner/learner';
import { actionWidth, isDiscrete } from '../networks/parameters';
import { Random } from '../numbers/random';
import type { Fragment, FragmentResult, FragmentSetup, SlotState } from '../workers/workers';
import { beginEpisodes } from './begin';
import { RolloutBuffer } from './buffer';
import { collectRollout, type EpisodeProgress } from './collect';
import { makeEnv, type TrainingEnv } from './environment';
import type { Normalizers } from './normalize';
import { makeNormalizers, normalizedEnv } from './normalizedEnv';

/** Plays the fragments of one run, one after the other, in any order. What it keeps between two of them changes no result. */
export class FragmentPlayer {
  private version = -1;

  private constructor(
    private readonly setup: FragmentSetup,
    private readonly bareEnv: TrainingEnv,
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
    const { env, normalizers } = this.seenBy(from);
    const progress = this.stand(slot, from, env, normalizers);
    const finished = collectRollout({
      env,
      learner: this.learner,
      buffer: this.buffer,
      progress,
      random: new Random(seed, `sampling/${iteration}/${slot}`),
      rewardScale: config.rewardScale,
      storeClippedActions: config.storeClippedActions,
      stepsBefore: (iteration - 1) * config.numSteps,
    });
    const state = this.stateOf(progress, normalizers);
    return { iteration, slot, columns: this.buffer, ...finished, state, share: normalizers?.share() ?? null };
  }

  /** The environments as this slot sees them: through statistics that go on from those of all slots. */
  private seenBy(from: SlotState | number): { env: TrainingEnv; normalizers: Normalizers | null } {
    const normalizers = makeNormalizers(this.setup.config, this.bareEnv);
    if (normalizers === null) return { env: this.bareEnv, normalizers };
    if (typeof from !== 'number' && from.normalizers !== null) normalizers.setState(from.normalizers);
    normalizers.countShare();
    return { env: normalizedEnv(this.bareEnv, normalizers), normalizers };
  }

  private stand(
    slot: number,
    from: SlotState | number,
    env: TrainingEnv,
    normalizers: Normalizers | null,
  ): EpisodeProgress {
    const { config, seed, numEnvs } = this.setup;
    if (typeof from === 'number') {
      const random = new Random(seed, `stagger/${slot}`);
      const share = { first: slot * numEnvs, total: config.numEnvs };
      return beginEpisodes({ bareEnv: this.bareEnv, env, normalizers, config, seed: from, random, share });
    }
    env.setState?.(from.env as never);
    const { observations, returns, lengths } = from;
    return { observations: observations.slice(), returns: returns.slice(), lengths: lengths.slice() };
  }

  private stateOf({ observations, returns, lengths }: EpisodeProgress, normalizers: Normalizers | null): SlotState {
    return {
      env: this.bareEnv.getState?.(),
      observations: observations.slice(),
      returns: returns.slice(),
      lengths: lengths.slice(),
      normalizers: normalizers?.getState() ?? null,
    };
  }
}

/** The columns without the buffer around them, to be copied to where they are wanted. */
export function plainResult({ columns, ...rest }: FragmentResult): FragmentResult {
  const { observations, actions, logProbs, values, nextValues, rewards, terminated, truncated } = columns;
  return { ...rest, columns: { observations, actions, logProbs, values, nextValues, rewards, terminated, truncated } };
}
