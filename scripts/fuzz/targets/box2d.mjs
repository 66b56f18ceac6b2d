// Valid calls of gymnasium-js/box2d.

export const packageName = 'gymnasium-js/box2d';

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  const observation = () => [0.1, 1.2, 0.05, -0.3, 0.02, 0.01, 0, 0];
  const lander = (/** @type {string} */ name) => {
    const env = new lib[name]();
    env.reset({ seed: 1 });
    return env;
  };
  const made = { gravity: -10, enableWind: true, windPower: 15, turbulencePower: 1.5, renderMode: 'svg' };
  return {
    'new LunarLanderEnv': () => [{ ...made }],
    'LunarLanderEnv#reset': { on: () => new lib.LunarLanderEnv(), args: () => [{ seed: 3 }] },
    'LunarLanderEnv#step': { on: () => lander('LunarLanderEnv'), args: () => [2] },
    'new LunarLanderContinuousEnv': () => [{ ...made }],
    'LunarLanderContinuousEnv#reset': { on: () => new lib.LunarLanderContinuousEnv(), args: () => [{ seed: 3 }] },
    'LunarLanderContinuousEnv#step': {
      on: () => lander('LunarLanderContinuousEnv'),
      args: () => [Float32Array.of(0.5, -0.5)],
    },
    lunarLanderHeuristic: () => [observation()],
    lunarLanderContinuousHeuristic: () => [observation()],
  };
}
