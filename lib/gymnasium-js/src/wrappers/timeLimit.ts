import { BaseEnv } from '../baseEnv.js';
import type { Env, ResetOptions, ResetResult, StepResult } from '../env.js';
import { EpisodeOverError, InvalidArgumentError } from '../errors.js';
import { checkCount, checkFlag, checkSaved } from '../saving.js';
import { show } from '../text.js';
import { nameOf, Wrapper } from './wrapper.js';

/** What a time limit saves. */
interface TimeLimitState {
  /** Steps of the running episode. */
  readonly elapsed: number;
  /** Whether the limit has ended it. */
  readonly cut: boolean;
}

/**
 * Sets `truncated` once an episode has lasted `maxEpisodeSteps` steps. `make` adds it from the registered limit.
 * A step that both terminates and hits the limit reports both, as in Gymnasium.
 */
export class TimeLimit<Obs, Act> extends Wrapper<Obs, Act> {
  private elapsed = 0;
  private cut = false;

  /** @param maxEpisodeSteps integer, 1 or more */
  constructor(
    env: Env<Obs, Act>,
    readonly maxEpisodeSteps: number,
  ) {
    super(env);
    if (!Number.isInteger(maxEpisodeSteps) || maxEpisodeSteps <= 0) {
      throw new InvalidArgumentError(
        `${nameOf(env)}: maxEpisodeSteps must be an integer, 1 or more, got ${show(maxEpisodeSteps)}`,
      );
    }
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    const result = this.env.reset(options);
    this.elapsed = 0;
    this.cut = false;
    return result;
  }

  step(action: Act): StepResult<Obs> {
    if (this.cut) this.checkRestarted();
    const result = this.env.step(action);
    if (++this.elapsed < this.maxEpisodeSteps) return result;
    this.cut = true;
    const base = this.unwrapped;
    if (base instanceof BaseEnv) base.endEpisode();
    return { ...result, truncated: true };
  }

  protected override saveOwn(): TimeLimitState {
    return { elapsed: this.elapsed, cut: this.cut };
  }

  protected override restoreOwn(saved: TimeLimitState): void {
    const name = `${nameOf(this)}: TimeLimit`;
    const { elapsed, cut } = checkSaved<TimeLimitState>(saved, ['elapsed', 'cut'], name);
    this.elapsed = checkCount(elapsed, `${name}: elapsed`);
    this.cut = checkFlag(cut, `${name}: cut`);
  }

  /** After the cut only a reset helps, or a state set by hand on the environment inside. */
  private checkRestarted(): void {
    const base = this.unwrapped;
    if (!(base instanceof BaseEnv && base.running)) {
      throw new EpisodeOverError(
        `${nameOf(this)}: step after the end of the episode (truncated after ${this.maxEpisodeSteps} steps); call reset()`,
      );
    }
    this.cut = false;
    this.elapsed = 0;
  }
}
