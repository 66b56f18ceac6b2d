import { HEIGHT, HULL, LEG_HALF, PAD_HEIGHT, SCALE, WIDTH } from '../box2d/lunarConstants.js';
import type { Throttle } from '../box2d/lunarReward.js';
import { PAD } from '../box2d/lunarTerrain.js';
import { line, num, type Point, polygon, rectangle, svgDocument, turn } from './svg.js';

const FLAG = { pole: 50, height: 10, length: 25 };
const LANDER = '#8066e6';
const FLAME = '#e8862e';

/** Where a body is: its origin in units, and how it is turned (radians). */
interface Place {
  readonly at: Point;
  readonly angle: number;
}

const pixels = ([x, y]: Point): Point => [x * SCALE, y * SCALE];

/** The moon as people know it: black ground below a white sky, two yellow flags, a violet lander; flames where engines burn. */
export function lunarLanderSvg(terrain: readonly Point[], places: readonly Place[], throttle: Throttle): string {
  const [lander, ...legs] = places;
  const ground = [...terrain, [WIDTH, 0], [0, 0]] as const;
  const label = `lander at ${num(lander.at[0] - WIDTH / 2)} beside and ${num(lander.at[1] - PAD_HEIGHT)} above the pad, turned by ${num((lander.angle * 180) / Math.PI)} degrees`;
  return svgDocument(WIDTH * SCALE, HEIGHT * SCALE, label, [
    polygon(ground.map(pixels), '#000'),
    ...PAD.flatMap((x) => flag([x * SCALE, PAD_HEIGHT * SCALE])),
    ...flames(throttle).map((corners) => polygon(corners.map(placed(lander)), FLAME)),
    ...legs.map(({ at, angle }) => polygon(leg(angle, pixels(at)), LANDER)),
    polygon(HULL.map(placed(lander)), LANDER),
  ]);
}

/** From a body's own units to pixels of the picture. */
function placed({ at, angle }: Place): (corner: Point) => Point {
  return (corner) => turn(pixels(corner), angle, pixels(at));
}

function leg(angle: number, at: Point): Point[] {
  const [width, height] = [LEG_HALF.width * SCALE, LEG_HALF.height * SCALE];
  return rectangle(-width, width, height, -height, angle, at);
}

function flag([x, y]: Point): string[] {
  const top = y + FLAG.pole;
  const cloth: Point[] = [
    [x, top],
    [x, top - FLAG.height],
    [x + FLAG.length, top - FLAG.height / 2],
  ];
  return [line([x, y], [x, top], '#888'), polygon(cloth, '#cccc00')];
}

/** Triangles in the lander's own units, as long as the engines push; what pushes to the left burns on the right. */
function flames({ main, side }: Throttle): Point[][] {
  const triangles: Point[][] = [];
  if (main > 0) triangles.push([[-0.2, -1 / 3], [0.2, -1 / 3], [0, -1 / 3 - main]]); // prettier-ignore
  if (side !== 0) {
    const edge = -0.55 * Math.sign(side);
    triangles.push([[edge, 0.35], [edge, 0.55], [edge - 0.6 * side, 0.45]]); // prettier-ignore
  }
  return triangles;
}
