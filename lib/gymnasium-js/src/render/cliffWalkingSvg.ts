import { Grid } from './gridSvg.js';

const [GROUND, CLIFF, BORDER] = ['#cfe0b8', '#7a5a45', '#a8bd8e'];
const [ROWS, COLUMNS, CELL] = [4, 12, 64];

/** The grid from above: the cliff along the bottom between S, the start, and the flag at the goal. */
export function cliffWalkingSvg(state: number): string {
  const grid = new Grid(ROWS, COLUMNS, CELL);
  const bottom = ROWS - 1;
  const shapes = Array.from({ length: ROWS * COLUMNS }, (_, place) => {
    const [row, col] = [Math.floor(place / COLUMNS), place % COLUMNS];
    const isCliff = row === bottom && col > 0 && col < COLUMNS - 1;
    return grid.tile(row, col, isCliff ? CLIFF : GROUND, BORDER);
  });
  const [row, col] = [Math.floor(state / COLUMNS), state % COLUMNS];
  return grid.document(`walker at row ${row}, column ${col}, cliff along row ${bottom}`, [
    ...shapes,
    grid.letter(bottom, 0, 'S'),
    grid.letter(bottom, COLUMNS - 1, 'G'),
    grid.flag(bottom, COLUMNS - 1),
    grid.walker(row, col),
  ]);
}
