import type { Network, TensorInfo } from './spec';

/** 'wasm': SIMD, the same bits on every machine. 'wasm-relaxed': fused multiply-add where the processor has it; bits may differ. */
export type EngineKind = 'wasm' | 'wasm-relaxed' | 'plain';

/** Some outputs of the network, with the layers they need. Made by `engine.path`, used by the engine that made it. */
export interface Path {
  readonly heads: readonly string[];
}

/** Everything Adam remembers, for the tensors of one optimiser, in the order of the manifest and without padding. */
export interface OptimizerState {
  /** steps taken */
  readonly steps: number;
  /** running mean of the gradient */
  readonly m: Float32Array;
  /** running mean of its square */
  readonly v: Float32Array;
}

export interface OptimizerOptions {
  /** The tensors to train, neighbours in the manifest; left out: all of them. */
  readonly tensors?: readonly string[];
  /** default 0.9 */
  readonly beta1?: number;
  /** default 0.999 */
  readonly beta2?: number;
  /** default 1e-5 */
  readonly epsilon?: number;
}

/** Adam (Kingma & Ba 2015) with global-norm clipping, on some of an engine's tensors. */
export interface Optimizer {
  readonly tensors: readonly string[];
  readonly numParameters: number;
  /** Steps taken so far. */
  readonly steps: number;
  /** Length of the present gradient of its tensors. */
  gradientNorm(): number;
  /**
   * One step along the present gradient, first scaled by min(1, maxGradNorm / (norm + 1e-6)) unless maxGradNorm is null.
   * @param norm the gradient's length, if the caller has it already   @returns the length before scaling
   * @throws RangeError if the norm is not finite; parameters and moments are then untouched
   */
  step(learningRate: number, maxGradNorm: number | null, norm?: number): number;
  getState(): OptimizerState;
  setState(state: OptimizerState): void;
}

/**
 * Dense networks on one flat parameter vector. The engine knows numbers only: the caller reads the outputs, works out the gradient of
 * its loss with respect to them, and hands that back.
 *
 *     engine.forward(path, observations, rows);
 *     engine.readOutput('policy', logits);                      // [rows, units]
 *     engine.writeOutputGradient('policy', gradientOfLogits);   // [rows, units]
 *     engine.backward(path);
 *     optimizer.step(2.5e-4, 0.5);
 *
 * All arrays are row-major and belong to the caller; the engine keeps copies. Nothing is allocated after construction except by
 * methods that return an array.
 */
export interface Engine {
  readonly kind: EngineKind;
  readonly network: Network;
  readonly manifest: readonly TensorInfo[];
  readonly numParameters: number;

  /** A copy of all parameters, laid out as the manifest says. */
  getParameters(): Float32Array;
  /** @throws RangeError if the length is wrong or a number is not finite */
  setParameters(flat: ArrayLike<number>): void;
  /** A copy of the gradient that the last `backward` and `writeVectorGradient` left. */
  getGradients(): Float32Array;
  /** Copies one parameter vector of the specification (a `VectorSpec`) into `into`. */
  readVector(name: string, into: Float32Array | Float64Array): void;

  /** The given outputs and what they need. @throws RangeError for a name that is no output */
  path(heads: readonly string[]): Path;
  /**
   * Computes the outputs of a path for `rows` inputs [rows, inputSize] and keeps what `backward` needs.
   * @throws RangeError if rows exceeds maxRows, the array is too short or a number is not finite (the message says which)
   */
  forward(path: Path, input: Float32Array, rows: number): void;
  /** Copies an output of the last `forward` into `into` [rows, units]. */
  readOutput(head: string, into: Float32Array | Float64Array): void;
  /**
   * Outputs only, any number of rows, one array [rows, units] for each head of the path. Ends what `forward` kept.
   * @param firstRow where in the input the rows begin, default 0; the arrays of `into` are filled from their start
   */
  infer(
    path: Path,
    input: Float32Array,
    rows: number,
    into: readonly (Float32Array | Float64Array)[],
    firstRow?: number,
  ): void;

  /** Gradient of the loss with respect to an output of the last `forward`, [rows, units]. */
  writeOutputGradient(head: string, gradient: ArrayLike<number>): void;
  /** Gradient of the loss with respect to a parameter vector; it stays until it is written again. */
  writeVectorGradient(name: string, gradient: ArrayLike<number>): void;
  /**
   * Gradient of the loss with respect to all weights and biases; those that the path does not use get 0.
   * @throws Error if there was no `forward` on this path, or an output's gradient has not been written since
   */
  backward(path: Path): void;
  /**
   * Instead of `backward`: the gradient of the loss with respect to the input, for `readInputGradient`. The gradients of parameters stay
   * as they are, which is what a loss needs that goes through a network without training it.
   * @throws Error as `backward` does
   */
  backwardToInput(path: Path): void;
  /** Copies what the last `backwardToInput` found into `into` [rows, inputSize]. @throws Error if there was none since the last forward */
  readInputGradient(into: Float32Array | Float64Array): void;
  /**
   * parameters = (1 - share) * parameters + share * the other engine's parameters: 1 copies them, a small share follows them slowly
   * (Polyak averaging, for target networks). @throws RangeError if the other engine's network is another one, or share does not lie in [0, 1]
   */
  moveTowards(other: Engine, share: number): void;

  /** @throws RangeError if the tensors are unknown, not neighbours, or already trained by another optimiser of this engine */
  createOptimizer(options?: OptimizerOptions): Optimizer;
}

/** Shared by the engines: index of the first entry of x that is not finite. @throws RangeError saying where it is */
export function reportNonFinite(name: string, x: ArrayLike<number>, length: number, rowSize: number): never {
  for (let i = 0; i < length; i++) {
    if (Number.isFinite(x[i])) continue;
    const where = rowSize > 1 ? `row ${Math.floor(i / rowSize)}, column ${i % rowSize}` : `index ${i}`;
    throw new RangeError(
      `${name}: got ${x[i]} at ${where}, must be finite; look for a division by zero or an overflow before it`,
    );
  }
  throw new RangeError(`${name}: must be finite`);
}
