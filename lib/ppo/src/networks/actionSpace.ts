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
