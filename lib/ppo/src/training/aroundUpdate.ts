import type { Learner } from '../learner/learner';

/**
 * Adam-Rel (Ellis et al. 2024, arXiv 2412.17113): its count of steps begins anew with every rollout, its two means stay. Right after it
 * 1 / (1 - beta^t) takes old means for young ones: the first step's factor is (1 - beta1)^-1 / sqrt((1 - beta2)^-1), 0.32 for 0.9 and 0.999.
 */
export function restartAdamClock(learner: Learner): void {
  learner.setOptimizerState(learner.getOptimizerState().map(({ m, v }) => ({ steps: 0, m, v })));
}

/**
 * Outer-PPO (Tan et al. 2024, arXiv 2411.00666): the gradient steps on a rollout only propose; the parameters go `size` times the way there.
 * @param before the parameters that acted, laid out by the manifest
 */
export function stepOuter(learner: Learner, before: Float32Array, size: number): void {
  const proposed = learner.getParameters();
  learner.setParameters(before.map((parameter, i) => parameter + size * (proposed[i] - parameter)));
}
