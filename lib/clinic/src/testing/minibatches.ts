/** Helpers of this package's tests. */
import { Random, type Actions, type Learner, type Minibatch, type RolloutBuffer, type TrainingStep } from 'ppo-lib';

/** A minibatch [rows,4] that the learner itself acted out, so that every ratio is 1. */
export function actedMinibatch(learner: Learner, rows: number): Minibatch {
  const states = new Random(13);
  const observations = Float32Array.from({ length: rows * 4 }, () => states.normal());
  const { actions, logProbs, values } = learner.act(observations, new Random(14));
  const random = new Random(15);
  const column = (): Float32Array => Float32Array.from({ length: rows }, () => random.normal());
  return { observations, actions, oldLogProbs: logProbs, oldValues: values, advantages: column(), returns: column() };
}

/** Central finite differences of a scalar function at a point. */
export function finiteDifferences(f: (x: Float64Array) => number, at: ArrayLike<number>, step = 1e-6): Float64Array {
  const nudged = (i: number, by: number): number =>
    f(Float64Array.from(at, (value, k) => (k === i ? value + by : value)));
  return Float64Array.from(at, (_, i) => (nudged(i, step) - nudged(i, -step)) / (2 * step));
}

/** Stores one step of all environments, as `collectRollout` does: what was seen, done and judged, and what came of it. */
export function storeStep(
  buffer: RolloutBuffer,
  observations: Float32Array,
  { actions, logProbs, values }: Actions,
  outcome: Omit<TrainingStep, 'observations' | 'info'>,
): void {
  const row = buffer.addObservations(observations);
  buffer.currentActions().set(actions);
  buffer.logProbs.set(logProbs, row);
  buffer.values.set(values, row);
  buffer.addOutcome(outcome);
}
