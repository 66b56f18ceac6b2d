import type { ActionBounds } from '../../networks/parameters';
import { squashCorrection } from '../squash';
import { GaussianBatch, type GaussianForm } from './batch';
import { squashedEntropy, squashedEntropyGradient } from './squashedLoops';

/**
 * The same Gaussian for u, with the action low .. high of tanh(u). What is stored is u, so that nothing is lost where tanh saturates;
 * log-probabilities and entropies are those of the action that the environment gets.
 */
export class SquashedGaussianBatch extends GaussianBatch {
  constructor(
    rows: number,
    form: GaussianForm,
    private readonly bounds: ActionBounds,
  ) {
    super(rows, form);
  }

  protected override logProbOf(actions: Float32Array, b: number, at: number): number {
    return super.logProbOf(actions, b, at) - squashCorrection(actions, this.bounds.half, at + b * this.actionSize);
  }

  protected override entropyOf(b: number): number {
    return squashedEntropy(this.means, this.stds, this.logStds, this.bounds.half, b);
  }

  protected override differentiateNumbers(
    actions: Float32Array,
    logProbGradient: Float64Array,
    entropyCoef: number,
  ): void {
    super.differentiateNumbers(actions, logProbGradient, entropyCoef);
    if (entropyCoef === 0) return;
    const { means, stds, meanGradient, logStdGradient } = this;
    squashedEntropyGradient({ means, stds, bonus: entropyCoef / this.rows }, meanGradient, logStdGradient);
  }
}
