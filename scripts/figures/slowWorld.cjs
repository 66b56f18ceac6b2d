// CartPole whose step takes a millisecond, as that of a small physics engine: busy on a processor, or waiting for an answer from elsewhere.
// A module that registers environments, for threadWorkers and WorkerVectorEnv.
'use strict';
const { make, register } = require('gymnasium-js');

const STEP = 1; // milliseconds
const pause = new Int32Array(new SharedArrayBuffer(4));

/** @param {boolean} isBusy */
function slowCartPole(isBusy) {
  const env = /** @type {any} */ (make('CartPole-v1').unwrapped);
  const step = env.step.bind(env);
  env.step = (/** @type {any} */ action) => {
    const end = performance.now() + STEP;
    if (!isBusy) Atomics.wait(pause, 0, 0, STEP);
    while (performance.now() < end);
    return step(action);
  };
  return env;
}

register({ id: 'figures/BusyCartPole-v0', entryPoint: () => slowCartPole(true), maxEpisodeSteps: 500 });
register({ id: 'figures/WaitingCartPole-v0', entryPoint: () => slowCartPole(false), maxEpisodeSteps: 500 });
