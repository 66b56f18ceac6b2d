import {
  requireFloats,
  requireNames,
  requireNumber,
  requireNumbers,
  requireOptions,
  requireWhole,
  show,
} from './arguments';
import {
  reportNonFinite,
  type Engine,
  type EngineKind,
  type Optimizer,
  type OptimizerOptions,
  type Path,
} from './engine';
import {
  headNamed,
  layersFor,
  splitOf,
  workOf,
  type DenseLayer,
  type Network,
  type ParameterVector,
  type TensorInfo,
} from './spec';
import { RangeRegister, tensorRange, type TensorRange } from './tensorRange';

export interface Stretch<Unit> {
  readonly first: Unit;
  readonly count: number;
}

export interface Halves<Unit> {
  readonly here: Stretch<Unit>;
  readonly there: Stretch<Unit>;
  /** multiply-adds of `there` for one row, forwards */
  readonly work: number;
}

/** The path of one engine: `Unit` is what that engine keeps for a layer. */
export class EnginePath<Unit extends { readonly layer: DenseLayer }> implements Path {
  readonly outputs: readonly Unit[];

  constructor(
    readonly owner: unknown,
    readonly heads: readonly string[],
    readonly layers: readonly Unit[],
    /** The same layers in stretches of neighbours: where each begins, and how many layers it has. */
    readonly stretches: readonly Stretch<Unit>[],
    /** The same layers in two stretches that share nothing but the network's input; null if they do not fall apart like that. */
    readonly halves: Halves<Unit> | null,
  ) {
    this.outputs = heads.map((head) => layers.find(({ layer }) => layer.name === head) as Unit);
  }
}

type Floats = Float32Array | Float64Array;

/** What both engines share: checking arguments, and knowing whose activations are in memory. The arithmetic is theirs. */
export abstract class BaseEngine<Unit extends { readonly layer: DenseLayer }> implements Engine {
  abstract readonly kind: EngineKind;
  /** Rows that `infer` sends through the network at a time. */
  protected abstract readonly inferRows: number;
  readonly manifest: readonly TensorInfo[];
  readonly numParameters: number;
  /** Rows of the present activations. */
  protected rows = 0;
  /** What the activations belong to; null once they have been overwritten or used. */
  private current: EnginePath<Unit> | null = null;
  /** Counts passes; an output's gradient belongs to the pass that `writtenIn` says. */
  private pass = 0;
  /** The pass whose gradient at the input is in memory. */
  private inputGradientOf = -1;
  private readonly writtenIn = new Map<string, number>();
  private readonly register = new RangeRegister();

  constructor(readonly network: Network) {
    this.manifest = network.manifest;
    this.numParameters = network.numParameters;
  }

  abstract getParameters(): Float32Array;
  abstract getGradients(): Float32Array;
  abstract readVector(name: string, into: Floats): void;
  protected abstract storeParameters(flat: ArrayLike<number>): void;
  protected abstract storeVectorGradient(vector: ParameterVector, gradient: ArrayLike<number>): void;
  protected abstract storeOutputGradient(unit: Unit, gradient: ArrayLike<number>): void;
  /** Output of one layer, rows first.. of `into`. */
  protected abstract copyOutput(unit: Unit, into: Floats, first: number): void;
  protected abstract unitOf(layer: DenseLayer): Unit;
  /** Forward pass of rows first .. first + this.rows - 1 of the input. @returns whether the input was finite */
  protected abstract compute(path: EnginePath<Unit>, input: Float32Array, first: number): boolean;
  protected abstract backpropagate(path: EnginePath<Unit>): void;
  protected abstract backpropagateToInput(path: EnginePath<Unit>): void;
  protected abstract copyInputGradient(into: Floats): void;
  /** The other engine has the same tensors; its class may be another one. */
  protected abstract blend(other: Engine, share: number): void;
  protected abstract makeOptimizer(range: TensorRange, options: OptimizerOptions): Optimizer;

  setParameters(flat: ArrayLike<number>): void {
    requireNumbers('parameters', flat, 0);
    if (flat.length !== this.numParameters) {
      throw new RangeError(`parameters: got ${flat.length} numbers, this network has ${this.numParameters}`);
    }
    for (let i = 0; i < flat.length; i++) {
      if (!Number.isFinite(flat[i])) reportNonFinite('parameters', flat, flat.length, 1);
    }
    this.storeParameters(flat);
  }

  path(heads: readonly string[]): Path {
    requireNames('heads', heads);
    const layers = layersFor(this.network, heads);
    const units = layers.map((layer) => this.unitOf(layer));
    const stretches = this.stretchesOf(layers);
    const halves = stretches.length === 1 ? this.halvesOf(layers) : null; // a half is handed over as one stretch
    return new EnginePath(this, [...heads], units, stretches, halves);
  }

  private halvesOf(layers: readonly DenseLayer[]): Halves<Unit> | null {
    const split = splitOf(layers);
    if (split === 0) return null;
    const here = { first: this.unitOf(layers[0]), count: split };
    const there = { first: this.unitOf(layers[split]), count: layers.length - split };
    return { here, there, work: workOf(layers.slice(split)) };
  }

  /** Layers in stretches of neighbours in the network's list. */
  private stretchesOf(layers: readonly DenseLayer[]): Stretch<Unit>[] {
    const stretches: { first: Unit; count: number }[] = [];
    let next = -1;
    for (const layer of layers) {
      const position = this.network.layers.indexOf(layer);
      if (position === next) stretches[stretches.length - 1].count++;
      else stretches.push({ first: this.unitOf(layer), count: 1 });
      next = position + 1;
    }
    return stretches;
  }

