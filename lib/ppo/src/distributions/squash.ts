import type { NumberArray } from '../numbers/validate';

/** What tanh does to densities: numbers shared by the squashed policies of numbers and of tensors. */

/** log(1 - tanh(u)^2) = 2 (log 2 - |u| - log(1 + exp(-2|u|))), which does not cancel for large u. */
export function logTanhSlope(u: number): number {
  const size = Math.abs(u);
  return 2 * (Math.LN2 - size - Math.log1p(Math.exp(-2 * size)));
}

const NUM_NODES = 32;
const SPACING = 0.4;

/** Nodes of the trapezoidal rule for a mean over a standard normal z: 32 points 0.4 apart, from -6.2 to 6.2. */
export const normalNodes = Float64Array.from({ length: NUM_NODES }, (_, q) => (q - (NUM_NODES - 1) / 2) * SPACING);

/**
 * Their weights, which sum to 1. For a smooth integrand the error of this rule falls exponentially with the spacing: for the mean of
 * log(1 - tanh(u)^2) it is below 1e-7 up to a standard deviation of 1.5, 1e-5 up to 2 and 3e-4 at 3.
 */
export const normalWeights = weightsOf(normalNodes);

function weightsOf(nodes: Float64Array): Float64Array {
  const heights = nodes.map((z) => Math.exp(-0.5 * z * z));
  const total = heights.reduce((a, b) => a + b, 0);
  return heights.map((height) => height / total);
}

/** Beyond this standard deviation exp(2u) would underflow at one node and matter at another. */
const WIDEST = 25;

/** The same sum term by term. */
function plainMean(mean: number, std: number, f: (u: number, z: number) => number): number {
  let total = 0;
  for (let q = 0; q < NUM_NODES; q++) total += normalWeights[q] * f(mean + std * normalNodes[q], normalNodes[q]);
  return total;
}

/**
 * The mean of log(1 - tanh(u)^2) for u normal with this mean and standard deviation: what tanh takes from the entropy, nats. With
 * e = exp(2u), which grows by a constant factor from node to node, it is the mean of log 4 + log e - 2 log(1 + e).
 */
export function meanLogTanhSlope(mean: number, std: number): number {
  if (std > WIDEST) return plainMean(mean, std, logTanhSlope);
  const center = -Math.abs(mean); // even in u; the negative side keeps e small
  const factor = Math.exp(2 * SPACING * std);
  let e = Math.exp(2 * (center + std * normalNodes[0]));
  let total = 0;
  for (let q = 0; q < NUM_NODES; q++) {
    total += normalWeights[q] * Math.log1p(e);
    e *= factor;
  }
  return 2 * (Math.LN2 + center - total);
}

/** The derivatives of `meanLogTanhSlope` by mean and by log std, from d log(1 - tanh(u)^2)/du = -2 tanh(u), in `into`. */
export function meanLogTanhSlopeGradient(mean: number, std: number, into: Float64Array): void {
  if (std > WIDEST) {
    into[0] = plainMean(mean, std, (u) => -2 * Math.tanh(u));
    into[1] = plainMean(mean, std, (u, z) => -2 * Math.tanh(u) * std * z);
    return;
  }
  const sign = mean > 0 ? -1 : 1;
  const factor = Math.exp(2 * SPACING * std);
  let e = Math.exp(2 * (sign * mean + std * normalNodes[0]));
  let ofMean = 0;
  let ofStd = 0;
  for (let q = 0; q < NUM_NODES; q++) {
    const slope = -2 * normalWeights[q] * (1 - 2 / (1 + e)); // tanh(u) = 1 - 2 / (1 + exp(2u))
    ofMean += slope;
    ofStd += slope * normalNodes[q];
    e *= factor;
  }
  into[0] = sign * ofMean;
  into[1] = ofStd * std;
}

/**
 * What stretching tanh(u) to a box takes from the log-density of one u [k]: the sum of log(half * (1 - tanh(u)^2)), nats.
 * @param halves [k] half widths of the box   @param at index of u's first number
 */
export function squashCorrection(u: NumberArray, halves: NumberArray, at = 0): number {
  let total = 0;
  for (let k = 0; k < halves.length; k++) total += Math.log(halves[k]) + logTanhSlope(u[at + k]);
  return total;
}
