import type { EnvSpecLike, Metadata } from '../env.js';
import { ClosedError } from '../errors.js';
import { batchSpace } from '../spaces/batch.js';
import type { Space } from '../spaces/space.js';
import type { AutoresetMode, VectorEnv, VectorResetOptions, VectorResetResult, VectorStepResult } from './vectorEnv.js';

/** What all environments of a batch have in common. */
export interface SingleEnv {
  readonly observationSpace: Space<unknown>;
  readonly actionSpace: Space<unknown>;
  readonly metadata: Metadata;
  readonly spec: EnvSpecLike | null;
}

/** The part that vector environments made of single ones share: the spaces of one and of all, and being closed. */
export abstract class BatchedVectorEnv<Obs, Act> implements VectorEnv<Obs, Act> {
  readonly singleObservationSpace: Space<unknown>;
  readonly singleActionSpace: Space<unknown>;
  readonly observationSpace: Space<unknown>;
  readonly actionSpace: Space<unknown>;
  readonly metadata: Metadata;
  spec: EnvSpecLike | null;
  /** Index of the first environment in messages; not 0 where this is a part of a larger vector. */
  firstIndex = 0;
  private closed = false;

  protected constructor(
    readonly numEnvs: number,
    readonly autoresetMode: AutoresetMode,
    single: SingleEnv,
  ) {
    this.singleObservationSpace = single.observationSpace;
    this.singleActionSpace = single.actionSpace;
    this.observationSpace = batchSpace(single.observationSpace, numEnvs);
    this.actionSpace = batchSpace(single.actionSpace, numEnvs);
    this.metadata = single.metadata;
    this.spec = single.spec;
  }

  /** How messages call it. */
  abstract get name(): string;
  abstract reset(options?: VectorResetOptions): VectorResetResult<Obs>;
  abstract step(actions: Act): VectorStepResult<Obs>;

  close(): void {
    this.checkOpen('close');
    this.closed = true;
    this.closeAll();
  }

  /** Closes every environment; called once. */
  protected abstract closeAll(): void;

  protected checkOpen(call: 'reset' | 'step' | 'close' | 'getState' | 'setState'): void {
    if (!this.closed) return;
    if (call === 'close') throw new ClosedError(`${this.name}: close called twice; the environment is closed`);
    throw new ClosedError(`${this.name}: ${call} after close; make a new environment`);
  }
}
