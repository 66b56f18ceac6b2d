import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createEngine } from './createEngine';
import type { Engine } from './engine';
import { anyNetwork, exercise, headsOf, maxDifference, noise, twoNetworks } from './testing';
import { isSupported } from './wasmModule';

const kinds = (['wasm', 'wasm-relaxed'] as const).filter(isSupported);

/** The compiled engine next to the plain one, with the same parameters. */
function pair(kind: (typeof kinds)[number], spec: Parameters<typeof createEngine>[0], seed: number): [Engine, Engine] {
  const engines: [Engine, Engine] = [createEngine(spec, kind), createEngine(spec, 'plain')];
  for (const engine of engines) engine.setParameters(noise(seed, engine.numParameters, 0.5));
  return engines;
}

for (const kind of kinds) {
  test(`${kind}: outputs, gradients and five Adam steps agree with the plain engine on any network`, () => {
    fc.assert(
      fc.property(anyNetwork, fc.nat(), fc.nat(), fc.constantFrom(null, 0.5), (spec, seed, part, maxGradNorm) => {
        const rows = 1 + (part % spec.maxRows);
        const engines = pair(kind, spec, seed);
        const optimizers = engines.map((engine) => engine.createOptimizer());
        for (let step = 0; step < 5; step++) {
          const [outputs, expected] = engines.map((engine) => exercise(engine, seed + step, rows));
          outputs.forEach((output, i) => {
            const scale = 1 + Math.max(...expected[i].map(Math.abs));
            assert.ok(maxDifference(output, expected[i]) <= 3e-6 * scale);
          });
          const [gradient, oracle] = engines.map((engine) => engine.getGradients());
          const scale = 1 + Math.max(...oracle.map(Math.abs));
          assert.ok(maxDifference(gradient, oracle) <= 1e-5 * scale);
          const [norm, expectedNorm] = optimizers.map((optimizer) => optimizer.step(1e-3, maxGradNorm));
          assert.ok(Math.abs(norm - expectedNorm) <= 1e-5 * (1 + expectedNorm));
        }
      }),
      { numRuns: 150, seed: 20170720 },
    );
  });

  test(`${kind}: parameters after five clipped Adam steps differ by less than 1e-6 on the lessons' networks`, () => {
    for (const activation of ['tanh', 'relu'] as const) {
      for (const rows of [1, 7, 64, 65, 128, 200]) {
        const engines = pair(kind, twoNetworks(200, activation), rows);
        const optimizers = engines.map((engine) => engine.createOptimizer());
        for (let step = 0; step < 5; step++) {
          engines.forEach((engine) => exercise(engine, step, rows));
          optimizers.forEach((optimizer) => optimizer.step(1e-3, 0.5));
        }
        const [actual, expected] = engines.map((engine) => engine.getParameters());
        assert.ok(maxDifference(actual, expected) < 1e-6, `${activation}, ${rows} rows`);
      }
    }
  });
}

test('a row gives the same bits alone, among others, and through infer', () => {
  const engine = createEngine(twoNetworks(150));
  engine.setParameters(noise(1, engine.numParameters, 0.3));
  const path = engine.path(['policy.2', 'value.2']);
  const rows = 150;
  const input = noise(2, rows * 4, 3);
  const [logits, values] = [new Float32Array(rows * 2), new Float32Array(rows)];
  engine.infer(path, input, rows, [logits, values]);
  engine.forward(path, input, rows);
  const kept = new Float32Array(rows * 2);
  engine.readOutput('policy.2', kept);
  assert.deepEqual(kept, logits);
  for (const row of [0, 7, 63, 64, 149]) {
    const [logit, value] = [new Float32Array(2), new Float32Array(1)];
    engine.infer(path, input.subarray(row * 4, row * 4 + 4), 1, [logit, value]);
    assert.deepEqual(logit, logits.slice(row * 2, row * 2 + 2));
    assert.equal(value[0], values[row]);
    engine.infer(path, input, 1, [logit, value], rows - 1 - row);
    assert.equal(value[0], values[rows - 1 - row]);
  }
});

test('infer takes more rows than maxRows, and a part of the heads', () => {
  for (const kind of ['wasm', 'plain'] as const) {
    const small = createEngine(twoNetworks(5), kind);
    const large = createEngine(twoNetworks(200), kind);
    for (const engine of [small, large]) engine.setParameters(noise(3, engine.numParameters, 0.3));
    const input = noise(4, 200 * 4);
    const [a, b] = [small, large].map((engine) => {
      const values = new Float32Array(200);
      engine.infer(engine.path(['value.2']), input, 200, [values]);
      return values;
    });
    assert.deepEqual(a, b);
  }
});

