import { choices, requireOneOf } from '../config/choices';
import type { PpoConfig } from '../config/types';
import { requireKnownOptions } from '../numbers/objects';
import { describe, requireArray, requireCount, requireNumbers } from '../numbers/validate';

/** Discrete actions 0 .. n-1, or a box of real ones. gymnasium-js's `Discrete` and `Box` fit. */
export type ActionSpace = DiscreteActions | BoxActions;
export interface DiscreteActions {
  readonly n: number;
  /** the number that the environment gives to action 0; default 0 */
  readonly start?: number;
}
export interface BoxActions {
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly shape: readonly number[];
}

export function isDiscrete(space: ActionSpace): space is DiscreteActions {
  return typeof (space as Partial<DiscreteActions>).n === 'number';
}

/** Numbers that describe one action: 1 for discrete actions, k for a box. */
export function actionWidth(space: ActionSpace): number {
  return isDiscrete(space) ? 1 : space.shape.reduce((a, b) => a * b, 1);
}

/** A box of real actions, as the policies inside it need it. */
export interface ActionBounds {
  /** [k] (low + high) / 2 */
  readonly middle: Float64Array;
  /** [k] (high - low) / 2 */
  readonly half: Float64Array;
}

/** The middle and half width of every component. @throws RangeError if a bound is missing or infinite, or low is not below high */
export function actionBounds({ low, high, shape }: BoxActions): ActionBounds {
  const size = shape.reduce((a, b) => a * b, 1);
  const [middle, half] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < size; k++) {
    if (!(Number.isFinite(low[k]) && Number.isFinite(high[k]) && low[k] < high[k])) {
      throw new RangeError(
        `actionSpace: component ${k} lies in [${low[k]}, ${high[k]}]; actionDistribution "squashedGaussian", "beta" and ` +
          'meanActivation "tanh" need finite bounds, low below high; use a plain Gaussian with a linear mean here',
      );
    }
    middle[k] = (low[k] + high[k]) / 2;
    half[k] = (high[k] - low[k]) / 2;
  }
  return { middle, half };
}

/** What a policy over real actions is. */
export type ActionDistribution = PpoConfig['actionDistribution'];

/** What a pair of networks looks like. */
export interface NetworkSpec {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly hiddenSizes: readonly number[];
  /** true: one trunk feeds both heads; false: two networks that share nothing */
  readonly sharedTrunk: boolean;
  /** default tanh */
  readonly activation?: PpoConfig['activation'];
  /** default false; true: every hidden layer is normalised before its activation */
  readonly layerNorm?: boolean;
  /** default false: one log standard deviation per action component for all states; true: the policy network puts them out */
  readonly stateDependentStd?: boolean;
  /** default gaussian; see `PpoConfig`, as for the two after it */
  readonly actionDistribution?: ActionDistribution;
  /** default linear */
  readonly meanActivation?: 'linear' | 'tanh';
  /** default exp */
  readonly stdForm?: 'exp' | 'abs';
  /** default orthogonal */
  readonly initialization?: 'orthogonal' | 'torchDefault';
}

export const networkSpecNames = [
  'observationSize',
  'actionSpace',
  'hiddenSizes',
  'sharedTrunk',
  'activation',
  'layerNorm',
  'stateDependentStd',
  'actionDistribution',
  'meanActivation',
  'stdForm',
  'initialization',
] as const satisfies readonly (keyof NetworkSpec)[];

/** The networks that a configuration asks for. */
export function networkSpecOf(
  setup: Pick<NetworkSpec, 'observationSize' | 'actionSpace'> & { config: PpoConfig },
): NetworkSpec {
  const { observationSize, actionSpace, config } = setup;
  const { hiddenSizes, sharedTrunk, activation, layerNorm, initialization } = config;
  const { stateDependentStd, actionDistribution, meanActivation, stdForm } = config;
  const policy = { stateDependentStd, actionDistribution, meanActivation, stdForm };
  const layers = { hiddenSizes, sharedTrunk, activation, layerNorm, initialization };
  return { observationSize, actionSpace, ...layers, ...policy };
}

/** What of a network's description makes its policy. */
export type PolicySpec = Pick<
  NetworkSpec,
  'actionSpace' | 'actionDistribution' | 'meanActivation' | 'stdForm' | 'stateDependentStd'
>;

