import type { Random } from '../numbers/random';
import type { NumberArray } from '../numbers/validate';

/** One draw, or the most probable action, from numbers that a policy network put out: what acting needs, for either learner. */

/** One action of row b drawn with its probabilities; uses one uniform number. */
export function sampleCategorical(probs: NumberArray, b: number, numActions: number, random: Random): number {
  let rest = random.uniform();
  let chosen = 0;
  for (let action = 0; action < numActions; action++) {
    const p = probs[b * numActions + action];
    if (p === 0) continue;
    chosen = action; // the last possible action also catches what rounding leaves over
    rest -= p;
    if (rest < 0) break;
  }
  return chosen;
}

/** The most probable action of row b; the first one if several tie. */
export function likeliestAction(allLogProbs: NumberArray, b: number, numActions: number): number {
  let best = 0;
  for (let action = 1; action < numActions; action++) {
    if (allLogProbs[b * numActions + action] > allLogProbs[b * numActions + best]) best = action;
  }
  return best;
}

/** The largest number below 1 in float32, in which actions are stored. */
const BELOW_ONE = 1 - 2 ** -24;

/** One draw from Beta(a, b), g / (g + h) of two gamma draws; random null: its mode. Kept off 0 and `largest`, where rounding can put it. */
export function drawBeta(random: Random | null, a: number, b: number, largest = BELOW_ONE): number {
  return Math.min(Math.max(random === null ? betaMode(a, b) : sampleBeta(random, a, b), 2 ** -126), largest);
}

function sampleBeta(random: Random, a: number, b: number): number {
  const logG = logGammaDraw(random, a);
  const logH = logGammaDraw(random, b);
  return 1 / (1 + Math.exp(logH - logG));
}

/** Logarithm of a Gamma(shape, 1) draw (Marsaglia & Tsang 2000); in logs, since small shapes give numbers that underflow. */
function logGammaDraw(random: Random, shape: number): number {
  if (shape < 1) return logGammaDraw(random, shape + 1) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const logU = Math.log(1 - random.uniform());
    if (logU < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** The peak of the density; where a parameter is 1 or less it has none inside (0, 1), and the mean stands in. */
export function betaMode(a: number, b: number): number {
  return a > 1 && b > 1 ? (a - 1) / (a + b - 2) : a / (a + b);
}
