import { requireNumber, requireNumbers, requireOptions, requireWhole, show } from './arguments';
import type { OptimizerOptions, OptimizerState } from './engine';

/** Counts Adam's steps and knows the bias correction of the present one. */
export class AdamClock {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  steps = 0;
  // beta^t as a running product: Math.pow rounds differently on different runtimes.
  private power1 = 1;
  private power2 = 1;

  constructor(options: OptimizerOptions) {
    this.beta1 = requireBeta('beta1', options.beta1 ?? 0.9);
    this.beta2 = requireBeta('beta2', options.beta2 ?? 0.999);
    this.epsilon = options.epsilon ?? 1e-5;
    if (!(Number.isFinite(this.epsilon) && this.epsilon > 0)) {
      throw new RangeError(`epsilon: got ${show(this.epsilon)}, must be positive`);
    }
  }

  /** One step further. */
  advance(): void {
    this.steps++;
    this.power1 *= this.beta1;
    this.power2 *= this.beta2;
  }

  /** 1 - beta1^t, what divides the first moment. */
  get correction1(): number {
    return 1 - this.power1;
  }

  /** 1 - beta2^t, what divides the second moment. */
  get correction2(): number {
    return 1 - this.power2;
  }

  /** Goes to step t by the same products as t calls of `advance`, so that a resumed run has the same bits. */
  setSteps(steps: number): void {
    requireWhole('steps', steps, 0);
    this.steps = 0;
    this.power1 = 1;
    this.power2 = 1;
    let before = NaN;
    while (this.steps < steps && this.power1 + this.power2 !== before) {
      before = this.power1 + this.power2;
      this.advance();
    }
    this.steps = steps;
  }
}

function requireBeta(name: string, value: number): number {
  if (typeof value === 'number' && value >= 0 && value < 1) return value;
  throw new RangeError(`${name}: got ${show(value)}, must be at least 0 and below 1`);
}

/**
 * The factor that brings a gradient of this norm down to maxGradNorm (1 if it is shorter, or maxGradNorm is null).
 * @throws RangeError if the norm is not finite
 */
export function clipScale(norm: number, maxGradNorm: number | null): number {
  if (!Number.isFinite(norm)) {
    throw new RangeError(
      `gradient: its norm is ${show(norm)}, so at least one gradient is not finite; no parameter was changed. ` +
        'Look at the loss of this minibatch: advantages, returns, old log-probabilities',
    );
  }
  if (maxGradNorm === null) return 1;
  if (!(typeof maxGradNorm === 'number' && maxGradNorm > 0))
    throw new RangeError(`maxGradNorm: got ${show(maxGradNorm)}, must be positive, or null for no clipping`);
  return Math.min(1, maxGradNorm / (norm + 1e-6));
}

/** @throws RangeError if a state does not have as many numbers as the optimiser has parameters */
export function checkState(state: OptimizerState, numParameters: number): void {
  requireOptions('state', state, ['steps', 'm', 'v']);
  for (const name of ['m', 'v'] as const) {
    requireNumbers(name, state[name], 0);
    requireMoments(name, state[name], name === 'v' ? 0 : -Infinity);
    if (state[name].length === numParameters) continue;
    throw new RangeError(`${name}: got ${state[name].length} numbers, this optimiser has ${numParameters} parameters`);
  }
}

/** A step of a rate that float32 cannot hold would make every parameter infinite. */
export function requireRate(learningRate: number): void {
  requireNumber('learningRate', learningRate, 0);
  if (Math.fround(learningRate) === Infinity)
    throw new RangeError(`learningRate: got ${learningRate}, must be a number that float32 can hold; 1e-3 is usual`);
}

/** Moments that are not finite would make every parameter NaN at the next step, and a negative square as well. */
function requireMoments(name: string, moments: ArrayLike<number>, least: number): void {
  for (let i = 0; i < moments.length; i++) {
    if (!(Number.isFinite(moments[i]) && moments[i] >= least)) requireNumber(`${name}[${i}]`, moments[i], least);
  }
}
