// Valid calls of gymnasium-js/workers.

export const packageName = 'gymnasium-js/workers';

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe({ WorkerVectorEnv }) {
  const options = () => ({ numEnvs: 2, workers: 1, autoresetMode: 'next-step', maxEpisodeSteps: 10, modules: [] });
  /** @param {(env: any) => unknown} use @param {any} [given] */
  const within = (use, given = options()) => {
    const env = new WorkerVectorEnv('CartPole-v1', given);
    try {
      return use(env);
    } finally {
      env.close();
    }
  };
  /** @type {any} */
  let state;
  const saved = () => structuredClone((state ??= within((env) => (env.reset({ seed: 1 }), env.getState()))));
  return {
    'new WorkerVectorEnv': {
      args: () => ['CartPole-v1', options()],
      via: ([id, given]) => {
        const env = new WorkerVectorEnv(/** @type {any} */ (id), given);
        env.close();
        return env.numEnvs;
      },
      names: ['id', 'options'],
      costly: true,
    },
    'WorkerVectorEnv#reset': {
      args: () => [{ seed: 3, options: { resetMask: Uint8Array.of(1, 0) } }],
      via: ([one]) => within((env) => (env.reset({ seed: 1 }), env.step([0, 1]), env.reset(one))),
      names: ['options'],
      costly: true,
    },
    'WorkerVectorEnv#step': {
      args: () => [[0, 1]],
      via: ([actions]) => within((env) => (env.reset({ seed: 1 }), env.step(actions))),
      names: ['actions'],
      costly: true,
    },
    'WorkerVectorEnv#setState': {
      args: () => [saved()],
      via: ([one]) => within((env) => (env.reset({ seed: 2 }), env.setState(one), env.step([0, 1]))),
      names: ['saved'],
      costly: true,
    },
  };
}
