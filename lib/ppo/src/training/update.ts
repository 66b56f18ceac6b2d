import type { PpoConfig } from '../config/config';
import { averagedNumbers, type Learner, type StepReport } from '../learner/learner';
import { requireFields, requireKnownOptions, requireMethods } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';

import type { RolloutBuffer } from './buffer';
import { standardize } from '../numbers/stats';
import { restartAdamClock, stepOuter } from './aroundUpdate';

/** One update: means over all its minibatches, extremes over all of them, and what the very first one saw. */
export interface UpdateReport extends Omit<StepReport, 'ratioMin' | 'ratioMax'> {
  /** smallest and largest ratio of all minibatches */
  readonly ratioMin: number;
  readonly ratioMax: number;
  /** of the first minibatch, before any step: exactly 1 if what is stored is what the policy saw and did */
  readonly firstRatioMin: number;
  readonly firstRatioMax: number;
  /** of the last minibatch of the last pass, and nothing else: what Lecture 25 logs */
  readonly lastPolicyLoss: number;
  readonly lastValueLoss: number;
  readonly lastEntropy: number;
  readonly gradientSteps: number;
  /** passes begun by the policy; fewer than numEpochs if targetKl stopped it */
  readonly epochs: number;
}

export interface UpdateOptions {
  readonly learner: Learner;
  readonly buffer: RolloutBuffer;
  readonly config: PpoConfig;
  readonly learningRate: number;
  readonly valueLearningRate?: number;
  /** weight of the KL penalty; default that of the configuration */
  readonly klCoef?: number;
  readonly random: Random;
}

const optionNames = [
  'learner',
  'buffer',
  'config',
  'learningRate',
  'valueLearningRate',
  'klCoef',
  'random',
] as const satisfies readonly (keyof UpdateOptions)[];

function requireUpdateOptions(options: UpdateOptions): void {
  requireKnownOptions('updatePolicy', options, optionNames);
  const { learner, buffer, config, random } = options;
  requireMethods('learner', learner, ['update'], 'a learner');
  requireMethods('buffer', buffer, ['order', 'gather', 'emptyMinibatch'], 'a RolloutBuffer');
  requireFields('config', config, ['minibatchSize', 'numEpochs'], 'a configuration, such as ppoConfig("fast")');
  if (config.shuffle) requireRandom('random', random);
}

/**
 * One PPO update: `numEpochs` passes over the rollout in minibatches, one gradient step each. After a pass whose mean approximate KL
 * exceeds `targetKl`, the policy makes no further one. With two optimisers the value network keeps its own number of passes.
 * @param options.random shuffles the minibatches
 */
export function updatePolicy(options: UpdateOptions): UpdateReport {
  requireUpdateOptions(options);
  const { learner, buffer, config, learningRate, valueLearningRate = learningRate, random } = options;
  const penalty = options.klCoef === undefined ? {} : { klCoef: options.klCoef };
  const isSplit = config.valueLearningRate !== null;
  const valueEpochs = isSplit ? (config.valueEpochs ?? config.numEpochs) : 0;
  if (config.adamClock === 'rollout') restartAdamClock(learner);
  const before = config.outerStepSize === 1 ? null : learner.getParameters();
  const policyTotals = new StepTotals();
  const valueTotals = new StepTotals();
  let policyEpochs = config.numEpochs;
  let minibatch = buffer.emptyMinibatch(config.minibatchSize); // filled again for every gradient step
  for (let epoch = 0; epoch < Math.max(policyEpochs, valueEpochs); epoch++) {
    const trainsPolicy = epoch < policyEpochs;
    const trainsValue = !isSplit || epoch < valueEpochs;
    const networks = trainsPolicy && trainsValue ? 'both' : trainsPolicy ? 'policy' : 'value';
    let epochKl = 0;
    let epochSteps = 0;
    const order = buffer.order(config.shuffle ? random : null);
    for (let start = 0; start < order.length; start += config.minibatchSize) {
      const rows = order.subarray(start, start + config.minibatchSize);
      if (rows.length !== minibatch.oldLogProbs.length) minibatch = buffer.emptyMinibatch(rows.length);
      buffer.gather(rows, minibatch);
      if (config.normalizeAdvantages === 'minibatch') standardize(minibatch.advantages, minibatch.advantages);
      const step = learner.update(minibatch, { learningRate, valueLearningRate, networks, ...penalty });
      if (trainsPolicy) policyTotals.add(step);
      if (trainsValue) valueTotals.add(step);
      epochKl += step.approxKl;
      epochSteps++;
    }
    if (trainsPolicy && config.targetKl !== null && epochKl / epochSteps > config.targetKl) policyEpochs = epoch + 1;
  }
  if (before !== null) stepOuter(learner, before, config.outerStepSize);
  return summarize(policyTotals, valueTotals, policyEpochs);
}

/** Sums over the gradient steps of one update. Numbers, not a list of reports: this runs after every step. */
class StepTotals {
  steps = 0;
  ratioMin = Infinity;
  ratioMax = -Infinity;
  first: StepReport | null = null;
  last: StepReport | null = null;
  private readonly sums = new Float64Array(averagedNumbers.length);

  add(step: StepReport): void {
    this.steps++;
    for (let i = 0; i < averagedNumbers.length; i++) this.sums[i] += step[averagedNumbers[i]];
    this.ratioMin = Math.min(this.ratioMin, step.ratioMin);
    this.ratioMax = Math.max(this.ratioMax, step.ratioMax);
    this.first ??= step;
    this.last = step;
  }

  means(): Record<(typeof averagedNumbers)[number], number> {
    const entries = averagedNumbers.map((name, i) => [name, this.sums[i] / this.steps]);
    return Object.fromEntries(entries) as ReturnType<StepTotals['means']>;
  }
}

function summarize(policy: StepTotals, value: StepTotals, epochs: number): UpdateReport {
  const { steps, first, last } = policy;
  return {
    ...policy.means(),
    valueLoss: value.means().valueLoss,
    ratioMin: policy.ratioMin,
    ratioMax: policy.ratioMax,
    firstRatioMin: first?.ratioMin ?? NaN,
    firstRatioMax: first?.ratioMax ?? NaN,
    lastPolicyLoss: last?.policyLoss ?? NaN,
    lastValueLoss: value.last?.valueLoss ?? NaN,
    lastEntropy: last?.entropy ?? NaN,
    gradientSteps: Math.max(steps, value.steps),
    epochs,
  };
}