test('a backward pass through one network leaves zero gradients in the other, also after a pass through both', () => {
  for (const kind of ['wasm', 'plain'] as const) {
    const engine = createEngine(twoNetworks(16), kind);
    engine.setParameters(noise(5, engine.numParameters, 0.3));
    exercise(engine, 6, 16);
    const both = engine.getGradients();
    const valueStart = engine.manifest.find(({ name }) => name === 'value.0.weights')?.offset ?? 0;
    assert.ok(both.subarray(0, valueStart).every((g) => g !== 0) && both.subarray(valueStart).some((g) => g !== 0));
    exercise(engine, 6, 16, ['policy.2']);
    const one = engine.getGradients();
    assert.deepEqual(one.subarray(0, valueStart), both.subarray(0, valueStart));
    assert.ok(one.subarray(valueStart).every((g) => g === 0));
  }
});

test('parameters, vectors and gradients go in and out unchanged; padding never shows', () => {
  fc.assert(
    fc.property(anyNetwork, fc.nat(), (spec, seed) => {
      const engine = createEngine(spec, 'wasm');
      const flat = noise(seed, engine.numParameters);
      engine.setParameters(flat);
      assert.deepEqual(engine.getParameters(), flat);
      const size = engine.manifest.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
      assert.equal(size, engine.numParameters);
      for (const { name, size: length, offset } of engine.network.vectors) {
        const vector = new Float32Array(length);
        engine.readVector(name, vector);
        assert.deepEqual(vector, flat.slice(offset, offset + length));
        engine.writeVectorGradient(name, vector);
        assert.deepEqual(engine.getGradients().slice(offset, offset + length), vector);
      }
    }),
    { numRuns: 50, seed: 1 },
  );
});

test('a larger batch before a smaller one leaves no trace', () => {
  const [fresh, used] = [createEngine(twoNetworks(130)), createEngine(twoNetworks(130))];
  for (const engine of [fresh, used]) engine.setParameters(noise(8, engine.numParameters, 0.4));
  exercise(used, 9, 130);
  exercise(used, 10, 67, ['value.2']);
  exercise(used, 11, 3);
  exercise(fresh, 11, 3);
  assert.deepEqual(used.getGradients(), fresh.getGradients());
});

test('misuse is refused with the name, the value and the way out', () => {
  for (const kind of ['wasm', 'plain'] as const) {
    const engine = createEngine(twoNetworks(8), kind);
    const other = createEngine(twoNetworks(8), kind);
    const path = engine.path(headsOf(engine));
    const input = new Float32Array(32);
    assert.throws(() => engine.forward(path, input, 9), /rows: got 9, must be 1 to maxRows = 8/);
    assert.throws(() => engine.forward(path, input, 0), /rows: got 0/);
    assert.throws(() => engine.forward(path, new Float32Array(31), 8), /input: got 31 numbers, need at least 32/);
    assert.throws(() => engine.forward(other.path(['value.2']), input, 8), /made by another engine/);
    assert.throws(() => engine.path(['value.1']), /got "value.1", the outputs of this network are policy.2, value.2/);
    assert.throws(() => engine.path([]), /heads: got none/);
    assert.throws(() => engine.backward(path), /call forward with the same path first/);
    engine.forward(path, input, 8);
    assert.throws(() => engine.backward(path), /write the output gradient of "policy.2" first/);
    assert.throws(
      () => engine.writeOutputGradient('value.2', [1]),
      /gradient of value.2: got 1 numbers, need at least 8/,
    );
    assert.throws(
      () => engine.readOutput('policy.2', new Float32Array(2)),
      /policy.2: got 2 numbers, need at least 16/,
    );
    assert.throws(() => engine.setParameters([1, 2]), /got 2 numbers, this network has \d+/);
    assert.throws(() => engine.writeVectorGradient('logStd', [1]), /vector: got "logStd".*there is none/);
    engine.infer(path, input, 8, [new Float32Array(16), new Float32Array(8)]);
    assert.throws(() => engine.readOutput('value.2', new Float32Array(8)), /no output of the last forward/);
  }
});

test('numbers that are not finite are refused where they come in, with their place', () => {
  for (const kind of ['wasm', 'plain'] as const) {
    const engine = createEngine(twoNetworks(80), kind);
    const path = engine.path(headsOf(engine));
    const good = noise(1, 80 * 4);
    for (const bad of [NaN, Infinity, -Infinity]) {
      const input = good.slice();
      input[70 * 4 + 2] = bad;
      const message = new RegExp(`input: got ${bad} at row 70, column 2`);
      assert.throws(() => engine.forward(path, input, 80), message);
      assert.throws(() => engine.infer(path, input, 80, [new Float32Array(160), new Float32Array(80)]), message);
      const parameters = engine.getParameters();
      parameters[5] = bad;
      assert.throws(() => engine.setParameters(parameters), new RegExp(`parameters: got ${bad} at index 5`));
    }
    exercise(engine, 2, 80);
    const clean = createEngine(twoNetworks(80), kind);
    exercise(clean, 2, 80);
    assert.deepEqual(engine.getGradients(), clean.getGradients(), 'a refused input leaves no trace');
  }
});
