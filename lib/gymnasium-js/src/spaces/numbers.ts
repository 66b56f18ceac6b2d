/** The number types of NumPy that have a typed array of plain numbers in JavaScript (int64 has none). */
export interface TypedArrays {
  float32: Float32Array;
  float64: Float64Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int16: Int16Array;
  uint16: Uint16Array;
  int32: Int32Array;
  uint32: Uint32Array;
}

export type NumberType = keyof TypedArrays;

/** Any typed array of plain numbers. */
export type NumberArray = TypedArrays[NumberType];

const CONSTRUCTORS: { readonly [K in NumberType]: new (length: number) => TypedArrays[K] } = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
};

export const NUMBER_TYPES = Object.keys(CONSTRUCTORS) as readonly NumberType[];

/** A zeroed array of the given type. */
export function allocate<K extends NumberType>(dtype: K, length: number): TypedArrays[K] {
  return new CONSTRUCTORS[dtype](length);
}

/** NumPy's name for the type of an array, or null if it is not one of ours (a Uint8ClampedArray, a BigInt64Array). */
export function numberTypeOf(value: unknown): NumberType | null {
  return NUMBER_TYPES.find((dtype) => value instanceof CONSTRUCTORS[dtype]) ?? null;
}

export function isFloat(dtype: NumberType): boolean {
  return dtype === 'float32' || dtype === 'float64';
}

/** Smallest and largest finite number of a type. */
export function limitsOf(dtype: NumberType): readonly [number, number] {
  if (dtype === 'float64') return [-Number.MAX_VALUE, Number.MAX_VALUE];
  if (dtype === 'float32') return [-3.4028234663852886e38, 3.4028234663852886e38];
  const bits = Number(dtype.replace(/^u?int/, ''));
  return dtype.startsWith('u') ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/**
 * The smallest type that holds every number of all the given ones, as NumPy promotes them; float32 for none. Where NumPy
 * goes on to int64 (uint32 beside negative integers) it is float64, which holds all of both.
 */
export function commonType(types: readonly NumberType[]): NumberType {
  const [first] = types;
  if (first === undefined || types.every((type) => type === first)) return first ?? 'float32';
  const bits = (kind: RegExp): number =>
    types.reduce((most, type) => (kind.test(type) ? Math.max(most, Number(type.replace(/\D+/, ''))) : most), 0);
  const [signed, unsigned] = [bits(/^int/), bits(/^uint/)];
  if (types.some(isFloat)) return types.includes('float64') || signed === 32 || unsigned === 32 ? 'float64' : 'float32';
  if (signed === 0) return `uint${unsigned}` as NumberType;
  const needed = Math.max(signed, 2 * unsigned);
  return needed > 32 ? 'float64' : (`int${needed}` as NumberType);
}

/** Smallest and largest of the values, -Infinity and Infinity the other way round for none; of any length, unlike `Math.min(...values)`. */
export function extremes(values: Iterable<number>): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

/**
 * The numbers of a typed array, or of an array of numbers nested to `shape` or already flat; null for anything else
 * (a hole, a string, the wrong lengths).
 */
export function flatNumbers(value: unknown, shape: readonly number[]): ArrayLike<number> | null {
  if (numberTypeOf(value) !== null) {
    const array = value as NumberArray;
    return array.length === sizeOf(shape) ? array : null;
  }
  if (!Array.isArray(value)) return null;
  const flat: unknown[] = Array.isArray(value[0]) ? [] : (value as unknown[]);
  if (Array.isArray(value[0]) && !flatten(value, shape, 0, flat)) return null;
  if (flat.length !== sizeOf(shape)) return null;
  for (let i = 0; i < flat.length; i++) if (typeof flat[i] !== 'number') return null;
  return flat as number[];
}

/** Appends the numbers of a nested array to `flat`; false if its lengths are not those of the shape. */
function flatten(value: unknown, shape: readonly number[], axis: number, flat: unknown[]): boolean {
  if (axis === shape.length) {
    flat.push(value);
    return true;
  }
  if (!Array.isArray(value) || value.length !== shape[axis]) return false;
  return value.every((part) => flatten(part, shape, axis + 1, flat));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, axis) => size * axis, 1);
}
