import type { EnvSpecLike, Metadata } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';
import type { AutoresetMode, VectorEnv, VectorResetOptions, VectorResetResult, VectorStepResult } from './vectorEnv.js';

/** A vector environment around another one. Override what should differ; everything else goes through. */
export abstract class VectorWrapper implements VectorEnv {
  constructor(readonly env: VectorEnv) {
    if (typeof env?.step !== 'function' || typeof env.numEnvs !== 'number') {
      throw new InvalidArgumentError(`${new.target.name}: expected a vector environment to wrap, got ${show(env)}`);
    }
  }

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