  forward(path: Path, input: Float32Array, rows: number): void {
    const { maxRows, inputSize } = this.network.spec;
    if (!Number.isInteger(rows) || rows < 1 || rows > maxRows) {
      throw new RangeError(
        `rows: got ${show(rows)}, must be 1 to maxRows = ${maxRows}; raise maxRows where the engine is made`,
      );
    }
    const own = this.own(path);
    requireNumbers('input', input, rows * inputSize);
    this.run(own, input, 0, rows);
    this.current = own;
  }

  infer(path: Path, input: Float32Array, rows: number, into: readonly Floats[], firstRow = 0): void {
    const own = this.own(path);
    requireWhole('rows', rows, 0);
    requireWhole('firstRow', firstRow, 0);
    requireNumbers('input', input, (firstRow + rows) * this.network.spec.inputSize);
    this.requireOutputs(own, rows, into);
    for (let first = 0; first < rows; first += this.inferRows) {
      this.run(own, input, firstRow + first, Math.min(this.inferRows, rows - first));
      for (let h = 0; h < own.outputs.length; h++) this.copyOutput(own.outputs[h], into[h], first);
    }
  }

  /** One array for each output of a path, long enough for so many rows. */
  private requireOutputs({ outputs }: EnginePath<Unit>, rows: number, into: readonly Floats[]): void {
    if (!Array.isArray(into) || into.length !== outputs.length) {
      throw new TypeError(`into: got ${show(into)}, expected a list of ${outputs.length} arrays, one for each output`);
    }
    for (let h = 0; h < into.length; h++) requireFloats(`into[${h}]`, into[h], rows * outputs[h].layer.units);
  }

  readOutput(head: string, into: Floats): void {
    const unit = this.currentHead(head);
    requireFloats(`into of ${head}`, into, this.rows * unit.layer.units);
    this.copyOutput(unit, into, 0);
  }

  writeOutputGradient(head: string, gradient: ArrayLike<number>): void {
    const unit = this.currentHead(head);
    requireNumbers(`gradient of ${head}`, gradient, this.rows * unit.layer.units);
    this.storeOutputGradient(unit, gradient);
    this.writtenIn.set(head, this.pass);
  }

  writeVectorGradient(name: string, gradient: ArrayLike<number>): void {
    const vector = this.vectorNamed(name);
    requireNumbers(`gradient of ${name}`, gradient, vector.size);
    this.storeVectorGradient(vector, gradient);
  }

  backward(path: Path): void {
    this.backpropagate(this.readyForBackward(path));
    this.current = null;
    this.pass++;
  }

  backwardToInput(path: Path): void {
    this.backpropagateToInput(this.readyForBackward(path));
    this.current = null;
    this.inputGradientOf = ++this.pass;
  }

  readInputGradient(into: Floats): void {
    if (this.inputGradientOf !== this.pass) throw new Error('readInputGradient: call backwardToInput first');
    requireFloats('into', into, this.rows * this.network.spec.inputSize);
    this.copyInputGradient(into);
  }

  moveTowards(other: Engine, share: number): void {
    requireNumber('share', share, 0);
    if (share > 1) throw new RangeError(`share: got ${share}, must be at most 1`);
    const names = (manifest: readonly TensorInfo[]): string =>
      manifest.map(({ name, shape }) => `${name} [${shape.join(',')}]`).join(', ');
    if (other.manifest !== this.manifest && names(other.manifest) !== names(this.manifest)) {
      throw new RangeError(
        `other: its network has ${names(other.manifest)}, this one ${names(this.manifest)}; use the same specification`,
      );
    }
    this.blend(other, share);
  }

  /** @throws Error if there was no `forward` on this path, or an output's gradient has not been written since */
  private readyForBackward(path: Path): EnginePath<Unit> {
    const own = this.own(path);
    if (this.current !== own) throw new Error('backward: call forward with the same path first');
    for (const head of own.heads) {
      if (this.writtenIn.get(head) !== this.pass)
        throw new Error(`backward: write the output gradient of "${head}" first`);
    }
    return own;
  }

  createOptimizer(options: OptimizerOptions = {}): Optimizer {
    requireOptions('options', options, ['tensors', 'beta1', 'beta2', 'epsilon']);
    if (options.tensors !== undefined) requireNames('tensors', options.tensors);
    const range = tensorRange(this.network, options.tensors);
    const optimizer = this.makeOptimizer(range, options);
    this.register.add(range);
    return optimizer;
  }

  protected vectorNamed(name: string): ParameterVector {
    const vector = this.network.vectors.find((candidate) => candidate.name === name);
    if (vector !== undefined) return vector;
    const known = this.network.vectors.map((candidate) => candidate.name).join(', ') || 'there is none';
    throw new RangeError(`name of a vector: got ${show(name)}, the parameter vectors of this network are: ${known}`);
  }

  private run(path: EnginePath<Unit>, input: Float32Array, first: number, rows: number): void {
    this.current = null;
    this.pass++;
    this.rows = rows;
    if (this.compute(path, input, first)) return;
    const { inputSize } = this.network.spec;
    reportNonFinite('input', input, input.length, inputSize);
  }

  private own(path: Path): EnginePath<Unit> {
    if (path instanceof EnginePath && path.owner === this) return path as EnginePath<Unit>;
    throw new Error('path: was made by another engine; paths come from engine.path of the engine that uses them');
  }

  private currentHead(name: string): Unit {
    const outputs = this.current?.outputs ?? [];
    for (let i = 0; i < outputs.length; i++) if (outputs[i].layer.name === name) return outputs[i];
    headNamed(this.network, name);
    throw new Error(`${name}: no output of the last forward; call forward with a path that contains it`);
  }
}
