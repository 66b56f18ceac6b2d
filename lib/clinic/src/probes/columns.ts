import type { Moment } from '../runs/follow';
import { type Minibatch, type RolloutBuffer, std } from 'ppo-lib';

/** Probes of what a program stored: each looks at one rollout and adds to its counts. */

/** The ratio of the policy that acted to itself, which is 1 for every row, if what is stored is what it saw and did. */
export class RatioProbe {
  private rows = 0;
  private off = 0;
  private offAtBound = 0;
  private smallest = Infinity;
  private largest = -Infinity;

  see({ learner, buffer, task }: Moment): void {
    const { logProbs } = learner.evaluate(buffer.observations, buffer.actions);
    for (let i = 0; i < buffer.size; i++) {
      const ratio = Math.exp(logProbs[i] - buffer.logProbs[i]);
      this.rows++;
      this.smallest = Math.min(this.smallest, ratio);
      this.largest = Math.max(this.largest, ratio);
      if (ratio === 1) continue;
      this.off++;
      if (Math.abs(buffer.actions[i]) === task.actionBound) this.offAtBound++;
    }
  }

  result(): { smallest: number; largest: number; shareOff: number; shareOffAtBound: number } {
    const { rows, off, offAtBound, smallest, largest } = this;
    return { smallest, largest, shareOff: off / rows, shareOffAtBound: off === 0 ? 0 : offAtBound / off };
  }
}

/** Stored observations, rewards and flags against what the environments really showed and paid. */
export class StorageProbe {
  private rows = 0;
  private observationsOff = 0;
  private observationsAhead = 0;
  private outcomesOff = 0;
  private largestAction = 0;

  see({ buffer, steps, task }: Moment): void {
    const { numEnvs, observationSize: size } = buffer.options;
    for (let i = 0; i < buffer.size; i++) {
      const [t, n] = [Math.floor(i / numEnvs), i % numEnvs];
      const stored = buffer.observations.subarray(i * size, (i + 1) * size);
      const shown = steps[t].observations.subarray(n * size, (n + 1) * size);
      const next = t + 1 < steps.length ? steps[t + 1].observations.subarray(n * size, (n + 1) * size) : shown;
      this.rows++;
      if (!sameNumbers(stored, shown)) {
        this.observationsOff++;
        if (sameNumbers(stored, next)) this.observationsAhead++;
      }
      const paid = steps[t].rewards[n] * task.config.rewardScale;
      const isTrue = buffer.terminated[i] === steps[t].terminated[n] && buffer.truncated[i] === steps[t].truncated[n];
      if (!isTrue || Math.abs(buffer.rewards[i] - paid) > 1e-9) this.outcomesOff++;
      this.largestAction = Math.max(this.largestAction, Math.abs(buffer.actions[i]));
    }
  }

  result(): { observationsOff: number; observationsAhead: number; outcomesOff: number; largestAction: number } {
    const { rows, observationsOff, observationsAhead, outcomesOff, largestAction } = this;
    return {
      observationsOff: observationsOff / rows,
      observationsAhead: observationsAhead / rows,
      outcomesOff: outcomesOff / rows,
      largestAction,
    };
  }
}

function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Where in an episode a row lies: what GAE treats in its own way. */
export type RowKind =
  'first of an episode' | 'inside' | 'before a fall' | 'before a time limit' | 'last of the rollout';

/** TD errors implied by the advantages against their definition, by the kind of row. */
export class AdvantageProbe {
  private readonly kinds = new Map<RowKind, { rows: number; error: number }>();
  private spread = 0;
  private rollouts = 0;
  /** [N] did the rollout before end with an end? */
  private endedBefore: Uint8Array | null = null;

