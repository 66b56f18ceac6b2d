import type { PpoConfig } from '../config/types';
import { requireCount } from '../numbers/validate';

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
}

/**
 * The layout of all parameters in one flat array, in the order trunk, policy, value. With separate networks there is no trunk; with
 * a shared one policy and value are single layers. A box of actions adds "policy.logStd" [k], which starts at 0; with
 * stateDependentStd the policy's last layer has 2 k outputs instead, k means and k spreads. A Beta policy always has 2 k outputs.
 */
export function parameterManifest(spec: NetworkSpec): ParameterSlot[] {
  requireCount('observationSize', spec.observationSize);
  spec.hiddenSizes.forEach((size, i) => requireCount(`hiddenSizes[${i}]`, size));
  const numOutputs = isDiscrete(spec.actionSpace) ? spec.actionSpace.n : actionWidth(spec.actionSpace);
  requireCount('actionSpace', numOutputs);
  const perState = hasTwoOutputs(spec);
  const ownStd = !isDiscrete(spec.actionSpace) && !perState;
  const slots: ParameterSlot[] = [];
  const add = (name: string, shape: readonly number[], gain: number, uniform?: number): void => {
    const last = slots.at(-1);
    const offset = last === undefined ? 0 : last.offset + last.size;
    const slot = { name, shape, offset, size: shape.reduce((a, b) => a * b, 1), gain };
    slots.push(uniform === undefined ? slot : { ...slot, uniform });
  };
  const addLayers = (part: string, sizes: readonly number[], lastGain: number): void => {
    for (let i = 0; i + 1 < sizes.length; i++) {
      const isLast = i + 2 === sizes.length;
      const uniform = spec.initialization === 'torchDefault' ? 1 / Math.sqrt(sizes[i]) : undefined;
      add(`${part}.${i}.weights`, [sizes[i], sizes[i + 1]], isLast ? lastGain : Math.SQRT2, uniform);
      add(`${part}.${i}.biases`, [sizes[i + 1]], 0, uniform);
    }
  };
  const trunk = [spec.observationSize, ...spec.hiddenSizes];
  if (spec.sharedTrunk) addLayers('trunk', trunk, Math.SQRT2);
  const headInputs = spec.sharedTrunk ? trunk.slice(-1) : trunk;
  addLayers('policy', [...headInputs, perState ? 2 * numOutputs : numOutputs], 0.01);
  if (ownStd) add('policy.logStd', [numOutputs], 0);
  addLayers('value', [...headInputs, 1], 1);
  return slots;
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
