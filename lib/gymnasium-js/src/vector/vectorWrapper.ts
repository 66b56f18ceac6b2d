import type { EnvSpecLike, Metadata } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { offerWrapperState, type WrapperState } from '../saving.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';
import type { AutoresetMode, VectorEnv, VectorResetOptions, VectorResetResult, VectorStepResult } from './vectorEnv.js';

/**
 * A vector environment around another one. Override what should differ; everything else goes through. It has `getState` and `setState` if
 * it has `saveOwn` and `restoreOwn` and the vector inside can save itself, see `Wrapper`.
 */
export abstract class VectorWrapper implements VectorEnv {
  constructor(readonly env: VectorEnv) {
    if (typeof env?.step !== 'function' || typeof env.numEnvs !== 'number') {
      throw new InvalidArgumentError(`${new.target.name}: expected a vector environment to wrap, got ${show(env)}`);
    }
    offerWrapperState(this, env, () => vectorName(this));
  }

  /** The state of this wrapper and all inside. */
  getState?(): WrapperState;
  /** Continues exactly where wrappers of the same kinds around the same kind of vector were when `getState` was called. */
  setState?(saved: WrapperState): void;
  /** A copy of what this wrapper alone keeps between steps, as plain data; null if it keeps nothing. */
  protected saveOwn?(): unknown;
  /** Checks what `saveOwn` returned and takes it over; keeps no reference to it. */
  protected restoreOwn?(saved: unknown): void;

  get numEnvs(): number {
    return this.env.numEnvs;
  }

  get autoresetMode(): AutoresetMode {
    return this.env.autoresetMode;
  }

  get singleObservationSpace(): Space<unknown> {
    return this.env.singleObservationSpace;
  }

  get singleActionSpace(): Space<unknown> {
    return this.env.singleActionSpace;
  }

  get observationSpace(): Space<unknown> {
    return this.env.observationSpace;
  }

  get actionSpace(): Space<unknown> {
    return this.env.actionSpace;
  }

  get metadata(): Metadata {
    return this.env.metadata;
  }

  get spec(): EnvSpecLike | null {
    return this.env.spec;
  }

  reset(options?: VectorResetOptions): VectorResetResult {
    return this.env.reset(options);
  }

  step(actions: ArrayLike<number>): VectorStepResult {
    return this.env.step(actions);
  }

  close(): void {
    this.env.close();
  }
}

/** How messages call a vector environment: its id, or its class. */
export function vectorName(envs: VectorEnv): string {
  return envs.spec?.id ?? envs.constructor.name;
}
