// The few functions of ppo-lib that an answer may lean on while it is marked. The rest of the library holds the answers.
'use strict';

/** @param {ArrayLike<number>} values */
function sum(values) {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index];
  return total;
}

/** @param {ArrayLike<number>} values */
const mean = (values) => sum(values) / values.length;

/** @param {ArrayLike<number>} values @param {number} [lessBy] 1 for the deviation of a sample */
function std(values, lessBy = 0) {
  const center = mean(values);
  let squares = 0;
  for (let index = 0; index < values.length; index++) squares += (values[index] - center) ** 2;
  return Math.sqrt(squares / (values.length - lessBy));
}

function notAttempted() {
  const error = new Error('not implemented');
  error.name = 'NotAttempted';
  throw error;
}

/** @type {Record<string, Record<string, unknown>>} */
const modules = {
  'ppo-lib': { sum, mean, std },
  'notebook-kit': { notAttempted },
};

/** @param {string} name of a module @returns {Record<string, unknown>} whose other names say that they are not there */
function moduleOf(name) {
  return new Proxy(modules[name] ?? {}, {
    get(known, property) {
      if (typeof property !== 'string' || property === '__esModule' || property in known)
        return Reflect.get(known, property);
      throw new Error(
        `\`${property}\` of ${name} is not at hand when an answer is marked: write it yourself (mean, std and sum of ppo-lib are there)`,
      );
    },
  });
}

module.exports = { moduleOf };
