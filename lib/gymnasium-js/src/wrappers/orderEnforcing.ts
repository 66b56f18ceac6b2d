import { BaseEnv, type Phase } from '../baseEnv.js';
import type { ResetOptions, ResetResult, StepResult } from '../env.js';
import { ClosedError, EpisodeOverError, InvalidArgumentError, ResetNeededError } from '../errors.js';
import { show } from '../text.js';
import { nameOf, Wrapper } from './wrapper.js';

/**
 * Refuses calls in the wrong order: `step` or `render` before `reset`, `step` after the end, anything after `close`.
 * `make` adds it, so that environments written by others need not check. Gymnasium lets steps after the end through
 * and calls them undefined; here they are an error.
 */
export class OrderEnforcing<Obs, Act> extends Wrapper<Obs, Act> {
  private order: Phase = 'fresh';

  /** Whether `reset` has been called. */
  get hasReset(): boolean {
    return this.order === 'running' || this.order === 'over';
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    if (this.order === 'closed') this.refuse('reset');
    const result = this.env.reset(options);
    this.order = 'running';
    return result;
  }

  step(action: Act): StepResult<Obs> {
    if (this.order !== 'running') this.checkRestarted();
    const result = this.env.step(action);
    if (result.terminated || result.truncated) this.order = 'over';
    return result;
  }

  override render(): string | null {
    if (this.order === 'fresh' || this.order === 'closed') this.refuse('render');
    return this.env.render();
  }

  override close(): void {
    if (this.order === 'closed') this.refuse('close');
    this.env.close();
    this.order = 'closed';
  }

  protected override saveOwn(): Phase {
    return this.order;
  }

  protected override restoreOwn(order: Phase): void {
    if (order !== 'fresh' && order !== 'running' && order !== 'over') {
      throw new InvalidArgumentError(`${nameOf(this)}: expected a saved phase of OrderEnforcing, got ${show(order)}`);
    }
    this.order = order;
  }

  /** An environment of this package may have been set going again by assigning its state. */
  private checkRestarted(): void {
    const base = this.unwrapped;
    if (this.order === 'closed' || !(base instanceof BaseEnv && base.running)) this.refuse('step');
    this.order = 'running';
  }

  private refuse(call: string): never {
    const name = nameOf(this);
    if (this.order === 'fresh') throw new ResetNeededError(`${name}: ${call} before reset; call reset() first`);
    if (this.order === 'over') {
      throw new EpisodeOverError(`${name}: ${call} after the end of the episode; call reset() to start the next one`);
    }
    if (call === 'close') throw new ClosedError(`${name}: close called twice; the environment is closed`);
    throw new ClosedError(`${name}: ${call} after close; make a new environment`);
  }
}
