import type { Env, EnvSpecLike, Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { offerWrapperState, type WrapperState } from '../saving.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';

/**
 * An environment around another one. Override what should differ; everything else goes through.
 *
 * A wrapper that has `saveOwn` and `restoreOwn`, around an environment that can save itself, has `getState` and `setState`. One that
 * keeps nothing between steps returns null from the first and does nothing in the second.
 * @typeParam Obs, Act what the wrapper shows
 * @typeParam InnerObs, InnerAct what the wrapped environment has
 */
export abstract class Wrapper<Obs, Act, InnerObs = Obs, InnerAct = Act> implements Env<Obs, Act> {
  constructor(readonly env: Env<InnerObs, InnerAct>) {
    if (typeof env?.step !== 'function' || typeof env.reset !== 'function') {
      throw new InvalidArgumentError(`${new.target.name}: expected an environment to wrap, got ${show(env)}`);
    }
    offerWrapperState(this, env, () => nameOf(this));
  }

  /** The state of this wrapper and all inside. */
  getState?(): WrapperState;
  /** Continues exactly where wrappers of the same kinds around the same kind of environment were when `getState` was called. */
  setState?(saved: WrapperState): void;
  /** A copy of what this wrapper alone keeps between steps, as plain data; null if it keeps nothing. */
  protected saveOwn?(): unknown;
  /** Checks what `saveOwn` returned and takes it over; keeps no reference to it. */
  protected restoreOwn?(saved: unknown): void;

  abstract reset(options?: ResetOptions): ResetResult<Obs>;
  abstract step(action: Act): StepResult<Obs>;

  get observationSpace(): Space<Obs> {
    return this.env.observationSpace as unknown as Space<Obs>;
  }

  get actionSpace(): Space<Act> {
    return this.env.actionSpace as unknown as Space<Act>;
  }

  get metadata(): Metadata {
    return this.env.metadata;
  }

  get renderMode(): RenderMode | null {
    return this.env.renderMode;
  }

  get spec(): EnvSpecLike | null {
    return this.env.spec;
  }

  get unwrapped(): Env<unknown, unknown> {
    return this.env.unwrapped;
  }

  render(): string | null {
    return this.env.render();
  }

  close(): void {
    this.env.close();
  }

  /** The chain of classes, outermost first, as Gymnasium prints it: `<TimeLimit<CartPoleEnv<CartPole-v1>>>`. */
  toString(): string {
    return `<${this.constructor.name}${String(this.env)}>`;
  }
}

/** A wrapper that keeps nothing between steps, so that it can save itself wherever the environment inside can. */
export abstract class StatelessWrapper<Obs, Act, InnerObs = Obs, InnerAct = Act> extends Wrapper<
  Obs,
  Act,
  InnerObs,
  InnerAct
> {
  protected override saveOwn(): null {
    return null;
  }

  protected override restoreOwn(): void {
    // there is nothing to take back
  }
}

/** How messages call an environment: its id, or the class of its innermost part. */
export function nameOf(env: Env<unknown, unknown>): string {
  if (env.spec !== null && env.spec !== undefined) return env.spec.id;
  const inner = env.unwrapped as { name?: unknown; constructor: { name: string } };
  return typeof inner.name === 'string' ? inner.name : inner.constructor.name;
}
