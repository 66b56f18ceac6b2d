import { requireKnownFields, requireKnownOptions } from '../numbers/objects';
import { requireAtLeastZero, requireFloats } from '../numbers/floats';
import {
  describe,
  requireArray,
  requireBetween,
  requireCount,
  requireLength,
  requireNumbers,
  requirePositive,
} from '../numbers/validate';

/** Adam's memory, plain arrays: what a checkpoint stores and either learner can continue. */
export interface AdamState {
  /** steps taken */
  readonly steps: number;
  /** running mean of the gradient */
  readonly m: Float32Array;
  /** running mean of its square */
  readonly v: Float32Array;
}

/**
 * Adam (Kingma & Ba 2015) on one flat array, in PyTorch's arrangement. One loop over a few thousand numbers costs microseconds, where
 * an optimiser that works tensor by tensor through tfjs costs about as much as the gradient itself.
 */
export class Adam {
  private steps = 0;
  private readonly m: Float32Array;
  private readonly v: Float32Array;

  /** @throws RangeError if the size is no count, a beta is not in [0, 1) or epsilon is not positive */
  constructor(
    size: number,
    private readonly options: { readonly beta1: number; readonly beta2: number; readonly epsilon: number },
  ) {
    requireCount('size', size, 0);
    requireKnownOptions('Adam', options, ['beta1', 'beta2', 'epsilon']);
    for (const name of ['beta1', 'beta2'] as const) {
      if (requireBetween(name, options[name], 0, 1) === 1) throw new RangeError(`${name}: got 1, must be below 1`);
    }
    requirePositive('epsilon', options.epsilon);
    this.m = new Float32Array(size);
    this.v = new Float32Array(size);
  }

  /** How many parameters it steps. */
  get numParameters(): number {
    return this.m.length;
  }

  /** One step downhill; `parameters` change in place. @throws RangeError if a length or the rate is wrong; then nothing changes */
  step(parameters: Float32Array, gradient: Float32Array, learningRate: number): void {
    requireAtLeastZero('learningRate', learningRate);
    const { beta1, beta2, epsilon } = this.options;
    const { m, v } = this;
    requireFloats('parameters', parameters);
    requireLength('parameters', parameters, m.length, 'the optimiser was made for');
    requireNumbers('gradient', gradient, { length: m.length, like: 'parameters' });
    this.steps++;
    const rate = learningRate / (1 - beta1 ** this.steps);
    const scale = 1 / Math.sqrt(1 - beta2 ** this.steps);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i];
      m[i] = beta1 * m[i] + (1 - beta1) * g;
      v[i] = beta2 * v[i] + (1 - beta2) * g * g;
      parameters[i] -= (rate * m[i]) / (Math.sqrt(v[i]) * scale + epsilon);
    }
  }

  getState(): AdamState {
    return { steps: this.steps, m: this.m.slice(), v: this.v.slice() };
  }

  /** @throws RangeError if the sizes differ or a number cannot be Adam's; then nothing changes */
  setState(state: AdamState): void {
    requireAdamState('state', state, this.m.length);
    this.steps = state.steps;
    this.m.set(state.m);
    this.v.set(state.v);
  }
}

/** @throws TypeError or RangeError unless `state` is Adam's memory of `size` parameters: all finite, squares not negative */
export function requireAdamState(name: string, state: AdamState, size: number): void {
  if (typeof state !== 'object' || (state as AdamState | null) === null) {
    throw new TypeError(`${name}: got ${describe(state)}, expected what getState returned, { steps, m, v }`);
  }
  requireKnownFields(name, state, ['steps', 'm', 'v'], "what an optimizer's getState returned");
  requireCount(`${name}.steps`, state.steps, 0);
  for (const moment of ['m', 'v'] as const) {
    requireNumbers(`${name}.${moment}`, state[moment], { length: size, like: 'parameters' });
  }
  for (let i = 0; i < size; i++) {
    if (state.v[i] < 0) throw new RangeError(`${name}.v[${i}]: got ${state.v[i]}, a mean of squares is never negative`);
  }
}

/** Length of a gradient, all its numbers taken as one vector. Summed in float64. @throws RangeError if a number is not finite */
export function globalNorm(gradient: ArrayLike<number>): number {
  requireArray('gradient', gradient, 0);
  const norm = lengthOf(gradient);
  if (!Number.isFinite(norm)) requireNumbers('gradient', gradient, { least: 0 });
  return norm;
}

/** The same, unchecked: NaN or infinity if a number is. */
export function lengthOf(vector: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < vector.length; i++) total += vector[i] * vector[i];
  return Math.sqrt(total);
}

/**
 * Scales a gradient in place so that it is no longer than `maxNorm`, with PyTorch's factor maxNorm / (norm + 1e-6).
 * @param maxNorm null: leave it as it is   @returns the length before scaling
 * @throws RangeError if `maxNorm` is not positive or a number of the gradient is not finite; then nothing changes
 */
export function clipGlobalNorm(gradient: Float32Array, maxNorm: number | null): number {
  requireFloats('gradient', gradient);
  if (maxNorm !== null) requirePositive('maxNorm', maxNorm);
  const norm = globalNorm(gradient);
  const factor = maxNorm === null ? 1 : maxNorm / (norm + 1e-6);
  if (factor < 1) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
  return norm;
}

/**
 * The learning rate of one iteration, as CleanRL anneals it: the first iteration uses the full rate, and the rate falls by the
 * same amount each iteration, so that one iteration after the last it would reach `annealTo` times the rate.
 * @param iteration counted from 1   @param annealTo final share of the rate, in [0, 1]; null keeps the rate constant
 * @example annealedRate({ learningRate: 1, annealTo: 0, iteration: 1, numIterations: 4 }) // 1, then 0.75, 0.5, 0.25
 */
export function annealedRate(options: {
  learningRate: number;
  annealTo: number | null;
  iteration: number;
  numIterations: number;
}): number {
  requireKnownOptions('annealedRate', options, ['learningRate', 'annealTo', 'iteration', 'numIterations']);
  const { learningRate, annealTo, iteration, numIterations } = options;
  requireAtLeastZero('learningRate', learningRate);
  requireCount('iteration', iteration);
  requireCount('numIterations', numIterations);
  if (annealTo === null) return learningRate;
  requireBetween('annealTo', annealTo, 0, 1);
  const progress = Math.min(1, (iteration - 1) / numIterations);
  return learningRate + (learningRate * annealTo - learningRate) * progress;
}
