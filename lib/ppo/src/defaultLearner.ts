import type { Learner, LearnerSetup } from './learner';

/** The tfjs learner on the fastest backend. tfjs is loaded here and not before: who trains on the compiled learner never waits for it. */
export async function makeTfjsLearner(setup: LearnerSetup): Promise<Learner> {
  const { useBackend } = await import('./backend');
  const { TfjsLearner } = await import('./tfjsLearner');
  await useBackend();
  return new TfjsLearner(setup);
}
