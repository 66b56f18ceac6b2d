import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine } from './createEngine';
import { exercise, maxDifference, noise, twoNetworks } from './testing';
import type { Engine } from './engine';

const kinds = ['wasm', 'plain'] as const;

/** A network with two parameters, weight and bias, whose gradient the test writes by way of the input and the output gradient. */
function tinyEngine(kind: (typeof kinds)[number]): Engine {
  const blocks = [{ kind: 'dense', name: 'out', units: 1, activation: 'none' }] as const;
  return createEngine({ inputSize: 1, maxRows: 1, blocks }, kind);
}

function setGradient(engine: Engine, weight: number, bias: number): void {
  const path = engine.path(['out']);
  engine.forward(path, Float32Array.of(weight / bias), 1);
  engine.writeOutputGradient('out', [bias]);
  engine.backward(path);
}

test('two Adam steps by hand', () => {
  for (const kind of kinds) {
    const engine = tinyEngine(kind);
    const optimizer = engine.createOptimizer({ beta1: 0.5, beta2: 0.75, epsilon: 0.5 });
    setGradient(engine, 3, 4);
    // norm 5. m = 0.5 g, v = 0.25 g^2; corrected: g and g^2; step = g / (|g| + 0.5)
    assert.equal(optimizer.step(1, null), 5);
    assert.ok(maxDifference(engine.getParameters(), [-3 / 3.5, -4 / 4.5]) < 1e-6);
    setGradient(engine, -1, 4);
    // weight: m = (0.5 * 1.5 - 0.5) / 0.75 = 1/3, v = (0.75 * 2.25 + 0.25) / (1 - 0.5625) = 1.9375 / 0.4375
    // bias: m = (1 + 2) / 0.75 = 4, v = (0.75 * 4 + 4) / 0.4375 = 16
    optimizer.step(1, null);
    const weight = -3 / 3.5 - 1 / 3 / (Math.sqrt(1.9375 / 0.4375) + 0.5);
    assert.ok(maxDifference(engine.getParameters(), [weight, -4 / 4.5 - 4 / 4.5]) < 1e-6);
    assert.equal(optimizer.steps, 2);
  }
});

test('the gradient is scaled down to maxGradNorm, never up', () => {
  for (const kind of kinds) {
    const engine = tinyEngine(kind);
    const optimizer = engine.createOptimizer({ beta1: 0 });
    setGradient(engine, 3, 4);
    optimizer.step(1e-3, 0.5);
    const { m } = optimizer.getState(); // with beta1 = 0 it is the gradient that was used: (3, 4) * 0.5 / 5.000001
    assert.ok(maxDifference(m, [0.3, 0.4]) < 1e-6);
    optimizer.step(1e-3, 50);
    assert.ok(maxDifference(optimizer.getState().m, [3, 4]) < 1e-6);
  }
});

test('a gradient that is not finite changes nothing and says so', () => {
  for (const kind of kinds) {
    const engine = createEngine(twoNetworks(8), kind);
    const optimizer = engine.createOptimizer();
    engine.setParameters(noise(1, engine.numParameters));
    exercise(engine, 1, 8);
    optimizer.step(1e-3, 0.5);
    const before = { parameters: engine.getParameters(), state: optimizer.getState() };
    for (const bad of [NaN, Infinity, 1e30]) {
      const path = engine.path(['value.2']);
      engine.forward(path, noise(2, 32), 8);
      engine.writeOutputGradient('value.2', [0, 0, 0, bad, 0, 0, 0, 0]);
      engine.backward(path);
      if (bad === 1e30) {
        assert.ok(
          Number.isFinite(optimizer.gradientNorm()),
          'its square overflows float32, the sum is kept in float64',
        );
        continue;
      }
      assert.throws(() => optimizer.step(1e-3, 0.5), /gradient: its norm is (NaN|Infinity)/);
      assert.throws(() => optimizer.step(1e-3, null), /no parameter was changed/);
    }
    assert.deepEqual({ parameters: engine.getParameters(), state: optimizer.getState() }, before);
  }
});

