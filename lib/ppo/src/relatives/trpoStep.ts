import type { BaseLearner } from '../learner/baseLearner';
import type { Minibatch } from '../learner/learner';
import { klEstimates } from '../numbers/surrogate';
import { requireAtLeastZero, requireNoOverflow } from '../numbers/floats';
import { requireMethods } from '../numbers/objects';
import { requireBetween, requireCount, requireNumbers, requireObject, requirePositive } from '../numbers/validate';
import { conjugateGradient, dot, type Product } from './conjugateGradient';

/** What a step of TRPO may do. */
export interface TrpoSettings {
  /** delta: the largest KL(old || new) of a step */
  readonly maxKl: number;
  /** added to the diagonal of the Fisher matrix, in many directions of which nothing changes */
  readonly damping: number;
  readonly cgIterations: number;
  /** what each backtrack leaves of the step */
  readonly backtrack: number;
  readonly maxBacktracks: number;
}

/** What a step did. */
export interface TrpoStep {
  /** of the step taken, on the batch: mean (r - 1) A; 0 if none was taken */
  readonly surrogateGain: number;
  /** KL(old || new) of the step taken, k3 */
  readonly kl: number;
  /** how often the full step was shortened; maxBacktracks + 1: no length would do, and the policy stays */
  readonly backtracks: number;
  /** share of the gradient that conjugate gradient left unexplained */
  readonly cgResidual: number;
  /** length of the policy's gradient */
  readonly gradNorm: number;
  /** gradients and forward passes over the whole batch: what the step cost */
  readonly passes: number;
}

/** What the step asks of a learner; its objective has to be 'ratio', its entropyCoef 0 and its klCoef 1. */
export type TrpoLearner = Pick<
  BaseLearner<never>,
  'manifest' | 'config' | 'getParameters' | 'setParameters' | 'lossGradient' | 'evaluate'
>;

/** How far apart the two points of a finite difference lie, in parameters. */
const REACH = 0.01;

/**
 * Fisher products at the present parameters, v -> F v, for the policy's parameters: the derivative of the gradient of KL(old || new) in
 * direction v, as a central difference of two gradients. The KL is that of the actions taken (k3, whose second derivative is the mean
 * of grad log pi grad log pi^T), so that it works for every policy. The parameters are as before afterwards.
 */
export function fisherProduct(learner: TrpoLearner, batch: Minibatch): Product {
  requireTrpo(learner, batch);
  const parameters = learner.getParameters();
  const size = policySize(learner);
  const still: Minibatch = { ...batch, advantages: new Float32Array(batch.advantages.length) }; // leaves the KL alone
  const gradientAt = (v: Float64Array, step: number): Float32Array => {
    const moved = parameters.slice();
    for (let i = 0; i < size; i++) moved[i] += step * v[i];
    learner.setParameters(moved);
    return learner.lossGradient(still).gradient;
  };
  return (v) => {
    requireNumbers('v', v, { length: size, like: "the policy's parameters" });
    const length = requireNoOverflow('v', Math.sqrt(dot(v, v)));
    if (length === 0) return new Float64Array(size);
    const step = REACH / length;
    const [ahead, behind] = [gradientAt(v, step), gradientAt(v, -step)];
    learner.setParameters(parameters);
    return Float64Array.from({ length: size }, (_, i) => (ahead[i] - behind[i]) / (2 * step));
  };
}

/**
 * One step of TRPO (Schulman et al. 2015): the natural gradient F^-1 g by conjugate gradient, as long as the KL allows by the parabola,
 * then shortened until the KL itself is at most maxKl and the surrogate has improved. The learner gets the new parameters, or keeps
 * its own if no length would do. Derived in notebooks/02d-trpo-by-hand.ipynb, sections 1 to 4.
 * @param batch the whole rollout, with the log-probabilities of the policy that the learner has now
 */
