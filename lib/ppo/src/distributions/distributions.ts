/** Action distributions on typed arrays: `sample`, `logProb`, `entropy`, `kl`, `mode`, and gradients worked out by hand. */
export { Beta } from './beta/beta';
export { Categorical } from './categorical/categorical';
export { DiagonalGaussian } from './gaussian/diagonalGaussian';
export { SquashedGaussian } from './gaussian/squashedGaussian';
