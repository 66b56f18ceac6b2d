import { cos, sin } from '../math/trig.js';

const GRAVITY = 9.8;
/** Both links: 1 kg, 1 m, centre of mass in the middle, moment of inertia 1 kg m^2. */
const MASS = 1;
const LENGTH = 1;
const CENTRE = 0.5;
const INERTIA = 1;

/**
 * Time derivative of [angle1, angle2, speed1, speed2] under a torque at the elbow.
 * The order of operations is Gymnasium's, so that the results agree to the last bit where sin and cos do.
 * @param paper the equations of Sutton's 1996 paper, which lack a term of the book's
 */
export function acrobotDerivative(state: Float64Array, torque: number, paper: boolean, out: Float64Array): void {
  const [angle1, angle2, speed1, speed2] = state;
  const sine2 = sin(angle2);
  const cosine2 = cos(angle2);
  const d1 =
    MASS * CENTRE ** 2 + MASS * (LENGTH ** 2 + CENTRE ** 2 + 2 * LENGTH * CENTRE * cosine2) + INERTIA + INERTIA;
  const d2 = MASS * (CENTRE ** 2 + LENGTH * CENTRE * cosine2) + INERTIA;
  const phi2 = MASS * CENTRE * GRAVITY * cos(angle1 + angle2 - Math.PI / 2);
  const phi1 =
    -MASS * LENGTH * CENTRE * (speed2 * speed2) * sine2 -
    2 * MASS * LENGTH * CENTRE * speed2 * speed1 * sine2 +
    (MASS * CENTRE + MASS * LENGTH) * GRAVITY * cos(angle1 - Math.PI / 2) +
    phi2;
  const inertia = MASS * CENTRE ** 2 + INERTIA - (d2 * d2) / d1;
  const centrifugal = paper ? 0 : MASS * LENGTH * CENTRE * (speed1 * speed1) * sine2;
  const acceleration2 = (torque + (d2 / d1) * phi1 - centrifugal - phi2) / inertia;
  out[0] = speed1;
  out[1] = speed2;
  out[2] = -(d2 * acceleration2 + phi1) / d1;
  out[3] = acceleration2;
}
