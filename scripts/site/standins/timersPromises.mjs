// node:timers/promises in the worker.
const { setTimeout: later, setImmediate: soon } = globalThis;
const wait = (/** @type {number} */ ms, /** @type {unknown} */ value) =>
  new Promise((resolve) => void later(() => resolve(value), ms));

async function* repeat(/** @type {number} */ ms, /** @type {unknown} */ value) {
  for (;;) yield await wait(ms, value);
}

export default {
  setTimeout: wait,
  setInterval: repeat,
  setImmediate: (/** @type {unknown} */ value) => new Promise((resolve) => void soon(() => resolve(value))),
};
