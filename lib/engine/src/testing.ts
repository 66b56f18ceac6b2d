/** Helpers for this package's own tests; not part of the public interface. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Engine } from './engine';
import type { Activation, BlockSpec, NetworkSpec } from './spec';

/** Numbers in [-scale, scale), the same for the same seed (mulberry32). */
export function noise(seed: number, length: number, scale = 1): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return (((x ^ (x >>> 14)) >>> 0) / 2147483648 - 1) * scale;
  });
}

/** Largest absolute difference; a NaN on either side fails. */
export function maxDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(actual.length, expected.length, 'lengths differ');
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    assert.ok(!Number.isNaN(difference), `NaN at ${i}: ${actual[i]} against ${expected[i]}`);
    largest = Math.max(largest, difference);
  }
  return largest;
}

/** Two 4-64-64 networks side by side: the shape of the lessons' CartPole agents. */
export function twoNetworks(maxRows: number, activation: Activation = 'tanh'): NetworkSpec {
  const tower = (part: string, outputs: number): BlockSpec[] => [
    { kind: 'dense', name: `${part}.0`, units: 64, activation },
    { kind: 'dense', name: `${part}.1`, from: `${part}.0`, units: 64, activation },
    { kind: 'dense', name: `${part}.2`, from: `${part}.1`, units: outputs, activation: 'none' },
  ];
  return { inputSize: 4, maxRows, blocks: [...tower('policy', 2), ...tower('value', 1)] };
}

/** Any small tree of layers: shared trunks, several heads, all activations, any sizes, parameter vectors in between. */
export const anyNetwork: fc.Arbitrary<NetworkSpec> = fc
  .record({
    inputSize: fc.integer({ min: 1, max: 19 }),
    maxRows: fc.integer({ min: 1, max: 150 }),
    layers: fc.array(
      fc.record({
        units: fc.integer({ min: 1, max: 21 }),
        activation: fc.constantFrom<Activation>('tanh', 'relu', 'none'),
        parent: fc.nat(),
        layerNorm: fc.boolean(),
        vector: fc.option(fc.integer({ min: 1, max: 7 })),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ inputSize, maxRows, layers }) => {
    const blocks = layers.flatMap(({ units, activation, parent, layerNorm, vector }, i): BlockSpec[] => {
      const from = parent % (i + 1);
      // Of two or three units hardly anything is left after their mean and variance, but the rounding.
      const norm = layerNorm && units > 3 ? { layerNorm } : {};
      const layer: BlockSpec = { kind: 'dense', name: `layer${i}`, units, activation, ...norm };
      const dense = from === 0 ? layer : { ...layer, from: `layer${from - 1}` };
      return vector === null ? [dense] : [dense, { kind: 'vector', name: `vector${i}`, size: vector }];
    });
    return { inputSize, maxRows, blocks };
  });

/** Names of all outputs of an engine's network. */
export function headsOf(engine: Engine): string[] {
  return engine.network.layers.filter((layer) => layer.isHead).map((layer) => layer.name);
}

/** One forward and backward pass with made-up inputs and output gradients, the same for every engine. */
export function exercise(engine: Engine, seed: number, rows: number, heads = headsOf(engine)): Float32Array[] {
  const { network } = engine;
  const path = engine.path(heads);
  engine.forward(path, noise(seed, rows * network.spec.inputSize), rows);
  const outputs = heads.map((head, i) => {
    const units = network.layers.find((layer) => layer.name === head)?.units ?? 0;
    const output = new Float32Array(rows * units);
    engine.readOutput(head, output);
    engine.writeOutputGradient(head, noise(seed + 100 + i, rows * units, 1 / rows));
    return output;
  });
  network.vectors.forEach((vector, i) => engine.writeVectorGradient(vector.name, noise(seed + 200 + i, vector.size)));
  engine.backward(path);
  return outputs;
}
