/** A tiny scripted environment for this package's own tests; not part of the public interface. */
import { ppoConfig } from '../config/config';
import type { TrainingEnv, TrainingStep } from '../training/environment';

export interface FakeEnvOptions {
  readonly numEnvs?: number;
  /** steps after which environment n terminates; Infinity never */
  readonly terminateAfter?: (n: number) => number;
  /** steps after which environment n is cut off */
  readonly truncateAfter?: (n: number) => number;
}

/**
 * The observation of environment n at its step t is [n, t, total steps so far]; the reward is 1 + n. So every stored number can be
 * predicted by hand. Hands out the same array again and again on purpose: keeping it without a copy is a bug that tests must see.
 */
export class FakeEnv implements TrainingEnv {
  readonly numEnvs: number;
  readonly autoresetMode = 'same-step';
  readonly singleObservationSpace = { shape: [3] };
  readonly singleActionSpace = { n: 2 };
  readonly received: number[][] = [];
  closed = false;
  private readonly steps: Int32Array;
  private total = 0;
  private readonly shared: Float32Array;

  constructor(private readonly options: FakeEnvOptions = {}) {
    this.numEnvs = options.numEnvs ?? 2;
    this.steps = new Int32Array(this.numEnvs);
    this.shared = new Float32Array(this.numEnvs * 3);
  }

  reset(): { observations: Float32Array } {
    this.steps.fill(0);
    return { observations: this.observe() };
  }

  step(actions: ArrayLike<number>): TrainingStep {
    this.received.push(Array.from(actions));
    this.total++;
    const terminated = new Uint8Array(this.numEnvs);
    const truncated = new Uint8Array(this.numEnvs);
    for (let n = 0; n < this.numEnvs; n++) {
      this.steps[n]++;
      if (this.steps[n] >= (this.options.terminateAfter?.(n) ?? Infinity)) terminated[n] = 1;
      else if (this.steps[n] >= (this.options.truncateAfter?.(n) ?? Infinity)) truncated[n] = 1;
    }
    const finalObservation = this.observe().slice();
    for (let n = 0; n < this.numEnvs; n++) if (terminated[n] || truncated[n]) this.steps[n] = 0;
    const ended = terminated.includes(1) || truncated.includes(1);
    return {
      observations: this.observe(),
      rewards: Array.from({ length: this.numEnvs }, (_, n) => 1 + n),
      terminated,
      truncated,
      info: ended ? { finalObservation } : {},
    };
  }

  close(): void {
    this.closed = true;
  }

  private observe(): Float32Array {
    for (let n = 0; n < this.numEnvs; n++) this.shared.set([n, this.steps[n], this.total], n * 3);
    return this.shared;
  }
}

/** Six iterations of two environments with eight steps each, learned from at once. */
export const briefConfig = ppoConfig('cleanrl', {
  hiddenSizes: [4],
  numEnvs: 2,
  numSteps: 8,
  minibatchSize: 8,
  numEpochs: 1,
  totalTimesteps: 16 * 6,
});
