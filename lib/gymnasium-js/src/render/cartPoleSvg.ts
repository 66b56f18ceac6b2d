import { circle, line, num, polygon, rectangle, svgDocument } from './svg.js';

const WIDTH = 600;
const HEIGHT = 400;
/** The picture is 4.8 m wide, the two thresholds its edges. */
const SCALE = WIDTH / 4.8;
const CART_Y = 100;
const CART = { width: 50, height: 30 };
const POLE = { width: 10, length: SCALE };
const AXLE_OFFSET = CART.height / 4;

/** The cart-pole as people know it: black cart on a line, brown pole, violet axle. */
export function cartPoleSvg(position: number, angle: number): string {
  const x = position * SCALE + WIDTH / 2;
  const axle = [x, CART_Y + AXLE_OFFSET] as const;
  const half = POLE.width / 2;
  const label = `cart at ${num(position)} m, pole at ${num((angle * 180) / Math.PI)} degrees`;
  return svgDocument(WIDTH, HEIGHT, label, [
    line([0, CART_Y], [WIDTH, CART_Y], '#000'),
    polygon(rectangle(-CART.width / 2, CART.width / 2, CART.height / 2, -CART.height / 2, 0, [x, CART_Y]), '#000'),
    polygon(rectangle(-half, half, POLE.length - half, -half, -angle, axle), '#ca9865'),
    circle(axle, half, '#8184cb'),
  ]);
}
