import { circle, line, num, type Point, polygon, rectangle, svgDocument, turn } from './svg.js';

const SIZE = 500;
/** The picture is 4.4 m wide; each link is 1 m long. */
const SCALE = SIZE / 4.4;
const SHOULDER: Point = [SIZE / 2, SIZE / 2];
const HALF_WIDTH = 0.1 * SCALE;

/** The acrobot as people know it: two cyan links with yellow joints below the line they must reach. */
export function acrobotSvg(angle1: number, angle2: number): string {
  const first = angle1 - Math.PI / 2;
  const second = angle1 + angle2 - Math.PI / 2;
  const elbow = turn([SCALE, 0], first, SHOULDER);
  const degrees = [angle1, angle2].map((angle) => num((angle * 180) / Math.PI)).join(' and ');
  const goal = SHOULDER[1] + SCALE;
  return svgDocument(SIZE, SIZE, `acrobot with joints at ${degrees} degrees`, [
    line([0, goal], [SIZE, goal], '#000'),
    ...link(SHOULDER, first),
    ...link(elbow, second),
  ]);
}

function link(joint: Point, direction: number): string[] {
  return [
    polygon(rectangle(0, SCALE, HALF_WIDTH, -HALF_WIDTH, direction, joint), '#00cccc'),
    circle(joint, HALF_WIDTH, '#cccc00'),
  ];
}
