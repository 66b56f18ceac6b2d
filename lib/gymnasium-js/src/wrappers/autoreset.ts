import type { ResetOptions, ResetResult, StepResult } from '../env.js';
import { checkFlag } from '../saving.js';
import { nameOf, Wrapper } from './wrapper.js';

/**
 * Resets by itself: the step after the end ignores its action, returns the first observation of the next episode, reward
 * 0 and both flags false (the 'next-step' mode of vector environments).
 */
export class Autoreset<Obs, Act> extends Wrapper<Obs, Act> {
  private over = false;

  reset(options?: ResetOptions): ResetResult<Obs> {
    const result = this.env.reset(options);
    this.over = false;
    return result;
  }

  protected override saveOwn(): boolean {
    return this.over;
  }

  protected override restoreOwn(over: boolean): void {
    this.over = checkFlag(over, `${nameOf(this)}: the saved end of an episode of Autoreset`);
  }

  step(action: Act): StepResult<Obs> {
    if (this.over) return { ...this.reset(), reward: 0, terminated: false, truncated: false };
    const result = this.env.step(action);
    this.over = result.terminated || result.truncated;
    return result;
  }
}
