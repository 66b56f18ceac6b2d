import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { createEngine } from './createEngine';
import { maxDifference } from './testing';

interface GoldenCase {
  readonly weights: readonly (readonly [number[][], number[]])[];
  readonly grads: readonly (readonly [number[][], number[]])[];
  readonly states: number[][];
  readonly actions: number[];
  readonly old_log_probs: number[];
  readonly advantages: number[];
  readonly returns: number[];
  readonly old_values: number[];
  readonly value_clip: boolean;
  readonly value_loss: number;
  readonly entropy: number;
  readonly grad_norm: number;
}

const cases = JSON.parse(
  readFileSync(join(__dirname, '../../../data/golden/ppo_loss.json'), 'utf8'),
) as readonly GoldenCase[];
const flatten = (tensors: GoldenCase['weights']): number[] => tensors.flatMap(([w, b]) => [...w.flat(), ...b]);

/** Gradient of the golden file's loss (policy + 0.5 MSE - 0.01 entropy, clip 0.2) at logits [B,2] and values [B], one row at a time. */
function outputGradients(golden: GoldenCase, logits: Float64Array, values: Float64Array): [number[], number[]] {
  const rows = values.length;
  const gradLogits: number[] = [];
  const gradValues: number[] = [];
  for (let b = 0; b < rows; b++) {
    const [l0, l1] = [logits[2 * b], logits[2 * b + 1]];
    const p1 = 1 / (1 + Math.exp(l0 - l1));
    const p = [1 - p1, p1];
    const action = golden.actions[b];
    const ratio = p[action] / Math.exp(golden.old_log_probs[b]);
    const advantage = golden.advantages[b];
    const dead = (advantage > 0 && ratio > 1.2) || (advantage < 0 && ratio < 0.8);
    const entropy = -p[0] * Math.log(p[0]) - p[1] * Math.log(p[1]);
    for (let k = 0; k < 2; k++) {
      const policy = dead ? 0 : -advantage * ratio * ((k === action ? 1 : 0) - p[k]);
      gradLogits.push((policy + 0.01 * p[k] * (Math.log(p[k]) + entropy)) / rows);
    }
    const [value, old, target] = [values[b], golden.old_values[b], golden.returns[b]];
    const moved = old + Math.min(0.2, Math.max(-0.2, value - old));
    const clippedWins = golden.value_clip && (moved - target) ** 2 > (value - target) ** 2;
    gradValues.push(clippedWins ? (moved === value ? value - target : 0) / rows : (value - target) / rows);
  }
  return [gradLogits, gradValues];
}

test("gradients of a shared trunk with two heads equal PyTorch's (data/golden/ppo_loss.json)", () => {
  for (const kind of ['wasm', 'plain'] as const) {
    for (const golden of cases) {
      const rows = golden.actions.length;
      const engine = createEngine(
        {
          inputSize: 4,
          maxRows: rows,
          blocks: [
            { kind: 'dense', name: 'trunk.0', units: 64, activation: 'tanh' },
            { kind: 'dense', name: 'trunk.1', from: 'trunk.0', units: 64, activation: 'tanh' },
            { kind: 'dense', name: 'policy', from: 'trunk.1', units: 2, activation: 'none' },
            { kind: 'dense', name: 'value', from: 'trunk.1', units: 1, activation: 'none' },
          ],
        },
        kind,
      );
      engine.setParameters(flatten(golden.weights));
      const path = engine.path(['policy', 'value']);
      engine.forward(path, Float32Array.from(golden.states.flat()), rows);
      const [logits, values] = [new Float64Array(rows * 2), new Float64Array(rows)];
      engine.readOutput('policy', logits);
      engine.readOutput('value', values);
      const [gradLogits, gradValues] = outputGradients(golden, logits, values);
      engine.writeOutputGradient('policy', gradLogits);
      engine.writeOutputGradient('value', gradValues);
      engine.backward(path);
      assert.ok(maxDifference(engine.getGradients(), flatten(golden.grads)) < 2e-6, kind);
      const norm = engine.createOptimizer().gradientNorm();
      assert.ok(Math.abs(norm / golden.grad_norm - 1) < 1e-6, `${kind}: ${norm}, PyTorch ${golden.grad_norm}`);
    }
  }
});
