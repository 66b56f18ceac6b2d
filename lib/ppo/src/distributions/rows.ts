import { requireMethods } from '../numbers/objects';
import {
  describe,
  floatsLike,
  requireCount,
  requireLength,
  type FloatArray,
  type NumberArray,
} from '../numbers/validate';

/** What the distributions over flat rows [n,k] have in common. */

/** @throws TypeError unless `other` is a distribution, as far as `kl` reads it; `name` is that of its kind, `fields` what it reads */
export function requireDistribution(other: unknown, name: string, fields: readonly string[]): void {
  requireMethods('other', other, ['kl'], `a ${name}`);
  for (const field of fields) {
    if ((other as Record<string, unknown>)[field] !== undefined) continue;
    throw new TypeError(`other: got ${describe(other)}, expected a ${name}`);
  }
}

/** Splits a flat [n,k] array into rows: checks it and returns n. */
export function countRows(name: string, values: NumberArray, k: number, kName: string): number {
  requireCount(kName, k);
  if (values.length % k !== 0) {
    throw new RangeError(
      `${name}: got ${values.length} elements, must be a multiple of ${kName} = ${k} (rows [n,${k}], flat)`,
    );
  }
  return values.length / k;
}

/** @throws RangeError unless the other distribution, whose numbers are `values`, has as many components and rows as this one */
export function requireSameShape(
  [kName, otherK, k]: readonly [string, number, number],
  [name, values, length]: readonly [string, NumberArray, number],
): void {
  if (otherK !== k) throw new RangeError(`other.${kName}: got ${otherK}, must be ${k} as here`);
  requireLength(`other.${name}`, values, length, "this distribution's");
}

/** Float64 numbers as results: float32 if `like` is. */
export function rounded(values: Float64Array, like: NumberArray): FloatArray {
  return like instanceof Float32Array ? Float32Array.from(values) : values;
}

/** [n] f of every row */
export function eachRow(numRows: number, like: NumberArray, f: (row: number) => number): FloatArray {
  const result = floatsLike(numRows, like);
  for (let row = 0; row < numRows; row++) result[row] = f(row);
  return result;
}

/** [n] sums of f over the k numbers of every row */
export function sumRows(numRows: number, k: number, like: NumberArray, f: (index: number) => number): FloatArray {
  return eachRow(numRows, like, (row) => {
    let total = 0;
    for (let i = row * k; i < (row + 1) * k; i++) total += f(i);
    return total;
  });
}
