import { circle, num, type Point, polygon, polyline, rectangle, svgDocument, turn } from './svg.js';

const SIZE = 500;
/** The picture is 4.4 m wide. */
const SCALE = SIZE / 4.4;
const CENTRE: Point = [SIZE / 2, SIZE / 2];
const WIDTH = 0.2 * SCALE;
const RED = '#cc4d4d';

/** The pendulum as people know it: a red rod on a black axle, an arrow around it for the torque. */
export function pendulumSvg(angle: number, torque: number | null): string {
  const direction = angle + Math.PI / 2;
  const degrees = num((angle * 180) / Math.PI);
  const push = torque === null ? '' : `, torque ${num(torque)} Nm`;
  return svgDocument(SIZE, SIZE, `pendulum at ${degrees} degrees from upright${push}`, [
    polygon(rectangle(0, SCALE, WIDTH / 2, -WIDTH / 2, direction, CENTRE), RED),
    circle(CENTRE, WIDTH / 2, RED),
    circle(turn([SCALE, 0], direction, CENTRE), WIDTH / 2, RED),
    ...(torque === null || torque === 0 ? [] : torqueArrow(torque)),
    circle(CENTRE, 0.05 * SCALE, '#000'),
  ]);
}

/** Three quarters of a circle, as wide as the torque is strong, counter-clockwise for a positive one. */
function torqueArrow(torque: number): string[] {
  const radius = (SCALE * Math.abs(torque)) / 4;
  const sign = Math.sign(torque);
  const arc = Array.from({ length: 25 }, (_, k): Point => turn([radius, 0], sign * (k / 24) * 1.5 * Math.PI, CENTRE));
  const [x, y] = arc[24];
  const end = sign * 1.5 * Math.PI;
  const head = [
    [-radius / 4, 0],
    [radius / 4, 0],
    [0, (sign * radius) / 2],
  ].map(([dx, dy]): Point => turn([dx, dy], end, [x, y]));
  return [polyline(arc, '#000'), polygon(head, '#000')];
}
