import type { PpoConfig } from '../config/config';
import type { TrainingEnv } from './environment';
import { Normalizers } from './normalize';
import { finalObservationOf, requireObservations, requireOutcome, requireRewards, requireStart } from './outcome';
import { observationSizeOf } from './spaces';

/** What a configuration asks for; null where nothing is normalised. */
export function makeNormalizers(config: PpoConfig, env: TrainingEnv): Normalizers | null {
  const { normalizeObservations, normalizeRewards, normalizedLimit: limit, gamma } = config;
  if (!normalizeObservations && !normalizeRewards) return null;
  const observationSize = normalizeObservations ? observationSizeOf(env) : null;
  return new Normalizers({ observationSize, rewards: normalizeRewards, numEnvs: env.numEnvs, gamma, limit });
}

/**
 * The same environments, seen through normalisers that learn as they go. `rewards` stay what the environments gave, so that returns are
 * reported in their units; `learningRewards` holds the scaled ones. The final observation of a cut episode is scaled but not counted.
 */
export function normalizedEnv(env: TrainingEnv, normalizers: Normalizers): TrainingEnv {
  const size = observationSizeOf(env);
  const wrapped: TrainingEnv = {
    numEnvs: env.numEnvs,
    autoresetMode: env.autoresetMode,
    singleObservationSpace: env.singleObservationSpace,
    singleActionSpace: env.singleActionSpace,
    spec: env.spec ?? null,
    reset(options) {
      normalizers.reset();
      const start = env.reset(options);
      requireStart(start, env, size);
      return { observations: normalizers.observe(start.observations) };
    },
    step(actions) {
      const outcome = env.step(actions);
      requireOutcome(outcome, env.numEnvs, size);
      requireObservations(outcome.observations, size); // before they are counted: one NaN would stay in the moments for ever
      requireRewards(outcome.rewards);
      for (let n = 0; n < env.numEnvs; n++) {
        if (outcome.truncated[n] && !outcome.terminated[n]) finalObservationOf(outcome, n, env.numEnvs, size); // whole and finite
      }
      const { finalObservation } = outcome.info;
      return {
        rewards: outcome.rewards,
        terminated: outcome.terminated,
        truncated: outcome.truncated,
        observations: normalizers.observe(outcome.observations),
        learningRewards: normalizers.reward(outcome),
        info: finalObservation === undefined ? {} : { finalObservation: normalizers.apply(finalObservation) },
      };
    },
    close: () => env.close(),
  };
  if (env.getState === undefined || env.setState === undefined) return wrapped;
  return Object.assign(wrapped, {
    getState: () => env.getState?.(),
    setState: (state: never) => env.setState?.(state),
  });
}
