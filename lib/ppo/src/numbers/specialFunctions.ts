/**
 * digamma and log-gamma of @stdlib, loaded at the first call: they come as 180 small modules, whose loading would take longer than
 * training CartPole, and only Beta policies need them.
 */

type RealFunction = (x: number) => number;

/* eslint-disable @typescript-eslint/no-require-imports -- an import at the top would load them for everybody */
let loadedDigamma: RealFunction | null = null;
let loadedGammaln: RealFunction | null = null;

/** psi(x), the derivative of log-gamma. */
export function digamma(x: number): number {
  loadedDigamma ??= require('@stdlib/math-base-special-digamma') as RealFunction;
  return loadedDigamma(x);
}

/** log |gamma(x)| */
export function gammaln(x: number): number {
  loadedGammaln ??= require('@stdlib/math-base-special-gammaln') as RealFunction;
  return loadedGammaln(x);
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
