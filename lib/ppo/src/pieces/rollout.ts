import { make } from 'gymnasium-js';
import type { Random } from '../numbers/random';
import type { PiecesNetwork } from './network';
import type { Pieces } from './pieces';
import type { PiecesSettings } from './settings';

/** What one rollout has left, row t N + n for step t of environment n. */
export interface PiecesRollout {
  readonly observations: Float32Array;
  readonly actions: number[];
  readonly logProbs: number[];
  readonly advantages: number[];
  /** what the critic should have said */
  readonly returns: number[];
  /** of the episodes that ended in it */
  readonly episodeReturns: number[];
}

/** The carts of a run, each in the middle of an episode. */
export class Carts {
  private readonly envs: {
    step(action: number): Outcome;
    reset(options?: { seed?: number }): { observation: Float32Array };
  }[];
  private readonly seen: Float32Array[];
  private readonly paid: number[];

  constructor(
    private readonly settings: PiecesSettings,
    random: Random,
  ) {
    this.envs = Array.from({ length: settings.numEnvs }, () => make('CartPole-v1'));
    this.seen = this.envs.map((env) => env.reset({ seed: random.integer(2 ** 31) }).observation.slice());
    this.paid = this.envs.map(() => 0);
  }

  /** Acts for `numSteps` steps and judges every action. */
  play(pieces: Pieces, network: PiecesNetwork, random: Random): PiecesRollout {
    const { numSteps, numEnvs, rewardScale, gamma, gaeLambda } = this.settings;
    const size = this.seen[0].length;
    const observations = new Float32Array(numSteps * numEnvs * size);
    const [actions, logProbs, values, deltas, continues]: number[][] = [[], [], [], [], []];
    const episodeReturns: number[] = [];
    let { logits, values: valuesNow } = network.outputs(flat(this.seen), numEnvs);
    for (let t = 0; t < numSteps; t++) {
      observations.set(flat(this.seen), t * numEnvs * size);
      const drawn = logits.map((row) => draw(pieces.logSoftmaxOf(row), random));
      const steps = drawn.map(({ action }, n) => this.step(n, action, episodeReturns));
      const valuesOfFinal = network.outputs(flat(steps.map(({ final }) => final)), numEnvs).values;
      const next = network.outputs(flat(this.seen), numEnvs);
      steps.forEach(({ reward, terminated, truncated }, n) => {
        const nextValue = pieces.nextValueOf(terminated, truncated, valuesOfFinal[n], next.values[n]);
        deltas.push(pieces.tdError(reward * rewardScale, valuesNow[n], nextValue, terminated, truncated, gamma));
        continues.push(terminated || truncated ? 0 : 1);
        actions.push(drawn[n].action);
        logProbs.push(drawn[n].logProb);
        values.push(valuesNow[n]);
      });
      ({ logits, values: valuesNow } = next);
    }
    const advantages = new Array<number>(actions.length);
    for (let n = 0; n < numEnvs; n++) {
      const [errors, going] = [deltas, continues].map((column) => pieces.historyOf(column, n, numEnvs));
      pieces.advantagesOf(errors, going, gamma, gaeLambda).forEach((A, t) => (advantages[t * numEnvs + n] = A));
    }
    const returns = advantages.map((A, row) => A + values[row]);
    return { observations, actions, logProbs, advantages, returns, episodeReturns };
  }

  private step(n: number, action: number, episodeReturns: number[]): Outcome & { final: Float32Array } {
    const outcome = this.envs[n].step(action);
    const final = outcome.observation.slice();
    this.paid[n] += outcome.reward;
    this.seen[n] = final;
    if (outcome.terminated || outcome.truncated) {
      episodeReturns.push(this.paid[n]);
      this.paid[n] = 0;
      this.seen[n] = this.envs[n].reset().observation.slice();
    }
    return { ...outcome, final };
  }
}

interface Outcome {
  readonly observation: Float32Array;
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

function flat(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.length * rows[0].length);
  rows.forEach((row, n) => all.set(row, n * row.length));
  return all;
}

function draw(logProbs: readonly number[], random: Random): { action: number; logProb: number } {
  let left = random.uniform();
  let action = 0;
  while (action < logProbs.length - 1 && left >= Math.exp(logProbs[action])) left -= Math.exp(logProbs[action++]);
  return { action, logProb: logProbs[action] };
}