/** One tensor inside the flat parameter array. */
export interface ParameterSlot {
  /** such as "policy.0.weights" */
  readonly name: string;
  /** weights [inputs,outputs], biases [outputs] */
  readonly shape: readonly number[];
  /** index of its first number */
  readonly offset: number;
  /** how many numbers it has */
  readonly size: number;
  /** orthogonal gain of a weight matrix; 0: starts at zero */
  readonly gain: number;
  /** only with initialization "torchDefault": starts uniform within this distance of 0 */
  readonly uniform?: number;
  /** where it is given: every number starts at this one, as the scales of a layer normalisation do at 1 */
  readonly constant?: number;
}

/** A stack of dense layers, as `addDense` lays it out. */
export interface DenseSpec {
  /** what its layers are called after: "q" makes "q.0.weights", "q.0.biases", "q.1.weights", ... */
  readonly part: string;
  /** inputs, then the units of each layer */
  readonly sizes: readonly number[];
  /** orthogonal gain of the last layer; the others have sqrt(2) */
  readonly lastGain: number;
  /** default orthogonal */
  readonly initialization?: 'orthogonal' | 'torchDefault';
  /** true: every hidden layer is normalised, with a scale that starts at 1 and a shift that starts at 0; default false */
  readonly layerNorm?: boolean;
  /** true: the last layer is a hidden one as well, since others follow; default false */
  readonly isTrunk?: boolean;
}

/** Adds one tensor behind those that a manifest has. */
export function addSlot(slots: ParameterSlot[], slot: Omit<ParameterSlot, 'offset' | 'size'>): void {
  const last = slots.at(-1);
  const offset = last === undefined ? 0 : last.offset + last.size;
  slots.push({ ...slot, offset, size: slot.shape.reduce((a, b) => a * b, 1) });
}

/** Adds the tensors of a stack of dense layers behind those that a manifest has. */
export function addDense(
  slots: ParameterSlot[],
  { part, sizes, lastGain, initialization, layerNorm, isTrunk }: DenseSpec,
): void {
  for (let i = 0; i + 1 < sizes.length; i++) {
    const isLast = i + 2 === sizes.length;
    const spread = initialization === 'torchDefault' ? { uniform: 1 / Math.sqrt(sizes[i]) } : {};
    const name = `${part}.${i}`;
    const gain = isLast ? lastGain : Math.SQRT2;
    addSlot(slots, { name: `${name}.weights`, shape: [sizes[i], sizes[i + 1]], gain, ...spread });
    addSlot(slots, { name: `${name}.biases`, shape: [sizes[i + 1]], gain: 0, ...spread });
    if (layerNorm !== true || (isLast && isTrunk !== true)) continue;
    addSlot(slots, { name: `${name}.scale`, shape: [sizes[i + 1]], gain: 0, constant: 1 });
    addSlot(slots, { name: `${name}.shift`, shape: [sizes[i + 1]], gain: 0 });
  }
}

/**
 * The layout of all parameters in one flat array, in the order trunk, policy, value. With separate networks there is no trunk; with
 * a shared one policy and value are single layers. A box of actions adds "policy.logStd" [k], which starts at 0; with
 * stateDependentStd the policy's last layer has 2 k outputs instead, k means and k spreads. A Beta policy always has 2 k outputs. With
 * layerNorm every hidden layer has a scale and a shift behind its biases.
 */
export function parameterManifest(spec: NetworkSpec): ParameterSlot[] {
  const numOutputs = checkSpec(spec);
  const perState = hasTwoOutputs(spec);
  const ownStd = !isDiscrete(spec.actionSpace) && !perState;
  const slots: ParameterSlot[] = [];
  const { initialization = 'orthogonal', layerNorm = false } = spec;
  const shared = { initialization, layerNorm };
  const addLayers = (part: string, sizes: readonly number[], lastGain: number): void =>
    addDense(slots, { ...shared, part, sizes, lastGain, isTrunk: part === 'trunk' });
  const trunk = [spec.observationSize, ...spec.hiddenSizes];
  if (spec.sharedTrunk) addLayers('trunk', trunk, Math.SQRT2);
  const headInputs = spec.sharedTrunk ? trunk.slice(-1) : trunk;
  addLayers('policy', [...headInputs, perState ? 2 * numOutputs : numOutputs], 0.01);
  if (ownStd) addSlot(slots, { name: 'policy.logStd', shape: [numOutputs], gain: 0 });
  addLayers('value', [...headInputs, 1], 1);
  return slots;
}