export function trpoStep(learner: TrpoLearner, batch: Minibatch, settings: TrpoSettings): TrpoStep {
  requireTrpo(learner, batch);
  const { maxKl, damping, cgIterations, backtrack, maxBacktracks } = requireTrpoSettings(settings);
  const size = policySize(learner);
  const gradient = Float64Array.from(learner.lossGradient(batch).gradient.subarray(0, size), (g) => -g);
  const gradNorm = Math.sqrt(dot(gradient, gradient));
  let passes = 1;
  const stay = { surrogateGain: 0, kl: 0, backtracks: maxBacktracks + 1, cgResidual: 0, gradNorm };
  if (!(gradNorm > 0)) return { ...stay, passes };
  const fisher = fisherProduct(learner, batch);
  const damped: Product = (v) => {
    passes += 2;
    return fisher(v).map((product, i) => product + damping * v[i]);
  };
  const { x, residual: cgResidual } = conjugateGradient(damped, gradient, cgIterations);
  const curvature = dot(x, damped(x));
  if (!(curvature > 0)) return { ...stay, cgResidual, passes };
  const parameters = learner.getParameters();
  let scale = Math.sqrt((2 * maxKl) / curvature);
  for (let backtracks = 0; backtracks <= maxBacktracks; backtracks++, scale *= backtrack) {
    const moved = parameters.slice();
    for (let i = 0; i < size; i++) moved[i] += scale * x[i];
    if (!moved.every(Number.isFinite)) continue;
    learner.setParameters(moved);
    passes++;
    const { kl, surrogateGain } = judge(learner, batch);
    if (kl <= maxKl && surrogateGain > 0) {
      return { surrogateGain, kl, backtracks, cgResidual, gradNorm, passes };
    }
  }
  learner.setParameters(parameters);
  return { ...stay, cgResidual, passes };
}

/** @throws TypeError or RangeError that names what is no learner, or no batch for it */
function requireTrpo(learner: TrpoLearner, batch: Minibatch): void {
  const methods = ['getParameters', 'setParameters', 'lossGradient', 'evaluate'];
  requireMethods('learner', learner, methods, 'a learner, such as compiledLearner makes');
  requireObject('batch', batch, 'the columns that RolloutBuffer.gather returns');
  for (const name of ['oldLogProbs', 'advantages'] as const) requireNumbers(`batch.${name}`, batch[name]);
}

/** More is not read: a configuration of TRPO holds these settings too. @throws TypeError or RangeError that names the setting */
function requireTrpoSettings(settings: TrpoSettings): TrpoSettings {
  requireObject('settings', settings, '{ maxKl, damping, cgIterations, backtrack, maxBacktracks }');
  requirePositive('maxKl', settings.maxKl);
  requireAtLeastZero('damping', settings.damping);
  requireCount('cgIterations', settings.cgIterations);
  requirePositive('backtrack', requireBetween('backtrack', settings.backtrack, 0, 1));
  requireCount('maxBacktracks', settings.maxBacktracks, 0);
  return settings;
}

/** How far the learner's policy has moved from the one that acted, and what the surrogate promises for it. */
function judge(learner: TrpoLearner, batch: Minibatch): { kl: number; surrogateGain: number } {
  const { oldLogProbs, advantages } = batch;
  const { logProbs } = learner.evaluate(batch.observations, batch.actions);
  let gain = 0;
  for (let b = 0; b < advantages.length; b++) gain += Math.expm1(logProbs[b] - oldLogProbs[b]) * advantages[b];
  return { kl: klEstimates({ logProbs, oldLogProbs }).k3, surrogateGain: gain / advantages.length };
}

/** The policy's parameters come first, then those of the value network. */
function policySize({ manifest }: TrpoLearner): number {
  const value = manifest.find(({ name }) => name.startsWith('value.'));
  if (value === undefined || manifest.some(({ name }) => name.startsWith('trunk.'))) {
    throw new RangeError('learner: policy and value network must share nothing; use sharedTrunk false');
  }
  return value.offset;
}
