import type { Random } from '../numbers/random';

/**
 * The policy's numbers for B rows, in arrays that are made once and filled again and again. The engine fills `outputs`; the methods
 * turn them into actions and log-probabilities, and a gradient at the log-probabilities into one at the outputs.
 */
export interface PolicyBatch {
  readonly rows: number;
  /** [B,units] what the policy network put out */
  readonly outputs: Float64Array;
  /** [B] filled by `sample` and `evaluate`; float32, because that is how the old ones are stored: an unchanged policy has ratio 1 */
  readonly logProbs: Float32Array;
  /** [B] filled by `evaluate` */
  readonly entropies: Float64Array;
  /** [B,units] filled by `differentiate` */
  readonly outputGradient: Float64Array;
  /** Draws one action per row into `actions`, from index `at` (default 0) on; random null: takes the most probable ones. */
  sample(random: Random | null, actions: Int32Array | Float32Array, at?: number): void;
  evaluate(actions: Int32Array | Float32Array): void;
  /** After `evaluate` with the same actions. @param logProbGradient [B] dL/dlogProb */
  differentiate(actions: Int32Array | Float32Array, logProbGradient: Float64Array, entropyCoef: number): void;
}
