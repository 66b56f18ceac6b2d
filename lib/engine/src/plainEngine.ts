import { requireFloats } from './arguments';
import { BaseEngine, type EnginePath } from './baseEngine';
import type { Engine, Optimizer, OptimizerOptions } from './engine';
import { PlainOptimizer } from './plainOptimizer';
import { backwardNorm, normalizeRows, type NormMemory } from './plainLayerNorm';
import type { DenseLayer, Network, ParameterVector } from './spec';
import type { TensorRange } from './tensorRange';

/** What the plain engine keeps for one layer, row-major [maxRows, units]. */
interface LayerMemory extends NormMemory {
  readonly layer: DenseLayer;
}

function memoryOf(layer: DenseLayer, maxRows: number): LayerMemory {
  const room = (): Float64Array => new Float64Array(maxRows * layer.units);
  const isNormal = layer.norm !== null;
  return {
    layer,
    units: layer.units,
    output: room(),
    gradient: room(),
    standardized: isNormal ? room() : new Float64Array(0),
    inverseStds: new Float64Array(isNormal ? maxRows : 0),
  };
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
  private readonly inputGradient: Float64Array;
  private readonly memories: ReadonlyMap<number, LayerMemory>;

  constructor(network: Network) {
    super(network);
    const { maxRows, inputSize } = network.spec;
    this.inferRows = maxRows;
    this.parameters = new Float32Array(network.numParameters);
    this.gradients = new Float64Array(network.numParameters);
    this.input = new Float64Array(maxRows * inputSize);
    this.inputGradient = new Float64Array(maxRows * inputSize);
    this.memories = new Map(network.layers.map((layer) => [layer.index, memoryOf(layer, maxRows)]));
  }

  getParameters(): Float32Array {
    return this.parameters.slice();
  }

  getGradients(): Float32Array {
    return Float32Array.from(this.gradients);
  }

  readVector(name: string, into: Float32Array | Float64Array): void {
    const { offset, size } = this.vectorNamed(name);
    requireFloats('into', into, size);
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
  private forwardLayer(memory: LayerMemory): void {
    const { layer, output } = memory;
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
    if (layer.norm !== null) normalizeRows(memory, layer.norm, parameters, rows);
    const count = rows * units;
    if (activation === 'tanh') for (let i = 0; i < count; i++) output[i] = Math.tanh(output[i]);
    if (activation === 'relu') for (let i = 0; i < count; i++) if (output[i] < 0) output[i] = 0;
  }

  protected backpropagate(path: EnginePath<LayerMemory>): void {
    for (const { weightsOffset, inputs, units, norm } of this.network.layers) {
      this.gradients.fill(0, weightsOffset, weightsOffset + (inputs + (norm === null ? 1 : 3)) * units);
    }
    this.backwardLayers(path, this.gradients, null);
  }

  protected backpropagateToInput(path: EnginePath<LayerMemory>): void {
    this.inputGradient.fill(0, 0, this.rows * this.network.spec.inputSize);
    this.backwardLayers(path, null, this.inputGradient);
  }

  protected copyInputGradient(into: Float32Array | Float64Array): void {
    into.set(this.inputGradient.subarray(0, this.rows * this.network.spec.inputSize));
  }

  protected blend(other: Engine, share: number): void {
    const { parameters } = this;
    const towards = other instanceof PlainEngine ? other.parameters : other.getParameters();
    for (let i = 0; i < parameters.length; i++) parameters[i] = (1 - share) * parameters[i] + share * towards[i];
  }

  /** @param gradients of the parameters, null: not wanted   @param ofInput [rows, inputSize], null: not wanted */
  private backwardLayers(
    path: EnginePath<LayerMemory>,
    gradients: Float64Array | null,
    ofInput: Float64Array | null,
  ): void {
    for (const { layer, gradient } of path.layers) if (!layer.isHead) gradient.fill(0, 0, this.rows * layer.units);
    for (let i = path.layers.length - 1; i >= 0; i--) this.backwardLayer(path.layers[i], gradients, ofInput);
  }

  /** Adds to the gradients of the weights, the biases and the layer's input. */
  private backwardLayer(memory: LayerMemory, gradients: Float64Array | null, ofInput: Float64Array | null): void {
    const { layer, output, gradient } = memory;
    const { inputs, units, weightsOffset, biasOffset, activation, from } = layer;
    const { parameters, rows } = this;
    const count = rows * units;
    if (activation === 'tanh') for (let i = 0; i < count; i++) gradient[i] *= 1 - output[i] * output[i];
    if (activation === 'relu') for (let i = 0; i < count; i++) if (output[i] <= 0) gradient[i] = 0;
    if (layer.norm !== null) backwardNorm(memory, layer.norm, parameters, gradients, rows);
    const x = this.inputOf(layer);
    const dx = from < 0 ? ofInput : (this.memories.get(from) as LayerMemory).gradient;
    if (gradients !== null) {
      for (let row = 0; row < rows; row++) {
        const dz = row * units;
        for (let unit = 0; unit < units; unit++) gradients[biasOffset + unit] += gradient[dz + unit];
        for (let i = 0; i < inputs; i++) {
          const value = x[row * inputs + i];
          const weights = weightsOffset + i * units;
          for (let unit = 0; unit < units; unit++) gradients[weights + unit] += value * gradient[dz + unit];
        }
      }
    }
    if (dx === null) return;
    for (let row = 0; row < rows; row++) {
      const dz = row * units;
      for (let i = 0; i < inputs; i++) {
        const weights = weightsOffset + i * units;
        let sum = 0;
        for (let unit = 0; unit < units; unit++) sum += gradient[dz + unit] * parameters[weights + unit];
        dx[row * inputs + i] += sum;
      }
    }
  }

  private inputOf(layer: DenseLayer): Float64Array {
    return layer.from < 0 ? this.input : (this.memories.get(layer.from) as LayerMemory).output;
  }
}
