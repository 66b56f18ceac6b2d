import { make, type Env } from 'gymnasium-js';
import { Categorical } from '../distributions/distributions';
import { isDiscrete } from '../networks/parameters';
import { Random } from '../numbers/random';
import { actionSpaceOf, observationSizeOf } from '../training/spaces';
import type { Sendable } from './encode';
import { EpisodePiece } from './episode';
import type { Policy } from './policy';

/** Pieces of episodes, exactly as many steps as were asked for. */
export interface PlayedFragment {
  readonly pieces: Sendable[];
  /** of the episodes that ended, undiscounted */
  readonly episodeReturns: number[];
}

/** Plays one environment with discrete actions, piece by piece. */
export class Player {
  readonly observationSize: number;
  readonly numActions: number;
  private readonly env: Env<Float32Array, number>;
  private readonly firstAction: number;
  private readonly random: Random;
  private episodes = 0;
  private piece: EpisodePiece;
  private observation: Float32Array;
  private episodeReturn = 0;

  /** @throws TypeError if its actions are not discrete */
  constructor(
    envId: string,
    private readonly seed: number,
  ) {
    this.env = make(envId) as unknown as Env<Float32Array, number>;
    const space = actionSpaceOf({ singleActionSpace: this.env.actionSpace });
    if (!isDiscrete(space)) throw new TypeError(`env: the actions of ${envId} are not discrete; try "CartPole-v1"`);
    this.numActions = space.n;
    this.firstAction = space.start ?? 0;
    this.observationSize = observationSizeOf({ singleObservationSpace: this.env.observationSpace });
    this.random = new Random(seed, 'rllib');
    [this.observation, this.piece] = this.begin(seed);
  }

  /** A new episode: what was played of the last one is lost. */
  restart(): void {
    [this.observation, this.piece] = this.begin();
  }

  play(policy: Policy, numSteps: number): PlayedFragment {
    const pieces: Sendable[] = [];
    const episodeReturns: number[] = [];
    const started = performance.now();
    for (let step = 1; step <= numSteps; step++) {
      const { terminated, truncated } = this.step(policy);
      const ended = terminated || truncated;
      if (!ended && step < numSteps) continue;
      pieces.push(this.piece.toWire(terminated, truncated, (performance.now() - started) / 1000));
      this.episodeReturn += this.piece.rewards;
      this.piece = this.piece.next();
      if (!ended) continue;
      episodeReturns.push(this.episodeReturn);
      this.restart();
    }
    return { pieces, episodeReturns };
  }

  close(): void {
    this.env.close();
  }

  private begin(seed?: number): [Float32Array, EpisodePiece] {
    const { observation } = this.env.reset(seed === undefined ? {} : { seed });
    this.episodeReturn = 0;
    this.episodes++;
    return [observation, new EpisodePiece(`gymnasium-js-${this.seed}-${this.episodes}`, 0, observation)];
  }

  private step(policy: Policy): { terminated: boolean; truncated: boolean } {
    const logits = policy(this.observation);
    const choice = new Categorical({ logits, numActions: this.numActions });
    const [action] = choice.sample(this.random);
    const [logProb] = choice.logProb([action]);
    const { observation, reward, terminated, truncated } = this.env.step(action + this.firstAction);
    this.piece.add({ action, logits, logProb, reward, next: observation });
    this.observation = observation;
    return { terminated, truncated };
  }
}
