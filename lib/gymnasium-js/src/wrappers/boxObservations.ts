import type { Env } from '../env.js';
import type { Bound } from '../spaces/box.js';
import { flatten, flattenSpace } from '../spaces/flatten.js';
import type { NumberArray } from '../spaces/numbers.js';
import { requireSpace } from '../spaces/space.js';
import { requireBox, rescaleBox } from './rescale.js';
import { TransformObservation } from './transforms.js';

/**
 * Shows observations stretched linearly from the environment's bounds onto [minObservation, maxObservation].
 * Unbounded components must stay unbounded.
 */
export class RescaleObservation<Act> extends TransformObservation<Float32Array, Act> {
  constructor(env: Env<Float32Array, Act>, minObservation: Bound, maxObservation: Bound) {
    const box = requireBox(env?.observationSpace, 'RescaleObservation', 'observation');
    const { space, forward } = rescaleBox(box, minObservation, maxObservation, 'RescaleObservation');
    super(env, forward, space);
  }
}

/** Shows every observation as one flat array: discrete parts one-hot, containers part after part. */
export class FlattenObservation<Act, InnerObs = unknown> extends TransformObservation<NumberArray, Act, InnerObs> {
  constructor(env: Env<InnerObs, Act>) {
    const space = env?.observationSpace;
    requireSpace(space, 'FlattenObservation: observationSpace');
    super(env, (observation) => flatten(space, observation), flattenSpace(space));
  }
}
