import type { PpoConfig } from './config';
import type { Learner, StepReport } from './learner';
import type { Random } from './random';
import type { RolloutBuffer } from './rollout';
import { mean, standardize } from './stats';

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

/**
 * One PPO update: `numEpochs` passes over the rollout in minibatches, one gradient step each. After a pass whose mean approximate KL
 * exceeds `targetKl`, the policy makes no further one. With two optimisers the value network keeps its own number of passes.
 * @param options.random shuffles the minibatches
 */
export function updatePolicy(options: {
  readonly learner: Learner;
  readonly buffer: RolloutBuffer;
  readonly config: PpoConfig;
  readonly learningRate: number;
  readonly valueLearningRate?: number;
  readonly random: Random;
}): UpdateReport {
  const { learner, buffer, config, learningRate, valueLearningRate = learningRate, random } = options;
  const isSplit = config.valueLearningRate !== null;
  const valueEpochs = isSplit ? (config.valueEpochs ?? config.numEpochs) : 0;
  const policySteps: StepReport[] = [];
  const valueSteps: StepReport[] = [];
  let policyEpochs = config.numEpochs;
  let minibatch = buffer.emptyMinibatch(config.minibatchSize); // filled again for every gradient step
  for (let epoch = 0; epoch < Math.max(policyEpochs, valueEpochs); epoch++) {
    const trainsPolicy = epoch < policyEpochs;
    const trainsValue = !isSplit || epoch < valueEpochs;
    const networks = trainsPolicy && trainsValue ? 'both' : trainsPolicy ? 'policy' : 'value';
    const epochKl: number[] = [];
    const order = buffer.order(config.shuffle ? random : null);
    for (let start = 0; start < order.length; start += config.minibatchSize) {
      const rows = order.subarray(start, start + config.minibatchSize);
      if (rows.length !== minibatch.oldLogProbs.length) minibatch = buffer.emptyMinibatch(rows.length);
      buffer.gather(rows, minibatch);
      if (config.normalizeAdvantages === 'minibatch') standardize(minibatch.advantages, minibatch.advantages);
      const step = learner.update(minibatch, { learningRate, valueLearningRate, networks });
      if (trainsPolicy) policySteps.push(step);
      if (trainsValue) valueSteps.push(step);
      epochKl.push(step.approxKl);
    }
    if (trainsPolicy && config.targetKl !== null && mean(epochKl) > config.targetKl) policyEpochs = epoch + 1;
  }
  return { ...summarize(policySteps, valueSteps), epochs: policyEpochs };
}

function summarize(
  policySteps: readonly StepReport[],
  valueSteps: readonly StepReport[],
): Omit<UpdateReport, 'epochs'> {
  const average = (steps: readonly StepReport[], name: keyof StepReport): number =>
    mean(steps.map((step) => step[name]));
  const ofPolicy = (name: keyof StepReport): number => average(policySteps, name);
  return {
    policyLoss: ofPolicy('policyLoss'),
    valueLoss: average(valueSteps, 'valueLoss'),
    entropy: ofPolicy('entropy'),
    klK1: ofPolicy('klK1'),
    klK2: ofPolicy('klK2'),
    approxKl: ofPolicy('approxKl'),
    clipFraction: ofPolicy('clipFraction'),
    deadFraction: ofPolicy('deadFraction'),
    gradNorm: ofPolicy('gradNorm'),
    ratioMin: Math.min(...policySteps.map((step) => step.ratioMin)),
    ratioMax: Math.max(...policySteps.map((step) => step.ratioMax)),
    firstRatioMin: policySteps[0].ratioMin,
    firstRatioMax: policySteps[0].ratioMax,
    lastPolicyLoss: policySteps[policySteps.length - 1].policyLoss,
    lastValueLoss: valueSteps[valueSteps.length - 1].valueLoss,
    lastEntropy: policySteps[policySteps.length - 1].entropy,
    gradientSteps: Math.max(policySteps.length, valueSteps.length),
  };
}
