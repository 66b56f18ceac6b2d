import { requireBetween, requireFinite } from './validate';

/** A number that depends on training progress, 0 (start) to 1 (end). */
export type Schedule = (progress: number) => number;

/** The same value throughout. */
export function constantSchedule(value: number): Schedule {
  requireFinite('value', value);
  return (progress) => {
    requireBetween('progress', progress, 0, 1);
    return value;
  };
}

/** A straight line from `from` to `to`. @example linearSchedule(1, 0)(0.25) // 0.75 */
export function linearSchedule(from: number, to: number): Schedule {
  requireFinite('from', from);
  requireFinite('to', to);
  return (progress) => from + (to - from) * requireBetween('progress', progress, 0, 1);
}

/**
 * The learning rate of one iteration, as CleanRL anneals it: the first iteration uses the full rate, and the rate falls by the
 * same amount each iteration, so that one iteration after the last it would reach `annealTo` times the rate.
 * @param annealTo final share of the rate, in [0, 1]; null keeps the rate constant
 * @example annealedRate({ learningRate: 1, annealTo: 0, iteration: 1, numIterations: 4 }) // 1, then 0.75, 0.5, 0.25
 */
export function annealedRate(options: {
  learningRate: number;
  annealTo: number | null;
  iteration: number;
  numIterations: number;
}): number {
  const { learningRate, annealTo, iteration, numIterations } = options;
  requireFinite('learningRate', learningRate);
  if (annealTo === null) return learningRate;
  requireBetween('annealTo', annealTo, 0, 1);
  const progress = Math.min(1, (iteration - 1) / numIterations);
  return linearSchedule(learningRate, learningRate * annealTo)(progress);
}
