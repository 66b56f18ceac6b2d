import { digamma, gammaln } from '../numbers/specialFunctions';
import type { Random } from '../numbers/random';

/** The formulas of one Beta(a, b) distribution over (0, 1), in nats, shared by `Beta` and the policies. */

/** log B(a, b), the logarithm of the density's divisor. */
export function logBeta(a: number, b: number): number {
  return gammaln(a) + gammaln(b) - gammaln(a + b);
}

export function betaDensityLog(a: number, b: number, x: number): number {
  return (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b);
}

export function betaEntropyOf(a: number, b: number): number {
  return logBeta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b) + (a + b - 2) * digamma(a + b);
}

/** The peak of the density; where a parameter is 1 or less it has none inside (0, 1), and the mean stands in. */
export function betaMode(a: number, b: number): number {
  return a > 1 && b > 1 ? (a - 1) / (a + b - 2) : a / (a + b);
}

/** One draw: g / (g + h) of two gamma draws. Rounding can put it on 0 or 1; the caller keeps it off. */
export function sampleBeta(random: Random, a: number, b: number): number {
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

/**
 * psi'(x) for x > 0, the derivative of digamma: psi'(x) = psi'(x + 1) + 1/x^2 up to x >= 8, then its asymptotic series in 1/x^2
 * (Abramowitz & Stegun 6.4.6 and 6.4.12). Relative error below 1e-13.
 */
export function trigamma(x: number): number {
  let shifted = x;
  let total = 0;
  for (; shifted < 8; shifted++) total += 1 / (shifted * shifted);
  const y = 1 / (shifted * shifted);
  const series = 1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * (5 / 66 - y * (691 / 2730 - (y * 7) / 6)))));
  return total + 1 / shifted + y / 2 + (y / shifted) * series;
}
