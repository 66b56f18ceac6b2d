import { BaseEnv } from '../baseEnv.js';
import { checkFinite, checkState, resetBounds } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { Metadata, RenderMode, ResetOptions, ResetResult } from '../env.js';
import { mountainCarSvg } from '../render/mountainCarSvg.js';
import { mountainCarObservationSpace, START_HIGH, START_LOW } from './mountainCarConstants.js';

export interface MountainCarOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** Speed with which the goal must be passed; default 0. */
  readonly goalVelocity?: number | undefined;
}

/** What both mountain cars share: the state, the start at rest in the valley, the goal and the drawing. */
export abstract class MountainCarBase<Act> extends BaseEnv<Float32Array, Act> {
  readonly observationSpace = mountainCarObservationSpace();
  readonly metadata: Metadata = { renderModes: ['svg'], renderFps: 30 };
  readonly goalVelocity: number;
  protected position = 0;
  protected velocity = 0;

  /** @param goal position of the flag */
  protected constructor(
    title: string,
    private readonly goal: number,
    options: MountainCarOptions,
  ) {
    checkKnownOptions(options, ['renderMode', 'goalVelocity'], title);
    super(title, options.renderMode);
    this.goalVelocity = checkFinite(options.goalVelocity ?? 0, `${title}: goalVelocity`);
  }

  /** Position and velocity in full precision (a copy). */
  get state(): Float64Array {
    return Float64Array.of(this.position, this.velocity);
  }

  /** Continues from this state; an episode that was over runs again. */
  set state(values: ArrayLike<number>) {
    checkState(values, 2, this.name);
    [this.position, this.velocity] = [values[0], values[1]];
    this.phase = 'running';
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const [low, high] = resetBounds(this.beginReset(options), START_LOW, START_HIGH, this.name);
    this.position = this.random.uniform(low, high);
    this.velocity = 0;
    this.phase = 'running';
    return { observation: Float32Array.of(this.position, this.velocity), info: {} };
  }

  protected override saveOwn(): Float64Array {
    return this.state;
  }

  protected override restoreOwn(saved: ArrayLike<number>): void {
    this.state = saved;
  }

  protected override draw(): string {
    return mountainCarSvg(this.position, this.goal);
  }
}
