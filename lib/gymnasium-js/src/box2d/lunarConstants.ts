/*
 * Sizes of Gymnasium's moon. Its author drew in pixels and computes in units of 30 pixels; every length here is in units.
 * Source: Gymnasium 1.4, box2d/lunar_lander.
 */

/** Pixels in a unit. */
export const SCALE = 30;
/** The picture, in units: 600 by 400 pixels. */
export const WIDTH = 600 / SCALE;
export const HEIGHT = 400 / SCALE;
/** Steps in a second. */
export const STEPS_PER_SECOND = 50;
/** Height of the landing pad. */
export const PAD_HEIGHT = HEIGHT / 4;
/** How far below the lander's origin its legs hang. */
export const LEG_DROP = 18 / SCALE;
/** How far from the lander's origin, to the left and right, its legs hang. */
export const LEG_REACH = 20 / SCALE;
/** Half the width and half the height of a leg. */
export const LEG_HALF = { width: 2 / SCALE, height: 8 / SCALE } as const;

/** Corners of the lander, from its upper left. */
export const HULL: readonly (readonly [number, number])[] = [
  [-14 / SCALE, 17 / SCALE],
  [-17 / SCALE, 0],
  [-17 / SCALE, -10 / SCALE],
  [17 / SCALE, -10 / SCALE],
  [17 / SCALE, 0],
  [14 / SCALE, 17 / SCALE],
];
