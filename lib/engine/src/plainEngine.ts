import { BaseEngine, type EnginePath } from './baseEngine';
import type { Optimizer, OptimizerOptions } from './engine';
import { PlainOptimizer } from './plainOptimizer';
import type { DenseLayer, Network, ParameterVector } from './spec';
import type { TensorRange } from './tensorRange';

/** What the plain engine keeps for one layer, row-major [maxRows, units]. */
interface LayerMemory {
  readonly layer: DenseLayer;
  readonly output: Float64Array;
  readonly gradient: Float64Array;
}

/**
 * The same engine in plain TypeScript: parameters in float32, everything else in float64, in the most obvious loops. It is what the
 * tests compare the compiled one with, and what runs where WebAssembly SIMD is missing.
 */
export class PlainEngine extends BaseEngine<LayerMemory> {
  readonly kind = 'plain';
  /** Both laid out as the manifest says. */
  readonly parameters: Float32Array;
  readonly gradients: Float64Array;
  protected readonly inferRows: number;
  private readonly input: Float64Array;
  private readonly memories: ReadonlyMap<number, LayerMemory>;

  constructor(network: Network) {
    super(network);
    const { maxRows, inputSize } = network.spec;
    this.inferRows = maxRows;
    this.parameters = new Float32Array(network.numParameters);
    this.gradients = new Float64Array(network.numParameters);
    this.input = new Float64Array(maxRows * inputSize);
    const room = (layer: DenseLayer): Float64Array => new Float64Array(maxRows * layer.units);
    this.memories = new Map(
      network.layers.map((layer) => [layer.index, { layer, output: room(layer), gradient: room(layer) }]),
    );
  }

  getParameters(): Float32Array {
    return this.parameters.slice();
  }

  getGradients(): Float32Array {
    return Float32Array.from(this.gradients);
  }

  readVector(name: string, into: Float32Array | Float64Array): void {
    const { offset, size } = this.vectorNamed(name);
    into.set(this.parameters.subarray(offset, offset + size));
  }

  protected storeParameters(flat: ArrayLike<number>): void {
    this.parameters.set(flat);
  }

  protected storeVectorGradient({ offset, size }: ParameterVector, gradient: ArrayLike<number>): void {
    for (let i = 0; i < size; i++) this.gradients[offset + i] = gradient[i];
  }

  protected storeOutputGradient(memory: LayerMemory, gradient: ArrayLike<number>): void {
    for (let i = 0; i < this.rows * memory.layer.units; i++) memory.gradient[i] = gradient[i];
  }

  protected copyOutput({ layer, output }: LayerMemory, into: Float32Array | Float64Array, first: number): void {
    into.set(output.subarray(0, this.rows * layer.units), first * layer.units);
  }

  protected unitOf(layer: DenseLayer): LayerMemory {
    return this.memories.get(layer.index) as LayerMemory;
  }

  protected makeOptimizer(range: TensorRange, options: OptimizerOptions): Optimizer {
    return new PlainOptimizer(this, range, options);
  }

  protected compute(path: EnginePath<LayerMemory>, input: Float32Array, first: number): boolean {
    const { inputSize } = this.network.spec;
    let isFinite = true;
    for (let i = 0; i < this.rows * inputSize; i++) {
      this.input[i] = input[first * inputSize + i];
      isFinite &&= Number.isFinite(this.input[i]);
    }
    for (const memory of path.layers) this.forwardLayer(memory);
    return isFinite;
  }

  /** output[row, unit] = activation(biases[unit] + sum over i of x[row, i] * weights[i, unit]) */
  private forwardLayer({ layer, output }: LayerMemory): void {
    const { inputs, units, weightsOffset, biasOffset, activation } = layer;
    const { parameters, rows } = this;
    const x = this.inputOf(layer);
    for (let row = 0; row < rows; row++) {
      const to = row * units;
      for (let unit = 0; unit < units; unit++) output[to + unit] = parameters[biasOffset + unit];
      for (let i = 0; i < inputs; i++) {
        const value = x[row * inputs + i];
        const weights = weightsOffset + i * units;
        for (let unit = 0; unit < units; unit++) output[to + unit] += value * parameters[weights + unit];
      }
    }
    const count = rows * units;
    if (activation === 'tanh') for (let i = 0; i < count; i++) output[i] = Math.tanh(output[i]);
    if (activation === 'relu') for (let i = 0; i < count; i++) if (output[i] < 0) output[i] = 0;
  }

  protected backpropagate(path: EnginePath<LayerMemory>): void {
    for (const { weightsOffset, inputs, units } of this.network.layers) {
      this.gradients.fill(0, weightsOffset, weightsOffset + (inputs + 1) * units);
    }
    for (const { layer, gradient } of path.layers) if (!layer.isHead) gradient.fill(0, 0, this.rows * layer.units);
    for (let i = path.layers.length - 1; i >= 0; i--) this.backwardLayer(path.layers[i]);
  }

  /** Adds to the gradients of the weights, the biases and the layer's input. */
  private backwardLayer({ layer, output, gradient }: LayerMemory): void {
    const { inputs, units, weightsOffset, biasOffset, activation, from } = layer;
    const { parameters, gradients, rows } = this;
    const count = rows * units;
    if (activation === 'tanh') for (let i = 0; i < count; i++) gradient[i] *= 1 - output[i] * output[i];
    if (activation === 'relu') for (let i = 0; i < count; i++) if (output[i] <= 0) gradient[i] = 0;
    const x = this.inputOf(layer);
    const dx = from < 0 ? null : (this.memories.get(from) as LayerMemory).gradient;
    for (let row = 0; row < rows; row++) {
      const dz = row * units;
      for (let unit = 0; unit < units; unit++) gradients[biasOffset + unit] += gradient[dz + unit];
      for (let i = 0; i < inputs; i++) {
        const value = x[row * inputs + i];
        const weights = weightsOffset + i * units;
        let sum = 0;
        for (let unit = 0; unit < units; unit++) {
          gradients[weights + unit] += value * gradient[dz + unit];
          sum += gradient[dz + unit] * parameters[weights + unit];
        }
        if (dx !== null) dx[row * inputs + i] += sum;
      }
    }
  }

  private inputOf(layer: DenseLayer): Float64Array {
    return layer.from < 0 ? this.input : (this.memories.get(layer.from) as LayerMemory).output;
  }
}
