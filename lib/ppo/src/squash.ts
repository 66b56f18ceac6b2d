/** What tanh does to densities: numbers shared by `SquashedGaussian` and the squashed policies. */

/** log(1 - tanh(u)^2) = 2 (log 2 - |u| - log(1 + exp(-2|u|))), which does not cancel for large u. */
export function logTanhSlope(u: number): number {
  const size = Math.abs(u);
  return 2 * (Math.LN2 - size - Math.log1p(Math.exp(-2 * size)));
}

const NUM_NODES = 24;
const SPACING = 0.5;

/** Nodes of the trapezoidal rule for a mean over a standard normal z: 24 points half a unit apart, from -5.75 to 5.75. */
export const normalNodes = Float64Array.from({ length: NUM_NODES }, (_, q) => (q - (NUM_NODES - 1) / 2) * SPACING);

/**
 * Their weights, which sum to 1. For a smooth integrand the error of this rule falls exponentially with the spacing: for the mean of
 * log(1 - tanh(u)^2) it is below 1e-7 up to a standard deviation of 1, 1e-4 up to 2 and 2e-3 at 3.
 */
export const normalWeights = weightsOf(normalNodes);

function weightsOf(nodes: Float64Array): Float64Array {
  const heights = nodes.map((z) => Math.exp(-0.5 * z * z));
  const total = heights.reduce((a, b) => a + b, 0);
  return heights.map((height) => height / total);
}

/** The mean of log(1 - tanh(u)^2) for u normal with this mean and standard deviation: what tanh takes from the entropy, nats. */
export function meanLogTanhSlope(mean: number, std: number): number {
  let total = 0;
  for (let q = 0; q < NUM_NODES; q++) total += normalWeights[q] * logTanhSlope(mean + std * normalNodes[q]);
  return total;
}

/** The derivatives of `meanLogTanhSlope` by mean and by log std, from d log(1 - tanh(u)^2)/du = -2 tanh(u), in `into`. */
export function meanLogTanhSlopeGradient(mean: number, std: number, into: Float64Array): void {
  let [ofMean, ofStd] = [0, 0];
  for (let q = 0; q < NUM_NODES; q++) {
    const slope = -2 * normalWeights[q] * Math.tanh(mean + std * normalNodes[q]);
    ofMean += slope;
    ofStd += slope * normalNodes[q];
  }
  into[0] = ofMean;
  into[1] = ofStd * std;
}
