// node:timers in the worker: the globals, which the kernel guards.
const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
export default { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };
