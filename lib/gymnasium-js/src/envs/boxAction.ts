/**
 * The one number of a one-dimensional Box action, rounded to float32 as NumPy stores it; NaN if the action is not an
 * array of exactly one finite number within the bounds.
 */
export function readScalarAction(action: unknown, low: number, high: number): number {
  if (typeof action !== 'object' || action === null || (action as ArrayLike<unknown>).length !== 1) return NaN;
  const value: unknown = (action as ArrayLike<unknown>)[0];
  if (typeof value !== 'number') return NaN;
  const rounded = Math.fround(value);
  return rounded >= low && rounded <= high ? rounded : NaN;
}

/** An action of a Box space: a typed array or a plain list of numbers. */
export type BoxAction = Float32Array | readonly number[];
