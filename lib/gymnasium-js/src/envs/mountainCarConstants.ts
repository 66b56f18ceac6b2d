import { Box } from '../spaces/box.js';

export const MIN_POSITION = -1.2;
export const MAX_POSITION = 0.6;
export const MAX_SPEED = 0.07;
/** The car starts at rest somewhere between these positions. */
export const START_LOW = -0.6;
export const START_HIGH = -0.4;

/** Position and velocity, for both versions. */
export function mountainCarObservationSpace(): Box {
  return new Box([MIN_POSITION, -MAX_SPEED], [MAX_POSITION, MAX_SPEED]);
}