test('two optimisers step their own tensors at their own rates', () => {
  for (const kind of kinds) {
    const engine = createEngine(twoNetworks(8), kind);
    engine.setParameters(noise(1, engine.numParameters, 0.3));
    const names = engine.manifest.map(({ name }) => name);
    const policy = engine.createOptimizer({ tensors: names.filter((name) => name.startsWith('policy')) });
    const value = engine.createOptimizer({ tensors: names.filter((name) => name.startsWith('value')) });
    assert.equal(policy.numParameters + value.numParameters, engine.numParameters);
    exercise(engine, 2, 8);
    const before = engine.getParameters();
    value.step(1e-3, null);
    const after = engine.getParameters();
    const split = policy.numParameters;
    assert.deepEqual(after.subarray(0, split), before.subarray(0, split));
    assert.ok(after.subarray(split).every((p, i) => p !== before[split + i]));
    policy.step(1e-2, null);
    assert.deepEqual(engine.getParameters().subarray(split), after.subarray(split));
    assert.deepEqual([policy.steps, value.steps], [1, 1]);
    const total = Math.hypot(policy.gradientNorm(), value.gradientNorm());
    assert.ok(Math.abs(total / Math.hypot(...engine.getGradients()) - 1) < 1e-6);
  }
});

test('a run continued from saved parameters and optimiser state has the same bits, on either engine', () => {
  for (const kind of kinds) {
    const steps = (
      engine: Engine,
      optimizer: ReturnType<Engine['createOptimizer']>,
      from: number,
      to: number,
    ): void => {
      for (let i = from; i < to; i++) {
        exercise(engine, i, 13);
        optimizer.step(1e-3, 0.5);
      }
    };
    const whole = createEngine(twoNetworks(13), kind);
    whole.setParameters(noise(1, whole.numParameters, 0.3));
    const wholeOptimizer = whole.createOptimizer();
    steps(whole, wholeOptimizer, 0, 20);
    const saved = { parameters: whole.getParameters(), state: wholeOptimizer.getState() };
    steps(whole, wholeOptimizer, 20, 40);
    const resumed = createEngine(twoNetworks(13), kind);
    const resumedOptimizer = resumed.createOptimizer();
    resumed.setParameters(saved.parameters);
    resumedOptimizer.setState(saved.state);
    steps(resumed, resumedOptimizer, 20, 40);
    assert.deepEqual(resumed.getParameters(), whole.getParameters());
    assert.deepEqual(resumedOptimizer.getState(), wholeOptimizer.getState());
  }
});

test('tensors that make no sense for an optimiser are refused', () => {
  const engine = createEngine(twoNetworks(8));
  assert.throws(
    () => engine.createOptimizer({ tensors: ['nobody'] }),
    /tensors: got \[nobody\], known are policy.0.weights/,
  );
  assert.throws(() => engine.createOptimizer({ tensors: [] }), /tensors: got \[\]/);
  const apart = ['policy.0.weights', 'value.0.weights'];
  assert.throws(() => engine.createOptimizer({ tensors: apart }), /not neighbours in the manifest/);
  assert.throws(() => engine.createOptimizer({ beta1: 1 }), /beta1: got 1, must be at least 0 and below 1/);
  assert.throws(() => engine.createOptimizer({ epsilon: 0 }), /epsilon: got 0, must be positive/);
  const optimizer = engine.createOptimizer({ tensors: ['policy.0.biases', 'policy.0.weights'] });
  assert.deepEqual(optimizer.tensors, ['policy.0.weights', 'policy.0.biases']);
  assert.throws(() => engine.createOptimizer(), /another optimiser of this engine already trains policy.0.weights/);
  const state = { steps: 0, m: new Float32Array(1), v: new Float32Array(1) };
  assert.throws(() => optimizer.setState(state), /m: got 1 numbers, this optimiser has 320 parameters/);
  assert.throws(() => optimizer.step(1e-3, 0), /maxGradNorm: got 0, must be positive/);
});
