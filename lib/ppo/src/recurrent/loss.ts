import { Categorical } from '../distributions/categorical/categorical';
import { CategoricalBatch } from '../distributions/categorical/batch';
import { requireAtLeastZero } from '../numbers/floats';
import { surrogateGradient, valueGradient } from '../numbers/lossGradients';
import type { RatioStatistics } from '../numbers/ratios';
import { mean, standardize } from '../numbers/stats';
import { requireOneOf } from '../config/choices';
import { requireFiniteLoss } from '../learner/checks';
import { requireBetween, requireClipRange, requireObject } from '../numbers/validate';
import { requireLossColumns, requireNetwork, requireRollout, requireSequences } from './checks';
import type { RecurrentNetwork, SequenceReading } from './network';
import type { Judged, RecurrentRollout } from './rollout';
import { countSequences, gatherSequences, readRollout, type Sequences } from './sequences';

/** What one gradient step saw, means over the steps that are no padding. */
export interface RecurrentLoss extends RatioStatistics {
  readonly policyLoss: number;
  /** half the mean squared error */
  readonly valueLoss: number;
  /** nats */
  readonly entropy: number;
}

/** The columns of a rollout that its loss needs, [T,N] each. */
export type LossColumns = Pick<RecurrentRollout, 'actions' | 'logProbs'> & Judged;

/** What of a configuration the loss needs. */
export interface LossSettings {
  readonly clipRange: number;
  readonly entropyCoef: number;
  readonly valueCoef: number;
  /** default true: by mean and standard deviation of the steps that count */
  readonly normalizeAdvantages?: boolean;
}

/**
 * PPO's loss over sequences and its gradient by all parameters. There is one ratio per step of an environment: the policy's probability
 * of the step's action, given all that it has seen of the episode so far, over the one it was drawn with. Not one per sequence, and no
 * "token" has a part in it. Padding is left out of every mean, and of the spread of the advantages.
 */
export function recurrentLoss(
  network: RecurrentNetwork,
  parameters: Float32Array | Float64Array,
  sequences: Sequences,
  columns: LossColumns,
  settings: LossSettings,
): { readonly report: RecurrentLoss; readonly gradient: Float64Array } {
  requireNetwork(network, parameters);
  requireSequences(sequences);
  const count = requireLossColumns(columns);
  requireLossSettings(settings);
  const { clipRange, entropyCoef, valueCoef } = settings;
  for (let place = 0; place < sequences.source.length; place++)
    requireBetween(`sequences.source[${place}]`, sequences.source[place], 0, count - 1);
  const reading = network.read(parameters, sequences, sequences.steps, sequences.rows);
  const places = placesOf(sequences);
  const pick = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(places, (place) => column[sequences.source[place]]);
  const policy = policyAt(reading, places);
  const actions = Int32Array.from(pick(columns.actions));
  policy.evaluate(actions);
  const advantages = pick(columns.advantages);
  if (settings.normalizeAdvantages !== false) standardize(advantages, advantages);
  const oldLogProbs = pick(columns.logProbs);
  const byLogProb = new Float64Array(places.length);
  const { policyLoss, ratios } = surrogateGradient(
    { logProbs: policy.logProbs, oldLogProbs, advantages, clipRange },
    byLogProb,
  );
  policy.differentiate(actions, byLogProb, entropyCoef);
  const values = Float64Array.from(places, (place) => reading.values[place]);
  const returns = pick(columns.returns);
  const byValue = new Float64Array(places.length);
  const valueLoss = valueGradient({ values, oldValues: values, returns, valueClipRange: null, valueCoef }, byValue);
  requireFiniteLoss(policyLoss + valueLoss);
  const slopes = spread(reading, places, policy.outputGradient, byValue);
  const report = { ...ratios, policyLoss, valueLoss, entropy: mean(policy.entropies) };
  return { report, gradient: network.gradient(parameters, reading, slopes) };
}

/** More is not read: a configuration holds these settings too. @throws TypeError or RangeError that names the setting */
function requireLossSettings(settings: LossSettings): void {
  requireObject('settings', settings, '{ clipRange, entropyCoef, valueCoef }');
  requireClipRange('clipRange', settings.clipRange);
  requireAtLeastZero('entropyCoef', settings.entropyCoef);
  requireAtLeastZero('valueCoef', settings.valueCoef);
  requireOneOf('normalizeAdvantages', settings.normalizeAdvantages ?? true, [true, false]);
}

/** The places [L,B] that hold a step. */
function placesOf({ mask }: Sequences): Uint32Array {
  const places: number[] = [];
  for (let place = 0; place < mask.length; place++) if (mask[place]) places.push(place);
  return Uint32Array.from(places);
}

function policyAt({ logits, values }: SequenceReading, places: Uint32Array): CategoricalBatch {
  const numActions = logits.length / values.length;
  const policy = new CategoricalBatch(places.length, numActions);
  places.forEach((place, i) =>
    policy.outputs.set(logits.subarray(place * numActions, (place + 1) * numActions), i * numActions),
  );
  return policy;
}

/** Derivatives back at their places; padding has none. */
function spread(
  reading: SequenceReading,
  places: Uint32Array,
  byOutput: Float64Array,
  byValue: Float64Array,
): { logits: Float64Array; values: Float64Array } {
  const logits = new Float64Array(reading.logits.length);
  const values = new Float64Array(reading.values.length);
  const numActions = logits.length / values.length;
  places.forEach((place, i) => {
    logits.set(byOutput.subarray(i * numActions, (i + 1) * numActions), place * numActions);
    values[place] = byValue[i];
  });
  return { logits, values };
}

/**
 * How stale the states are that sequences begin with: mean KL(recomputed || stored) over the steps of a rollout, in nats, between the
 * policy that has read the whole rollout with its present parameters and the same policy begun at every sequence with what is stored.
 * @param length L   @param states [T,N,H] what sequences begin with
 */
export function staleness(
  network: RecurrentNetwork,
  parameters: Float32Array,
  rollout: RecurrentRollout,
  length: number,
  states?: Float64Array,
): number {
  requireRollout(rollout);
  requireNetwork(network, parameters);
  const all = Uint32Array.from({ length: countSequences(rollout, length) }, (_, i) => i);
  const pieces = gatherSequences(rollout, length, all, states);
  const begun = network.read(parameters, pieces, pieces.steps, pieces.rows);
  const places = placesOf(pieces);
  const whole = readRollout(network, parameters, rollout); // its places are those of the rollout
  const numActions = whole.logits.length / whole.values.length;
  const stored = new Categorical({ logits: policyAt(begun, places).outputs, numActions });
  const sources = places.map((place) => pieces.source[place]);
  const recomputed = new Categorical({ logits: policyAt(whole, sources).outputs, numActions });
  return Math.max(0, mean(recomputed.kl(stored))); // rounding can make a KL of 0 negative
}
