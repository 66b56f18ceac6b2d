import { ppoConfig } from '../config/config';
import { train, type TrainOptions, type TrainRecord, type TrainResult } from './train';

/**
 * Trains with A2C (advantage actor-critic): the same rollouts, advantages, optimisers and records as `train`, but the policy descends
 * -A log pi. No ratio, no clip, so every further pass over a rollout pushes as hard as the first one; the records still say how far the
 * ratios went. Default: preset `a2c`, Lecture 25's twin with five passes, on Pendulum-v1.
 * Source: Mnih et al. 2016, section 4; Lecture 25, "How PPO Differs from A2C". Lesson: notebooks/10-lecture-25.ipynb.
 * @throws as `train` does; RangeError if `resume` is a checkpoint of a run with another objective
 * @example a2c({ seed: 1, learner: compiledLearner, stopAt: { iterations: 500 } })
 */
export async function* a2c(options: TrainOptions = {}): AsyncGenerator<TrainRecord, TrainResult, void> {
  const { resume } = options;
  if (resume !== undefined && ppoConfig(resume.config).objective !== 'policy-gradient') {
    throw new RangeError(
      'resume: got a checkpoint with objective "clip", a2c needs "policy-gradient"; go on with train({ resume })',
    );
  }
  const config = ppoConfig(options.config ?? 'a2c', { objective: 'policy-gradient' });
  const env = options.env ?? resume?.envId ?? 'Pendulum-v1';
  return yield* train({ ...options, config, env });
}
