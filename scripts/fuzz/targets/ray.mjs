// Valid calls of ppo-lib/ray.

export const packageName = 'ppo-lib/ray';

/** @returns {import('../target.mjs').Descriptions} */
export function describe() {
  return {
    // Nothing listens, and nobody takes a fragment: what is checked is checked at the call.
    playForRllib: () => [
      { env: 'CartPole-v1', port: 5556, fragmentSteps: 8, activation: 'tanh', seed: 1, timeout: 1, patience: 1 },
    ],
    rayWorkers: () => [
      {
        address: 'auto',
        numWorkers: 2,
        python: 'python3',
        node: 'node',
        cpusPerWorker: 1,
        deadline: 10,
        modules: [],
        onAttach: () => {},
      },
    ],
  };
}
