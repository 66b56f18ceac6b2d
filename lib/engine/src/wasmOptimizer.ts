import { AdamClock, checkState, clipScale, requireRate } from './adamClock';
import type { Optimizer, OptimizerOptions, OptimizerState } from './engine';
import type { TensorRange } from './tensorRange';
import type { Layout } from './wasmLayout';
import type { Kernels } from './wasmModule';
import { pack, placesOf, unpack } from './wasmPacking';

/** What an optimiser needs of the engine that made it. */
export interface OptimizedEngine {
  readonly layout: Layout;
  readonly kernels: Kernels;
  readonly memory: Float32Array;
}

/** Adam on a stretch of the padded parameter area: padding has gradient 0, so it stays 0. */
export class WasmOptimizer implements Optimizer {
  readonly tensors: readonly string[];
  readonly numParameters: number;
  private readonly clock: AdamClock;
  private readonly places: Int32Array;
  /** First byte of the stretch within each of the four areas, and its length in bytes. */
  private readonly start: number;
  private readonly bytes: number;

  constructor(
    private readonly engine: OptimizedEngine,
    range: TensorRange,
    options: OptimizerOptions,
  ) {
    this.clock = new AdamClock(options);
    this.tensors = range.tensors.map((tensor) => tensor.name);
    this.numParameters = range.length;
    const packed = engine.layout.packed.filter(({ tensor }) => range.tensors.includes(tensor));
    this.places = placesOf(packed);
    this.start = packed[0].start * 4;
    this.bytes = packed.reduce((sum, entry) => sum + entry.paddedLength * 4, 0);
  }

  get steps(): number {
    return this.clock.steps;
  }

  gradientNorm(): number {
    return Math.sqrt(this.engine.kernels.sumOfSquares(this.engine.layout.gradients + this.start, this.bytes));
  }

  step(learningRate: number, maxGradNorm: number | null, norm = this.gradientNorm()): number {
    requireRate(learningRate);
    const scale = clipScale(norm, maxGradNorm);
    const { clock, start } = this;
    const { parameters, firstMoments, secondMoments, gradients } = this.engine.layout;
    clock.advance();
    this.engine.kernels.adam(
      parameters + start,
      firstMoments + start,
      secondMoments + start,
      gradients + start,
      this.bytes,
      scale,
      1 - clock.beta1,
      clock.beta2,
      1 - clock.beta2,
      learningRate / clock.correction1,
      1 / Math.sqrt(clock.correction2),
      clock.epsilon,
    );
    return norm;
  }

  getState(): OptimizerState {
    const { memory, layout } = this.engine;
    return {
      steps: this.steps,
      m: unpack(memory, layout.firstMoments, this.places),
      v: unpack(memory, layout.secondMoments, this.places),
    };
  }

  setState(state: OptimizerState): void {
    checkState(state, this.numParameters);
    const { memory, layout } = this.engine;
    this.clock.setSteps(state.steps);
    pack(memory, layout.firstMoments, this.places, state.m);
    pack(memory, layout.secondMoments, this.places, state.v);
  }
}
