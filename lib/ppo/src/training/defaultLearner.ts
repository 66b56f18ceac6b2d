import type { Learner, LearnerSetup } from '../learner/learner';

/** The tfjs learner on the fastest backend. tfjs is loaded here and not before: who trains on the compiled learner never waits for it. */
export async function makeTfjsLearner(setup: LearnerSetup): Promise<Learner> {
  const { useBackend } = await import('../tfjs/backend');
  const { TfjsLearner } = await import('../tfjs/tfjsLearner');
  await useBackend();
  return new TfjsLearner(setup);
}
