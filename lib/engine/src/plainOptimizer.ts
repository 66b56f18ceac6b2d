import { AdamClock, checkState, clipScale, requireRate } from './adamClock';
import type { Optimizer, OptimizerOptions, OptimizerState } from './engine';
import type { TensorRange } from './tensorRange';

/** What an optimiser needs of the engine that made it: its vectors. */
export interface OptimizedEngine {
  readonly parameters: Float32Array;
  readonly gradients: Float64Array;
}

/** Adam as the paper writes it, in float64 arithmetic on float32 memory. */
export class PlainOptimizer implements Optimizer {
  readonly tensors: readonly string[];
  readonly numParameters: number;
  private readonly clock: AdamClock;
  private readonly m: Float32Array;
  private readonly v: Float32Array;
  private readonly offset: number;

  constructor(
    private readonly engine: OptimizedEngine,
    range: TensorRange,
    options: OptimizerOptions,
  ) {
    this.clock = new AdamClock(options);
    this.tensors = range.tensors.map((tensor) => tensor.name);
    this.numParameters = range.length;
    this.offset = range.offset;
    this.m = new Float32Array(range.length);
    this.v = new Float32Array(range.length);
  }

  get steps(): number {
    return this.clock.steps;
  }

  gradientNorm(): number {
    let sum = 0;
    for (let i = 0; i < this.numParameters; i++) sum += this.engine.gradients[this.offset + i] ** 2;
    return Math.sqrt(sum);
  }

  step(learningRate: number, maxGradNorm: number | null, norm = this.gradientNorm()): number {
    requireRate(learningRate);
    const scale = clipScale(norm, maxGradNorm);
    const { clock, offset, m, v } = this;
    const { parameters, gradients } = this.engine;
    const { beta1, beta2, epsilon } = clock;
    clock.advance();
    for (let i = 0; i < this.numParameters; i++) {
      const gradient = gradients[offset + i] * scale;
      m[i] = beta1 * m[i] + (1 - beta1) * gradient;
      v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
      const direction = m[i] / clock.correction1;
      const size = Math.sqrt(v[i] / clock.correction2) + epsilon;
      parameters[offset + i] -= (learningRate * direction) / size;
    }
    return norm;
  }

  getState(): OptimizerState {
    return { steps: this.steps, m: this.m.slice(), v: this.v.slice() };
  }

  setState(state: OptimizerState): void {
    checkState(state, this.numParameters);
    this.clock.setSteps(state.steps);
    this.m.set(state.m);
    this.v.set(state.v);
  }
}
