import type { Info } from '../env.js';
import type { VectorInfo } from './vectorEnv.js';

/**
 * Adds the info of environment i to the info of all: numbers go into a Float64Array [N], everything else into a list
 * [N], nested objects are gathered key by key; a mask `_key` [N] says which environments had the key.
 */
export function gatherInfo(gathered: VectorInfo<unknown>, info: Info, i: number, numEnvs: number): void {
  for (const [key, value] of Object.entries(info)) {
    if (isPlainObject(value)) {
      const inner = (gathered[key] ?? {}) as VectorInfo<unknown>;
      gatherInfo(inner, value, i, numEnvs);
      gathered[key] = inner;
    } else {
      store(gathered, key, value, i, numEnvs);
    }
    const mask = (gathered[`_${key}`] ?? new Uint8Array(numEnvs)) as Uint8Array;
    mask[i] = 1;
    gathered[`_${key}`] = mask;
  }
}

function store(gathered: VectorInfo<unknown>, key: string, value: unknown, i: number, numEnvs: number): void {
  let column = gathered[key] as Float64Array | unknown[] | undefined;
  if (column === undefined) {
    column = typeof value === 'number' ? new Float64Array(numEnvs) : Array<unknown>(numEnvs).fill(null);
  } else if (column instanceof Float64Array && typeof value !== 'number') {
    column = Array.from(column);
  }
  column[i] = value;
  gathered[key] = column;
}

function isPlainObject(value: unknown): value is Info {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
