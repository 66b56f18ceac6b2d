import { gammaln } from '../numbers/specialFunctions';
import { requireFinite } from '../numbers/validate';

/** P(T <= t) of Student's t with `freedom` degrees of freedom (any real number > 0). @example studentCdf(0, 9) // 0.5 */
export function studentCdf(t: number, freedom: number): number {
  requireFreedom(freedom);
  if (Number.isNaN(t)) throw new RangeError('t: got NaN, expected a number or an infinity');
  if (!Number.isFinite(t * t)) return t > 0 ? 1 : 0;
  const beyond = outside(t, freedom) / 2;
  return t > 0 ? 1 - beyond : beyond;
}

/** The t below which T lies with probability p: 2.262 for p = 0.975 and 9 degrees of freedom. @example studentQuantile(0.975, 9) // 2.2621571... */
export function studentQuantile(p: number, freedom: number): number {
  requireFreedom(freedom);
  requireFinite('p', p);
  if (p <= 0 || p >= 1) throw new RangeError(`p: got ${p}, must lie between 0 and 1, without the ends`);
  if (p > 0.5) return -studentQuantile(1 - p, freedom); // the lower tail keeps its digits
  let low = -1;
  while (studentCdf(low, freedom) > p) low *= 2;
  let high = 0;
  for (let i = 0; i < 200 && high - low > 1e-14 * -low; i++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, freedom) > p) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function requireFreedom(freedom: number): void {
  if (requireFinite('freedom', freedom) <= 0) {
    throw new RangeError(`freedom: got ${freedom}, must be above 0; two samples of two or more values have some`);
  }
}

/**
 * P(|T| >= |t|), the regularised incomplete beta function I_x(freedom / 2, 1 / 2) at x = freedom / (freedom + t^2) (Abramowitz & Stegun
 * 26.7.1), by a continued fraction (26.5.8) on the side where it converges fast.
 */
function outside(t: number, freedom: number): number {
  const [a, b] = [freedom / 2, 0.5];
  const [x, rest] = [freedom / (freedom + t * t), (t * t) / (freedom + t * t)];
  if (rest === 0) return 1;
  const logScale = logGammaStep(a) - Math.log(Math.PI) / 2 - a * Math.log1p((t * t) / freedom) + b * Math.log(rest);
  const scale = Math.exp(logScale);
  return x > (a + 1) / (a + b + 2) ? 1 - (scale / b) * betaFraction(b, a, rest) : (scale / a) * betaFraction(a, b, x);
}

/** log gamma(a + 1/2) - log gamma(a); for large a by its series, because the difference of the two loses digits. */
function logGammaStep(a: number): number {
  if (a < 500) return gammaln(a + 0.5) - gammaln(a);
  const y = 1 / (8 * a);
  return Math.log(a) / 2 + Math.log1p(y * (-1 + y * (1 / 2 + y * (5 / 2))));
}

/** Lentz's way to evaluate 1 / (1 + d1 / (1 + d2 / (1 + ...))) from the left. */
function betaFraction(a: number, b: number, x: number): number {
  const term = (n: number): number => {
    const m = n >> 1;
    if (n % 2 === 0) return (m * (b - m) * x) / ((a + n - 1) * (a + n));
    return (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
  };
  const nonzero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let [value, c, d] = [1, 1, 0];
  for (let n = 1; n < 1000; n++) {
    d = 1 / nonzero(1 + term(n) * d);
    c = nonzero(1 + term(n) / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return 1 / value;
}
