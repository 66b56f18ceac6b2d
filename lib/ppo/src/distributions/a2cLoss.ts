import { surrogateGradient, type SurrogateReport } from './policyGradients';

/**
 * The policy loss of A2C, differentiated by hand with respect to each new log-probability: the twin of `surrogateGradient` for
 * `objective: 'policy-gradient'`.
 *
 *   L = -1/B sum A log pi(a|s),  so  dL/dlogProb = -A / B   for every sample, whatever its ratio
 *
 * At a ratio of 1 that is also the gradient of the clipped objective: the two part only after the first step on a rollout. The report
 * still measures the ratios against the policy that acted; `clipFraction` and `deadFraction` then say how many samples lie outside
 * the band and how many of them a clip would have silenced, though here nothing is.
 * Source: Mnih et al. 2016, section 4; Lecture 25, "The Ratio Clip". Lesson: notebooks/10-lecture-25.ipynb.
 * @param gradient [B] is filled
 */
export function logLikelihoodGradient(
  input: Parameters<typeof surrogateGradient>[0],
  gradient: Float64Array,
): SurrogateReport {
  const { logProbs, oldLogProbs, advantages, klCoef = 0 } = input;
  const report = surrogateGradient(input, gradient);
  const rows = gradient.length;
  let objective = 0;
  for (let b = 0; b < rows; b++) {
    objective += advantages[b] * logProbs[b];
    const ofKl = klCoef === 0 ? 0 : klCoef * (Math.exp(logProbs[b] - oldLogProbs[b]) - 1);
    gradient[b] = (ofKl - advantages[b]) / rows;
  }
  return { ...report, policyLoss: -objective / rows };
}
