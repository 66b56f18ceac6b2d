'use strict';

/**
 * Drives a run of ppo-lib to its end. CommonJS, because the measurements of npm run bench must start fast.
 * @template R, T
 * @param {AsyncGenerator<R, T, void>} run  what `train` or `trainMany` gives
 * @param {(record: R) => void} [onRecord] sees every record as it comes
 * @returns {Promise<T>} the run's result
 */
exports.drive = async function drive(run, onRecord = () => undefined) {
  for (;;) {
    const step = await run.next();
    if (step.done === true) return step.value;
    onRecord(step.value);
  }
};
