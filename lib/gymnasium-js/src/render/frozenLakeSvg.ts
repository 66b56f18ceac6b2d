import { Grid } from './gridSvg.js';

const [ICE, WATER, BORDER] = ['#dcecf6', '#2b5a7a', '#b4c8e6'];
/** Cells are 64 pixels, less where a lake would be wider or higher than 512. */
const CELL = 64;
const LARGEST = 512;

/** The lake from above: ice, holes, S at the start, a flag at the goal. Whoever fell into a hole is under water, and is not drawn. */
export function frozenLakeSvg(desc: readonly string[], state: number): string {
  const [nrow, ncol] = [desc.length, desc[0].length];
  const grid = new Grid(nrow, ncol, Math.max(4, Math.floor(Math.min(CELL, LARGEST / Math.max(nrow, ncol)))));
  const shapes = Array.from(desc.join(''), (tile, place) => {
    const [row, col] = [Math.floor(place / ncol), place % ncol];
    const parts = [grid.tile(row, col, tile === 'H' ? WATER : ICE, BORDER)];
    if (tile === 'S' || tile === 'G') parts.push(grid.letter(row, col, tile));
    if (tile === 'G') parts.push(grid.flag(row, col));
    if (place === state && tile !== 'H') parts.push(grid.walker(row, col));
    return parts.join('');
  });
  const [row, col] = [Math.floor(state / ncol), state % ncol];
  const where = desc[row][col] === 'H' ? 'in a hole' : desc[row][col] === 'G' ? 'at the goal' : 'on the ice';
  return grid.document(`walker ${where}, row ${row}, column ${col} of ${nrow} by ${ncol}`, shapes);
}
