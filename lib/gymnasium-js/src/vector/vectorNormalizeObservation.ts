import { checkKnownOptions } from '../knownOptions.js';
import { InvalidArgumentError } from '../errors.js';
import { batchBox } from '../spaces/batch.js';
import { Box } from '../spaces/box.js';
import { flatDim } from '../spaces/flatten.js';
import { checkEpsilon, type NormalizeObservationState, restoreStatistics } from '../wrappers/normalizeObservation.js';
import { requireBox } from '../wrappers/rescale.js';
import { RunningMeanStd } from '../wrappers/runningMeanStd.js';
import {
  readResetMask,
  type VectorEnv,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vectorEnv.js';
import { vectorName, VectorWrapper } from './vectorWrapper.js';

/**
 * `NormalizeObservation` for vector environments: one estimate over all environments, updated with the whole batch.
 * In same-step mode `info.finalObservation` is normalised with the same estimate, without updating it. (Gymnasium
 * refuses that mode.)
 */
export class VectorNormalizeObservation extends VectorWrapper {
  updateRunningMean = true;
  readonly epsilon: number;
  /** The running moments; save them with `getState` together with the policy. */
  readonly statistics: RunningMeanStd;
  private readonly single: Box;
  private readonly batched: Box;

  constructor(env: VectorEnv, options: { epsilon?: number } = {}) {
    super(env);
    checkKnownOptions(options, ['epsilon'], 'VectorNormalizeObservation');
    const box = requireBox(env.singleObservationSpace, 'VectorNormalizeObservation', 'observation');
    this.epsilon = checkEpsilon(options.epsilon ?? 1e-8, 'VectorNormalizeObservation');
    this.statistics = new RunningMeanStd({ size: flatDim(box), dtype: 'float32' });
    this.single = new Box(-Infinity, Infinity, { shape: box.shape });
    this.batched = batchBox(this.single, env.numEnvs);
  }

  override get singleObservationSpace(): Box {
    return this.single;
  }

  override get observationSpace(): Box {
    return this.batched;
  }

  override reset(options?: VectorResetOptions): VectorResetResult {
    const mask = readResetMask(options?.options, this.numEnvs, 'VectorNormalizeObservation');
    if (mask !== null && mask.includes(0)) {
      throw new InvalidArgumentError(
        'VectorNormalizeObservation: partial resets would count some observations twice; reset all',
      );
    }
    const result = this.env.reset(options);
    return { ...result, observations: this.normalize(result.observations) };
  }

  override step(actions: ArrayLike<number>): VectorStepResult {
    const result = this.env.step(actions);
    const observations = this.normalize(result.observations);
    const { finalObservation } = result.info;
    if (finalObservation === undefined) return { ...result, observations };
    const final = this.statistics.normalize(finalObservation, this.epsilon);
    return { ...result, observations, info: { ...result.info, finalObservation: final } };
  }

  protected override saveOwn(): NormalizeObservationState {
    return { statistics: this.statistics.getState(), updateRunningMean: this.updateRunningMean };
  }

  protected override restoreOwn(saved: NormalizeObservationState): void {
    restoreStatistics(this, saved, `${vectorName(this)}: VectorNormalizeObservation`);
  }

  private normalize(observations: Float32Array): Float32Array {
    if (this.updateRunningMean) this.statistics.update(observations);
    return this.statistics.normalize(observations, this.epsilon);
  }
}
