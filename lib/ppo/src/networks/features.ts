import { requireOneOf } from '../config/choices';
import type { PpoConfig } from '../config/types';
import { requireKnownOptions } from '../numbers/objects';
import { requireCount, requireNumbers, requireObject } from '../numbers/validate';
import type { ParameterSlot } from './parameters';

/** What of a learner its features come from. */
export interface FeatureSource {
  readonly manifest: readonly ParameterSlot[];
  readonly config: Pick<PpoConfig, 'activation'>;
  readonly observationSize: number;
  getParameters(): Float32Array;
}

/** What a network's last hidden layer says of some states. */
export interface Features {
  /** [B,units] */
  readonly values: Float64Array;
  readonly units: number;
}

type Part = 'trunk' | 'policy' | 'value';

/**
 * The outputs of a network's last hidden layer, from which its head reads off policy or value; with a shared trunk it is the same for both.
 * @param observations [B,O] flat, as the learner gets them
 * @throws RangeError if the network has no hidden layer
 */
export function hiddenFeatures(
  learner: FeatureSource,
  observations: ArrayLike<number>,
  options: { network?: 'policy' | 'value' } = {},
): Features {
  requireObject('learner', learner, 'a learner of train');
  requireKnownOptions('hiddenFeatures', options, ['network']);
  const network = requireOneOf<'policy' | 'value'>('network', options.network ?? 'policy', ['policy', 'value']);
  requireNumbers('observations', observations);
  const { observationSize } = learner;
  if (observations.length % observationSize !== 0) {
    throw new RangeError(
      `observations: got ${observations.length} numbers, expected a multiple of observationSize = ${observationSize}`,
    );
  }
  const layers = hiddenLayers(learner, network);
  if (layers.length === 0) throw new RangeError('learner: its networks have no hidden layer, so they have no features');
  const parameters = learner.getParameters();
  let [values, width] = [Float64Array.from(observations), observationSize];
  for (const layer of layers) {
    values = layerOutput(values, width, layer, parameters, learner.config.activation);
    width = layer.weights.shape[1];
  }
  return { values, units: width };
}

interface HiddenLayer {
  readonly weights: ParameterSlot;
  readonly biases: ParameterSlot;
  readonly scale: ParameterSlot | undefined;
  readonly shift: ParameterSlot | undefined;
}

/** All layers of the trunk, or all of a network but its head. */
function hiddenLayers({ manifest }: FeatureSource, network: 'policy' | 'value'): HiddenLayer[] {
  const isShared = manifest.some(({ name }) => name.startsWith('trunk.'));
  const part: Part = isShared ? 'trunk' : network;
  const slot = (depth: number, what: string): ParameterSlot | undefined =>
    manifest.find(({ name }) => name === `${part}.${depth}.${what}`);
  const layers: HiddenLayer[] = [];
  for (let depth = 0; ; depth++) {
    const [weights, biases] = [slot(depth, 'weights'), slot(depth, 'biases')];
    if (weights === undefined || biases === undefined) break;
    layers.push({ weights, biases, scale: slot(depth, 'scale'), shift: slot(depth, 'shift') });
  }
  return isShared ? layers : layers.slice(0, -1);
}

function layerOutput(
  input: Float64Array,
  width: number,
  { weights, biases, scale, shift }: HiddenLayer,
  parameters: Float32Array,
  activation: PpoConfig['activation'],
): Float64Array {
  const [rows, units] = [input.length / width, weights.shape[1]];
  const output = new Float64Array(rows * units);
  for (let b = 0; b < rows; b++) {
    const row = output.subarray(b * units, (b + 1) * units);
    for (let j = 0; j < units; j++) {
      row[j] = parameters[biases.offset + j];
      for (let i = 0; i < width; i++) row[j] += input[b * width + i] * parameters[weights.offset + i * units + j];
    }
    if (scale !== undefined && shift !== undefined) normalizeRow(row, parameters, scale.offset, shift.offset);
    for (let j = 0; j < units; j++) row[j] = activation === 'tanh' ? Math.tanh(row[j]) : Math.max(0, row[j]);
  }
  return output;
}

/** Mean 0 and variance 1 over the row, then each unit's scale and shift. */
function normalizeRow(row: Float64Array, parameters: Float32Array, scale: number, shift: number): void {
  const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
  const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length;
  for (let j = 0; j < row.length; j++) {
    row[j] = ((row[j] - mean) / Math.sqrt(variance + 1e-5)) * parameters[scale + j] + parameters[shift + j];
  }
}

/** How much of a layer is in use. */
export interface FeatureDiagnostics {
  /** share of the units that say the same of every state, within 0.01: a relu that is always 0, a tanh that is always at its end */
  readonly deadUnits: number;
  /** how many directions hold 99 % of the features: the fewest singular values that add up to that share of them all (Kumar et al. 2021) */
  readonly rank: number;
}

const SAME = 0.01;
const SHARE = 0.99;

/**
 * Dead units and feature rank of a layer over some states. Give it more states than the layer has units.
 * Lesson: notebooks/11-implementation-details.ipynb.
 * @example featureDiagnostics(hiddenFeatures(learner, buffer.observations))
 */
export function featureDiagnostics(features: Features): FeatureDiagnostics {
  requireObject('features', features, 'features as hiddenFeatures gives them');
  requireKnownOptions('features', features, ['values', 'units']);
  const { values, units } = features;
  requireCount('units', units);
  requireNumbers('values', values);
  if (values.length % units !== 0) {
    throw new RangeError(`values: got ${values.length} numbers, expected a multiple of units = ${units}`);
  }
  const columns = Array.from({ length: units }, (_, j) => values.filter((_value, i) => i % units === j));
  const dead = columns.filter((column) => spread(column) <= SAME).length;
  const singular = singularValues(columns).sort((a, b) => b - a);
  const total = singular.reduce((sum, one) => sum + one, 0);
  let [rank, held] = [0, 0];
  while (held < SHARE * total) held += singular[rank++];
  return { deadUnits: dead / units, rank };
}

function spread(column: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of column) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return high - low;
}

/** Those of the matrix with these columns: one-sided Jacobi, which turns pairs of columns until all are orthogonal; their lengths are it. */
function singularValues(given: readonly Float64Array[]): number[] {
  const columns = given.map((column) => column.slice());
  for (let isTurned = true, sweep = 0; isTurned && sweep < 60; sweep++) {
    isTurned = false;
    for (let p = 0; p < columns.length; p++) {
      for (let q = p + 1; q < columns.length; q++) isTurned = turn(columns[p], columns[q]) || isTurned;
    }
  }
  return columns.map((column) => Math.sqrt(dot(column, column)));
}

/** Makes two columns orthogonal. @returns false if they were */
function turn(x: Float64Array, y: Float64Array): boolean {
  const [xx, yy, xy] = [dot(x, x), dot(y, y), dot(x, y)];
  if (Math.abs(xy) <= 1e-12 * Math.sqrt(xx * yy)) return false;
  const zeta = (yy - xx) / (2 * xy);
  const tan = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cos = 1 / Math.hypot(1, tan);
  const sin = cos * tan;
  for (let b = 0; b < x.length; b++) [x[b], y[b]] = [cos * x[b] - sin * y[b], sin * x[b] + cos * y[b]];
  return true;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let b = 0; b < x.length; b++) sum += x[b] * y[b];
  return sum;
}
