import type { Env, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { checkEpsilon } from './normalizeObservation.js';
import { RunningMeanStd } from './runningMeanStd.js';
import { Wrapper } from './wrapper.js';

/** Throws unless the discount is in [0, 1]. */
export function checkGamma(gamma: unknown, wrapper: string): number {
  if (typeof gamma === 'number' && gamma >= 0 && gamma <= 1) return gamma;
  throw new InvalidArgumentError(`${wrapper}: gamma must be in [0, 1], got ${show(gamma)}`);
}

/**
 * Divides rewards by the standard deviation of the discounted return so far. The mean is not subtracted, as that would
 * change what is optimal. As in Gymnasium the running return starts anew after `terminated`, not after `truncated`.
 */
export class NormalizeReward<Obs, Act> extends Wrapper<Obs, Act> {
  updateRunningMean = true;
  readonly gamma: number;
  readonly epsilon: number;
  /** Running moments of the discounted return. */
  readonly statistics = new RunningMeanStd();
  /** The discounted return so far. */
  discountedReturn = 0;

  constructor(env: Env<Obs, Act>, options: { gamma?: number; epsilon?: number } = {}) {
    super(env);
    this.gamma = checkGamma(options.gamma ?? 0.99, 'NormalizeReward');
    this.epsilon = checkEpsilon(options.epsilon ?? 1e-8, 'NormalizeReward');
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    return this.env.reset(options);
  }

  step(action: Act): StepResult<Obs> {
    const { observation, reward, terminated, truncated, info } = this.env.step(action);
    this.discountedReturn = this.discountedReturn * this.gamma * (terminated ? 0 : 1) + reward;
    if (this.updateRunningMean) this.statistics.update([this.discountedReturn]);
    const scaled = reward / Math.sqrt(this.statistics.var[0] + this.epsilon);
    return { observation, reward: scaled, terminated, truncated, info };
  }
}
