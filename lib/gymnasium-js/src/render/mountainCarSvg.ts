import { cos, sin } from '../math/trig.js';
import { circle, line, num, type Point, polygon, polyline, rectangle, svgDocument, turn } from './svg.js';

const WIDTH = 600;
const HEIGHT = 400;
const LEFT = -1.2;
const SCALE = WIDTH / 1.8;
const CAR = { width: 40, height: 20, clearance: 10 };

const height = (position: number): number => sin(3 * position) * 0.45 + 0.55;
const at = (position: number, lift = 0): Point => [(position - LEFT) * SCALE, height(position) * SCALE + lift];

/** The mountain car as people know it: black car with grey wheels on the curve, yellow flag on the right hill. */
export function mountainCarSvg(position: number, goal: number): string {
  const hill = Array.from({ length: 100 }, (_, k) => at(LEFT + (1.8 * k) / 99));
  const slope = cos(3 * position);
  const car = at(position, CAR.clearance);
  const wheel = (x: number): string => circle(turn([x, 0], slope, car), CAR.height / 2.5, '#808080');
  const pole = at(goal);
  const top = pole[1] + 50;
  return svgDocument(WIDTH, HEIGHT, `car at ${num(position)}, flag at ${num(goal)}`, [
    polyline(hill, '#000'),
    polygon(rectangle(-CAR.width / 2, CAR.width / 2, CAR.height, 0, slope, car), '#000'),
    wheel(CAR.width / 4),
    wheel(-CAR.width / 4),
    line(pole, [pole[0], top], '#000'),
    polygon(
      [
        [pole[0], top],
        [pole[0], top - 10],
        [pole[0] + 25, top - 5],
      ],
      '#cccc00',
    ),
  ]);
}
