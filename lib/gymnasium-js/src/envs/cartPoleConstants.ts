/** Constants of Barto, Sutton and Anderson's cart-pole as Gymnasium has them (SI units). */
export const GRAVITY = 9.8;
export const POLE_MASS = 0.1;
export const TOTAL_MASS = 0.1 + 1.0;
/** Half the pole's length. */
export const HALF_LENGTH = 0.5;
export const POLE_MASS_LENGTH = 0.1 * 0.5;
export const FORCE = 10.0;
/** Seconds between states. */
export const TAU = 0.02;
/** 12 degrees; beyond it the episode terminates. */
export const ANGLE_LIMIT = (12 * 2 * Math.PI) / 360;
export const POSITION_LIMIT = 2.4;
/** Half-width of the uniform distribution of the first state. */
export const START = 0.05;
