import { Box } from './box.js';
import { Dict, type SpaceRecord } from './dict.js';
import type { NumberType } from './numbers.js';
import type { Space } from './space.js';
import { Tuple } from './tuple.js';

/*
 * `instanceof` of a generic class fills in `any`; these say what is really known.
 */

export function isBox(space: unknown): space is Box<NumberType> {
  return space instanceof Box;
}

export function isTuple(space: unknown): space is Tuple<readonly Space<unknown>[]> {
  return space instanceof Tuple;
}

export function isDict(space: unknown): space is Dict<SpaceRecord> {
  return space instanceof Dict;
}
