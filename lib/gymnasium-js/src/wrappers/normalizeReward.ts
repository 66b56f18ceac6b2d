import type { Env, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { checkFinite } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import { checkSaved } from '../saving.js';
import { checkEpsilon, type NormalizeObservationState, restoreStatistics } from './normalizeObservation.js';
import { RunningMeanStd } from './runningMeanStd.js';
import { nameOf, Wrapper } from './wrapper.js';

/** Throws unless the discount is in [0, 1]. */
export function checkGamma(gamma: unknown, wrapper: string): number {
  if (typeof gamma === 'number' && gamma >= 0 && gamma <= 1) return gamma;
  throw new InvalidArgumentError(`${wrapper}: gamma must be in [0, 1], got ${show(gamma)}`);
}

/** What a normaliser of rewards saves. */
interface NormalizeRewardState extends NormalizeObservationState {
  readonly discountedReturn: number;
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
    checkKnownOptions(options, ['gamma', 'epsilon'], 'NormalizeReward');
    this.gamma = checkGamma(options.gamma ?? 0.99, 'NormalizeReward');
    this.epsilon = checkEpsilon(options.epsilon ?? 1e-8, 'NormalizeReward');
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    return this.env.reset(options);
  }

  protected override saveOwn(): NormalizeRewardState {
    const { statistics, updateRunningMean, discountedReturn } = this;
    return { statistics: statistics.getState(), updateRunningMean, discountedReturn };
  }

  protected override restoreOwn(saved: NormalizeRewardState): void {
    const name = `${nameOf(this)}: NormalizeReward`;
    const { discountedReturn } = checkSaved<NormalizeRewardState>(saved, ['discountedReturn'], name);
    checkFinite(discountedReturn, `${name}: discountedReturn`);
    restoreStatistics(this, saved, name);
    this.discountedReturn = discountedReturn;
  }

  step(action: Act): StepResult<Obs> {
    const { observation, reward, terminated, truncated, info } = this.env.step(action);
    this.discountedReturn = this.discountedReturn * this.gamma * (terminated ? 0 : 1) + reward;
    if (this.updateRunningMean) this.statistics.update([this.discountedReturn]);
    const scaled = reward / Math.sqrt(this.statistics.var[0] + this.epsilon);
    return { observation, reward: scaled, terminated, truncated, info };
  }
}
