/** Action distributions on typed arrays: `sample`, `logProb`, `entropy`, `kl`, `mode`, and gradients worked out by hand. */
export { Categorical } from './categorical';
export { DiagonalGaussian } from './diagonalGaussian';
