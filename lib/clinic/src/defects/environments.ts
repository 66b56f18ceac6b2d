import type { TrainingEnv, TrainingStep } from 'ppo-lib';

/**
 * An environment that writes every observation into one array and hands out that same array again and again, as many simulators
 * do to save memory. Harmless to who copies what it shows; a buffer that keeps the reference sees the past change.
 */
export class ReusedArrayEnv implements TrainingEnv {
  readonly numEnvs: number;
  readonly autoresetMode: string;
  readonly singleObservationSpace: unknown;
  readonly singleActionSpace: unknown;
  readonly spec: NonNullable<TrainingEnv['spec']> | null;
  private shared = new Float32Array(0);

  constructor(private readonly inner: TrainingEnv) {
    this.numEnvs = inner.numEnvs;
    this.autoresetMode = inner.autoresetMode;
    this.singleObservationSpace = inner.singleObservationSpace;
    this.singleActionSpace = inner.singleActionSpace;
    this.spec = inner.spec ?? null;
  }

  reset(options?: { seed?: number }): { observations: Float32Array } {
    this.shared = this.inner.reset(options).observations.slice();
    return { observations: this.shared };
  }

  step(actions: ArrayLike<number>): TrainingStep {
    const outcome = this.inner.step(actions);
    this.shared.set(outcome.observations);
    return { ...outcome, observations: this.shared };
  }

  close(): void {
    this.inner.close();
  }
}
