import { requireSameStepReset, type TrainingEnv } from './environment';

/** Environments by gymnasium-js id, or whatever the function makes; checked for same-step resets. */
export async function makeEnv(source: string | (() => TrainingEnv), numEnvs: number): Promise<TrainingEnv> {
  if (typeof source === 'string') {
    const { makeVec } = await import('gymnasium-js');
    return makeVec(source, { numEnvs, autoresetMode: 'same-step' });
  }
  const env = source();
  try {
    requireSameStepReset(env);
  } catch (error) {
    env.close();
    throw error;
  }
  return env;
}
