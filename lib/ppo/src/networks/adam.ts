import { requireBetween, requireFinite } from '../numbers/validate';

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

  constructor(
    size: number,
    private readonly options: { readonly beta1: number; readonly beta2: number; readonly epsilon: number },
  ) {
    this.m = new Float32Array(size);
    this.v = new Float32Array(size);
  }

  /** One step downhill; `parameters` change in place. */
  step(parameters: Float32Array, gradient: Float32Array, learningRate: number): void {
    requireFinite('learningRate', learningRate);
    const { beta1, beta2, epsilon } = this.options;
    const { m, v } = this;
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

  /** @throws RangeError if the sizes differ */
  setState(state: AdamState): void {
    if (state.m.length !== this.m.length || state.v.length !== this.v.length) {
      throw new RangeError(
        `state: got ${state.m.length} and ${state.v.length} numbers, expected ${this.m.length} each`,
      );
    }
    this.steps = state.steps;
    this.m.set(state.m);
    this.v.set(state.v);
  }
}

/** Length of a gradient, all its numbers taken as one vector. Summed in float64. */
export function globalNorm(gradient: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < gradient.length; i++) total += gradient[i] * gradient[i];
  return Math.sqrt(total);
}

/**
 * Scales a gradient in place so that it is no longer than `maxNorm`, with PyTorch's factor maxNorm / (norm + 1e-6).
 * @param maxNorm null: leave it as it is   @returns the length before scaling
 */
export function clipGlobalNorm(gradient: Float32Array, maxNorm: number | null): number {
  const norm = globalNorm(gradient);
  const factor = maxNorm === null ? 1 : maxNorm / (norm + 1e-6);
  if (factor < 1) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
  return norm;
}

/**
 * The learning rate of one iteration, as CleanRL anneals it: the first iteration uses the full rate, and the rate falls by the
 * same amount each iteration, so that one iteration after the last it would reach `annealTo` times the rate.
 * @param annealTo final share of the rate, in [0, 1]; null keeps the rate constant
 * @example annealedRate({ learningRate: 1, annealTo: 0, iteration: 1, numIterations: 4 }) // 1, then 0.75, 0.5, 0.25
 */
export function annealedRate(options: {
  learningRate: number;
  annealTo: number | null;
  iteration: number;
  numIterations: number;
}): number {
  const { learningRate, annealTo, iteration, numIterations } = options;
  requireFinite('learningRate', learningRate);
  if (annealTo === null) return learningRate;
  requireBetween('annealTo', annealTo, 0, 1);
  const progress = requireBetween('progress', Math.min(1, (iteration - 1) / numIterations), 0, 1);
  return learningRate + (learningRate * annealTo - learningRate) * progress;
}
