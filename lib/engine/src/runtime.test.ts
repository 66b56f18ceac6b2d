import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { createEngine } from './createEngine';
import { exercise, noise, twoNetworks } from './testing';
import { WasmEngine } from './wasmEngine';

/** Runs a script in a fresh Node with the engine as `engine` and the test helpers as `testing`. */
function inFreshNode(script: string, ...flags: string[]): string {
  const prelude = `const engine = require(${JSON.stringify(__dirname)}); const testing = require(${JSON.stringify(join(__dirname, 'testing.js'))});`;
  return execFileSync(process.execPath, [...flags, '-e', prelude + script], { encoding: 'utf8' }).trim();
}

test("'auto' is the SIMD engine, and the plain one where WebAssembly is missing or refuses SIMD", () => {
  const make = 'console.log(engine.createEngine(testing.twoNetworks(1)).kind)';
  assert.equal(inFreshNode(make), 'wasm');
  assert.equal(inFreshNode(`delete globalThis.WebAssembly; ${make}`), 'plain');
  assert.equal(inFreshNode(`WebAssembly.validate = () => false; ${make}`), 'plain');
  const asked = "try { engine.createEngine(testing.twoNetworks(1), 'wasm') } catch (e) { console.log(e.message) }";
  assert.match(inFreshNode(`WebAssembly.validate = () => false; ${asked}`), /does not accept the "wasm" build; choose/);
});

test('the relaxed build, where this Node has it, stays within rounding of the plain engine', () => {
  const flags = Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : [];
  const script = `
    const differences = [64, 3].map((rows) => {
      const [a, b] = ['wasm-relaxed', 'plain'].map((kind) => {
        const e = engine.createEngine(testing.twoNetworks(rows), kind);
        e.setParameters(testing.noise(1, e.numParameters, 0.4));
        testing.exercise(e, 2, rows);
        return e.getGradients();
      });
      return testing.maxDifference(a, b);
    });
    console.log(JSON.stringify(differences));`;
  for (const difference of JSON.parse(inFreshNode(script, ...flags)) as number[]) assert.ok(difference < 1e-6);
});

test('memory is fixed: it refuses to grow, and training allocates none', () => {
  const engine = createEngine(twoNetworks(64), 'wasm') as WasmEngine;
  assert.throws(() => engine.kernels.memory.grow(1), RangeError);
  engine.setParameters(noise(1, engine.numParameters, 0.3));
  const bytes = engine.memory.buffer.byteLength;
  const optimizer = engine.createOptimizer();
  for (let step = 0; step < 200; step++) {
    exercise(engine, step, 64);
    optimizer.step(1e-3, 0.5);
  }
  assert.equal(engine.memory.buffer.byteLength, bytes);
  // 9,155 parameters, their gradients and two moments, two transposed 64 x 64 layers, and 64 rows of activations: 0.6 MB at most
  assert.ok(bytes <= 10 * 65536, `${bytes} bytes`);
});

test('the heap does not grow over 20,000 steps of one network', () => {
  const script = `
    const e = engine.createEngine(testing.twoNetworks(8));
    e.setParameters(testing.noise(1, e.numParameters, 0.3));
    const optimizer = e.createOptimizer();
    const path = e.path(['policy.2', 'value.2']);
    const [x, logits, values] = [testing.noise(2, 32), new Float32Array(16), new Float32Array(8)];
    const steps = (n) => { for (let i = 0; i < n; i++) {
      e.forward(path, x, 8); e.readOutput('policy.2', logits); e.readOutput('value.2', values);
      e.writeOutputGradient('policy.2', logits); e.writeOutputGradient('value.2', values); e.backward(path);
      optimizer.step(1e-6, 0.5);
    } };
    steps(2000); gc(); const before = process.memoryUsage().heapUsed;
    steps(20000); gc(); console.log(process.memoryUsage().heapUsed - before);`;
  const grown = Number(inFreshNode(script, '--expose-gc'));
  assert.ok(grown < 300_000, `${grown} bytes more`);
});
