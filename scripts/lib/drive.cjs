'use strict';

/**
 * Takes a run of ppo-lib to its end. CommonJS, because the measurements of npm run bench must start fast.
 * @template R, T
 * @param {AsyncIterable<R> & { readonly result: Promise<T> }} run  what `train` or `trainMany` gives
 * @param {(record: R) => void} [onRecord] sees every record as it comes
 * @returns {Promise<T>} the run's result
 */
exports.drive = async function drive(run, onRecord = () => undefined) {
  for await (const record of run) onRecord(record);
  return run.result;
};
