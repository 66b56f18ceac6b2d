import { requireFiniteStd, zeroStdError, type ActionBounds } from '../../networks/parameters';
import type { Random } from '../../numbers/random';
import type { PolicyBatch } from '../policyBatch';
import { gaussianEntropy, gaussianGradient, gaussianLogProb } from './loops';

/** How a Gaussian policy's numbers come out of its network. */
export interface GaussianForm {
  /** numbers in an action */
  readonly actionSize: number;
  /** the network puts out means and spreads side by side [B,2k], or means [B,k] only */
  readonly isStateDependent: boolean;
  /** null: the output is the mean; bounds: the mean is middle + half * tanh(output) */
  readonly meanBounds: ActionBounds | null;
  /** from a spread x of the network's to the standard deviation: exp(x) or |x| */
  readonly stdForm: 'exp' | 'abs';
}

/**
 * Real actions of k components: the outputs are means [B,k], and one log standard deviation per component serves all rows; or they
 * are means and spreads side by side [B,2k], where every state has its own.
 */
export class GaussianBatch implements PolicyBatch {
  readonly outputs: Float64Array;
  readonly logProbs: Float32Array;
  readonly entropies: Float64Array;
  readonly outputGradient: Float64Array;
  readonly isStateDependent: boolean;
  /** [k], to be filled before anything else; [B,k] if every state has its own, then taken from the outputs */
  readonly logStds: Float64Array;
  /** as long as logStds: their exponentials, filled by `sample` and `evaluate` */
  protected readonly stds: Float64Array;
  /** as long as logStds; filled by `differentiate` */
  readonly logStdGradient: Float64Array;
  protected readonly actionSize: number;
  protected readonly means: Float64Array;
  protected readonly meanGradient: Float64Array;

  constructor(
    readonly rows: number,
    private readonly form: GaussianForm,
  ) {
    const { actionSize, isStateDependent, meanBounds } = form;
    const size = rows * actionSize;
    const isOutput = !isStateDependent && meanBounds === null; // the means are the outputs themselves: one array serves as both
    this.actionSize = actionSize;
    this.isStateDependent = isStateDependent;
    this.outputs = new Float64Array(isStateDependent ? 2 * size : size);
    this.outputGradient = new Float64Array(this.outputs.length);
    this.logProbs = new Float32Array(rows);
    this.entropies = new Float64Array(rows);
    this.means = isOutput ? this.outputs : new Float64Array(size);
    this.meanGradient = isOutput ? this.outputGradient : new Float64Array(size);
    this.logStds = new Float64Array(isStateDependent ? size : actionSize);
    this.stds = new Float64Array(this.logStds.length);
    this.logStdGradient = new Float64Array(this.logStds.length);
  }

  sample(random: Random | null, actions: Float32Array, at = 0): void {
    const { rows, actionSize, means, stds } = this;
    this.readOutputs();
    for (let b = 0; b < rows; b++) {
      for (let k = 0; k < actionSize; k++) {
        const i = b * actionSize + k;
        const std = Math.fround(stds[this.isStateDependent ? i : k]); // float32, as tensors have it: the same draws
        actions[at + i] = random === null ? means[i] : random.normal(means[i], requireFiniteStd(std));
      }
      this.logProbs[b] = this.logProbOf(actions, b, at);
    }
  }

  evaluate(actions: Float32Array): void {
    this.readOutputs();
    for (let b = 0; b < this.rows; b++) {
      this.logProbs[b] = this.logProbOf(actions, b, 0);
      this.entropies[b] = this.entropyOf(b);
    }
  }

  differentiate(actions: Float32Array, logProbGradient: Float64Array, entropyCoef: number): void {
    this.differentiateNumbers(actions, logProbGradient, entropyCoef);
    if (this.means !== this.outputs) this.writeOutputGradient();
  }

  /** Fills the gradients of means and log standard deviations. */
  protected differentiateNumbers(actions: Float32Array, logProbGradient: Float64Array, entropyCoef: number): void {
    const { means, stds, meanGradient, logStdGradient } = this;
    gaussianGradient({ means, stds, actions, logProbGradient, entropyCoef }, meanGradient, logStdGradient);
  }

  /** Log-density of row b's action, nats. */
  protected logProbOf(actions: Float32Array, b: number, at: number): number {
    return gaussianLogProb(this.means, this.stds, this.logStds, actions, b, this.actionSize, at);
  }

  protected entropyOf(b: number): number {
    return gaussianEntropy(this.logStds, b, this.actionSize);
  }

  private readOutputs(): void {
    if (this.means !== this.outputs) this.splitOutputs();
    for (let i = 0; i < this.stds.length; i++) this.stds[i] = Math.exp(this.logStds[i]);
  }

  /** From the network's outputs to means and log standard deviations, where the outputs are not the means themselves. */
  private splitOutputs(): void {
    const { rows, actionSize: k, outputs, means, logStds, isStateDependent } = this;
    const { meanBounds, stdForm } = this.form;
    const stride = isStateDependent ? 2 * k : k;
    for (let b = 0; b < rows; b++) {
      for (let i = 0; i < k; i++) {
        const output = outputs[b * stride + i];
        means[b * k + i] = meanBounds === null ? output : meanBounds.middle[i] + meanBounds.half[i] * Math.tanh(output);
        if (!isStateDependent) continue;
        const spread = outputs[b * stride + k + i];
        logStds[b * k + i] = stdForm === 'exp' ? spread : logOfSize(spread);
      }
    }
  }

  /** The chain rule back through `splitOutputs`: d tanh(x)/dx = 1 - tanh(x)^2, d log|x|/dx = 1/x. */
  private writeOutputGradient(): void {
    const { rows, actionSize: k, outputs, outputGradient, isStateDependent } = this;
    const { meanBounds, stdForm } = this.form;
    const stride = isStateDependent ? 2 * k : k;
    for (let b = 0; b < rows; b++) {
      for (let i = 0; i < k; i++) {
        let slope = 1;
        if (meanBounds !== null) {
          const tanh = (this.means[b * k + i] - meanBounds.middle[i]) / meanBounds.half[i];
          slope = meanBounds.half[i] * (1 - tanh * tanh);
        }
        outputGradient[b * stride + i] = this.meanGradient[b * k + i] * slope;
        if (!isStateDependent) continue;
        const j = b * stride + k + i;
        outputGradient[j] =
          stdForm === 'exp' ? this.logStdGradient[b * k + i] : this.logStdGradient[b * k + i] / outputs[j];
      }
    }
  }
}

/** log|x|. @throws RangeError at 0, where stdForm "abs" has neither a distribution nor a derivative */
function logOfSize(x: number): number {
  if (x === 0) throw zeroStdError();
  return Math.log(Math.abs(x));
}
