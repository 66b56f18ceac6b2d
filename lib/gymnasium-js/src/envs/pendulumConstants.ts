export const MAX_SPEED = 8;
export const MAX_TORQUE = 2;
/** Seconds between states. */
export const DT = 0.05;
export const DEFAULT_GRAVITY = 10;
/** Half-widths of the uniform distributions of the first angle and angular velocity. */
export const START_ANGLE = Math.PI;
export const START_SPEED = 1;
/** NumPy rounds the action's share of the reward to float32, because the action is float32. */
const TORQUE_COST = Math.fround(0.001);

/** Angle in [-pi, pi), with the modulo of Python. */
export function wrapAngle(angle: number): number {
  const turn = 2 * Math.PI;
  let rest = (angle + Math.PI) % turn;
  if (rest < 0) rest += turn;
  return rest - Math.PI;
}

/** angle^2 + 0.1 speed^2 + 0.001 torque^2. @param torque already rounded to float32 */
export function pendulumCost(angle: number, speed: number, torque: number): number {
  const wrapped = wrapAngle(angle);
  return wrapped * wrapped + 0.1 * (speed * speed) + Math.fround(TORQUE_COST * Math.fround(torque * torque));
}

/** Angular velocity after one step, within +-8 rad/s. @param sine of the angle @param torque rounded to float32 */
export function pendulumSpeed(sine: number, speed: number, torque: number, gravity: number): number {
  const next = speed + (((3 * gravity) / 2) * sine + Math.fround(3 * torque)) * DT;
  return next < -MAX_SPEED ? -MAX_SPEED : next > MAX_SPEED ? MAX_SPEED : next;
}
