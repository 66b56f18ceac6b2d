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
