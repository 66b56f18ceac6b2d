import type { ActionBounds } from '../../networks/parameters';
import type { Random } from '../../numbers/random';
import type { PolicyBatch } from '../policyBatch';
import { drawBeta } from '../sampling';
import { betaEntropy, betaGradient, betaLogProb } from './loops';

/**
 * Real actions inside bounds: the outputs [B,2k] become alpha = 1 + softplus(output) and beta alike, both above 1, so that the density
 * has one peak and is 0 at the bounds (Chou et al. 2017). What is stored is x in (0, 1); the environment gets low + (high - low) x, and
 * log-probabilities and entropies are those of that action.
 */
export class BetaBatch implements PolicyBatch {
  readonly outputs: Float64Array;
  readonly logProbs: Float32Array;
  readonly entropies: Float64Array;
  readonly outputGradient: Float64Array;
  private readonly actionSize: number;
  /** [B,k] each */
  private readonly alphas: Float64Array;
  private readonly betas: Float64Array;
  private readonly alphaGradient: Float64Array;
  private readonly betaGradient: Float64Array;
  /** log of the volume of the box, nats: from densities over (0, 1) to densities over the box */
  private readonly logVolume: number;

  constructor(
    readonly rows: number,
    bounds: ActionBounds,
  ) {
    const size = rows * bounds.half.length;
    this.actionSize = bounds.half.length;
    this.logVolume = bounds.half.reduce((total, half) => total + Math.log(2 * half), 0);
    this.outputs = new Float64Array(2 * size);
    this.outputGradient = new Float64Array(2 * size);
    this.logProbs = new Float32Array(rows);
    this.entropies = new Float64Array(rows);
    this.alphas = new Float64Array(size);
    this.betas = new Float64Array(size);
    this.alphaGradient = new Float64Array(size);
    this.betaGradient = new Float64Array(size);
  }

  sample(random: Random | null, actions: Float32Array, at = 0): void {
    const { rows, actionSize, alphas, betas } = this;
    this.readOutputs();
    for (let b = 0; b < rows; b++) {
      for (let i = b * actionSize; i < (b + 1) * actionSize; i++) {
        actions[at + i] = drawBeta(random, alphas[i], betas[i]);
      }
      this.logProbs[b] = this.logProbOf(actions, b, at);
    }
  }

  evaluate(actions: Float32Array): void {
    const { rows, actionSize, alphas, betas } = this;
    this.readOutputs();
    for (let b = 0; b < rows; b++) {
      this.logProbs[b] = this.logProbOf(actions, b, 0);
      this.entropies[b] = betaEntropy(alphas, betas, b, actionSize) + this.logVolume;
    }
  }

  differentiate(actions: Float32Array, logProbGradient: Float64Array, entropyCoef: number): void {
    const { alphas, betas, alphaGradient, betaGradient: gradientOfBeta, outputGradient, actionSize: k } = this;
    betaGradient({ alphas, betas, actions, logProbGradient, entropyCoef }, alphaGradient, gradientOfBeta);
    for (let b = 0; b < this.rows; b++) {
      for (let i = b * k; i < (b + 1) * k; i++) {
        outputGradient[b * k + i] = alphaGradient[i] * softplusSlope(alphas[i]);
        outputGradient[(b + 1) * k + i] = gradientOfBeta[i] * softplusSlope(betas[i]);
      }
    }
  }

  /** Log-density of row b's action, nats. */
  private logProbOf(actions: Float32Array, b: number, at: number): number {
    return betaLogProb(this.alphas, this.betas, actions, b, this.actionSize, at) - this.logVolume;
  }

  private readOutputs(): void {
    const { rows, actionSize: k, outputs } = this;
    for (let b = 0; b < rows; b++) {
      for (let i = b * k; i < (b + 1) * k; i++) {
        this.alphas[i] = 1 + softplus(outputs[b * k + i]);
        this.betas[i] = 1 + softplus(outputs[(b + 1) * k + i]);
      }
    }
  }
}

/** log(1 + exp(x)), without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** The derivative of p = 1 + softplus(x) by x, from p: 1 / (1 + exp(-x)) = 1 - exp(-softplus(x)). */
function softplusSlope(p: number): number {
  return -Math.expm1(1 - p);
}
