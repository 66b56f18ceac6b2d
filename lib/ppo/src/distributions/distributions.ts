/** Action distributions on typed arrays: `sample`, `logProb`, `entropy`, `kl`, `mode`, and gradients worked out by hand. */
export { Beta } from './beta';
export { Categorical } from './categorical';
export { DiagonalGaussian } from './diagonalGaussian';
export { SquashedGaussian } from './squashedGaussian';
