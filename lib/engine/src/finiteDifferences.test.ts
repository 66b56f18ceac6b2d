import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createEngine } from './createEngine';
import { anyNetwork, headsOf, noise } from './testing';

// The loss is sum over all outputs of c * output^2 / 2 with random c, so its gradient at the outputs is c * output.
test('gradients equal finite differences of the loss, on any network without ReLU', () => {
  const smooth = anyNetwork.filter((spec) => spec.blocks.every((b) => b.kind === 'vector' || b.activation !== 'relu'));
  fc.assert(
    fc.property(smooth, fc.nat(), (spec, seed) => {
      const engine = createEngine(spec, 'plain');
      const rows = Math.min(spec.maxRows, 9);
      const heads = headsOf(engine);
      const path = engine.path(heads);
      const input = noise(seed, rows * spec.inputSize);
      const outputs = heads.map((head) => {
        const units = engine.network.layers.find((layer) => layer.name === head)?.units ?? 0;
        return { head, values: new Float64Array(rows * units), c: noise(seed + 1, rows * units) };
      });
      const loss = (): number => {
        engine.forward(path, input, rows);
        for (const { head, values } of outputs) engine.readOutput(head, values);
        return outputs.reduce((sum, { values, c }) => values.reduce((s, v, i) => s + (c[i] * v * v) / 2, sum), 0);
      };
      const at = noise(seed + 2, engine.numParameters, 0.6);
      engine.setParameters(at);
      const scale = 1 + Math.abs(loss());
      for (const { head, values, c } of outputs)
        engine.writeOutputGradient(
          head,
          values.map((v, i) => c[i] * v),
        );
      engine.backward(path);
      const gradient = engine.getGradients();
      for (let i = 0; i < at.length; i += 1 + Math.floor(at.length / 40)) {
        const [up, down] = [at.slice(), at.slice()];
        up[i] += 1 / 256;
        down[i] -= 1 / 256;
        engine.setParameters(up);
        const above = loss();
        engine.setParameters(down);
        const difference = (above - loss()) / (up[i] - down[i]);
        assert.ok(Math.abs(gradient[i] - difference) <= 2e-4 * scale, `parameter ${i}: ${gradient[i]}, ${difference}`);
      }
    }),
    { numRuns: 60, seed: 7 },
  );
});

test('ReLU passes a gradient where its output is positive and none where it is 0', () => {
  for (const kind of ['wasm', 'plain'] as const) {
    const blocks = [
      { kind: 'dense', name: 'relu', units: 1, activation: 'relu' },
      { kind: 'dense', name: 'out', from: 'relu', units: 1, activation: 'none' },
    ] as const;
    const engine = createEngine({ inputSize: 1, maxRows: 3, blocks }, kind);
    engine.setParameters([2, 0, 3, 0]); // relu(2x) * 3
    const path = engine.path(['out']);
    engine.forward(path, Float32Array.of(-1, 0, 5), 3);
    const output = new Float32Array(3);
    engine.readOutput('out', output);
    assert.deepEqual([...output], [0, 0, 30]);
    engine.writeOutputGradient('out', [1, 1, 1]);
    engine.backward(path);
    // d/dw1 = 3 * 5 (one row is alive), d/db1 = 3, d/dw2 = relu's outputs 0 + 0 + 10, d/db2 = 3
    assert.deepEqual([...engine.getGradients()], [15, 3, 10, 3]);
  }
});
