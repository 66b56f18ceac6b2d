import { requireFlags } from '../numbers/flags';
import { requireFloats } from '../numbers/floats';
import { requireKnownOptions, requireMethods } from '../numbers/objects';
import {
  requireArray,
  requireCount,
  requireFinite,
  requireLength,
  requireNumbers,
  requireObject,
} from '../numbers/validate';

/** As the parts declare them; these checks stand below all of them. */
type Numbers = ArrayLike<number>;
type GruWeights = Readonly<Record<'inputWeights' | 'hiddenWeights' | 'inputBiases' | 'hiddenBiases', Numbers>>;
type GruSizes = Readonly<Record<'steps' | 'rows' | 'inputs' | 'units', number>>;
type GruInput = Readonly<Record<'inputs' | 'initial' | 'starts', Numbers>>;
type RecurrentNetwork = { readonly numParameters: number };
type LossColumns = Readonly<Record<'actions' | 'logProbs' | 'advantages' | 'returns', Numbers>>;
type Sequences = Readonly<Record<'steps' | 'rows', number> & Record<'mask' | 'source', Numbers>>;
type RecurrentRollout = Readonly<
  Record<'numSteps' | 'numEnvs', number> &
    Record<(typeof floats)[number] | (typeof flags)[number] | 'observations' | 'states', Numbers>
>;

/** What the parts of a policy with a memory refuse: columns of another length, and what is no number. */

/** @throws TypeError or RangeError unless each of `names` is a whole number from 1, and there is nothing else */
export function requireCounts(name: string, sizes: object, names: readonly string[]): void {
  requireKnownOptions(name, sizes, names);
  for (const size of names) requireCount(`${name}.${size}`, (sizes as Record<string, number>)[size]);
}

/** The tensors of a GRU. @throws TypeError or RangeError that names the tensor */
export function requireWeights(name: string, weights: GruWeights, { inputs, units }: GruSizes): void {
  requireObject(name, weights, 'the tensors of a GRU');
  const lengths = {
    inputWeights: inputs * 3 * units,
    hiddenWeights: units * 3 * units,
    inputBiases: 3 * units,
    hiddenBiases: 3 * units,
  };
  for (const [part, length] of Object.entries(lengths))
    requireNumbers(`${name}.${part}`, weights[part as keyof GruWeights], { length, like: 'the sizes say' });
}

/** What a GRU reads. @throws TypeError or RangeError that names the column */
export function requireInput(input: GruInput, { steps, rows, inputs, units }: GruSizes): void {
  requireObject('input', input, '{ inputs, initial, starts }');
  requireNumbers('input.inputs', input.inputs, {
    length: steps * rows * inputs,
    like: 'steps times rows times inputs',
  });
  requireNumbers('input.initial', input.initial, { length: rows * units, like: 'rows times units' });
  requireFlags('input.starts', input.starts, steps * rows, 'steps times rows');
}

/** @throws TypeError or RangeError unless it is a network, and `parameters` are as many numbers as it reads */
export function requireNetwork(network: RecurrentNetwork, parameters: ArrayLike<number>): void {
  requireMethods('network', network, ['read', 'gradient'], 'a RecurrentNetwork');
  requireArray('parameters', parameters);
  requireLength('parameters', parameters, network.numParameters, "the network's manifest");
  for (let i = 0; i < parameters.length; i++) {
    if (Number.isFinite(parameters[i])) continue;
    if (typeof parameters[i] !== 'number') requireFinite(`parameters[${i}]`, parameters[i]);
    throw new RangeError(
      `training diverged: parameters[${i}] became ${parameters[i]}; lower learningRate or clip gradients with maxGradNorm`,
    );
  }
}

const floats = ['logProbs', 'values', 'nextValues', 'rewards'] as const;
const flags = ['terminated', 'truncated', 'starts'] as const;

/** @returns steps of all environments together   @throws TypeError or RangeError that names the column that is none or has another length */
export function requireRollout(rollout: RecurrentRollout): number {
  requireObject('rollout', rollout, 'what RecurrentPlayer#play returns');
  const count = requireCount('rollout.numSteps', rollout.numSteps) * requireCount('rollout.numEnvs', rollout.numEnvs);
  for (const name of floats) requireNumbers(`rollout.${name}`, rollout[name], { length: count, like: 'T times N' });
  for (const name of flags) requireFlags(`rollout.${name}`, rollout[name], count, 'T times N');
  for (const name of ['observations', 'states'] as const) requireTable(`rollout.${name}`, rollout[name], count);
  return count;
}

/** @throws TypeError or RangeError unless it has as many rows as there are steps */
export function requireTable(name: string, table: ArrayLike<number>, rows: number): void {
  requireFloats(name, table);
  requireNumbers(name, table);
  if (table.length % rows === 0) return;
  throw new RangeError(`${name}: got ${table.length} elements, must be a multiple of the ${rows} steps`);
}

/** @throws TypeError or RangeError that names what is wrong with sequences, as `gatherSequences` makes them */
export function requireSequences(sequences: Sequences): void {
  requireObject('sequences', sequences, 'what gatherSequences returns');
  const places = requireCount('sequences.steps', sequences.steps) * requireCount('sequences.rows', sequences.rows);
  requireFlags('sequences.mask', sequences.mask, places, 'steps times rows');
  requireNumbers('sequences.source', sequences.source, { length: places, like: 'steps times rows' });
}

/** The columns that a loss picks from. @throws TypeError or RangeError that names the column */
export function requireLossColumns(columns: LossColumns): number {
  requireObject('columns', columns, '{ actions, logProbs, advantages, returns }');
  requireNumbers('columns.actions', columns.actions);
  const count = columns.actions.length;
  for (const name of ['logProbs', 'advantages', 'returns'] as const)
    requireNumbers(`columns.${name}`, columns[name], { length: count, like: 'columns.actions' });
  return count;
}

/** @throws TypeError or RangeError unless the gradients are arrays of numbers of these lengths */
export function requireSlopes(name: string, slopes: object, lengths: Readonly<Record<string, number>>): void {
  requireKnownOptions(name, slopes, Object.keys(lengths));
  for (const [part, length] of Object.entries(lengths))
    requireNumbers(`${name}.${part}`, (slopes as Record<string, Float64Array>)[part], { length, like: 'places say' });
}
