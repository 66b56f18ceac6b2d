import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createEngine } from './createEngine';
import type { Engine } from './engine';
import type { NetworkSpec } from './spec';
import { anyNetwork, exercise, headsOf, maxDifference, noise, twoNetworks } from './testing';

/** Two critics that read one input, as SAC's: what `backwardToInput` is for. */
const critics = (maxRows: number, layerNorm = false): NetworkSpec => ({
  inputSize: 5,
  maxRows,
  blocks: ['a', 'b'].flatMap((name) => [
    { kind: 'dense', name: `${name}.0`, units: 12, activation: 'tanh', layerNorm } as const,
    { kind: 'dense', name: `${name}.1`, from: `${name}.0`, units: 1, activation: 'none' } as const,
  ]),
});

/** sum of c * output^2 / 2 over the outputs, and its gradient at the outputs handed to the engine */
function lossOf(engine: Engine, path: ReturnType<Engine['path']>, input: Float32Array, c: Float32Array): number {
  const rows = c.length;
  engine.forward(path, input, rows);
  let loss = 0;
  for (const head of path.heads) {
    const units = engine.network.layers.find(({ name }) => name === head)?.units ?? 0;
    const output = new Float64Array(rows * units);
    engine.readOutput(head, output);
    output.forEach((y, i) => (loss += (c[i] * y * y) / 2));
    engine.writeOutputGradient(
      head,
      output.map((y, i) => c[i] * y),
    );
  }
  return loss;
}

test('the gradient at the input equals finite differences of the loss, with and without layer normalisation', () => {
  for (const layerNorm of [false, true]) {
    const rows = 7;
    const engine = createEngine(critics(rows, layerNorm), 'plain');
    engine.setParameters(noise(3, engine.numParameters, 0.8));
    const [input, c] = [noise(4, rows * 5), noise(5, rows)];
    const path = engine.path(headsOf(engine));
    lossOf(engine, path, input, c);
    engine.backwardToInput(path);
    const gradient = new Float64Array(rows * 5);
    engine.readInputGradient(gradient);
    input.forEach((x, i) => {
      const [up, down] = [input.slice(), input.slice()];
      up[i] = x + 1 / 1024;
      down[i] = x - 1 / 1024;
      const difference = (lossOf(engine, path, up, c) - lossOf(engine, path, down, c)) / (up[i] - down[i]);
      assert.ok(Math.abs(gradient[i] - difference) < 2e-5, `input ${i}: ${gradient[i]}, ${difference}`);
    });
    assert.ok(gradient.every((g) => g !== 0));
  }
});

test('the gradients of scales, shifts and what lies before them equal finite differences', () => {
  const rows = 9;
  const engine = createEngine(critics(rows, true), 'plain');
  const at = noise(6, engine.numParameters, 0.8);
  engine.setParameters(at);
  const [input, c] = [noise(7, rows * 5), noise(8, rows)];
  const path = engine.path(headsOf(engine));
  lossOf(engine, path, input, c);
  engine.backward(path);
  const gradient = engine.getGradients();
  at.forEach((x, i) => {
    const [up, down] = [at.slice(), at.slice()];
    up[i] = x + 1 / 1024;
    down[i] = x - 1 / 1024;
    engine.setParameters(up);
    const above = lossOf(engine, path, input, c);
    engine.setParameters(down);
    const difference = (above - lossOf(engine, path, input, c)) / (up[i] - down[i]);
    assert.ok(Math.abs(gradient[i] - difference) < 5e-5, `parameter ${i}: ${gradient[i]}, ${difference}`);
  });
});

test('the compiled engine finds the same gradient at the input as the plain one, on any network and path', () => {
  fc.assert(
    fc.property(anyNetwork, fc.nat(), fc.nat(), fc.nat(), (spec, seed, part, someHeads) => {
      const rows = 1 + (part % spec.maxRows);
      const results = (['wasm', 'plain'] as const).map((kind) => {
        const engine = createEngine(spec, kind);
        engine.setParameters(noise(seed, engine.numParameters, 0.5));
        const heads = headsOf(engine).slice(0, 1 + (someHeads % headsOf(engine).length));
        exercise(engine, seed, rows, heads);
        const before = engine.getGradients();
        const path = engine.path(heads);
        engine.forward(path, noise(seed, rows * spec.inputSize), rows);
        heads.forEach((head, i) => {
          const units = engine.network.layers.find(({ name }) => name === head)?.units ?? 0;
          engine.writeOutputGradient(head, noise(seed + i, rows * units));
        });
        engine.backwardToInput(path);
        assert.deepEqual(engine.getGradients(), before, 'the gradients of the parameters stay');
        const gradient = new Float32Array(rows * spec.inputSize);
        engine.readInputGradient(gradient);
        return gradient;
      });
      const scale = 1 + Math.max(...results[1].map(Math.abs));
      assert.ok(maxDifference(results[0], results[1]) <= 1e-5 * scale);
    }),
    { numRuns: 100, seed: 11 },
  );
});

test('there is a gradient at the input only after backwardToInput, until the next forward', () => {
  for (const kind of ['wasm', 'plain'] as const) {
    const engine = createEngine(critics(4), kind);
    const path = engine.path(['a.1']);
    const into = new Float32Array(20);
    assert.throws(() => engine.readInputGradient(into), /readInputGradient: call backwardToInput first/);
    engine.forward(path, noise(1, 20), 4);
    assert.throws(() => engine.backwardToInput(path), /write the output gradient of "a.1" first/);
    engine.writeOutputGradient('a.1', noise(2, 4));
    engine.backward(path);
    assert.throws(() => engine.readInputGradient(into), /call backwardToInput first/);
    engine.forward(path, noise(1, 20), 4);
    engine.writeOutputGradient('a.1', noise(2, 4));
    engine.backwardToInput(path);
    assert.throws(() => engine.readInputGradient(new Float32Array(19)), /into: got 19 numbers, need at least 20/);
    engine.readInputGradient(into);
    engine.forward(path, noise(1, 20), 4);
    assert.throws(() => engine.readInputGradient(into), /call backwardToInput first/);
  }
});

test('moveTowards copies at 1, goes a share of the way below, and refuses another network', () => {
  for (const [kind, otherKind] of [
    ['wasm', 'wasm'],
    ['plain', 'plain'],
    ['wasm', 'plain'],
    ['plain', 'wasm'],
  ] as const) {
    const [engine, other] = [createEngine(critics(4, true), kind), createEngine(critics(9, true), otherKind)];
    const [from, to] = [noise(1, engine.numParameters), noise(2, engine.numParameters, 1e-30)];
    engine.setParameters(from);
    other.setParameters(to);
    engine.moveTowards(other, 0.25);
    const expected = from.map((x, i) => Math.fround(0.75 * x + 0.25 * to[i]));
    assert.deepEqual(engine.getParameters(), expected);
    engine.moveTowards(other, 1);
    assert.deepEqual(engine.getParameters(), to);
    assert.throws(() => engine.moveTowards(other, 1.5), /share: got 1.5, must be at most 1/);
    assert.throws(() => engine.moveTowards(createEngine(twoNetworks(4)), 1), /other: its network has policy.0.weights/);
  }
});

test('a layer that does not say whether it normalises by true or false is refused', () => {
  const block = { kind: 'dense', name: 'a', units: 4, activation: 'none', layerNorm: 1 as unknown as boolean } as const;
  assert.throws(() => createEngine({ inputSize: 1, maxRows: 1, blocks: [block] }), /a.layerNorm: got 1, must be true/);
});
