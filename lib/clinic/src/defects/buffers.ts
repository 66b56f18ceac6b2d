import { type Minibatch, type PpoConfig, RolloutBuffer } from 'ppo-lib';

/**
 * Rollout buffers with one real defect each, for the planted-bug lab. Each is the healthy buffer with a single line changed the way
 * published programs have it; nothing else in the run knows about it.
 */

/** Advantages go into the loss as they are, in reward units. */
export class RawAdvantages extends RolloutBuffer {
  override computeAdvantages(config: PpoConfig): void {
    super.computeAdvantages({ ...config, normalizeAdvantages: false });
  }
}

/** `done = terminated || truncated`: a time limit drops the value of the last state. */
export class MergedEndings extends RolloutBuffer {
  override computeAdvantages(config: PpoConfig): void {
    super.computeAdvantages({ ...config, bootstrapAtTruncation: false });
  }
}

/** `lastValues = 0`: episodes that are still running when the rollout ends are worth nothing from there on. */
export class NoValueAfterRollout extends RolloutBuffer {
  override computeAdvantages(config: PpoConfig): void {
    const { nextValues, truncated, size } = this;
    for (let i = size - this.options.numEnvs; i < size; i++) if (!truncated[i]) nextValues[i] = 0;
    super.computeAdvantages(config);
  }
}

/** A buffer whose TD errors read V of the row below also where another episode begins there. */
class NextRowAfterEnds extends RolloutBuffer {
  /** Computes with other flags than the stored ones, and leaves the stored ones as they were. */
  protected computeWith(terminated: Uint8Array, truncated: Uint8Array, config: PpoConfig): void {
    const stored = [this.terminated.slice(), this.truncated.slice()] as const;
    const { nextValues, values, size } = this;
    const { numEnvs } = this.options;
    for (let i = 0; i < size - numEnvs; i++) if (stored[0][i]) nextValues[i] = values[i + numEnvs];
    this.terminated.set(terminated);
    this.truncated.set(truncated);
    super.computeAdvantages(config);
    this.terminated.set(stored[0]);
    this.truncated.set(stored[1]);
  }
}

/** The sum of TD errors stops at an end, but the TD error itself does not know about it: V of the next episode counts. */
export class ValueAfterTheEnd extends NextRowAfterEnds {
  override computeAdvantages(config: PpoConfig): void {
    const ended = this.terminated.map((flag, i) => flag | this.truncated[i]);
    this.computeWith(new Uint8Array(this.size), ended, config);
  }
}

/** `dones[t]` where `dones[t + 1]` is meant: an episode seems to end one step after it did. */
export class LateEndings extends NextRowAfterEnds {
  private before = [new Uint8Array(this.options.numEnvs), new Uint8Array(this.options.numEnvs)] as const;

  override computeAdvantages(config: PpoConfig): void {
    const { terminated, truncated, size } = this;
    const first = size - this.options.numEnvs;
    const late = (flags: Uint8Array, before: Uint8Array): Uint8Array =>
      Uint8Array.from([...before, ...flags.subarray(0, first)]);
    const [lateEnds, lateCuts] = [late(terminated, this.before[0]), late(truncated, this.before[1])];
    this.before = [terminated.slice(first), truncated.slice(first)];
    this.computeWith(lateEnds, lateCuts, config);
  }
}

/** `advantages[i]` where `advantages[rows[i]]` is meant: the shuffle forgets one column. */
export class ForgottenIndex extends RolloutBuffer {
  override gather(indices: ArrayLike<number>, into: Minibatch = this.emptyMinibatch(indices.length)): Minibatch {
    super.gather(indices, into);
    into.advantages.set(this.advantages.subarray(0, indices.length));
    return into;
  }
}

/** Keeps what the environment was given, beside the log-probability of what the policy drew. */
export class ClippedActions extends RolloutBuffer {
  /** @param bound actions are clipped to [-bound, bound] */
  constructor(
    options: RolloutBuffer['options'],
    private readonly bound: number,
  ) {
    super(options);
  }

  override addOutcome(...outcome: Parameters<RolloutBuffer['addOutcome']>): void {
    const { actions, bound } = this;
    const perStep = this.options.numEnvs * this.options.actionWidth;
    const start = this.length * perStep;
    for (let i = start; i < start + perStep; i++) {
      actions[i] = Math.min(Math.max(actions[i], -bound), bound);
    }
    super.addOutcome(...outcome);
  }
}

/**
 * Copies late: it remembers the array that the environments showed, and reads it when the step is over. Where they reuse that array,
 * what is stored as the state of a step is the state after it; what was done and judged belongs to the one before.
 */
export class LateObservations extends RolloutBuffer {
  private shown = new Float32Array(0);
  private readonly late = new Float32Array(this.observations.length);

  override addObservations(observations: Float32Array): number {
    this.shown = observations;
    return super.addObservations(observations);
  }

  override addOutcome(outcome: Parameters<RolloutBuffer['addOutcome']>[0], rewardScale?: number): void {
    this.late.set(this.shown, this.length * this.shown.length);
    super.addOutcome(outcome, rewardScale);
  }

  override computeAdvantages(config: PpoConfig): void {
    this.observations.set(this.late);
    super.computeAdvantages(config);
  }
}
