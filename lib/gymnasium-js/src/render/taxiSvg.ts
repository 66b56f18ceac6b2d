import { IN_TAXI, SIZE, STANDS, type TaxiPlace, TOWN } from '../envs/taxiTable.js';
import { Grid } from './gridSvg.js';
import { circle, line, type Point, polygon, rectangle } from './svg.js';

const CELL = 80;
const COLOURS = ['#e2574c', '#57a55a', '#e8c547', '#4a7fc1'];
const NAMES = ['red', 'green', 'yellow', 'blue'];
const [STREET, BORDER, WALL, TAXI, PASSENGER] = ['#f4f2ea', '#dedacb', '#444', '#f0a500', '#6a3d9a'];

/** The town from above: stands in their colours, walls, a ring where the passenger wants to go, the passenger waiting or in the taxi. */
export function taxiSvg(place: TaxiPlace): string {
  const { row, col, passenger, destination } = place;
  const grid = new Grid(SIZE, SIZE, CELL);
  const waiting = passenger === IN_TAXI ? [] : [person(grid.centre(...STANDS[passenger]))];
  const who = passenger === IN_TAXI ? 'in the taxi' : `waiting at ${NAMES[passenger]}`;
  return grid.document(`taxi at row ${row}, column ${col}; passenger ${who}, bound for ${NAMES[destination]}`, [
    ...tiles(grid),
    ...walls(grid),
    ring(grid.centre(...STANDS[destination]), COLOURS[destination]),
    ...waiting,
    taxi(grid.centre(row, col), passenger === IN_TAXI),
  ]);
}

function tiles(grid: Grid): string[] {
  return Array.from({ length: SIZE * SIZE }, (_, k) => {
    const [row, col] = [Math.floor(k / SIZE), k % SIZE];
    const stand = STANDS.findIndex((at) => at[0] === row && at[1] === col);
    return grid.tile(row, col, stand === -1 ? STREET : COLOURS[stand], BORDER);
  });
}

/** A line at the right of every place from which one cannot drive on. */
function walls(grid: Grid): string[] {
  const half = CELL / 2;
  return Array.from({ length: SIZE * SIZE }, (_, k) => {
    const [row, col] = [Math.floor(k / SIZE), k % SIZE];
    if (TOWN[1 + row][2 * col + 2] === ':') return '';
    const [x, y] = grid.centre(row, col);
    return line([x + half, y - half], [x + half, y + half], WALL, 6);
  });
}

function ring(at: Point, colour: string): string {
  return circle(at, CELL * 0.45, '#fff') + circle(at, CELL * 0.37, colour);
}

function person([x, y]: Point): string {
  const body = rectangle(-5, 5, 12, -12, 0, [x, y - 6]);
  return polygon(body, PASSENGER) + circle([x, y + 12], 8, PASSENGER);
}

/** @param isTaken whether the passenger's head shows in its window */
function taxi(at: Point, isTaken: boolean): string {
  const wheels = [-14, 14].map((x) => circle([at[0] + x, at[1] - 12], 6, '#222'));
  const cabin = polygon(rectangle(-14, 14, 18, 0, 0, at), '#cfe3f2');
  const head = isTaken ? circle([at[0], at[1] + 9], 7, PASSENGER) : '';
  return polygon(rectangle(-28, 28, 6, -12, 0, at), TAXI) + cabin + head + wheels.join('');
}