/** @returns how many numbers describe an action to the policy   @throws TypeError or RangeError that names the field that is none */
function checkSpec(spec: NetworkSpec): number {
  requireKnownOptions('spec', spec, networkSpecNames);
  requireCount('observationSize', spec.observationSize);
  requireSizes('hiddenSizes', spec.hiddenSizes);
  requireOneOf('sharedTrunk', spec.sharedTrunk, [true, false]);
  requireOneOf('activation', spec.activation ?? 'tanh', choices.activation);
  requireOneOf('layerNorm', spec.layerNorm ?? false, [true, false]);
  requireOneOf('initialization', spec.initialization ?? 'orthogonal', choices.initialization);
  requireOneOf('actionDistribution', spec.actionDistribution ?? 'gaussian', choices.actionDistribution);
  requireOneOf('meanActivation', spec.meanActivation ?? 'linear', choices.meanActivation);
  requireOneOf('stdForm', spec.stdForm ?? 'exp', choices.stdForm);
  return requireActionSpace('actionSpace', spec.actionSpace);
}

/** A space may know more of itself than is read here. @returns how many numbers describe an action to the policy */
export function requireActionSpace(name: string, space: ActionSpace): number {
  const given = space as ActionSpace | null | undefined;
  const isSpace = typeof given === 'object' && given !== null && (isDiscrete(given) || Array.isArray(given.shape));
  if (!isSpace) throw new TypeError(`${name}: got ${describe(space)}, expected { n } or a box { low, high, shape }`);
  if (!isDiscrete(given)) {
    requireSizes(`${name}.shape`, given.shape);
    const width = requireCount(name, actionWidth(given));
    for (const side of ['low', 'high'] as const)
      requireNumbers(`${name}.${side}`, given[side], {
        length: width,
        like: `${name}.shape says`,
        allowInfinite: true,
      });
    return width;
  }
  const { n, start = 0 } = given;
  if (Number.isSafeInteger(start)) return requireCount(name, n);
  throw new RangeError(`${name}.start: got ${describe(start)}, must be a whole number, 0 in most environments`);
}

/** @throws TypeError or RangeError unless they are layers' widths; a hole is none */
export function requireSizes(name: string, sizes: readonly number[]): void {
  requireArray(name, sizes, 0);
  for (let i = 0; i < sizes.length; i++) requireCount(`${name}[${i}]`, sizes[i]);
}

/** Whether the policy network puts out two numbers per action component: mean and spread, or a Beta distribution's alpha and beta. */
export function hasTwoOutputs(
  spec: Pick<NetworkSpec, 'actionSpace' | 'actionDistribution' | 'stateDependentStd'>,
): boolean {
  return !isDiscrete(spec.actionSpace) && (spec.stateDependentStd === true || spec.actionDistribution === 'beta');
}

/** The bounds that a policy needs to stay inside them; null where it does not. @throws as `actionBounds` does */
export function policyBounds({
  actionSpace,
  actionDistribution = 'gaussian',
  meanActivation,
}: PolicySpec): ActionBounds | null {
  if (isDiscrete(actionSpace) || (actionDistribution === 'gaussian' && meanActivation !== 'tanh')) return null;
  return actionBounds(actionSpace);
}

/** What stdForm "abs" ends with where the spread is 0, which has neither a distribution nor a derivative. */
export function zeroStdError(): RangeError {
  return new RangeError(
    'stdForm: "abs" gave a standard deviation of 0, because the policy network put out exactly 0; ' +
      'use stdForm "exp", or initialization "torchDefault" if this is the first step',
  );
}

/** How many numbers a manifest describes. */
export function countParameters(manifest: readonly ParameterSlot[]): number {
  return manifest.reduce((total, slot) => total + slot.size, 0);
}

/** @throws RangeError if training has driven it beyond what float32 can hold; the cure is that of a loss that diverged */
export function requireFiniteStd(std: number): number {
  if (Number.isFinite(std)) return std;
  throw new RangeError(
    `training diverged: a standard deviation became ${std}; lower learningRate, clip gradients with maxGradNorm, or lower entropyCoef`,
  );
}
