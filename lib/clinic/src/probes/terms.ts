import {
  type Evaluation,
  explainedVariance,
  type Learner,
  mean,
  type Minibatch,
  Random,
  std,
  type StepReport,
} from 'ppo-lib';
import type { Moment } from '../runs/follow';

/**
 * Experiments on a learner: batches that leave one term of the loss at a time, and one batch to learn by heart. A twin of the
 * patient's learner is trained on them; the patient itself does not notice.
 */
export interface TermResults {
  /** change of the mean of A log pi in ten steps on a batch of advantages +1 and -1: what was good must become likelier */
  readonly policy: number;
  /** change of the entropy in ten steps on a batch without advantages, where only the bonus pushes */
  readonly entropy: number;
  /** largest difference, in learning rates, that another old policy makes to ten steps without advantages: only the KL reads it */
  readonly kl: number;
  /** change of the entropy in ten steps that reward unusual actions; null where actions are discrete */
  readonly spread: number | null;
  /** largest move of a parameter in Adam's first step, in learning rates; its definition makes it at most 1 */
  readonly step: number;
}

/** One batch learned by heart: how much of its returns the values explain. */
export interface OverfitResults {
  readonly before: number;
  readonly after: number;
  /** standard deviation of the values, after it, over that of the returns */
  readonly valueSpread: number;
}

const ROWS = 256;
const STEPS = 10;
const OVERFIT_STEPS = 200;

/** A batch of the rollout's own rows, with what the twin thinks of them now. */
interface Bench {
  readonly twin: Learner;
  readonly learningRate: number;
  readonly observations: Float32Array;
  readonly actions: Int32Array | Float32Array;
  readonly now: Evaluation;
}

function benchOf({ makeTwin, buffer, task }: Moment): Bench {
  const { observationSize, actionWidth } = buffer.options;
  const twin = makeTwin();
  const observations = buffer.observations.slice(0, ROWS * observationSize);
  const actions = buffer.actions.slice(0, ROWS * actionWidth);
  return {
    twin,
    learningRate: task.config.learningRate,
    observations,
    actions,
    now: twin.evaluate(observations, actions),
  };
}

/** Gradient steps on a batch in which only what is given differs from what the twin thinks anyway. */
function push(bench: Bench, given: Partial<Minibatch>, steps = STEPS): StepReport {
  const { twin, observations, actions, learningRate } = bench;
  const start = twin.evaluate(observations, actions);
  const none = new Float32Array(ROWS);
  const still = { observations, actions, oldLogProbs: start.logProbs, oldValues: start.values, returns: start.values };
  let report!: StepReport;
  for (let i = 0; i < steps; i++) report = twin.update({ ...still, advantages: none, ...given }, { learningRate });
  return report;
}

const entropyOf = ({ twin, observations, actions }: Bench): number =>
  mean(twin.evaluate(observations, actions).entropies);

/** Every term of the loss by itself. */
export function testTerms(moment: Moment): TermResults {
  const policy = benchOf(moment);
  const advantages = sidesOf(policy.actions);
  push(policy, { advantages });
  const moved = policy.twin.evaluate(policy.observations, policy.actions).logProbs;
  const favour = mean(Array.from(moved, (logProb, i) => advantages[i] * (logProb - policy.now.logProbs[i])));
  return {
    policy: favour,
    entropy: entropyChange(benchOf(moment), {}),
    kl: klPush(moment, advantages),
    spread: spreadChange(moment),
    step: firstStep(moment, advantages),
  };
}

/** +1 for the larger actions, -1 for the smaller ones. */
function sidesOf(actions: Int32Array | Float32Array): Float32Array {
  const middle = mean(actions);
  return Float32Array.from(actions, (action) => (action > middle ? 1 : -1));
}

function entropyChange(bench: Bench, given: Partial<Minibatch>): number {
  const before = entropyOf(bench);
  push(bench, given);
  return entropyOf(bench) - before;
}

/** Without advantages the old policy matters to the KL penalty alone: two twins that are told of different ones must part. */
function klPush(moment: Moment, advantages: Float32Array): number {
  const [moved, told, untold] = [benchOf(moment), benchOf(moment), benchOf(moment)];
  push(moved, { advantages });
  push(told, { oldLogProbs: moved.twin.evaluate(moved.observations, moved.actions).logProbs });
  push(untold, {});
  return largestDifference(told.twin.getParameters(), untold.twin.getParameters()) / told.learningRate;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

function spreadChange(moment: Moment): number | null {
  if (moment.task.actionBound === null) return null;
  const bench = benchOf(moment);
  const means = bench.twin.act(bench.observations, new Random(0), { deterministic: true }).actions;
  const distances = Array.from(bench.actions, (action, i) => Math.abs(action - means[i]));
  const middle = mean(distances);
  return entropyChange(bench, { advantages: Float32Array.from(distances, (distance) => (distance > middle ? 1 : -1)) });
}

function firstStep(moment: Moment, advantages: Float32Array): number {
  const bench = benchOf(moment);
  const before = bench.twin.getParameters();
  push(bench, { advantages }, 1);
  return largestDifference(before, bench.twin.getParameters()) / bench.learningRate;
}

/** Returns that depend on the state in a way that any critic can learn: can this one? */
export function testOverfit(moment: Moment): OverfitResults {
  const bench = benchOf(moment);
  const { observationSize: size } = moment.buffer.options;
  const returns = Float32Array.from({ length: ROWS }, (_, i) => Math.tanh(3 * bench.observations[i * size + size - 1]));
  const before = explainedVariance(returns, bench.now.values);
  push(bench, { returns }, OVERFIT_STEPS);
  const values = bench.twin.values(bench.observations);
  return { before, after: explainedVariance(returns, values), valueSpread: std(values) / std(returns) };
}
