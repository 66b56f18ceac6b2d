/** A task that cannot be done without a memory, for this package's own tests; not part of the public interface. */
import type { TrainingEnv, TrainingStep } from '../training/environment';

/**
 * Every episode has `length` steps. Its first observation is 1 or -1, all others are 0; the last action earns 1 if it is action 1 after a 1 or
 * action 0 after a -1, every other action earns nothing. Whoever cannot remember gets 0.5 on average. Signals come from a counter.
 */
export class RecallEnv implements TrainingEnv {
  readonly autoresetMode = 'same-step';
  readonly singleObservationSpace = { shape: [1] };
  readonly singleActionSpace = { n: 2 };
  private readonly steps: Int32Array;
  private readonly signals: Int32Array;
  private count = 0;

  constructor(
    readonly numEnvs: number,
    private readonly length: number,
    private readonly ends: 'terminated' | 'truncated' = 'terminated',
  ) {
    this.steps = new Int32Array(numEnvs);
    this.signals = new Int32Array(numEnvs);
  }

  reset(): { observations: Float32Array } {
    for (let n = 0; n < this.numEnvs; n++) this.begin(n);
    return { observations: this.observe() };
  }

  step(actions: ArrayLike<number>): TrainingStep {
    const [rewards, over] = [new Float64Array(this.numEnvs), new Uint8Array(this.numEnvs)];
    for (let n = 0; n < this.numEnvs; n++) {
      if (++this.steps[n] < this.length) continue;
      over[n] = 1;
      rewards[n] = (actions[n] === 1) === (this.signals[n] === 1) ? 1 : 0;
    }
    const finalObservation = this.observe();
    for (let n = 0; n < this.numEnvs; n++) if (over[n]) this.begin(n);
    const never = new Uint8Array(this.numEnvs);
    const [terminated, truncated] = this.ends === 'terminated' ? [over, never] : [never, over];
    return { observations: this.observe(), rewards, terminated, truncated, info: { finalObservation } };
  }

  close(): void {
    // nothing is held
  }

  private begin(n: number): void {
    this.steps[n] = 0;
    this.signals[n] = (Math.imul(++this.count, 0x9e3779b1) >>> 16) & 1 ? 1 : -1; // as good as random
  }

  private observe(): Float32Array {
    return Float32Array.from(this.signals, (signal, n) => (this.steps[n] === 0 ? signal : 0));
  }
}