  see(moment: Moment): void {
    const { buffer, task } = moment;
    const { gamma, gaeLambda } = task.config;
    const { numEnvs } = buffer.options;
    const truth = trueDeltas(moment);
    this.spread += std(buffer.advantages);
    this.rollouts++;
    for (let i = 0; i < buffer.size; i++) {
      // returns are advantages plus values, whatever was done to the advantages afterwards
      const [own, below] = [i, i + numEnvs].map((k) => (k < buffer.size ? buffer.returns[k] - truth.values[k] : 0));
      const implied = own - (truth.ended[i] ? 0 : gamma * gaeLambda * below);
      const kind = kindOf(moment, i, i < numEnvs ? (this.endedBefore?.[i] ?? 0) : truth.ended[i - numEnvs]);
      if (kind !== null) this.count(kind, Math.abs(implied - truth.deltas[i]));
    }
    this.endedBefore = truth.ended.slice(buffer.size - numEnvs);
  }

  private count(kind: RowKind, error: number): void {
    const known = this.kinds.get(kind) ?? { rows: 0, error: 0 };
    this.kinds.set(kind, { rows: known.rows + 1, error: Math.max(known.error, error) });
  }

  result(): { spread: number; kinds: Readonly<Partial<Record<RowKind, { rows: number; error: number }>>> } {
    return { spread: this.spread / this.rollouts, kinds: Object.fromEntries(this.kinds) };
  }
}

/** The definition, row by row, from the environments' own record: r + gamma V(state reached) - V(state shown). */
function trueDeltas({ learner, buffer, steps, task }: Moment): {
  deltas: Float64Array;
  values: Float32Array;
  ended: Uint8Array;
} {
  const { numEnvs, observationSize } = buffer.options;
  const [shown, reached] = (['observations', 'reached'] as const).map((name) => {
    const all = new Float32Array(buffer.size * observationSize);
    steps.forEach((step, t) => all.set(step[name], t * numEnvs * observationSize));
    return learner.values(all);
  });
  const deltas = new Float64Array(buffer.size);
  const ended = new Uint8Array(buffer.size);
  for (let i = 0; i < buffer.size; i++) {
    const { rewards, terminated, truncated } = steps[Math.floor(i / numEnvs)];
    const n = i % numEnvs;
    const future = terminated[n] ? 0 : task.config.gamma * reached[i];
    deltas[i] = rewards[n] * task.config.rewardScale + future - shown[i];
    ended[i] = terminated[n] | truncated[n];
  }
  return { deltas, values: shown, ended };
}

/** @param endedAbove the row before it, of the same environment, ended an episode   @returns null for a row of two kinds */
function kindOf({ buffer, steps }: Moment, i: number, endedAbove: number): RowKind | null {
  const { numEnvs } = buffer.options;
  const [t, n] = [Math.floor(i / numEnvs), i % numEnvs];
  if (steps[t].terminated[n]) return 'before a fall';
  if (steps[t].truncated[n]) return 'before a time limit';
  const isLast = t === steps.length - 1;
  if (endedAbove) return isLast ? null : 'first of an episode';
  return isLast ? 'last of the rollout' : 'inside';
}

const pairs = { actions: 'actions', oldLogProbs: 'logProbs', returns: 'returns', advantages: 'advantages' } as const;
type PairedColumn = keyof typeof pairs;

/** Do the columns of a minibatch belong to the same rows as its observations? */
export class PairingProbe {
  private readonly held: Record<PairedColumn, number> = { actions: 0, oldLogProbs: 0, returns: 0, advantages: 0 };
  private rows = 0;

  see(minibatch: Minibatch, buffer: RolloutBuffer): void {
    const size = buffer.options.observationSize;
    const keyOf = (all: Float32Array, row: number): string => all.subarray(row * size, (row + 1) * size).join();
    const rowOf = new Map<string, number>();
    for (let i = 0; i < buffer.size; i++) rowOf.set(keyOf(buffer.observations, i), i);
    for (let b = 0; b < minibatch.returns.length; b++) {
      const row = rowOf.get(keyOf(minibatch.observations, b));
      this.rows++;
      for (const name of Object.keys(pairs) as PairedColumn[]) {
        if (row !== undefined && minibatch[name][b] === buffer[pairs[name]][row]) this.held[name]++;
      }
    }
  }

  /** share of the rows, by column */
  result(): Record<PairedColumn, number> {
    const { rows, held } = this;
    return {
      actions: held.actions / rows,
      oldLogProbs: held.oldLogProbs / rows,
      returns: held.returns / rows,
      advantages: held.advantages / rows,
    };
  }
}
