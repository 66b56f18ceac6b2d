import { requireKnownOptions } from '../numbers/objects';
import { Random } from '../numbers/random';
import { mean } from '../numbers/stats';
import { requireCount } from '../numbers/validate';
import { piecesFrom } from './guard';
import { PiecesNetwork } from './network';
import type { PieceName, Pieces } from './pieces';
import { Carts } from './rollout';
import { piecesSettings } from './settings';
import { lossOfMinibatch } from './update';

/** What is told after each iteration. */
export interface PiecesRecord {
  readonly iteration: number;
  readonly timesteps: number;
  /** of the last 100 episodes, or of all if there are fewer; NaN before the first has ended */
  readonly meanReturn100: number;
  /** of the last minibatch */
  readonly loss: number;
  readonly kl: number;
}

/** What a run of pieces leaves. */
export interface PiecesResult {
  readonly solved: boolean;
  readonly timesteps: number;
  readonly episodeReturns: readonly number[];
  /** the pieces that were given, by name; the rest were the library's */
  readonly own: readonly PieceName[];
  readonly parameters: Float32Array;
}

/**
 * PPO on CartPole-v1, put together from pieces: those that are given, and the library's for the rest. Ends when `isSolved` says so, or with the
 * budget. Lesson: notebooks/07b-your-own-pieces.ipynb.
 * @throws TypeError for a piece that there is none of; PieceFault, naming the piece and its arguments, as soon as one returns what cannot be
 * @example await finish(trainPieces({ pieces: { totalLoss }, seed: 1 }))
 */
export function* trainPieces(options: {
  readonly pieces?: Partial<Pieces>;
  readonly seed: number;
  /** default 120,000 */
  readonly totalTimesteps?: number;
}): Generator<PiecesRecord, PiecesResult> {
  requireKnownOptions('trainPieces', options, ['pieces', 'seed', 'totalTimesteps']);
  const { pieces: given = {}, seed, totalTimesteps = 120_000 } = options;
  requireCount('totalTimesteps', totalTimesteps);
  const { pieces, own } = piecesFrom(given);
  const settings = piecesSettings;
  const { numEnvs, numSteps, numEpochs, minibatchSize, learningRate, maxGradNorm, targetKl } = settings;
  const root = new Random(seed, 'pieces');
  const [shuffling, sampling] = [root.stream('shuffling'), root.stream('sampling')];
  const network = new PiecesNetwork({ observation: 4, actions: 2 }, settings, root.stream('init'));
  const carts = new Carts(settings, root.stream('env'));
  const returns: number[] = [];
  const rolloutSize = numEnvs * numSteps;
  let [timesteps, solved] = [0, false];

  for (let iteration = 1; !solved && timesteps + rolloutSize <= totalTimesteps; iteration++) {
    const rate = learningRate * (1 - timesteps / totalTimesteps);
    const rollout = carts.play(pieces, network, sampling);
    let last = { loss: NaN, kl: 0 };
    for (let epoch = 0; epoch < numEpochs && last.kl <= targetKl; epoch++) {
      for (const rows of pieces.dealMinibatches([...shuffling.permutation(rolloutSize)], minibatchSize)) {
        if (last.kl > targetKl) break;
        const { loss, kl, gradient } = lossOfMinibatch(pieces, network, rollout, rows, settings);
        network.step(pieces.clipTogether(gradient, maxGradNorm), rate);
        last = { loss, kl };
      }
    }
    timesteps += rolloutSize;
    returns.push(...rollout.episodeReturns);
    solved = pieces.isSolved(returns);
    const meanReturn100 = returns.length === 0 ? NaN : mean(returns.slice(-100));
    yield { iteration, timesteps, meanReturn100, ...last };
  }
  return { solved, timesteps, episodeReturns: returns, own, parameters: network.getParameters() };
}
