// Valid calls of ppo-engine.

export const packageName = 'ppo-engine';

const spec = () => ({
  inputSize: 3,
  maxRows: 4,
  blocks: [
    { kind: 'dense', name: 'hidden', units: 4, activation: 'tanh' },
    { kind: 'dense', name: 'policy', from: 'hidden', units: 2, activation: 'none' },
    { kind: 'vector', name: 'logStd', size: 2 },
  ],
});
const inputs = () => Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);

// A gradient that is not finite is refused by the optimiser's step, which says so and changes nothing.
const anyGradient = {
  accepts: ['gradient.0: NaN', 'gradient.0: Infinity', 'gradient.0: -Infinity', 'gradient.0: huge'],
};

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  return {
    createEngine: () => [spec(), 'wasm'],
    isSupported: () => ['wasm'],
    ...engineOf(lib, 'plain'),
    ...engineOf(lib, 'wasm'),
  };
}

/**
 * @param {any} lib
 * @param {string} kind
 * @returns {import('../target.mjs').Descriptions}
 */
function engineOf(lib, kind) {
  const engine = () => lib.createEngine(spec(), kind);
  const trained = () => {
    const one = engine();
    const path = one.path(['policy']);
    one.forward(path, inputs(), 2);
    one.writeOutputGradient('policy', [1, 0, 0, 1]);
    one.writeVectorGradient('logStd', [0, 0]);
    one.backward(path);
    return one;
  };
  const forwarded = () => {
    const one = engine();
    one.forward(one.path(['policy']), inputs(), 2);
    return one;
  };
  const optimizer = () => trained().createOptimizer({ beta1: 0.9 });
  const size = engine().numParameters;
  /** @type {import('../target.mjs').Descriptions} */
  const methods = {
    setParameters: { on: engine, args: () => [new Float32Array(size).fill(0.1)], names: ['parameters'] },
    readVector: { on: engine, args: () => ['logStd', new Float32Array(2)] },
    path: { on: engine, args: () => [['policy']] },
    readOutput: { on: forwarded, args: () => ['policy', new Float32Array(4)] },
    writeOutputGradient: { on: forwarded, args: () => ['policy', [1, 0, 0, 1]], ...anyGradient },
    writeVectorGradient: { on: engine, args: () => ['logStd', [1, 0]], ...anyGradient },
    createOptimizer: { on: engine, args: () => [{ tensors: ['logStd'], beta1: 0.9, beta2: 0.999, epsilon: 1e-5 }] },
  };
  /** @type {import('../target.mjs').Descriptions} */
  const steps = {
    step: { on: optimizer, args: () => [0.01, 0.5, 1] },
    setState: { on: optimizer, args: () => [{ steps: 3, m: new Float32Array(size), v: new Float32Array(size) }] },
  };
  return {
    ...Object.fromEntries(Object.entries(methods).map(([name, one]) => [`createEngine#${name} (${kind})`, one])),
    ...withPaths(engine, kind),
    ...Object.fromEntries(Object.entries(steps).map(([name, one]) => [`createEngine#${name} (${kind})`, one])),
  };
}

/**
 * A path belongs to its engine, so that these make both.
 * @param {() => any} engine
 * @param {string} kind
 * @returns {import('../target.mjs').Descriptions}
 */
function withPaths(engine, kind) {
  /** @type {any} */
  let one;
  const fresh = () => {
    one = engine();
    return one.path(['policy']);
  };
  return {
    [`createEngine#forward (${kind})`]: {
      args: () => [fresh(), inputs(), 2],
      via: (args) => ({ result: one.forward(...args), object: one }),
      names: ['path', 'input', 'rows'],
    },
    [`createEngine#infer (${kind})`]: {
      args: () => [fresh(), inputs(), 2, [new Float32Array(4)], 0],
      via: (args) => ({ result: one.infer(...args), into: args[3], object: one }),
      names: ['path', 'input', 'rows', 'into', 'firstRow'],
    },
    [`createEngine#backward (${kind})`]: {
      args: () => {
        const path = fresh();
        one.forward(path, inputs(), 2);
        one.writeOutputGradient('policy', [1, 0, 0, 1]);
        return [path];
      },
      via: (args) => ({ result: one.backward(...args), object: one }),
      names: ['path'],
    },
  };
}
