import type { TabularWorld, Transition } from './tabularEnv.js';

/** The town: walls are `|`, open ways `:`, and the four stands are red, green, yellow and blue. */
export const TOWN = [
  '+---------+',
  '|R: | : :G|',
  '| : | : : |',
  '| : : : : |',
  '| | : | : |',
  '|Y| : |B: |',
  '+---------+',
];

export const SIZE = 5;
/** Row and column of the stands, in the order of their numbers: red, green, yellow, blue. */
export const STANDS: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, 4],
  [4, 0],
  [4, 3],
];
/** The place of a passenger who sits in the taxi. */
export const IN_TAXI = STANDS.length;
export const ACTIONS = { south: 0, north: 1, east: 2, west: 3, pickup: 4, dropoff: 5 } as const;
const ACTION_COUNT = 6;

/** Row and column by which the first four actions move: south, north, east, west. */
const MOVES: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];
/** Directions to the left and to the right of each direction, as the driver sees them. */
const SIDES: readonly (readonly [left: number, right: number])[] = [
  [ACTIONS.east, ACTIONS.west],
  [ACTIONS.west, ACTIONS.east],
  [ACTIONS.north, ACTIONS.south],
  [ACTIONS.south, ACTIONS.north],
];

/** What a number of a state means. */
export interface TaxiPlace {
  readonly row: number;
  readonly col: number;
  /** Stand of the passenger from 0 to 3, or 4 in the taxi. */
  readonly passenger: number;
  /** Stand to which the passenger wants. */
  readonly destination: number;
}

export function encodeTaxi({ row, col, passenger, destination }: TaxiPlace): number {
  return ((row * SIZE + col) * (STANDS.length + 1) + passenger) * STANDS.length + destination;
}

export function decodeTaxi(state: number): TaxiPlace {
  const destination = state % STANDS.length;
  const above = Math.floor(state / STANDS.length);
  const place = Math.floor(above / (STANDS.length + 1));
  return { row: Math.floor(place / SIZE), col: place % SIZE, passenger: above % (STANDS.length + 1), destination };
}

/** The stand at which the taxi is, or -1. */
export function standAt({ row, col }: TaxiPlace): number {
  return STANDS.findIndex((stand) => stand[0] === row && stand[1] === col);
}

/** Whether the taxi can drive in a direction: no wall, no end of the town. */
export function isOpen({ row, col }: TaxiPlace, direction: number): boolean {
  if (direction === ACTIONS.south) return row < SIZE - 1;
  if (direction === ACTIONS.north) return row > 0;
  return TOWN[1 + row][2 * col + (direction === ACTIONS.east ? 2 : 0)] === ':';
}

function drive(place: TaxiPlace, direction: number): TaxiPlace {
  if (!isOpen(place, direction)) return place;
  const [down, right] = MOVES[direction];
  return { ...place, row: place.row + down, col: place.col + right };
}

/**
 * The whole town as a table.
 * @param straight probability of driving where the wheel points; the two sides share the rest. null in dry weather
 */
export function taxiWorld(straight: number | null): TabularWorld {
  const count = SIZE * SIZE * (STANDS.length + 1) * STANDS.length;
  const places = Array.from({ length: count }, (_, state) => decodeTaxi(state));
  const waiting = places.map(({ passenger, destination }) => passenger !== IN_TAXI && passenger !== destination);
  const starts = waiting.filter(Boolean).length;
  return {
    P: places.map((place) => Array.from({ length: ACTION_COUNT }, (_, action) => outcomes(place, action, straight))),
    initialStateDistrib: Float64Array.from(waiting, (waits) => (waits ? 1 / starts : 0)),
  };
}

function outcomes(place: TaxiPlace, action: number, straight: number | null): readonly Transition[] {
  if (action === ACTIONS.pickup) return [pickUp(place)];
  if (action === ACTIONS.dropoff) return [dropOff(place)];
  const move = (probability: number, direction: number): Transition => [
    probability,
    encodeTaxi(drive(place, direction)),
    -1,
    false,
  ];
  if (straight === null) return [move(1, action)];
  const aside = (1 - straight) / 2;
  // A taxi that cannot drive does not drift either: three outcomes, all of them where it stands.
  const [left, right] = isOpen(place, action) ? SIDES[action] : [action, action];
  return [move(straight, action), move(aside, left), move(aside, right)];
}

function pickUp(place: TaxiPlace): Transition {
  const isThere = place.passenger !== IN_TAXI && standAt(place) === place.passenger;
  return isThere ? [1, encodeTaxi({ ...place, passenger: IN_TAXI }), -1, false] : [1, encodeTaxi(place), -10, false];
}

function dropOff(place: TaxiPlace): Transition {
  const stand = standAt(place);
  if (place.passenger !== IN_TAXI || stand === -1) return [1, encodeTaxi(place), -10, false];
  const arrived = stand === place.destination;
  return [1, encodeTaxi({ ...place, passenger: stand }), arrived ? 20 : -1, arrived];
}

/** [6], 1 for the actions that change something. */
export function taxiMask(place: TaxiPlace): Int8Array {
  const mask = Int8Array.from({ length: ACTION_COUNT }, (_, action) => Number(action < 4 && isOpen(place, action)));
  const stand = standAt(place);
  mask[ACTIONS.pickup] = Number(stand !== -1 && stand === place.passenger);
  mask[ACTIONS.dropoff] = Number(stand !== -1 && place.passenger === IN_TAXI);
  return mask;
}
