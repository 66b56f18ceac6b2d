import { checkKnownOptions } from '../knownOptions.js';
import { checkEpsilon, type NormalizeObservationState, restoreStatistics } from '../wrappers/normalizeObservation.js';
import { checkGamma } from '../wrappers/normalizeReward.js';
import { checkNumbers, checkSaved } from '../saving.js';
import { RunningMeanStd } from '../wrappers/runningMeanStd.js';
import {
  readResetMask,
  type VectorEnv,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vectorEnv.js';
import { vectorName, VectorWrapper } from './vectorWrapper.js';

/** What a normaliser of the rewards of a vector saves. */
interface VectorNormalizeRewardState extends NormalizeObservationState {
  /** [N] */
  readonly discountedReturns: Float32Array;
  /** [N], 1 where the next step only resets the environment */
  readonly over: Uint8Array;
}

/** `NormalizeReward` for vector environments: one estimate over the discounted returns of all environments. */
export class VectorNormalizeReward extends VectorWrapper {
  updateRunningMean = true;
  readonly gamma: number;
  readonly epsilon: number;
  /** Running moments of the discounted returns. */
  readonly statistics = new RunningMeanStd();
  /** The discounted return so far, per environment; float32, as in Gymnasium. */
  readonly discountedReturns: Float32Array;
  private readonly over: Uint8Array;

  constructor(env: VectorEnv, options: { gamma?: number; epsilon?: number } = {}) {
    super(env);
    checkKnownOptions(options, ['gamma', 'epsilon'], 'VectorNormalizeReward');
    this.gamma = checkGamma(options.gamma ?? 0.99, 'VectorNormalizeReward');
    this.epsilon = checkEpsilon(options.epsilon ?? 1e-8, 'VectorNormalizeReward');
    this.discountedReturns = new Float32Array(env.numEnvs);
    this.over = new Uint8Array(env.numEnvs);
  }

  override reset(options?: VectorResetOptions): VectorResetResult {
    const result = this.env.reset(options);
    const mask = readResetMask(options?.options, this.numEnvs, 'VectorNormalizeReward');
    for (let i = 0; i < this.numEnvs; i++) {
      if (mask !== null && mask[i] === 0) continue; // its episode goes on
      this.discountedReturns[i] = 0;
      this.over[i] = 0;
    }
    return result;
  }

  protected override saveOwn(): VectorNormalizeRewardState {
    const { statistics, updateRunningMean, discountedReturns, over } = this;
    return {
      statistics: statistics.getState(),
      updateRunningMean,
      discountedReturns: discountedReturns.slice(),
      over: over.slice(),
    };
  }

  protected override restoreOwn(saved: VectorNormalizeRewardState): void {
    const name = `${vectorName(this)}: VectorNormalizeReward`;
    const state = checkSaved<VectorNormalizeRewardState>(saved, ['discountedReturns', 'over'], name);
    const returns = checkNumbers(state.discountedReturns, `${name}: discountedReturns`, this.numEnvs);
    const over = checkNumbers(state.over, `${name}: over`, this.numEnvs);
    restoreStatistics(this, saved, name);
    this.discountedReturns.set(returns);
    this.over.set(over);
  }

  override step(actions: ArrayLike<number>): VectorStepResult {
    const result = this.env.step(actions);
    const sameStep = this.autoresetMode === 'same-step';
    const active: number[] = [];
    result.rewards.forEach((reward, i) => {
      if (this.over[i] === 1 && !sameStep) return; // that step only reset the environment
      const kept = Math.fround(this.discountedReturns[i] * Math.fround(this.gamma));
      this.discountedReturns[i] = kept * (1 - result.terminated[i]) + reward;
      active.push(this.discountedReturns[i]);
    });
    if (this.updateRunningMean && active.length > 0) this.statistics.update(Float32Array.from(active));
    result.terminated.forEach((flag, i) => {
      this.over[i] = flag | result.truncated[i];
      if (sameStep && this.over[i] === 1) this.discountedReturns[i] = 0;
    });
    const scale = Math.sqrt(this.statistics.var[0] + this.epsilon);
    return { ...result, rewards: result.rewards.map((reward) => reward / scale) };
  }
}
