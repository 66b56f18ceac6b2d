import { mean, standardize } from '../numbers/stats';
import type { PiecesNetwork } from './network';
import type { Pieces } from './pieces';
import type { PiecesRollout } from './rollout';
import type { PiecesSettings } from './settings';

/** What one minibatch did. */
export interface PiecesStep {
  readonly loss: number;
  readonly kl: number;
  /** by tensor, as it was before the norm was clipped */
  readonly gradient: number[][];
}

/**
 * The loss of a minibatch and its gradient. `totalLoss` says how the means count: its slopes in them are measured, so that whoever turns a sign
 * around there climbs where he should descend.
 */
export function lossOfMinibatch(
  pieces: Pieces,
  network: PiecesNetwork,
  rollout: PiecesRollout,
  rows: readonly number[],
  { clipRange, valueCoef, entropyCoef }: PiecesSettings,
): PiecesStep {
  const B = rows.length;
  const size = rollout.observations.length / rollout.actions.length;
  const seen = new Float32Array(B * size);
  rows.forEach((row, b) => seen.set(rollout.observations.subarray(row * size, (row + 1) * size), b * size));
  const { logits, values } = network.outputs(seen, B);
  const advantages = standardize(rows.map((row) => rollout.advantages[row]));
  const oldLogProbs = rows.map((row) => rollout.logProbs[row]);

  const logs = logits.map((row) => pieces.logSoftmaxOf(row));
  const logProbs = rows.map((row, b) => logs[b][rollout.actions[row]]);
  const ratios = logProbs.map((logProb, b) => Math.exp(logProb - oldLogProbs[b]));
  const slopes = ratios.map((ratio, b) => pieces.slopeOfObjective(ratio, advantages[b], clipRange));
  const probabilities = logs.map((row) => row.map(Math.exp));
  const entropies = probabilities.map((row) => pieces.entropyOf(row));
  const errors = rows.map((row, b) => values[b] - rollout.returns[row]);
  const objectives = ratios.map((ratio, b) =>
    Math.min(ratio * advantages[b], Math.min(Math.max(ratio, 1 - clipRange), 1 + clipRange) * advantages[b]),
  );

  const means: [number, number, number] = [mean(objectives), mean(errors.map((e) => e * e)), mean(entropies)];
  const lossAt = (objective: number, squaredError: number, entropy: number): number =>
    pieces.totalLoss(objective, squaredError, entropy, valueCoef, entropyCoef);
  const zero = lossAt(0, 0, 0);
  const [ofObjective, ofError, ofEntropy] = [lossAt(1, 0, 0), lossAt(0, 1, 0), lossAt(0, 0, 1)].map((at) => at - zero);
  const logitSlopes = logs.map((row, b) =>
    row.map((logProb, k) => {
      const taken = k === rollout.actions[rows[b]] ? 1 : 0;
      const p = probabilities[b][k];
      const viaObjective = ofObjective * slopes[b] * ratios[b] * (taken - p);
      return (viaObjective - ofEntropy * p * (logProb + entropies[b])) / B;
    }),
  );
  const gradient = network.gradient(
    logitSlopes,
    errors.map((e) => (ofError * 2 * e) / B),
  );
  return { loss: lossAt(...means), kl: pieces.approximateKl(logProbs, oldLogProbs), gradient };
}
