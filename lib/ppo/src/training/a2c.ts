import { ppoConfig } from '../config/config';
import { requireObject } from '../numbers/validate';
import { Run } from './run';
import { requireKnownOptions } from '../numbers/objects';
import { trainOptionNames } from './trainOptions';
import { train, type TrainOptions, type Training, type TrainRecord, type TrainResult } from './train';

/**
 * Trains with A2C (advantage actor-critic): the same rollouts, advantages, optimisers and records as `train`, but the policy descends
 * -A log pi. No ratio, no clip, so every further pass over a rollout pushes as hard as the first one; the records still say how far the
 * ratios went. Default: preset `a2c`, Lecture 25's twin with five passes, on Pendulum-v1.
 * Source: Mnih et al. 2016, section 4; Lecture 25, "How PPO Differs from A2C". Lesson: notebooks/10-lecture-25.ipynb.
 * @throws as `train` does; RangeError if `resume` is a checkpoint of a run with another objective
 * @example a2c({ seed: 1, learner: compiledLearner, stopAt: { iterations: 500 } })
 */
export function a2c(options: TrainOptions = {}): Training {
  return new Run(
    async function* (signal): AsyncGenerator<TrainRecord, TrainResult, void> {
      requireKnownOptions('a2c', options, trainOptionNames);
      const training = train({ ...withA2cObjective(options), signal });
      for await (const record of training) yield record;
      return training.result;
    },
    (options as TrainOptions | null)?.signal,
  );
}

function withA2cObjective(options: TrainOptions): TrainOptions {
  const { learner, resume, config: given } = options;
  if (learner !== undefined && typeof learner !== 'function')
    requireObject('learner', learner, 'a learner, or what makes one');
  const owner = typeof learner === 'object' ? learner.config : resume && ppoConfig(resume.config);
  if (owner !== undefined && owner.objective !== 'policy-gradient') {
    const [what, cure] = resume
      ? ['resume: got a checkpoint', 'train({ resume })']
      : ['learner: got one', 'train({ learner })'];
    throw new RangeError(
      `${what} with objective "${owner.objective}", a2c needs "policy-gradient"; go on with ${cure}`,
    );
  }
  const config = given === undefined && owner ? owner : ppoConfig(given ?? 'a2c', { objective: 'policy-gradient' });
  // A checkpoint says itself where its environments come from.
  return { ...options, config, ...(resume === undefined && { env: options.env ?? 'Pendulum-v1' }) };
}
