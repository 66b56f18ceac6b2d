import { checkKnownOptions } from '../knownOptions.js';
import type { Env, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { Box } from '../spaces/box.js';
import { flatDim } from '../spaces/flatten.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';
import { requireBox } from './rescale.js';
import { checkFlag, checkSaved } from '../saving.js';
import { RunningMeanStd, type RunningMeanStdState } from './runningMeanStd.js';
import { nameOf, Wrapper } from './wrapper.js';

/** Throws unless the epsilon under the square root is positive. */
export function checkEpsilon(epsilon: unknown, wrapper: string): number {
  if (typeof epsilon === 'number' && epsilon > 0 && epsilon < Infinity) return epsilon;
  throw new InvalidArgumentError(
    `${wrapper}: epsilon must be ${epsilon === Infinity ? 'finite' : 'above 0'}, got ${show(epsilon)}`,
  );
}

/** What a normaliser of observations saves. */
export interface NormalizeObservationState {
  readonly statistics: RunningMeanStdState;
  readonly updateRunningMean: boolean;
}

/**
 * Shows observations with mean 0 and variance 1, estimated over everything seen so far, each new one included.
 * Set `updateRunningMean = false` to freeze the estimate, e.g. for evaluation.
 */
export class NormalizeObservation<Act> extends Wrapper<Float32Array, Act> {
  updateRunningMean = true;
  readonly epsilon: number;
  /** The running moments; save them with `getState` together with the policy. */
  readonly statistics: RunningMeanStd;
  private readonly space: Box;

  constructor(env: Env<Float32Array, Act>, options: { epsilon?: number } = {}) {
    super(env);
    checkKnownOptions(options, ['epsilon'], 'NormalizeObservation');
    const box = requireBox(env.observationSpace, 'NormalizeObservation', 'observation');
    this.epsilon = checkEpsilon(options.epsilon ?? 1e-8, 'NormalizeObservation');
    this.statistics = new RunningMeanStd({ size: flatDim(box), dtype: 'float32' });
    this.space = new Box(-Infinity, Infinity, { shape: box.shape });
  }

  override get observationSpace(): Space<Float32Array> {
    return this.space;
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const { observation, info } = this.env.reset(options);
    return { observation: this.normalize(observation), info };
  }

  step(action: Act): StepResult<Float32Array> {
    const { observation, reward, terminated, truncated, info } = this.env.step(action);
    return { observation: this.normalize(observation), reward, terminated, truncated, info };
  }

  protected override saveOwn(): NormalizeObservationState {
    return { statistics: this.statistics.getState(), updateRunningMean: this.updateRunningMean };
  }

  protected override restoreOwn(saved: NormalizeObservationState): void {
    restoreStatistics(this, saved, `${nameOf(this)}: NormalizeObservation`);
  }

  private normalize(observation: Float32Array): Float32Array {
    if (this.updateRunningMean) this.statistics.update(observation);
    return this.statistics.normalize(observation, this.epsilon);
  }
}

/** Takes over saved moments and whether they go on moving; for single and vector normalisers of observations and rewards. */
export function restoreStatistics(
  normalizer: { readonly statistics: RunningMeanStd; updateRunningMean: boolean },
  saved: NormalizeObservationState,
  name: string,
): void {
  const { statistics, updateRunningMean } = checkSaved<NormalizeObservationState>(
    saved,
    ['statistics', 'updateRunningMean'],
    name,
  );
  const updates = checkFlag(updateRunningMean, `${name}: updateRunningMean`);
  normalizer.statistics.setState(statistics);
  normalizer.updateRunningMean = updates;
}
