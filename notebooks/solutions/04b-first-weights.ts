/** Worked solutions of lesson 04b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const gainOf: Exercise<(weights: number[], size: number) => number> = {
  // W transposed times W holds the products of all pairs of columns: g squared on the diagonal, 0 beside it.
  solution: (weights, size) => {
    let square = 0;
    for (let row = 0; row < size; row++) square += weights[row * size] ** 2;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let product = 0;
        for (let row = 0; row < size; row++) product += weights[row * size + i] * weights[row * size + j];
        if (Math.abs(product - (i === j ? square : 0)) >= 1e-6) return 0;
      }
    }
    return Math.sqrt(square);
  },
  wrong: [
    {
      answer: (weights, size) => {
        const columns = weights.slice(0, size).map((_, j) => weights.filter((__, k) => k % size === j));
        const product = (i: number, j: number) => columns[i].reduce((sum, x, row) => sum + x * columns[j][row], 0);
        const square = product(0, 0);
        const holds = columns.every((_, i) =>
          columns.every((__, j) => Math.abs(product(i, j) - (i === j ? square : 0)) < 1e-6),
        );
        return holds ? square : 0;
      },
      message: 'this is the square of the gain',
    },
    {
      answer: (weights, size) => {
        const columns = weights.slice(0, size).map((_, j) => weights.filter((__, k) => k % size === j));
        const squares = columns.map((column) => column.reduce((sum, x) => sum + x * x, 0));
        return squares.every((square) => Math.abs(square - squares[0]) < 1e-6) ? Math.sqrt(squares[0]) : 0;
      },
      message: 'equal lengths are not enough',
    },
    {
      answer: (weights, size) => {
        const columns = weights.slice(0, size).map((_, j) => weights.filter((__, k) => k % size === j));
        const product = (i: number, j: number) => columns[i].reduce((sum, x, row) => sum + x * columns[j][row], 0);
        const holds = columns.every((_, i) => columns.every((__, j) => i === j || Math.abs(product(i, j)) < 1e-6));
        return holds ? Math.sqrt(product(0, 0)) : 0;
      },
      message: 'right angles are not enough',
    },
  ],
};

export const solutions: Solutions = { gain: gainOf };
