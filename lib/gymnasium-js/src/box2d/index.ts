/**
 * Environments on Box2D, as `planck` has it: install planck 1.5.0 beside this package, then
 * `import 'gymnasium-js/box2d'` makes `LunarLander-v3` and `LunarLanderContinuous-v3` known to `make`.
 */
import { checkSwitch } from '../checks.js';
import type { BoxAction } from '../envs/boxAction.js';
import { register } from '../registry/registry.js';
import { LunarLanderEnv } from './lunarLander.js';
import type { LunarLanderOptions } from './lunarLanderBase.js';
import { LunarLanderContinuousEnv } from './lunarLanderContinuous.js';

declare module '../registry/builtin.js' {
  interface EnvironmentMap {
    'LunarLander-v3': EnvironmentTypes<LunarLanderEnv, number, LunarLanderOptions & { readonly continuous?: false }>;
    'LunarLanderContinuous-v3': EnvironmentTypes<
      LunarLanderContinuousEnv,
      BoxAction,
      LunarLanderOptions & { readonly continuous?: true }
    >;
  }
}

/** Gymnasium's `continuous` decides, whatever the id. */
function lander({
  continuous,
  ...options
}: LunarLanderOptions & { continuous?: boolean }): LunarLanderEnv | LunarLanderContinuousEnv {
  const Lander = checkSwitch(continuous, 'LunarLander: continuous') ? LunarLanderContinuousEnv : LunarLanderEnv;
  return new Lander(options);
}

const landing = { entryPoint: lander, maxEpisodeSteps: 1000, rewardThreshold: 200 };
register({ id: 'LunarLander-v3', ...landing, kwargs: { continuous: false } });
register({ id: 'LunarLanderContinuous-v3', ...landing, kwargs: { continuous: true } });

export { LunarLanderContinuousEnv, LunarLanderEnv, type LunarLanderOptions };
export { lunarLanderContinuousHeuristic, lunarLanderHeuristic } from './lunarHeuristic.js';
