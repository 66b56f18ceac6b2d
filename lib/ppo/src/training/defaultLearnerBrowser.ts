import type { Learner, LearnerSetup } from '../learner/learner';

/** What a bundler puts in the place of `defaultLearner` for a page (package.json, "browser"): no tfjs there. */
export async function makeTfjsLearner(setup: LearnerSetup): Promise<Learner> {
  void setup;
  throw new TypeError('learner: missing; in a page there is no tfjs, so pass learner: compiledLearner');
}
